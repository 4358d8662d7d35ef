"""How often `judge` says what the labels say, as Markdown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gan_desktop.bench.labelled.targets import stage
from gan_desktop.bench.labelled.trajectory import CHEAP, Half, Trajectory
from gan_desktop.core.metrics import noise_floor
from gan_desktop.core.verdict import Judgement, Verdict, judge
from gan_desktop.core.verdict.statistics import wilson


@dataclass(frozen=True)
class Scored:
    """A trajectory and what `judge` makes of it.

    Attributes:
        trajectory: the labelled run.
        judgement: of it.
        real: whether it was trained, not drawn.
    """

    trajectory: Trajectory
    judgement: Judgement
    real: bool

    @property
    def right(self) -> bool:
        """Whether the verdict is the label."""
        return self.judgement.verdict is self.trajectory.label


def score(trajectory: Trajectory, real: bool) -> Scored:
    """Judge it as the application would, with the noise floor of its target."""
    place = stage(trajectory.stage)
    floor = noise_floor(
        place.target,
        trajectory.points,
        CHEAP,
        x_limits=place.x_limits,
        y_limits=place.y_limits,
    )
    return Scored(trajectory, judge(trajectory.observations, floor, trajectory.diverged), real)


def accuracies(scored: Sequence[Scored]) -> str:
    """A line a half, synthetic and trained runs apart and together."""
    rows = [["half", "runs", "recipes", "number", "right", "share", "95% interval"]]
    for half in Half:
        for kind, wanted in (("synthetic", (False,)), ("trained", (True,)), ("all", (False, True))):
            runs = [each for each in scored if each.trajectory.half is half and each.real in wanted]
            if not runs:
                continue
            hits = sum(each.right for each in runs)
            low, high = wilson(hits, len(runs))
            recipes = len({each.trajectory.recipe for each in runs})
            share = f"{100 * hits / len(runs):.1f}%"
            interval = f"{100 * low:.1f} to {100 * high:.1f}%"
            rows.append([half, kind, str(recipes), str(len(runs)), str(hits), share, interval])
    return _table(rows)


def confusion(scored: Sequence[Scored]) -> str:
    """Rows: labels; columns: verdicts."""
    pairs = Counter((each.trajectory.label, each.judgement.verdict) for each in scored)
    rows = [["label \\ verdict", *Verdict]]
    for label in Verdict:
        counts = [pairs[label, verdict] for verdict in Verdict]
        rows.append([label, *(str(count) if count else "" for count in counts)])
    return _table(rows)


def mistakes(scored: Sequence[Scored]) -> str:
    """A line for each wrong one."""
    return "".join(
        f"- {each.trajectory.name} ({each.trajectory.half}, on {each.trajectory.stage}): "
        f"{each.trajectory.label}, judged {each.judgement.verdict}\n"
        for each in scored
        if not each.right
    )


def _table(rows: list[list[str]]) -> str:
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
