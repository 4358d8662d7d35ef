"""The named sub-steps of one training step, and what is said of each with its numbers."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.snapshot import Points
from gan_desktop.core.words import Text, counted


class Phase(Enum):
    """A sub-step of an alternating step, in order; the values are what is read on the screen."""

    DRAW = "Draw"
    GENERATE = "Generate"
    RATE = "Rate"
    D_LOSS = "D's loss"
    D_MOVE = "D moves"
    FRESH = "Fresh noise"
    PULL = "Rate, pull"
    G_MOVE = "G moves"


# What of the picture each phase is about, by the keys of the canvas's layers. What is not there,
# or switched off, cannot be emphasised; a phase with nothing that is there dims nothing.
EMPHASIS = {
    Phase.DRAW: frozenset({"real"}),
    Phase.GENERATE: frozenset({"fake"}),
    Phase.RATE: frozenset({"real", "fake", "discriminator"}),
    Phase.D_LOSS: frozenset({"real", "fake", "discriminator"}),
    Phase.D_MOVE: frozenset({"discriminator"}),
    Phase.FRESH: frozenset({"fake"}),
    Phase.PULL: frozenset({"fake", "arrows"}),
    Phase.G_MOVE: frozenset({"fake"}),
}


@dataclass(frozen=True, eq=False)
class SubStep:
    """One sub-step of one step, with the very numbers that the step is made of.

    Attributes:
        phase: which one.
        step: the step that is being made; one more than are done, until G has moved.
        move, moves: which of the discriminator's moves in this step, counted from 1, of how many.
        batch: points of each kind.
        real: (n, 2) float32, drawn from the target; None where the phase has none.
        fake: (n, 2) float32, generated; None where the phase has none.
        pull: (n, 2) float32, minus the gradient of the generator's loss by each generated point,
            times n: where that point alone would go; None where the phase has none.
        real_output, fake_output: mean outputs of the discriminator (of two, the first).
        loss: the discriminator's, with its penalties, up to its move; then the generator's.
    """

    phase: Phase
    step: int
    move: int
    moves: int
    batch: int
    real: Points | None = None
    fake: Points | None = None
    pull: Points | None = None
    real_output: float = 0.0
    fake_output: float = 0.0
    loss: float = 0.0

    def __post_init__(self) -> None:
        for name in ("real", "fake", "pull"):
            given = getattr(self, name)
            if given is not None:
                points = np.array(given, dtype=np.float32)
                points.flags.writeable = False
                object.__setattr__(self, name, points)

    @property
    def number(self) -> int:
        """Its place among the phases, from 1."""
        return list(Phase).index(self.phase) + 1

    @property
    def ends_step(self) -> bool:
        """Whether the step is done with it."""
        return self.phase is Phase.G_MOVE

    @property
    def label(self) -> str:
        """Its name; of several moves of the discriminator, with which one it is."""
        name = Text(self.phase.value)
        if self.moves == 1 or self.number > list(Phase).index(Phase.D_MOVE) + 1:
            return name
        return Text("{name} {move} of {moves}", name=name, move=self.move, moves=self.moves)

    @property
    def sentence(self) -> str:
        """What is computed, with the numbers of this step."""
        return _SENTENCES[self.phase](self)


def _number(value: float) -> str:
    """Four digits: a loss of 0.0003 is not shown as 0."""
    return f"{value:.4g}"


_SENTENCES = {
    Phase.DRAW: lambda s: counted(
        s.batch,
        "{count} real point is drawn from the target, and noise for as many generated ones.",
        "{count} real points are drawn from the target, and noise for as many generated ones.",
    ),
    Phase.GENERATE: lambda s: counted(
        s.batch,
        "G turns the noise into {count} point; its weights stay as they are.",
        "G turns the noise into {count} points; its weights stay as they are.",
    ),
    Phase.RATE: lambda s: Text(
        "D rates both: {real} on average for the real points, {fake} for the generated ones.",
        real=_number(s.real_output),
        fake=_number(s.fake_output),
    ),
    Phase.D_LOSS: lambda s: Text(
        "D's loss on these points is {loss}; its gradient says how to change D's weights.",
        loss=_number(s.loss),
    ),
    Phase.D_MOVE: lambda s: Text(
        "D's weights have moved to lower its loss of {loss}; G has not changed.",
        loss=_number(s.loss),
    ),
    Phase.FRESH: lambda s: Text(
        "Fresh noise goes through G: {count} new points; D has not seen them yet.",
        count=f"{s.batch:,}",
    ),
    Phase.PULL: lambda s: Text(
        "The moved D rates them {fake} on average, G's loss is {loss}; arrows: where each point "
        "should go to lower it.",
        fake=_number(s.fake_output),
        loss=_number(s.loss),
    ),
    Phase.G_MOVE: lambda s: Text(
        "G's weights have moved to lower its loss of {loss}; step {step} is done.",
        loss=_number(s.loss),
        step=f"{s.step:,}",
    ),
}


def why_not_in_parts(config: ExperimentConfig) -> str:
    """Why a step under this config cannot be shown in these phases: one sentence, or ""."""
    dynamics = config.dynamics
    if dynamics.update != "alternating":
        return Text(
            "Slow motion shows D's move and then G's; the update rule of this run is another one. "
            "Choose Alternating."
        )
    if dynamics.consensus:
        return Text(
            "Slow motion shows each network following its own loss; consensus adds the other "
            "one's. Set Consensus to 0."
        )
    if dynamics.unrolled:
        return Text(
            "Slow motion shows G moving against D as it is; this run looks ahead. Set Unrolled "
            "steps to 0."
        )
    return ""
