"""The target: a mixture of two-dimensional normal laws."""

import math
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, model_validator

from gan_desktop.core.model import Value
from gan_desktop.core.params import Table, number_text

Point = tuple[float, float]
Covariance = tuple[Point, Point]

MAX_MODES = 100
MAX_WEIGHT = 1e6
MIN_WEIGHT = 1e-6
MAX_COORDINATE = 1e3
MAX_VARIANCE = 1e6
MIN_VARIANCE = 1e-10
# Above this the covariance is a line in float32, in which the networks train.
MAX_CORRELATION = 0.9999


class GaussianMixture(Value):
    """Sum over k of w_k N(mean_k, covariance_k), 1 to 100 modes, in data units.

    Weights are relative: `shares` are the weights divided by their sum. Covariances hold
    variances (sigma squared) on their diagonal: the blog's 0.02 is a variance, sigma is 0.1414.

    Raises:
        InvalidValueError (through `replaced` and the `with_` methods): a weight that is not
            positive, a covariance that is not symmetric positive definite, lengths that differ.
    """

    # NaN and infinities come as far as `check_mode`, which refuses them and names the mode.
    model_config = ConfigDict(allow_inf_nan=True)

    kind: Literal["gaussian-mixture"] = "gaussian-mixture"
    weights: Annotated[
        tuple[float, ...],
        Table(
            label="Weights", tooltip="Relative mass of each mode.", live=True, example="[0.5, 0.5]"
        ),
    ]
    means: Annotated[
        tuple[Point, ...],
        Table(label="Means", tooltip="Centre of each mode.", live=True, example="[[0, 0], [1, 1]]"),
    ]
    covariances: Annotated[
        tuple[Covariance, ...],
        Table(
            label="Covariances",
            tooltip="2x2 covariance of each mode: variances on the diagonal.",
            live=True,
            example="[[[0.1, 0], [0, 0.1]]]",
        ),
    ]

    @model_validator(mode="after")
    def _check(self) -> Self:
        count = len(self.weights)
        if not 1 <= count <= MAX_MODES:
            raise ValueError(f"Target: {count} modes; allowed: 1 to {MAX_MODES}.")
        if not count == len(self.means) == len(self.covariances):
            raise ValueError(
                f"Target: {count} weights, {len(self.means)} means and {len(self.covariances)} "
                "covariances; allowed: one of each for every mode."
            )
        for index in range(count):
            check_mode(index, self.weights[index], self.means[index], self.covariances[index])
        return self

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def shares(self) -> NDArray[np.float64]:
        """(K,) weights that sum to 1; read-only."""
        return _shares(self.weights)

    @property
    def cholesky(self) -> NDArray[np.float64]:
        """(K, 2, 2) lower triangular roots L of the covariances, L L^T = covariance; read-only."""
        return _cholesky(self.covariances)

    def sample(self, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draw (count, 2) independent points.

        The draws taken from `rng` depend on `count` alone, so that with the same generator
        state a moved mean moves its points and leaves the others where they are.
        """
        modes = np.searchsorted(np.cumsum(self.shares)[:-1], rng.random(count), side="right")
        noise = rng.standard_normal((count, 2))
        offsets = np.einsum("nij,nj->ni", self.cholesky[modes], noise)
        return np.asarray(np.array(self.means)[modes] + offsets)

    def mahalanobis(self, points: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """(n, K) distances of (n, 2) points to each mode, in that mode's own sigmas."""
        roots = self.cholesky
        x, y = np.asarray(points, dtype=np.float64).T
        means = np.array(self.means)
        # Forward substitution of L u = point - mean, written out for 2 x 2.
        u = (x[:, None] - means[:, 0]) / roots[:, 0, 0]
        v = (y[:, None] - means[:, 1] - roots[:, 1, 0] * u) / roots[:, 1, 1]
        return np.asarray(np.hypot(u, v))

    def log_density(self, points: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """(n,) log p(x) in nats, for (n, 2) points."""
        roots = self.cholesky
        log_norm = -np.log(2 * math.pi) - np.log(roots[:, 0, 0]) - np.log(roots[:, 1, 1])
        terms = np.log(self.shares) + log_norm - 0.5 * self.mahalanobis(points) ** 2
        top = terms.max(axis=1, keepdims=True)
        return np.asarray(top[:, 0] + np.log(np.exp(terms - top).sum(axis=1)))

    def with_mode(
        self,
        index: int,
        *,
        weight: float | None = None,
        mean: Point | None = None,
        covariance: Covariance | None = None,
    ) -> Self:
        """The same mixture with one mode changed."""
        return self.replaced(
            weights=self.weights if weight is None else _put(self.weights, index, weight),
            means=self.means if mean is None else _put(self.means, index, mean),
            covariances=self.covariances
            if covariance is None
            else _put(self.covariances, index, covariance),
        )

    def with_added(self, weight: float, mean: Point, covariance: Covariance) -> Self:
        """The same mixture with one more mode, at the end."""
        return self.replaced(
            weights=(*self.weights, weight),
            means=(*self.means, mean),
            covariances=(*self.covariances, covariance),
        )

    def without(self, index: int) -> Self:
        """The same mixture with one mode less; the last one cannot be removed."""
        return self.replaced(
            weights=_drop(self.weights, index),
            means=_drop(self.means, index),
            covariances=_drop(self.covariances, index),
        )


def check_mode(index: int, weight: float, mean: Point, covariance: Covariance) -> None:
    """Raise ValueError with one sentence that names the mode (counted from 1) and the limit."""
    mode = f"Mode {index + 1}"
    if not MIN_WEIGHT <= weight <= MAX_WEIGHT:
        raise ValueError(
            f"{mode}: weight {number_text(weight)}; allowed: a positive number from "
            f"{number_text(MIN_WEIGHT)} to {number_text(MAX_WEIGHT)}."
        )
    for axis, value in zip("xy", mean, strict=True):
        if not abs(value) <= MAX_COORDINATE:
            raise ValueError(
                f"{mode}: mean {axis} {number_text(value)}; allowed: a number from "
                f"{number_text(-MAX_COORDINATE)} to {number_text(MAX_COORDINATE)}."
            )
    (xx, xy), (yx, yy) = covariance
    for axis, value in (("x", xx), ("y", yy)):
        if not MIN_VARIANCE <= value <= MAX_VARIANCE:
            raise ValueError(
                f"{mode}: variance {axis} {number_text(value)}; allowed: a positive number from "
                f"{number_text(MIN_VARIANCE)} to {number_text(MAX_VARIANCE)}."
            )
    limit = MAX_CORRELATION * math.sqrt(xx * yy)
    if not abs(xy) <= limit:
        raise ValueError(
            f"{mode}: covariance xy {number_text(xy)} makes the covariance singular or not "
            f"positive definite; allowed: less than ±{limit:.4g} with these variances."
        )
    if xy != yx:
        raise ValueError(
            f"{mode}: the covariance is not symmetric ({number_text(xy)} and {number_text(yx)}); "
            "allowed: the same number twice."
        )


# Cached beside the model, not in it: pydantic compares all that an instance holds.
@lru_cache(maxsize=64)
def _shares(weights: tuple[float, ...]) -> NDArray[np.float64]:
    shares = np.array(weights) / sum(weights)
    shares.flags.writeable = False
    return shares


@lru_cache(maxsize=64)
def _cholesky(covariances: tuple[Covariance, ...]) -> NDArray[np.float64]:
    roots = np.linalg.cholesky(np.array(covariances))
    roots.flags.writeable = False
    return roots


def _put(values: tuple[Any, ...], index: int, value: Any) -> tuple[Any, ...]:
    _check_index(values, index)
    return (*values[:index], value, *values[index + 1 :])


def _drop(values: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    _check_index(values, index)
    return values[:index] + values[index + 1 :]


def _check_index(values: tuple[Any, ...], index: int) -> None:
    if not 0 <= index < len(values):
        raise IndexError(f"no mode {index}; there are {len(values)}, counted from 0")
