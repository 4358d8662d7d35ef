"""A kind of target: a mixture of two-dimensional normal laws."""

import math
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, model_validator

from gan_desktop.core.params import Table, number_text
from gan_desktop.core.target import Target
from gan_desktop.core.words import Text

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


class GaussianMixture(Target):
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
            raise ValueError(
                Text("Target: {count} modes; allowed: 1 to {most}.", count=count, most=MAX_MODES)
            )
        if not count == len(self.means) == len(self.covariances):
            raise ValueError(
                Text(
                    "Target: {weights} weights, {means} means and {covariances} covariances; "
                    "allowed: one of each for every mode.",
                    weights=count,
                    means=len(self.means),
                    covariances=len(self.covariances),
                )
            )
        for index in range(count):
            check_mode(index, self.weights[index], self.means[index], self.covariances[index])
        return self

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def known_modes(self) -> "GaussianMixture":
        """Itself."""
        return self

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
        return _distances(points, self.means, self.cholesky)

    def log_density(
        self, points: NDArray[np.floating[Any]], added_variance: float = 0.0
    ) -> NDArray[np.float64]:
        """(n,) log p(x) in nats.

        Args:
            points: (n, 2).
            added_variance: of normal noise on the mixture's points, the same in x and y.
        """
        roots = self.cholesky
        if added_variance:
            wider = np.array(self.covariances) + added_variance * np.eye(2)
            roots = np.asarray(np.linalg.cholesky(wider))
        log_norm = -np.log(2 * math.pi) - np.log(roots[:, 0, 0]) - np.log(roots[:, 1, 1])
        distances = _distances(points, self.means, roots)
        terms = np.log(self.shares) + log_norm - 0.5 * distances**2
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

    def free_place(self, x_limits: tuple[float, ...], y_limits: tuple[float, ...]) -> Point:
        """The place inside a view that is farthest from all means, for one more mode."""
        x, y = (axis.ravel() for axis in np.meshgrid(_line(x_limits), _line(y_limits)))
        mean_x, mean_y = np.array(self.means).T
        nearest = np.hypot(x[:, None] - mean_x, y[:, None] - mean_y).min(axis=1)
        best = int(nearest.argmax())
        return (round(float(x[best]), 6), round(float(y[best]), 6))

    def without(self, index: int) -> Self:
        """The same mixture with one mode less; the last one cannot be removed."""
        return self.replaced(
            weights=_drop(self.weights, index),
            means=_drop(self.means, index),
            covariances=_drop(self.covariances, index),
        )


def _line(limits: tuple[float, ...]) -> NDArray[np.float64]:
    # The inner part of a view, in steps fine enough for a hundred modes.
    low, high = limits
    margin = 0.1 * (high - low)
    return np.linspace(low + margin, high - margin, 41)


def as_mixture(target: Target) -> GaussianMixture:
    """The target as the mixture that it is; TypeError for one of another kind."""
    if not isinstance(target, GaussianMixture):
        raise TypeError(f"a target of kind {target.kind} has no modes")
    return target


def nearest_mean(x: float, y: float) -> Point:
    """The allowed mean that is nearest to a point."""
    limit = MAX_COORDINATE
    return (min(max(x, -limit), limit), min(max(y, -limit), limit))


def check_mode(index: int, weight: float, mean: Point, covariance: Covariance) -> None:
    """Raise ValueError with one sentence that names the mode (counted from 1) and the limit."""
    number = index + 1
    if not MIN_WEIGHT <= weight <= MAX_WEIGHT:
        raise _refused(
            "Mode {number}: weight {given}; allowed: a positive number from {low} to {high}.",
            number=number, given=weight, low=MIN_WEIGHT, high=MAX_WEIGHT,
        )  # fmt: skip
    for axis, value in zip("xy", mean, strict=True):
        if not abs(value) <= MAX_COORDINATE:
            raise _refused(
                "Mode {number}: mean {axis} {given}; allowed: a number from {low} to {high}.",
                number=number, axis=axis, given=value, low=-MAX_COORDINATE, high=MAX_COORDINATE,
            )  # fmt: skip
    (xx, xy), (yx, yy) = covariance
    for axis, value in (("x", xx), ("y", yy)):
        if not MIN_VARIANCE <= value <= MAX_VARIANCE:
            raise _refused(
                "Mode {number}: variance {axis} {given}; allowed: a positive number from {low} "
                "to {high}.",
                number=number, axis=axis, given=value, low=MIN_VARIANCE, high=MAX_VARIANCE,
            )  # fmt: skip
    limit = MAX_CORRELATION * math.sqrt(xx * yy)
    if not abs(xy) <= limit:
        raise _refused(
            "Mode {number}: covariance xy {given} makes the covariance singular or not positive "
            "definite; allowed: less than ±{limit} with these variances.",
            number=number, given=xy, limit=float(f"{limit:.4g}"),
        )  # fmt: skip
    if xy != yx:
        raise _refused(
            "Mode {number}: the covariance is not symmetric ({given} and {other}); allowed: the "
            "same number twice.",
            number=number, given=xy, other=yx,
        )  # fmt: skip


def _refused(template: str, **values: float | str) -> ValueError:
    shown = {
        name: value if isinstance(value, str) else number_text(value)
        for name, value in values.items()
    }
    return ValueError(Text(template, **shown))


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


def _distances(
    points: NDArray[np.floating[Any]], means: tuple[Point, ...], roots: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(n, K) Mahalanobis distances of (n, 2) points, from (K, 2, 2) roots of the covariances."""
    x, y = np.asarray(points, dtype=np.float64).T
    centres = np.array(means)
    # Forward substitution of L u = point - mean, written out for 2 x 2.
    u = (x[:, None] - centres[:, 0]) / roots[:, 0, 0]
    v = (y[:, None] - centres[:, 1] - roots[:, 1, 0] * u) / roots[:, 1, 1]
    return np.asarray(np.hypot(u, v))


def _put(values: tuple[Any, ...], index: int, value: Any) -> tuple[Any, ...]:
    _check_index(values, index)
    return (*values[:index], value, *values[index + 1 :])


def _drop(values: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    _check_index(values, index)
    return values[:index] + values[index + 1 :]


def _check_index(values: tuple[Any, ...], index: int) -> None:
    if not 0 <= index < len(values):
        raise IndexError(f"no mode {index}; there are {len(values)}, counted from 0")
