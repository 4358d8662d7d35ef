"""Combinations of settings that cannot work, or do nothing, with the reason in one sentence.

A config stays valid while it is being edited; `problems` says what is wrong with it as a whole.
To add a rule: a function of the config and a line in `RULES`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from gan_desktop.core.catalog import OBJECTIVES, PENALTIES
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.unused import given_in_vain

# Penalties that pull slopes to 1, and those that pull them to 0.
TO_ONE = ("wgan_gp", "dragan")
TO_ZERO = ("gp_0", "r1", "r2")


class Severity(StrEnum):
    """What becomes of it."""

    REFUSE = "refuse"  # what would be trained is not what the settings say
    WARN = "warn"  # it trains, but hardly as it is meant


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a config.

    Attributes:
        severity: whether it can be trained.
        sentence: why not (English; translated where it is shown).
        paths: the settings that are at odds, the one to change first.
    """

    severity: Severity
    sentence: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A problem, and when there is one."""

    problem: Problem
    applies: Callable[[ExperimentConfig], bool]


def problems(config: ExperimentConfig, given: Collection[str] = ()) -> tuple[Problem, ...]:
    """All that is wrong with a config, refusals first.

    Args:
        config: any.
        given: paths that were set by hand, which is in vain where they take no part; besides,
            what differs from its default counts as set.
    """
    found = [rule.problem for rule in RULES if rule.applies(config)]
    found += [
        Problem(Severity.WARN, reason, (path,))
        for path, reason in given_in_vain(config, given).items()
    ]
    return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.REFUSE))


def refuse(config: ExperimentConfig) -> None:
    """Raise InvalidValueError with the first refusal's sentence, if there is one."""
    for problem in problems(config):
        if problem.severity is Severity.REFUSE:
            raise InvalidValueError(problem.sentence, problem.paths[0])


def _penalised(config: ExperimentConfig, names: tuple[str, ...] = ()) -> bool:
    chosen = names or tuple(entry.key.replace("-", "_") for entry in PENALTIES)
    return any(getattr(config.regularisers, name) for name in chosen)


def _family(config: ExperimentConfig) -> str:
    return OBJECTIVES[config.training.objective].family


def _batch_in_d(config: ExperimentConfig) -> bool:
    return config.networks.discriminator_normalisation == "batch"


def _batch_of_one(config: ExperimentConfig) -> bool:
    networks, rows = config.networks, config.training.batch_size
    points = rows * networks.packing
    in_g = networks.generator_normalisation == "batch" and points == 1
    return in_g or (_batch_in_d(config) and rows == 1)


def _unbounded(config: ExperimentConfig) -> bool:
    bounded = config.regularisers.weight_clipping or config.networks.spectral_norm
    return config.training.objective == "wasserstein" and not (bounded or _penalised(config))


def _labels_equal(config: ExperimentConfig) -> bool:
    loss = config.loss
    return config.training.objective == "least-squares" and loss.fake_label == loss.real_label


def _wants_fake(config: ExperimentConfig) -> bool:
    loss = config.loss
    return config.training.objective == "least-squares" and loss.fake_label == loss.wanted_label


def _long_average(config: ExperimentConfig) -> bool:
    ema = config.dynamics.ema
    return bool(ema) and 1 / (1 - ema) > config.training.steps


def _doubly_corrected(config: ExperimentConfig) -> bool:
    dynamics = config.dynamics
    return dynamics.update == "extra-gradient" and dynamics.optimiser == "optimistic-adam"


def _rule(
    severity: Severity,
    sentence: str,
    paths: tuple[str, ...],
    applies: Callable[[ExperimentConfig], bool],
) -> Rule:
    return Rule(Problem(severity, sentence, paths), applies)


