"""The registry of metrics: described, documented, and open to others."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.metrics import METRICS, Cost, Metric, Reference, Scene, measure

RING = load_preset("ring8").target
DOCS = Path(__file__).parents[3] / "docs" / "metrics.md"


def test_every_metric_is_described() -> None:
    assert len({metric.label for metric in METRICS}) == len(METRICS.keys())
    for metric in METRICS:
        assert metric.key == metric.key.lower().replace("-", "_").strip()
        assert len(metric.about.split()) >= 20, metric.key
        assert metric.about.endswith(".")
        assert "\n" not in metric.about


def test_the_documentation_defines_every_metric() -> None:
    text = DOCS.read_text(encoding="utf-8")
    definitions = text.partition("## Definitions")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in definitions.splitlines() if line.startswith("| `")]
    assert set(re.findall("`(.+?)`", " ".join(rows))) == set(METRICS.keys())


def test_the_pairwise_ones_are_costly() -> None:
    costly = {metric.key for metric in METRICS.of(Cost.COSTLY)}
    assert costly == {"energy", "precision", "recall", "density", "prdc_coverage"}
    assert {*METRICS.of(Cost.COSTLY), *METRICS.of(Cost.CHEAP)} == set(METRICS)


def test_an_outside_metric_is_a_function_and_a_line() -> None:
    def mean_radius(scene: Scene) -> float:
        return float(np.hypot(*scene.fake.T).mean())

    outside = Metric("radius", "Radius", "Mean distance from 0.", "data", None, mean_radius)
    METRICS.add(outside)
    try:
        assert METRICS["radius"] is outside
        assert METRICS.keys()[-1] == "radius"
        assert outside in METRICS.of(Cost.CHEAP)
        values = measure(Scene(np.full((4, 2), (3, 4)), Reference(np.zeros((4, 2)))), METRICS)
        assert values["radius"] == 5
    finally:
        METRICS.remove("radius")
    with pytest.raises(InvalidValueError, match="unknown metric 'radius'; allowed: modes, "):
        METRICS["radius"]


def test_what_is_not_available_or_not_finite_is_absent() -> None:
    scene = Scene(np.zeros((1, 2)), Reference(np.zeros((1, 2))))
    made = [
        Metric(str(value), "", "", "", None, lambda _scene, value=value: value)
        for value in (None, math.nan, math.inf, -math.inf, 0.0, 2)
    ]
    assert measure(scene, made) == {"0.0": 0.0, "2": 2.0}


def test_the_best_values() -> None:
    best = {metric.key: metric.best_for(RING) for metric in METRICS}
    assert {key: value for key, value in best.items() if value not in (None, 0.0)} == {
        "modes": 8.0,
        "modes_any": 8.0,
        "high_quality": pytest.approx(1 - math.exp(-4.5)),
        "width": pytest.approx(0.974, abs=5e-4),
        "precision": 1.0,
        "recall": 1.0,
        "density": 1.0,
        "prdc_coverage": 1 - 2**-5,
        "d_accuracy": 0.5,
    }
    assert best["log_likelihood"] is None
    assert best["js"] == 0.0
