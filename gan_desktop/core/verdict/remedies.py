"""What to try first after each verdict: one table. What the remedies did: docs/verdict.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from gan_desktop.core.config import ExperimentConfig, param_at
from gan_desktop.core.params import Number, number_text
from gan_desktop.core.verdict.verdicts import Verdict
from gan_desktop.core.words import Text

_SMALL_INITIALISATION = "normal-0.01"
_WIDEST = 512


@dataclass(frozen=True)
class Remedy:
    """Something to try.

    Attributes:
        text: one sentence (English; translated where it is shown).
        changes: new values by path of the config; empty where it is not a setting.
    """

    text: str
    changes: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


Attempt = Callable[[ExperimentConfig], Remedy | None]


def remedy_for(verdict: Verdict | None, config: ExperimentConfig) -> Remedy | None:
    """The first remedy of the table that changes something; None where there is none."""
    attempts = (attempt(config) for attempt in REMEDIES[verdict]) if verdict else iter(())
    return next((remedy for remedy in attempts if remedy is not None), None)


def _small_initialisation(config: ExperimentConfig) -> Remedy | None:
    if config.networks.initialisation == _SMALL_INITIALISATION:
        return None
    return Remedy(
        "Start from small weights, N(0, 0.01²).",
        {"networks.initialisation": _SMALL_INITIALISATION},
    )


def _scaled(path: str, factor: float, template: str) -> Attempt:
    """A number of the config times a factor, kept in its range; none where it is at the end."""

    def attempt(config: ExperimentConfig) -> Remedy | None:
        param, value = param_at(path), config.value(path)
        if not isinstance(param, Number):
            raise TypeError(f"{path} is not a number")
        scaled = min(max(value * factor, param.low), param.high)
        scaled = int(scaled) if param.integer else float(f"{scaled:.3g}")
        if scaled == value:
            return None
        text = Text(template, old=number_text(value), new=number_text(scaled))
        return Remedy(text, {path: scaled})

    return attempt


def _both_rates(factor: float, template: str) -> Attempt:
    def attempt(config: ExperimentConfig) -> Remedy | None:
        changes: dict[str, Any] = {}
        for network in "gd":
            path = f"training.learning_rate_{network}"
            remedy = _scaled(path, factor, "{new}")(config)
            changes |= {} if remedy is None else remedy.changes
        return Remedy(template, changes) if changes else None

    return attempt


def _wider_discriminator(config: ExperimentConfig) -> Remedy | None:
    widths = config.networks.discriminator_hidden
    wider = tuple(max(width, min(2 * width, _WIDEST)) for width in widths)
    if wider == widths:
        return None
    return Remedy(
        "Give the discriminator twice the width.", {"networks.discriminator_hidden": wider}
    )


def _non_saturating(config: ExperimentConfig) -> Remedy | None:
    if config.training.objective != "minimax":
        return None
    return Remedy(
        "Use the non-saturating objective: its gradient does not fade when D wins.",
        {"training.objective": "non-saturating"},
    )


def _more_steps(_config: ExperimentConfig) -> Remedy:
    return Remedy("Train on: the points are still on their way.")


_LARGER_BATCH = _scaled("training.batch_size", 4, "Enlarge the batch from {old} to {new} points.")
_MORE_D_STEPS = _scaled(
    "training.d_steps", 3, "Take {new} discriminator steps for each of the generator's."
)
_SLOWER_D = _scaled(
    "training.learning_rate_d", 0.25, "Lower the discriminator's learning rate to {new}."
)
_FASTER_D = _scaled(
    "training.learning_rate_d", 4, "Raise the discriminator's learning rate to {new}."
)
_SLOWER = _both_rates(0.25, "Lower both learning rates to a quarter.")
_MUCH_SLOWER = _both_rates(0.1, "Lower both learning rates to a tenth.")

REMEDIES: Mapping[Verdict, tuple[Attempt, ...]] = MappingProxyType(
    {
        Verdict.CONVERGED: (),
        Verdict.TOO_EARLY: (_more_steps,),
        Verdict.BLUR: (_wider_discriminator, _more_steps),
        Verdict.COLLAPSE_INSIDE_MODES: (_LARGER_BATCH, _SLOWER),
        Verdict.MODE_DROPPING: (_small_initialisation, _MORE_D_STEPS, _LARGER_BATCH),
        Verdict.MODE_HOPPING: (_small_initialisation, _MORE_D_STEPS, _SLOWER),
        Verdict.GENERATOR_WON: (_MORE_D_STEPS, _FASTER_D, _wider_discriminator),
        Verdict.DISCRIMINATOR_WON: (_non_saturating, _SLOWER_D),
        Verdict.DIVERGED: (_MUCH_SLOWER,),
    }
)