RULES = (
    _rule(
        Severity.REFUSE,
        "Batch normalisation in the discriminator mixes the points of a batch: a penalty on the "
        "slope at each point would not be that point's; take layer normalisation, or no penalty.",
        ("networks.discriminator_normalisation",),
        lambda c: _batch_in_d(c) and _penalised(c),
    ),
    _rule(
        Severity.REFUSE,
        "Batch normalisation needs two rows or more: give a larger batch size.",
        ("training.batch_size",),
        _batch_of_one,
    ),
    _rule(
        Severity.REFUSE,
        "Consensus and unrolled steps both decide where the generator's gradient comes from: set "
        "one of them to 0.",
        ("dynamics.unrolled", "dynamics.consensus"),
        lambda c: bool(c.dynamics.consensus and c.dynamics.unrolled),
    ),
    _rule(
        Severity.REFUSE,
        "With a lookahead part of 0 the networks go back to where they started each time: give a "
        "part above 0.",
        ("dynamics.lookahead_part", "dynamics.lookahead"),
        lambda c: bool(c.dynamics.lookahead) and c.dynamics.lookahead_part == 0,
    ),
    _rule(
        Severity.REFUSE,
        "With the labels a and b equal the discriminator has nothing to tell apart: make them "
        "differ.",
        ("loss.real_label", "loss.fake_label"),
        _labels_equal,
    ),
    _rule(
        Severity.WARN,
        "With c equal to a the generator is pulled to what the discriminator calls generated.",
        ("loss.wanted_label", "loss.fake_label"),
        _wants_fake,
    ),
    _rule(
        Severity.WARN,
        "Nothing bounds the critic's slope: the Wasserstein losses grow without end; add a "
        "gradient penalty, spectral norm or weight clipping.",
        ("training.objective",),
        _unbounded,
    ),
    _rule(
        Severity.WARN,
        "The energy of an autoencoder is flat where it reconstructs well: a penalty that pulls "
        "its slope to 1 works against the objective.",
        ("regularisers.wgan_gp", "regularisers.dragan", "training.objective"),
        lambda c: _family(c) == "autoencoder" and _penalised(c, TO_ONE),
    ),
    _rule(
        Severity.WARN,
        "One penalty pulls the slopes to 1 and another one to 0: they work against each other.",
        ("regularisers.wgan_gp", "regularisers.r1"),
        lambda c: _penalised(c, TO_ONE) and _penalised(c, TO_ZERO),
    ),
    _rule(
        Severity.WARN,
        "Unrolled steps are simulated with plain gradient descent here, since their look ahead "
        "follows Adam's own rule only.",
        ("dynamics.unrolled", "dynamics.optimiser"),
        lambda c: bool(c.dynamics.unrolled) and c.dynamics.optimiser not in ("adam", "sgd"),
    ),
    _rule(
        Severity.WARN,
        "Spectral norm divides each weight by its largest singular value: clipping the weights "
        "before that bounds nothing.",
        ("regularisers.weight_clipping", "networks.spectral_norm"),
        lambda c: bool(c.networks.spectral_norm and c.regularisers.weight_clipping),
    ),
    _rule(
        Severity.WARN,
        "Normalisation in the discriminator scales its layers again: spectral norm no longer "
        "bounds its slope.",
        ("networks.discriminator_normalisation", "networks.spectral_norm"),
        lambda c: c.networks.spectral_norm and c.networks.discriminator_normalisation != "none",
    ),
    _rule(
        Severity.WARN,
        "With a lookahead part of 1 the networks keep all of the way: lookahead does nothing.",
        ("dynamics.lookahead_part", "dynamics.lookahead"),
        lambda c: bool(c.dynamics.lookahead) and c.dynamics.lookahead_part == 1,
    ),
    _rule(
        Severity.WARN,
        "Lookahead after every step only shortens the steps: give 2 or more.",
        ("dynamics.lookahead",),
        lambda c: c.dynamics.lookahead == 1,
    ),
    _rule(
        Severity.WARN,
        "The average of G remembers more steps than the run has: it lags behind all the time.",
        ("dynamics.ema", "training.steps"),
        _long_average,
    ),
    _rule(
        Severity.WARN,
        "Extra-gradient and optimistic Adam both correct for the opponent's next move: one of "
        "them is enough.",
        ("dynamics.update", "dynamics.optimiser"),
        _doubly_corrected,
    ),
)
