"""The training loop of a run, as text."""

from collections.abc import Iterator

from gan_desktop.core.catalog import OPTIMISERS, PENALTIES, SCHEDULES
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.training.dynamics.optimisers import simulate
from gan_desktop.training.objectives.objective import Objective
from gan_desktop.training.standalone.moves import RULES, consensus
from gan_desktop.training.standalone.sources import Sources

_OPTIMISERS = {
    "adam": "torch.optim.Adam({params}, lr={rate!r}, betas={betas!r}, fused=True)",
    "rmsprop": "torch.optim.RMSprop({params}, lr={rate!r}, alpha=0.99, eps=1e-8)",
    "sgd": "torch.optim.SGD({params}, lr={rate!r})",
}


class Loop:
    """Text of everything between the networks and the evaluation."""

    def __init__(
        self, config: ExperimentConfig, objective: Objective, apart: bool, sources: Sources
    ) -> None:
        self._config, self._objective, self._apart = config, objective, apart
        self._sources = sources
        self._params = "params=None" if config.dynamics.unrolled else ""
        self._attached = bool(config.dynamics.unrolled or config.dynamics.consensus)
        self._noisy = bool(config.regularisers.instance_noise)
        self._packing = config.networks.packing
        self._remembers = objective.pairs or objective.memory is not None
        self._penalties = [
            (entry, getattr(config.regularisers, name), getattr(config.regularisers, interval))
            for entry in PENALTIES
            for name in (entry.key.replace("-", "_"),)
            for interval in (f"{name}_interval",)
            if getattr(config.regularisers, name)
        ]

    @property
    def _lazy(self) -> bool:
        return any(interval > 1 for _, _, interval in self._penalties)

    def text(self) -> str:
        """All of it."""
        parts = (
            self._optimisers(), self._shown(), self._judge(), self._d_loss(), self._g_loss(),
            self._gradients(), self._steps(),
        )  # fmt: skip
        return "\n\n\n".join("\n".join(part) for part in map(list, parts) if part)

    def _optimisers(self) -> Iterator[str]:
        training, dynamics = self._config.training, self._config.dynamics
        yield "g_params = list(generator.parameters())"
        yield "d_params = list(discriminator.parameters())"
        for name, rate, betas in (
            ("g", training.learning_rate_g, (training.beta1_g, training.beta2_g)),
            ("d", training.learning_rate_d, (training.beta1_d, training.beta2_d)),
        ):
            known = _OPTIMISERS.get(dynamics.optimiser)
            if known is None:
                call = self._sources.add(OPTIMISERS[dynamics.optimiser].load())
                yield f"{name}_optimiser = {call}({name}_params)"
                yield f"for group in {name}_optimiser.param_groups:"
                yield f"    group.update(lr={rate!r}, betas={betas!r})"
            else:
                call = known.format(params=f"{name}_params", rate=rate, betas=betas)
                yield f"{name}_optimiser = {call}"
        if dynamics.lookahead:
            yield "slow = [param.detach().clone() for param in (*d_params, *g_params)]"
        if dynamics.ema:
            yield "mean = [param.detach().clone() for param in g_params]"
        if self._lazy:
            yield "moves = 0  # of the discriminator: lazy penalties count them"
        if self._remembers:
            yield "latest = {}  # what the discriminator saw last, and what it said"

    def _see(self, points: str) -> str:
        return f"shown({points})" if self._noisy or self._packing > 1 else points

    def _shown(self) -> Iterator[str]:
        if not self._noisy and self._packing == 1:
            return
        yield "def shown(points):"
        yield '    """What the discriminator sees of (n, 2) points."""'
        if self._noisy:
            yield "    if noise_level:"
            yield (
                "        points = points + noise_level * torch.randn(points.shape, generator=added)"
            )
        packed = f".reshape(-1, {2 * self._packing})" if self._packing > 1 else ""
        yield f"    return points{packed}"

    def _judge(self) -> Iterator[str]:
        if self._config.dynamics.unrolled:
            self._sources.use("torch.func", "functional_call")
            yield "d_names = [name for name, _ in discriminator.named_parameters()]"
            yield ""
            yield ""
            yield "def judge(points, params=None):"
            yield '    """The discriminator, with other weights than its own if they are given."""'
            yield "    if params is None:"
            yield "        return discriminator(points)"
            yield (
                "    return functional_call(discriminator, dict(zip(d_names, params)), (points,))"
            )

    def _call(self, points: str) -> str:
        return f"judge({points}, params)" if self._params else f"discriminator({points})"

    def _both(self) -> str:
        if self._apart:
            return f"{self._call('real')}, {self._call('fake')}"
        return f"{self._call('torch.cat((real, fake))')}.split(BATCH)"

    def _d_loss(self) -> Iterator[str]:
        smoothing = self._config.regularisers.label_smoothing
        attached = "attached=False" if self._attached else ""
        arguments = ", ".join(a for a in (self._params, attached) if a)
        yield f"def discriminator_loss({arguments}):"
        yield '    """On fresh points, with its penalties."""'
        yield f"    real = {self._see('real_points(POINTS)')}"
        grad = "torch.set_grad_enabled(attached)" if self._attached else "torch.no_grad()"
        yield f"    with {grad}:"
        yield f"        fake = {self._see('generator(latent_points(POINTS))')}"
        yield f"    real_outputs, fake_outputs = {self._both()}"
        if self._objective.pairs:
            yield "    latest['real'] = real"
        if self._objective.memory is not None:
            test = "    if params is None:\n    " if self._params else ""
            yield (f"{test}    latest['outputs'] = real_outputs.detach(), fake_outputs.detach()")
        if smoothing and self._objective.smoothed is not None:
            name = self._sources.add(self._objective.smoothed)
            yield f"    loss = {name}(real_outputs, fake_outputs, {smoothing!r})"
        else:
            name = self._sources.add(self._objective.d_loss)
            yield f"    loss = {name}(real_outputs, fake_outputs)"
        yield from self._penalty_lines()
        yield "    return loss"

    def _penalty_lines(self) -> Iterator[str]:
        for entry, strength, interval in self._penalties:
            name = self._sources.add(entry.load())
            indent = "    "
            if interval > 1:
                yield f"    if moves % {interval} == 0:"
                indent = "        "
            for index in range(self._objective.scores):
                critic = f"lambda points: {self._call('points')}[:, {index} : {index + 1}]"
                weight = strength * interval
                yield f"{indent}loss = loss + {weight!r} * {name}({critic}, real, fake, added)"

    def _g_loss(self) -> Iterator[str]:
        name = self._sources.add(self._objective.g_loss)
        yield f"def generator_loss({self._params}):"
        yield '    """On fresh points."""'
        yield f"    fake = {self._see('generator(latent_points(POINTS))')}"
        if self._objective.pairs:
            yield "    real = latest['real']"
            yield (
                f"    return {name}(*({self._both()}))"
                if self._apart
                else (f"    return {name}(*{self._both()})")
            )
        else:
            yield f"    return {name}(None, {self._call('fake')})"

    def _gradients(self) -> Iterator[str]:
        dynamics = self._config.dynamics
        if dynamics.consensus:
            yield from consensus(dynamics.consensus)
            return
        yield "def d_gradient():"
        yield '    """Leave the gradient of its loss in the discriminator; the loss."""'
        yield "    loss = discriminator_loss()"
        yield "    d_optimiser.zero_grad()"
        yield "    loss.backward(inputs=d_params)"
        yield "    return loss.item()"
        yield ""
        yield ""
        yield "def g_gradient():"
        yield '    """Leave the gradient of its loss in the generator; the loss."""'
        if dynamics.unrolled:
            name = self._sources.add(simulate)
            yield "    params, moments = tuple(d_params), None"
            yield f"    for _ in range({dynamics.unrolled}):"
            yield "        loss = discriminator_loss(params, attached=True)"
            yield "        gradients = torch.autograd.grad(loss, params, create_graph=True)"
            yield f"        params, moments = {name}(d_optimiser, params, gradients, moments)"
            yield "    loss = generator_loss(params)"
        else:
            yield "    loss = generator_loss()"
        yield "    g_optimiser.zero_grad()"
        yield "    loss.backward(inputs=g_params)"
        yield "    return loss.item()"

    def _steps(self) -> Iterator[str]:
        config = self._config
        clipping = config.regularisers.weight_clipping
        yield "def d_move():"
        yield '    """Move the discriminator along the gradient that it holds."""'
        yield "    d_optimiser.step()"
        if clipping:
            yield "    with torch.no_grad():"
            yield "        for param in d_params:"
            yield f"            param.clamp_({-clipping!r}, {clipping!r})"
        yield ""
        yield ""
        yield "for step in range(STEPS):"
        for line in self._step_lines():
            yield f"    {line}"

    def _step_lines(self) -> Iterator[str]:
        config, dynamics = self._config, self._config.dynamics
        yield from self._scheduled()
        if self._noisy:
            level, until = (
                config.regularisers.instance_noise,
                config.regularisers.instance_noise_steps,
            )
            fading = f" * max(0.0, 1 - step / {until})" if until else ""
            yield f"noise_level = {level!r}{fading}"
        lines = RULES[dynamics.update](config.training.d_steps)
        yield from (line for line in lines if self._lazy or not line.endswith("moves += 1"))
        if self._objective.memory is not None:
            name = self._sources.name_of(self._objective.memory)
            yield f"{name}.after_step(*latest['outputs'])"
        if dynamics.lookahead:
            yield f"if (step + 1) % {dynamics.lookahead} == 0:"
            yield "    with torch.no_grad():"
            yield "        for old, new in zip(slow, (*d_params, *g_params)):"
            yield f"            new.copy_(old.lerp_(new, {dynamics.lookahead_part!r}))"
        if dynamics.ema:
            yield f"decay = min({dynamics.ema!r}, (1 + step) / (10 + step))"
            yield "with torch.no_grad():"
            yield "    for old, new in zip(mean, g_params):"
            yield "        old.lerp_(new, 1 - decay)"
        yield "if (step + 1) % 200 == 0 or step + 1 == STEPS:"
        yield ('    print(f"step {step + 1}/{STEPS}  d_loss {d_value:.8f}  g_loss {g_value:.8f}")')

    def _scheduled(self) -> Iterator[str]:
        training, dynamics = self._config.training, self._config.dynamics
        if {dynamics.schedule_g, dynamics.schedule_d} == {"constant"}:
            return
        for name, schedule, end, rate in (
            ("g", dynamics.schedule_g, dynamics.final_rate_g, training.learning_rate_g),
            ("d", dynamics.schedule_d, dynamics.final_rate_d, training.learning_rate_d),
        ):
            factor = self._sources.add(SCHEDULES[schedule].load())
            yield f"for group in {name}_optimiser.param_groups:"
            yield f"    group['lr'] = {rate!r} * {factor}(step / {training.steps}, {end!r})"
