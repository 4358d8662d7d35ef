"""`GanTrainer`: one run of one config, step by step."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from gan_desktop.core.combinations import refuse
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import DivergedError, InvalidValueError
from gan_desktop.core.layers.data import LayerData, LayerRequest
from gan_desktop.core.metrics import METRICS, Cost, Metric
from gan_desktop.core.phases import SubStep, why_not_in_parts
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.training.evaluation import evaluate, measured
from gan_desktop.training.layers import Inside, compute
from gan_desktop.training.measuring import take_game
from gan_desktop.training.run_parts import RunParts
from gan_desktop.training.state import load_parts, pack, unpack
from gan_desktop.training.state_check import check_parts
from gan_desktop.training.walk import StepWalk


class GanTrainer:
    """Trains a generator against a discriminator; a run is a pure function of its config.

    Attributes:
        config: what it trains with now, live edits included.
        run_id: names the run in its snapshots.
        steps_done: generator updates so far.
        losses: (discriminator's, generator's) of the last step, or None before the first.
    """

    def __init__(self, config: ExperimentConfig, run_id: str | None = None) -> None:
        """Raises InvalidValueError when the config's settings cannot work together."""
        refuse(config)
        self.run_id = run_id or uuid.uuid4().hex
        self.steps_done = 0
        self.losses: tuple[float, float] | None = None
        self.config = config
        self._parts = RunParts(config)
        self.generator, self.discriminator = self._parts.generator, self._parts.discriminator
        self._walk: StepWalk | None = None

    def step(self) -> None:
        """One step: `d_steps` updates of the discriminator and one of the generator.

        Raises:
            DivergedError: a loss is NaN or infinite; that update is not made.
        """
        self._begin_move()
        parts = self._parts
        self._end_step(
            parts.plan.rule(
                parts.game, parts.d, parts.g, parts.plan.gradients, self.config.training.d_steps
            )
        )

    def step_in_parts(self) -> Iterator[SubStep]:
        """Begin a step that is made while the result is iterated, one named sub-step at a time.

        To the last sub-step it is `step`, bit for bit. A snapshot may be taken in between;
        whatever else is asked of the trainer first makes the rest of the step (`finish_step`).

        Raises:
            InvalidValueError: under this config a step has no such parts
                (`core.phases.why_not_in_parts`); nothing has changed.
            DivergedError: from the iterator, as `step`.
        """
        reason = why_not_in_parts(self.config)
        if reason:
            raise InvalidValueError(reason, "dynamics.update")
        self._begin_move()
        parts = self._parts
        self._walk = StepWalk(
            parts.game,
            (parts.d, parts.g),
            parts.plan.gradients,
            self.config.training.d_steps,
            self.steps_done + 1,
            self._end_step,
        )
        return self._walk

    @property
    def in_step(self) -> bool:
        """Whether a step of `step_in_parts` is begun and not done."""
        return self._walk is not None and self._walk.open

    def finish_step(self) -> None:
        """Make the rest of a step of `step_in_parts`; nothing when none is begun.

        Raises:
            DivergedError: as `step`.
        """
        walk, self._walk = self._walk, None
        if walk is not None:
            walk.finish()

    def move_discriminator(self) -> float:
        """One update of the discriminator alone, on fresh points; no step is counted.

        Its gradient, penalties, clipping and optimiser are those of the plan, with the learning
        rate and noise of the next step. Every update rule comes down to this when only one network
        moves: there is nothing to alternate with, and no point ahead. What follows whole steps
        (lookahead, the averaged generator, BEGAN's balance, `losses`) stays as it is; the next
        step meets the moved weights.

        Returns:
            The loss before the move.

        Raises:
            DivergedError: the loss is NaN or infinite; the move is not made.
        """
        self._begin_move()
        parts = self._parts
        parts.game.next_d_move()
        loss = parts.plan.gradients.d(parts.game, parts.d, parts.g)
        parts.d.move()
        return loss

    def move_generator(self) -> float:
        """One update of the generator alone; all that `move_discriminator` says holds for it.

        Losses that compare with real points draw fresh ones.
        """
        self._begin_move()
        parts = self._parts
        parts.game.draw_anew()
        loss = parts.plan.gradients.g(parts.game, parts.d, parts.g)
        parts.g.move()
        return loss

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

    def snapshot(
        self,
        count: int = 1000,
        metrics: Iterable[Metric] | None = None,
        layers: LayerRequest | None = None,
    ) -> Snapshot:
        """`count` real and generated points now, from a fixed evaluation latent, measured.

        A pure function of the run so far and the arguments: it neither reads nor moves the
        streams that training draws from.

        Args:
            count: points of each kind.
            metrics: what to measure; the cheap ones by default, nothing with an empty tuple.
            layers: what else is to be seen.

        Raises:
            DivergedError: the generator's output is NaN or infinite.
        """
        if count < 1:
            raise ValueError(f"a snapshot of {count} points; allowed: 1 or more")
        chosen = METRICS.of(Cost.CHEAP) if metrics is None else tuple(metrics)
        seen = evaluate(self.config, self.generator, self.averaged_weights(), count)
        if not seen.finite:
            raise DivergedError(self.steps_done, "generator", "NaN or infinite output")
        snapshot = Snapshot(
            self.run_id,
            self.steps_done,
            seen.real,
            seen.fake.numpy(),
            {},
            self.config.target,
            average=seen.average,
        )
        if layers is not None:
            snapshot = replace(snapshot, layers=self.layers(snapshot, layers))
        if not chosen:
            return snapshot
        game = take_game(
            self.discriminator,
            self._parts.game.objective,
            torch.from_numpy(seen.real),
            seen.fake,
            self.losses,
            (self._parts.d.params, self._parts.g.params),
        )
        return measured(snapshot, seen, game, chosen)

    def layers(self, snapshot: Snapshot, request: LayerRequest) -> dict[str, LayerData]:
        """What is asked for to be seen beside the points of a snapshot of this step, by key.

        It reads and moves nothing that training uses, as `snapshot`.
        """
        game = self._parts.game
        networks = (self.generator, self.discriminator)
        return compute(
            Inside(self.config, snapshot, *networks, game.objective, game.noise), request
        )

    def set_live(self, config: ExperimentConfig) -> None:
        """Go on with another config from the next step.

        Raises:
            InvalidValueError: it differs in settings that need a restart, or its settings cannot
                work together; nothing has changed.
            DivergedError: a step was begun (`step_in_parts`) and its rest cannot be made.
        """
        refuse(config)
        fixed = config.needs_restart(self.config)
        if fixed:
            raise InvalidValueError(f"{', '.join(fixed)} cannot change during a run", fixed[0])
        self.finish_step()
        self._parts.set_up(config)
        self.config = config

    def state_dict(self) -> dict[str, Any]:
        """Everything that decides how the run goes on: tensors and plain Python values, copied.

        `torch.load(weights_only=True)` opens it. Of whole steps: one that is begun is finished.
        """
        self.finish_step()
        return pack(self.config, self.steps_done, self.losses, self._parts.by_name())

    @classmethod
    def from_state(cls, state: dict[str, Any], run_id: str | None = None) -> "GanTrainer":
        """A trainer that goes on exactly as the one that `state` came from would have.

        Raises:
            InvalidValueError: it is no state of ours, is damaged or from a newer version.
        """
        config, steps_done, losses = unpack(state)
        check_parts(state, config, steps_done)
        trainer = cls(config, run_id)
        load_parts(state, trainer._parts.by_name())
        trainer.steps_done, trainer.losses = steps_done, losses
        return trainer

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on exactly as the trainer that `state` came from would have.

        The state's config is taken over, live edits included.

        Raises:
            InvalidValueError: it is no state of ours, is damaged or from a newer version, or its
                networks are others than this trainer's; nothing has changed.
        """
        config = unpack(state)[0]
        if config.networks != self.config.networks:
            raise InvalidValueError(
                "the checkpoint's networks differ from this run's: start from the preset and "
                "settings that it was made with"
            )
        fresh = GanTrainer.from_state(state, self.run_id)
        if self._walk is not None:
            self._walk.drop()
        self.__dict__.update(fresh.__dict__)

    def averaged_weights(self) -> dict[str, Tensor]:
        """The generator's weights averaged over time, by parameter; empty without averaging."""
        return self._parts.averaged_weights()

    def _begin_move(self) -> None:
        self.finish_step()
        self._parts.before_move(self.steps_done)

    def _end_step(self, losses: tuple[float, float]) -> None:
        self.losses = losses
        self._parts.after_step()
        self.steps_done += 1
