"""How fast the training is: against a plain PyTorch loop, with snapshots, with the window."""

import time
from collections.abc import Callable, Iterator
from statistics import median

import torch
from torch import nn
from torch.nn.functional import softplus

from gan_desktop.bench.benchmark import Figure
from gan_desktop.core.mixture import as_mixture
from gan_desktop.core.presets import load_preset
from gan_desktop.training import GanTrainer

ROUNDS = 9
STEPS = 100
WINDOW_ROUNDS = 5
WINDOW_SECONDS = 6.0


def measure() -> Iterator[Figure]:
    """Three ratios, each of interleaved pairs in this process."""
    trainer, plain = GanTrainer(load_preset("ring8-blog")), plain_loop()
    ratios = _paired(trainer.step, plain, ROUNDS)
    yield _ratio("step / plain PyTorch loop, CPU time", ratios, 1.0)

    with_snapshots = GanTrainer(load_preset("ring8-blog"))

    def run() -> None:
        with_snapshots.run(STEPS, 50, lambda _snapshot: None)

    def bare() -> None:
        for _ in range(STEPS):
            trainer.step()

    yield _ratio("run with snapshots / bare steps", _paired(run, bare, ROUNDS, calls=1), 0.95)
    yield _ratio("with the window open and drawing / run", list(_with_window()), 0.85)


def plain_loop() -> Callable[[], None]:
    """One step of the blog's recipe as a tutorial would write it in PyTorch."""
    config = load_preset("ring8-blog")
    target = as_mixture(config.target)
    means = torch.tensor(target.means)
    sigma = target.covariances[0][0][0] ** 0.5
    generator = nn.Sequential(
        nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 2)
    )
    discriminator = nn.Sequential(
        nn.Linear(2, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 1)
    )
    d_optimiser = torch.optim.Adam(discriminator.parameters(), 2e-4, betas=(0.5, 0.999))
    g_optimiser = torch.optim.Adam(generator.parameters(), 2e-4, betas=(0.5, 0.999))

    def step() -> None:
        real = means[torch.randint(8, (512,))] + sigma * torch.randn(512, 2)
        fake = generator(torch.randn(512, 256)).detach()
        d_loss = softplus(-discriminator(real)).mean() + softplus(discriminator(fake)).mean()
        d_optimiser.zero_grad()
        torch.autograd.backward(d_loss)
        d_optimiser.step()
        g_loss = softplus(-discriminator(generator(torch.randn(512, 256)))).mean()
        g_optimiser.zero_grad()
        torch.autograd.backward(g_loss)
        g_optimiser.step()

    return step


def _paired(
    ours: Callable[[], None], other: Callable[[], None], rounds: int, calls: int = STEPS
) -> list[float]:
    """Ratios of speed, ours over the other, in CPU time; the first round warms up."""
    ratios = []
    for round_ in range(rounds + 1):
        seconds = []
        for function in (ours, other):
            start = time.process_time()
            for _ in range(calls):
                function()
            seconds.append(time.process_time() - start)
        if round_:
            ratios.append(seconds[1] / seconds[0])
    return ratios


def _with_window() -> Iterator[float]:
    """Steps a second in the window over those of `run` alone, in turn."""
    from gan_desktop.bench.stage import Stage

    alone = GanTrainer(load_preset("ring8-blog"))
    with Stage() as stage:
        for _ in range(WINDOW_ROUNDS):
            done, start = alone.steps_done, time.monotonic()
            while time.monotonic() - start < WINDOW_SECONDS:
                alone.run(50, 50, lambda _snapshot: None)
            rate = (alone.steps_done - done) / (time.monotonic() - start)
            yield stage.train(WINDOW_SECONDS) / rate


def _ratio(name: str, ratios: list[float], goal: float) -> Figure:
    middle = median(ratios)
    value = f"{middle:.2f} x (median of {len(ratios)}, {min(ratios):.2f} to {max(ratios):.2f})"
    return Figure(name, value, f">= {goal:g}", middle >= goal)
