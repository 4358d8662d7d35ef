"""How far `gan-desktop verdict` is, on standard error: a bar on a terminal, lines elsewhere."""

import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from gan_desktop.app.jury import JuryProgress, SeedProgress, SeedState
from gan_desktop.app.jury_card import some_seeds
from gan_desktop.cli.console import remark
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.words import counted

# Between two lines that say how far all seeds are, in per cent.
EVERY_PER_CENT = 10


class Display(Protocol):
    """Tells the person how far it is."""

    def show(self, progress: JuryProgress) -> None:
        """It has got so far."""

    def close(self) -> None:
        """It has ended."""


def progress_display(configs: Sequence[ExperimentConfig]) -> Display:
    """A bar on a terminal, lines elsewhere; `configs` are those of all seeds."""
    if sys.stderr is not None and sys.stderr.isatty():
        return Bar(sum(config.training.steps for config in configs))
    return Lines(remark)


class Bar:
    """A progress bar over the steps of all seeds."""

    def __init__(self, total: int) -> None:
        from tqdm import tqdm

        self._total = total
        self._bar = tqdm(total=total, unit="step", dynamic_ncols=True)

    def show(self, progress: JuryProgress) -> None:
        """Advance, with the number of seeds that are done beside the bar."""
        text = some_seeds(len(progress.rows), len(progress.seeds))
        self._bar.set_postfix_str(text, refresh=False)
        self._bar.update(round(progress.share * self._total) - self._bar.n)

    def close(self) -> None:
        """Leave the bar on the screen."""
        self._bar.close()


class Lines:
    """A line when a seed starts to train, when it ends, and at every tenth of the whole."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._told: set[tuple[int, SeedState]] = set()
        self._per_cent = 0

    def show(self, progress: JuryProgress) -> None:
        """Say what is new."""
        for seed in progress.seeds:
            line = _line(seed)
            if line and (seed.seed, seed.state) not in self._told:
                self._told.add((seed.seed, seed.state))
                self._say(line)
        complete = len(progress.rows) == len(progress.seeds)
        # All steps are done a moment before the last seed is judged.
        share = progress.share if complete else min(progress.share, 0.99)
        per_cent = int(100 * share) // EVERY_PER_CENT * EVERY_PER_CENT
        if per_cent > self._per_cent:
            self._per_cent = per_cent
            done = f"{some_seeds(len(progress.rows), len(progress.seeds))} done"
            self._say(f"{per_cent:3d}%  {done}")

    def close(self) -> None:
        """Nothing to tidy up."""


def _line(seed: SeedProgress) -> str:
    """What there is to say of a seed in its state, "" for nothing."""
    if seed.row is None:
        return f"seed {seed.seed}: training" if seed.steps else ""
    if seed.state is SeedState.FAILED:
        return f"seed {seed.seed}: {seed.row.why}"
    steps = counted(seed.row.steps, "{count} step", "{count} steps")
    return f"seed {seed.seed}: {seed.row.words.label}, {steps}"
