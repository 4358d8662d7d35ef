"""Numbers of the objectives that have some; each is for those objectives alone."""

from typing import Annotated

from gan_desktop.core.conditions import Above0, Condition, UsedByChoice
from gan_desktop.core.model import Value
from gan_desktop.core.params import Number

_OBJECTIVE = UsedByChoice("training.objective")


def _number(label: str, tooltip: str, low: float, high: float, *further: Condition) -> Number:
    return Number(
        label=label,
        tooltip=tooltip,
        low=low,
        high=high,
        increment=0.1,
        live=True,
        used_when=(_OBJECTIVE, *further),
        own=True,
    )


class LossConfig(Value):
    """What the formulas of the objectives leave open."""

    fake_label: Annotated[
        float,
        _number("a (D, generated)", "What D's output at generated points is pulled to.",
                -10, 10),
    ] = 0.0  # fmt: skip
    real_label: Annotated[
        float,
        _number("b (D, real)", "What D's output at real points is pulled to.",
                -10, 10),
    ] = 1.0  # fmt: skip
    wanted_label: Annotated[
        float,
        _number("c (G, generated)", "What the generator pulls D's output to.",
                -10, 10),
    ] = 1.0  # fmt: skip
    alpha: Annotated[
        float,
        _number("α", "Weight of the log of the first discriminator; at most 1.",
                1e-3, 1.0),
    ] = 1.0  # fmt: skip
    beta: Annotated[
        float,
        _number("β", "Weight of the log of the second discriminator; at most 1.",
                1e-3, 1.0),
    ] = 1.0  # fmt: skip
    margin: Annotated[
        float,
        _number("Margin", "Reconstruction error above which generated points are left alone.",
                1e-4, 1e3),
    ] = 1.0  # fmt: skip
    pull_away: Annotated[
        float,
        _number("Pull-away", "Weight of the term that spreads the codes of generated points.",
                0, 10),
    ] = 0.1  # fmt: skip
    gamma: Annotated[
        float,
        _number("γ", "Wanted ratio of the generated points' error to the real ones'.",
                0.01, 1, Above0("loss.k_rate")),
    ] = 0.5  # fmt: skip
    k_rate: Annotated[
        float,
        _number("Rate of k", "How fast the balance k follows.", 0, 1),
    ] = 0.001
