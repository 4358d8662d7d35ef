"""`GanTrainer`: one run of one config, step by step."""

import math
import uuid
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gan_desktop.core.catalog import LATENT_LAWS, OBJECTIVES
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError, InvalidValueError
from gan_desktop.core.metrics import METRICS, Cost, Metric, Reference, Scene, measure, shapes
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.training.measuring import take_game
from gan_desktop.training.networks import build_networks
from gan_desktop.training.objectives.objective import Objective
from gan_desktop.training.sampling import MixtureSampler
from gan_desktop.training.state import load_part, pack, unpack
from gan_desktop.training.streams import Stream, numpy_stream, torch_stream


class GanTrainer:
    """Trains a generator against a discriminator; a run is a pure function of its config.

    Attributes:
        config: what it trains with now, live edits included.
        run_id: names the run in its snapshots.
        steps_done: generator updates so far.
        losses: (discriminator's, generator's) of the last step, or None before the first.
    """

    def __init__(self, config: ExperimentConfig, run_id: str | None = None) -> None:
        self.run_id = run_id or uuid.uuid4().hex
        self.steps_done = 0
        self.losses: tuple[float, float] | None = None
        seed = config.training.seed
        self.generator, self.discriminator = build_networks(
            config.networks, torch_stream(seed, Stream.INITIALISATION)
        )
        self._g_params = list(self.generator.parameters())
        self._d_params = list(self.discriminator.parameters())
        # Fused: the same update in fewer, larger operations (other bits than the default one).
        self._g_optimiser = torch.optim.Adam(self._g_params, fused=True)
        self._d_optimiser = torch.optim.Adam(self._d_params, fused=True)
        self._data_rng = torch_stream(seed, Stream.DATA)
        self._latent_rng = torch_stream(seed, Stream.LATENT)
        self._latent_law = LATENT_LAWS[config.networks.latent_law].load()
        self._apply(config)

    def step(self) -> None:
        """One step: `d_steps` updates of the discriminator, then one of the generator.

        Raises:
            DivergedError: a loss is NaN or infinite; that update is not made.
        """
        training = self.config.training
        batch = training.batch_size
        for _ in range(training.d_steps):
            real = self._sampler.sample(batch, self._data_rng)
            with torch.no_grad():
                fake = self.generator(self._latent(batch))
            logits = self.discriminator(torch.cat((real, fake)))
            d_loss = self._objective.d_loss(logits[:batch], logits[batch:])
            d_value = self._update(d_loss, self._d_params, self._d_optimiser, "discriminator")
        fake_logits = self.discriminator(self.generator(self._latent(batch)))
        g_loss = self._objective.g_loss(fake_logits)
        g_value = self._update(g_loss, self._g_params, self._g_optimiser, "generator")
        self.losses = (d_value, g_value)
        self.steps_done += 1

    def run(
        self,
        steps: int,
        every: int = 0,
        on_snapshot: Callable[[Snapshot], None] | None = None,
    ) -> None:
        """Train for `steps` more steps.

        Args:
            steps: how many.
            every: call `on_snapshot` whenever the step count is a multiple of it; 0 for never.
            on_snapshot: receives the snapshots.

        Raises:
            DivergedError: as `step`.
        """
        for _ in range(steps):
            self.step()
            if every and on_snapshot and self.steps_done % every == 0:
                on_snapshot(self.snapshot())

    def snapshot(self, count: int = 1000, metrics: Iterable[Metric] | None = None) -> Snapshot:
        """`count` real and generated points now, from a fixed evaluation latent, measured.

        A pure function of the run so far, count and metrics: it neither reads nor moves the
        streams that training draws from.

        Args:
            count: points of each kind.
            metrics: what to measure; the cheap ones by default, nothing with an empty tuple.

        Raises:
            DivergedError: the generator's output is NaN or infinite.
        """
        if count < 1:
            raise ValueError(f"a snapshot of {count} points; allowed: 1 or more")
        chosen = METRICS.of(Cost.CHEAP) if metrics is None else tuple(metrics)
        networks, seed = self.config.networks, self.config.training.seed
        latent = _evaluation_latent(networks.latent_law, networks.latent_size, seed, count)
        with torch.no_grad():
            fake = self.generator(latent)
        points = fake.numpy()
        if not np.isfinite(points).all():
            raise DivergedError(self.steps_done, "generator", "NaN or infinite output")
        display = self.config.display
        reference = _reference(self.config.target, seed, count, display.x_limits, display.y_limits)
        real = reference.points.astype(np.float32)
        if not chosen:
            return Snapshot(self.run_id, self.steps_done, real, points, {}, self.config.target)
        game = take_game(
            self.discriminator,
            self._objective,
            torch.from_numpy(real),
            fake,
            self.losses,
            (self._d_params, self._g_params),
        )
        scene = Scene(points, reference, game)
        return Snapshot(
            self.run_id,
            self.steps_done,
            real,
            points,
            measure(scene, chosen),
            self.config.target,
            frozenset(metric.key for metric in chosen),
            scene.shared(shapes),
        )

    def set_live(self, config: ExperimentConfig) -> None:
        """Go on with another config from the next step.

        Raises:
            InvalidValueError: it differs in settings that need a restart; nothing has changed.
        """
        fixed = config.needs_restart(self.config)
        if fixed:
            raise InvalidValueError(f"{', '.join(fixed)} cannot change during a run", fixed[0])
        self._apply(config)

    def state_dict(self) -> dict[str, Any]:
        """Everything that decides how the run goes on: tensors and plain Python values, copied.

        `torch.load(weights_only=True)` opens it.
        """
        return pack(self.config, self.steps_done, self.losses, self._parts())

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on exactly as the trainer that `state` came from would have.

        The state's config is taken over, live edits included.

        Raises:
            InvalidValueError: it is no state of ours, is damaged or from a newer version, or its
                networks are others than this trainer's; nothing has changed.
        """
        config, steps_done, losses = unpack(state)
        if config.networks != self.config.networks:
            raise InvalidValueError(
                "the checkpoint's networks differ from this run's: start from the preset and "
                "settings that it was made with"
            )
        fresh = GanTrainer(config, self.run_id)
        try:
            for name, part in fresh._parts().items():
                load_part(part, state[name], started=steps_done > 0)
        except (KeyError, TypeError, ValueError, RuntimeError, AttributeError) as error:
            raise InvalidValueError(f"the checkpoint is damaged ({name}: {error})") from None
        fresh.steps_done, fresh.losses = steps_done, losses
        self.__dict__.update(fresh.__dict__)

    def _parts(self) -> dict[str, Any]:
        return {
            "generator": self.generator,
            "discriminator": self.discriminator,
            "generator_optimiser": self._g_optimiser,
            "discriminator_optimiser": self._d_optimiser,
            "data_stream": self._data_rng,
            "latent_stream": self._latent_rng,
        }

    def _apply(self, config: ExperimentConfig) -> None:
        training = config.training
        for optimiser, rate, betas in (
            (self._g_optimiser, training.learning_rate_g, (training.beta1_g, training.beta2_g)),
            (self._d_optimiser, training.learning_rate_d, (training.beta1_d, training.beta2_d)),
        ):
            for group in optimiser.param_groups:
                group["lr"], group["betas"] = rate, betas
        self._objective: Objective = OBJECTIVES[training.objective].load()
        self._sampler = MixtureSampler(config.target)
        self.config = config

    def _latent(self, count: int) -> Tensor:
        latent: Tensor = self._latent_law(count, self.config.networks.latent_size, self._latent_rng)
        return latent

    def _update(
        self, loss: Tensor, params: list[nn.Parameter], optimiser: torch.optim.Adam, network: str
    ) -> float:
        value = loss.item()
        if not math.isfinite(value):
            raise DivergedError(self.steps_done + 1, network, f"loss {value}")
        optimiser.zero_grad()
        # Only this network's gradients: the other one's would be thrown away.
        torch.autograd.backward(loss, inputs=params)
        optimiser.step()
        return value


@lru_cache(maxsize=4)
def _evaluation_latent(law: str, size: int, seed: int, count: int) -> Tensor:
    latent: Tensor = LATENT_LAWS[law].load()(
        count, size, torch_stream(seed, Stream.EVALUATION_LATENT)
    )
    return latent


@lru_cache(maxsize=4)
def _reference(
    target: GaussianMixture,
    seed: int,
    count: int,
    x_limits: tuple[float, float],
    y_limits: tuple[float, float],
) -> Reference:
    rng = numpy_stream(seed, Stream.EVALUATION_REAL)
    return Reference.drawn(target, count, rng, x_limits, y_limits)
