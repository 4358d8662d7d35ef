"""What a run is made of: networks, random streams, a game, players, averages, and their plan."""

from typing import Any

from torch import Tensor

from gan_desktop.core.catalog import LATENT_LAWS
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.training.gan_game import GanGame
from gan_desktop.training.networks import build_networks
from gan_desktop.training.plan import Plan, averages, players
from gan_desktop.training.sampling import sampler_for
from gan_desktop.training.streams import Stream, torch_stream


class RunParts:
    """Builds the parts of a config and sets them up anew when it is changed.

    Attributes:
        generator, discriminator: the networks.
        data_rng, latent_rng, noise_rng: the streams that training draws from.
        game: the two losses on fresh points.
        d, g: the players.
        lookahead, average: follow each step; None without.
        plan: who moves when, and in which direction.
    """

    def __init__(self, config: ExperimentConfig) -> None:
        seed = config.training.seed
        self.generator, self.discriminator = build_networks(
            config, torch_stream(seed, Stream.INITIALISATION)
        )
        self.data_rng = torch_stream(seed, Stream.DATA)
        self.latent_rng = torch_stream(seed, Stream.LATENT)
        self.noise_rng = torch_stream(seed, Stream.NOISE)
        self._latent_law = LATENT_LAWS[config.networks.latent_law].load()
        self._latent_size = config.networks.latent_size
        self.game = GanGame(self.generator, self.discriminator, self.latent, self.noise_rng)
        self.game.packing = config.networks.packing
        self.d, self.g = players(config, self.discriminator, self.generator)
        self.lookahead, self.average = averages(config, self.d, self.g)
        self.set_up(config)

    def set_up(self, config: ExperimentConfig) -> None:
        """Go on with another config, which needs no restart."""
        self.plan = Plan(config)
        self.plan.set_up(self.game, self.d, self.g, self.lookahead)
        sampler = sampler_for(config.target, config.data.fixed_points, config.training.seed)
        self.game.set_target(lambda count: sampler.sample(count, self.data_rng))

    def before_move(self, steps_done: int) -> None:
        """Something of the next step is to be made."""
        self.game.step = steps_done + 1
        self.plan.before_step(steps_done, self.game, self.d, self.g)

    def after_step(self) -> None:
        """A whole step was made."""
        self.game.after_step()
        for kept in (self.lookahead, self.average):
            if kept is not None:
                kept.after_step()

    def latent(self, count: int) -> Tensor:
        """(count, latent size) of the latent stream."""
        latent: Tensor = self._latent_law(count, self._latent_size, self.latent_rng)
        return latent

    def averaged_weights(self) -> dict[str, Tensor]:
        """The generator's weights averaged over time, by parameter; empty without averaging."""
        if self.average is None:
            return {}
        names = [name for name, _ in self.generator.named_parameters()]
        return dict(zip(names, self.average.mean, strict=True))

    def by_name(self) -> dict[str, Any]:
        """All that has a state, by the name that checkpoints give it."""
        parts = {
            "generator": self.generator,
            "discriminator": self.discriminator,
            "generator_optimiser": self.g.optimiser,
            "discriminator_optimiser": self.d.optimiser,
            "data_stream": self.data_rng,
            "latent_stream": self.latent_rng,
            "noise_stream": self.noise_rng,
            "game": self.game,
            "lookahead": self.lookahead,
            "average": self.average,
        }
        return {name: part for name, part in parts.items() if part is not None}
