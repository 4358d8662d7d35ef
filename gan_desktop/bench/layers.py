"""What the layers cost: a redraw with all of them, and the training beside them."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from gan_desktop.bench.benchmark import Figure
from gan_desktop.bench.stage import Stage
from gan_desktop.core.layers import COMPUTED, LAYERS

REDRAWS = 60
ROUNDS = 6
SECONDS = 8.0
POINTS = ("real", "fake", "average")


def measure() -> Iterator[Figure]:
    """Redraws with all layers against points alone, then training, both in turn in one window."""
    with Stage() as stage:
        stage.train(3)
        window = stage.window
        _switch(stage, all_on=True)
        stage.wait_until(lambda: window._canvas.figure.layers.computed.keys() == set(COMPUTED))
        bare, full = _redraws(stage)
        ratio = full / bare
        name = "redraw, all layers / points only (1,000 + 1,000 points, 128 x 128 maps)"
        value = f"{ratio:.2f} x ({1000 * full:.1f} ms / {1000 * bare:.1f} ms, medians)"
        yield Figure(name, value, "<= 4 x", ratio <= 4)
        yield Figure("redraw with all layers", f"{1000 * full:.1f} ms", "<= 25 ms", full <= 0.025)
        ratios, share = _training(stage)
        slower = 1 - median(ratios)
        yield Figure(
            "training at 50 steps a snapshot, all layers on / off",
            f"{median(ratios):.2f} x ({min(ratios):.2f} to {max(ratios):.2f}; {100 * share:.0f}% "
            "of the pictures with all layers of their step)",
            "slows by < 25%",
            slower < 0.25,
        )


def _switch(stage: Stage, all_on: bool) -> None:
    """All layers, or the points alone; back when the training has heard of it."""
    view: Any = stage.window._layers
    choice = view.choice
    for layer in LAYERS:
        choice = choice.switched(layer.key, all_on or layer.key in POINTS)
    view._choose(choice)
    stage.live(0.3)


def _redraws(stage: Stage) -> tuple[float, float]:
    """Median seconds to show and paint a snapshot, with points alone and with all layers."""
    window = stage.window
    canvas, snapshot = window._canvas, window.session.snapshot
    seconds: dict[bool, list[float]] = {False: [], True: []}
    full = window._layers.choice
    bare = full
    for layer in LAYERS:
        bare = bare.switched(layer.key, layer.key in POINTS)
    for index in range(2 * REDRAWS):
        all_on = bool(index % 2)
        # Switching is not what is measured.
        canvas.figure.layers.set_choice(full if all_on else bare)
        canvas.grab()
        started = time.perf_counter()
        canvas.show_snapshot(snapshot)
        canvas.viewport().repaint()
        seconds[all_on].append(time.perf_counter() - started)
    canvas.figure.layers.set_choice(full)
    return median(seconds[False]), median(seconds[True])


def _training(stage: Stage) -> tuple[list[float], float]:
    """Ratios of speed with all layers on over points alone; share of pictures with layers."""
    session = stage.window.session
    seen: list[bool] = []

    def note() -> None:
        if seen_on:
            seen.append(bool(session.snapshot.layers))

    seen_on = False
    session.updated.connect(note)
    ratios = []
    for round_ in range(ROUNDS):
        speeds = {}
        # In turn first and second: the machine's other work falls on both.
        for all_on in (True, False) if round_ % 2 else (False, True):
            _switch(stage, all_on)
            seen_on = all_on
            speeds[all_on] = stage.train(SECONDS)
            seen_on = False
        ratios.append(speeds[True] / speeds[False])
    session.updated.disconnect(note)
    return ratios, sum(seen) / max(1, len(seen))
