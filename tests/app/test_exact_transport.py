"""Exact Wasserstein distances against brute force, SciPy's assignment, and on a line."""

import itertools
import subprocess
import sys

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from scipy.stats import wasserstein_distance

from gan_desktop.app.exact_transport import MissingPackageError, exact_wasserstein
from gan_desktop.core.installing import install_command

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("power", [1, 2])
def test_is_the_best_of_all_assignments(power: int) -> None:
    for _ in range(5):
        x, y = RNG.standard_normal((2, 5, 2))
        costs = cdist(x, y) ** power
        best = min(costs[range(5), order].mean() for order in itertools.permutations(range(5)))
        assert exact_wasserstein(x, y, power) == pytest.approx(best ** (1 / power), rel=1e-9)


@pytest.mark.parametrize("power", [1, 2])
@pytest.mark.parametrize("scale", [1.0, 1e-9, 1e30])
def test_is_that_of_scipys_assignment(power: int, scale: float) -> None:
    x, y = RNG.normal([[[0]], [[0.5]]], 1, (2, 200, 2))
    costs = cdist(x, y) ** power
    best = costs[linear_sum_assignment(costs)].mean() ** (1 / power)
    assert exact_wasserstein(scale * x, scale * y, power) == pytest.approx(scale * best, rel=1e-9)


def test_sides_of_different_size_on_a_line() -> None:
    x, y = RNG.standard_normal(30), RNG.standard_normal(50)
    line = np.array([[0.6, 0.8]])
    found = exact_wasserstein(x[:, None] * line, y[:, None] * line, 1)
    assert found == pytest.approx(wasserstein_distance(x, y), rel=1e-9)


def test_equal_and_moved() -> None:
    x = RNG.standard_normal((100, 2)).astype(np.float32)
    assert exact_wasserstein(x, x[::-1]) == pytest.approx(0, abs=1e-7)
    for power in (1, 2):
        assert exact_wasserstein(x, x + np.array([3, 4]), power) == pytest.approx(5, rel=1e-6)
    one = np.array([[2.0, 2.0]])
    assert exact_wasserstein(one, one) == 0
    assert exact_wasserstein(one, one + 1) == pytest.approx(np.sqrt(2))


def test_without_pot_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ot", None)
    with pytest.raises(MissingPackageError) as refusal:
        exact_wasserstein(np.zeros((1, 2)), np.zeros((1, 2)))
    assert str(refusal.value) == (
        "Exact Wasserstein distances need the package POT, which is not installed: "
        f"{install_command('POT')} adds it."
    )


def test_pot_is_not_imported_before_it_is_wanted() -> None:
    script = "import sys, gan_desktop.app.exact_transport; print('ot' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize(
    ("fake", "real", "power"),
    [
        (np.zeros((0, 2)), np.zeros((1, 2)), 1),
        (np.zeros((1, 2)), np.zeros((1, 3)), 1),
        (np.full((1, 2), np.nan), np.zeros((1, 2)), 2),
        (np.zeros((1, 2)), np.full((1, 2), np.inf), 2),
        (np.zeros((1, 2)), np.zeros((1, 2)), 3),
    ],
)
def test_refuses_what_has_no_distance(fake: np.ndarray, real: np.ndarray, power: int) -> None:
    with pytest.raises(ValueError, match=r"allowed|must be finite"):
        exact_wasserstein(fake, real, power)
