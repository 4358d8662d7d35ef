"""From settings to parts: what the trainer puts together, knowing none of it by name."""

from collections.abc import Callable

import torch
from torch import nn

from gan_desktop.core.catalog import OBJECTIVES, OPTIMISERS, PENALTIES, SCHEDULES, UPDATES
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.training.dynamics.averages import Lookahead, MovingAverage
from gan_desktop.training.dynamics.game import Player
from gan_desktop.training.dynamics.gradients import Consensus, Gradients, Plain, Unrolled
from gan_desktop.training.dynamics.optimisers import set_rate
from gan_desktop.training.dynamics.rules import Rule
from gan_desktop.training.gan_game import ActivePenalty, GanGame
from gan_desktop.training.objectives.objective import Objective


class Plan:
    """What a step does under one config; another config is another plan.

    Attributes:
        rule: the update rule.
        gradients: where the gradients come from.
    """

    def __init__(self, config: ExperimentConfig) -> None:
        self._config = config
        self.rule: Rule = UPDATES[config.dynamics.update].load()
        self.gradients = _gradients(config)
        # Constant ones are set once; that is most of them.
        schedules = {config.dynamics.schedule_g, config.dynamics.schedule_d}
        self._scheduled = schedules != {"constant"}

    def set_up(self, game: GanGame, d: Player, g: Player, lookahead: Lookahead | None) -> None:
        """Put the settings into the parts that go on from plan to plan."""
        config, regularisers = self._config, self._config.regularisers
        key = (config.training.objective, config.loss)
        if game.objective_key != key:
            _hand_over(game, objective_of(config), config.training.objective)
            game.objective_key = key
        game.batch = config.training.batch_size
        game.smoothing = regularisers.label_smoothing
        game.penalties = _penalties(config)
        game.noise = regularisers.instance_noise
        d.project = _clipping(d, regularisers.weight_clipping)
        if lookahead is not None:
            lookahead.part = config.dynamics.lookahead_part
        self._set_rates(0, d, g)

    def before_step(self, steps_done: int, game: GanGame, d: Player, g: Player) -> None:
        """What changes with the steps: scheduled rates, fading noise."""
        if self._scheduled:
            self._set_rates(steps_done, d, g)
        until = self._config.regularisers.instance_noise_steps
        if until:
            left = max(0.0, 1 - steps_done / until)
            game.noise = self._config.regularisers.instance_noise * left

    def _set_rates(self, steps_done: int, d: Player, g: Player) -> None:
        training, dynamics = self._config.training, self._config.dynamics
        share = steps_done / training.steps
        for player, rate, betas, schedule, end in (
            (
                g,
                training.learning_rate_g,
                (training.beta1_g, training.beta2_g),
                dynamics.schedule_g,
                dynamics.final_rate_g,
            ),
            (
                d,
                training.learning_rate_d,
                (training.beta1_d, training.beta2_d),
                dynamics.schedule_d,
                dynamics.final_rate_d,
            ),
        ):
            factor: Callable[[float, float], float] = SCHEDULES[schedule].load()
            set_rate(player.optimiser, rate * factor(share, end), betas)


def players(
    config: ExperimentConfig, discriminator: nn.Module, generator: nn.Module
) -> tuple[Player, Player]:
    """Both networks as players, discriminator first."""
    optimiser = OPTIMISERS[config.dynamics.optimiser].load()
    d, g = (
        Player(params, optimiser(params))
        for params in (list(network.parameters()) for network in (discriminator, generator))
    )
    return d, g


def averages(
    config: ExperimentConfig, d: Player, g: Player
) -> tuple[Lookahead | None, MovingAverage | None]:
    """What is kept beside the players."""
    dynamics = config.dynamics
    lookahead = (
        Lookahead((*d.params, *g.params), dynamics.lookahead, dynamics.lookahead_part)
        if dynamics.lookahead
        else None
    )
    return lookahead, MovingAverage(g.params, dynamics.ema) if dynamics.ema else None


def objective_of(config: ExperimentConfig) -> Objective:
    """The objective; one with numbers of its own is made from them."""
    loaded = OBJECTIVES[config.training.objective].load()
    objective: Objective = loaded if isinstance(loaded, Objective) else loaded(config.loss)
    return objective


def _hand_over(game: GanGame, objective: Objective, key: str) -> None:
    """Another objective; the same one with other numbers goes on with what it remembers."""
    same = game.objective_key is not None and game.objective_key[0] == key
    if same and objective.memory is not None and game.objective.memory is not None:
        objective.memory.load_state_dict(game.objective.memory.state_dict())
    game.objective = objective


def _gradients(config: ExperimentConfig) -> Gradients:
    if config.dynamics.consensus:
        return Consensus(config.dynamics.consensus)
    if config.dynamics.unrolled:
        return Unrolled(config.dynamics.unrolled)
    return Plain()


def _penalties(config: ExperimentConfig) -> tuple[ActivePenalty, ...]:
    found = []
    for entry in PENALTIES:
        name = entry.key.replace("-", "_")
        strength = getattr(config.regularisers, name)
        if strength:
            interval = getattr(config.regularisers, f"{name}_interval")
            found.append(ActivePenalty(entry.load(), strength, interval))
    return tuple(found)


def _clipping(player: Player, limit: float) -> Callable[[], None]:
    """Keeps all weights within +-limit (Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1)."""

    @torch.no_grad()
    def clip() -> None:
        if limit:
            for param in player.params:
                param.clamp_(-limit, limit)

    return clip
