"""What a benchmark is, and the list of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes:
        name: what was measured.
        value: the figure, with its unit or "x" for a ratio.
        goal: what it should be.
        met: whether it is.
    """

    name: str
    value: str
    goal: str
    met: bool


@dataclass(frozen=True)
class Benchmark:
    """A named measurement; `module` has a function `measure()` that yields figures."""

    name: str
    module: str
    about: str

    def measure(self) -> Iterator[Figure]:
        """Measure here and now; takes from seconds to minutes."""
        measure: Callable[[], Iterator[Figure]] = import_module(self.module).measure
        yield from measure()


BENCHMARKS = {
    benchmark.name: benchmark
    for benchmark in (
        Benchmark("speed", "gan_desktop.bench.speed", "steps a second, as ratios; 3 minutes"),
        Benchmark("window", "gan_desktop.bench.window", "first paint and smoothness; 1 minute"),
        Benchmark("recording", "gan_desktop.bench.recording", "memory of 600 frames; 1 minute"),
        Benchmark("judging", "gan_desktop.bench.judging", "cores used over seeds; 1 minute"),
        Benchmark("closing", "gan_desktop.bench.closing", "closing while busy; seconds"),
        Benchmark("measuring", "gan_desktop.bench.measuring", "what metrics cost; a minute"),
        Benchmark("layers", "gan_desktop.bench.layers", "what the canvas's layers cost; 2 minutes"),
        Benchmark("result", "gan_desktop.bench.result", "what the blog's recipe reaches; minutes"),
        Benchmark("memory", "gan_desktop.bench.memory", "10 minutes of training with drawing"),
    )
}
