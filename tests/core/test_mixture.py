"""The target mixture: its law against scipy, its edits, and what it refuses."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats
from scipy.special import logsumexp

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.model import from_json, validated

UNIT = ((1.0, 0.0), (0.0, 1.0))
MIXTURE = GaussianMixture(
    weights=(1.0, 3.0, 0.5),
    means=((0.0, 0.0), (2.0, -1.0), (-3.0, 4.0)),
    covariances=(UNIT, ((0.5, 0.3), (0.3, 0.4)), ((0.02, -0.05), (-0.05, 0.3))),
)
# Standard errors that an honest sampler may be off; the seeds are fixed, so nothing flickers.
SIGMAS = 4.0


def number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_subnormal=False)


@st.composite
def mixtures(draw: st.DrawFn) -> GaussianMixture:
    count = draw(st.integers(1, 5))
    covariances = []
    for _ in range(count):
        xx, yy = draw(number(0.05, 20)), draw(number(0.05, 20))
        xy = draw(number(-0.9, 0.9)) * math.sqrt(xx * yy)
        covariances.append(((xx, xy), (xy, yy)))
    point = st.tuples(number(-10, 10), number(-10, 10))
    return GaussianMixture(
        weights=tuple(draw(number(0.01, 100)) for _ in range(count)),
        means=tuple(draw(point) for _ in range(count)),
        covariances=tuple(covariances),
    )


point_sets = st.lists(st.tuples(number(-20, 20), number(-20, 20)), min_size=1, max_size=8).map(
    np.array
)


def one_mode(index: int) -> GaussianMixture:
    return GaussianMixture(
        weights=(1.0,), means=(MIXTURE.means[index],), covariances=(MIXTURE.covariances[index],)
    )


class TestLaw:
    @pytest.mark.parametrize("index", range(3))
    def test_points_of_a_mode_have_its_moments(self, index: int) -> None:
        mixture, count = one_mode(index), 100_000
        law = stats.multivariate_normal(MIXTURE.means[index], MIXTURE.covariances[index])
        points = mixture.sample(count, np.random.default_rng(index))
        assert points.shape == (count, 2)
        errors = np.sqrt(np.diag(law.cov) / count)
        assert (np.abs(points.mean(axis=0) - law.mean) < SIGMAS * errors).all()
        # Of a normal law: Var(S_ij) = (S_ii S_jj + S_ij^2) / n.
        variances = np.diag(law.cov)
        errors = np.sqrt((np.outer(variances, variances) + law.cov**2) / count)
        assert (np.abs(np.cov(points.T) - law.cov) < SIGMAS * errors).all()

    @pytest.mark.parametrize("axis", [0, 1])
    def test_points_of_the_mixture_follow_its_marginals(self, axis: int) -> None:
        points = MIXTURE.sample(20_000, np.random.default_rng(5))

        def distribution(values: np.ndarray) -> np.ndarray:
            return sum(
                share * stats.norm(mean[axis], math.sqrt(covariance[axis][axis])).cdf(values)
                for share, mean, covariance in zip(
                    MIXTURE.shares, MIXTURE.means, MIXTURE.covariances, strict=True
                )
            )

        assert stats.kstest(points[:, axis], distribution).pvalue > 0.001

    def test_modes_get_their_shares(self) -> None:
        far = MIXTURE.replaced(means=((-100.0, 0.0), (0.0, 0.0), (100.0, 0.0)))
        points = far.sample(30_000, np.random.default_rng(1))
        counts = np.bincount(far.mahalanobis(points).argmin(axis=1), minlength=3)
        assert stats.chisquare(counts, 30_000 * np.array([1, 3, 0.5]) / 4.5).pvalue > 0.001

    def test_shares_sum_to_one_and_cannot_be_written(self) -> None:
        assert MIXTURE.shares == pytest.approx([2 / 9, 6 / 9, 1 / 9], rel=1e-15)
        for array in (MIXTURE.shares, MIXTURE.cholesky):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0

    def test_cholesky_gives_the_covariances_back(self) -> None:
        roots = MIXTURE.cholesky
        assert roots @ roots.transpose(0, 2, 1) == pytest.approx(np.array(MIXTURE.covariances))
        assert (roots[:, 0, 1] == 0).all()

    @settings(deadline=None, max_examples=60)
    @given(mixtures(), point_sets)
    def test_log_density_is_scipys(self, mixture: GaussianMixture, points: np.ndarray) -> None:
        terms = [
            math.log(weight / sum(mixture.weights))
            + np.atleast_1d(stats.multivariate_normal(mean, covariance).logpdf(points))
            for weight, mean, covariance in zip(
                mixture.weights, mixture.means, mixture.covariances, strict=True
            )
        ]
        expected = logsumexp(terms, axis=0)
        np.testing.assert_allclose(mixture.log_density(points), expected, rtol=1e-10, atol=1e-10)

    def test_log_density_far_away_is_finite(self) -> None:
        assert one_mode(0).log_density(np.array([[1e4, 0.0]])) == pytest.approx(
            -0.5e8 - math.log(2 * math.pi)
        )

    @settings(deadline=None, max_examples=60)
    @given(mixtures(), point_sets)
    def test_mahalanobis_is_the_definition(
        self, mixture: GaussianMixture, points: np.ndarray
    ) -> None:
        distances = mixture.mahalanobis(points)
        assert distances.shape == (len(points), len(mixture))
        for row, point in zip(distances, points, strict=True):
            for distance, mean, covariance in zip(
                row, mixture.means, mixture.covariances, strict=True
            ):
                offset = point - np.array(mean)
                expected = math.sqrt(offset @ np.linalg.inv(np.array(covariance)) @ offset)
                assert distance == pytest.approx(expected, rel=1e-9, abs=1e-12)

    def test_mahalanobis_of_float32_points_is_in_float64(self) -> None:
        assert MIXTURE.mahalanobis(np.ones((1, 2), np.float32)).dtype == np.float64


class TestDraws:
    def test_a_moved_mean_moves_its_own_points_only(self) -> None:
        before, after = np.random.default_rng(3), np.random.default_rng(3)
        points = MIXTURE.sample(2000, before)
        moved = MIXTURE.with_mode(1, mean=(2.5, -3.0)).sample(2000, after)
        shifted = (points != moved).any(axis=1)
        assert shifted.mean() == pytest.approx(6 / 9, abs=0.05)
        np.testing.assert_allclose(
            (moved - points)[shifted], np.tile([0.5, -2.0], (shifted.sum(), 1)), atol=1e-12
        )
        assert before.bit_generator.state == after.bit_generator.state

    def test_what_is_drawn_depends_on_the_count_alone(self) -> None:
        states = []
        for mixture in (MIXTURE, one_mode(0), MIXTURE.with_mode(0, weight=9.0)):
            rng = np.random.default_rng(4)
            mixture.sample(100, rng)
            states.append(rng.bit_generator.state)
        assert states[0] == states[1] == states[2]


class TestEdits:
    def test_with_mode_changes_what_is_named_and_nothing_else(self) -> None:
        assert MIXTURE.with_mode(2) == MIXTURE
        assert MIXTURE.with_mode(2, weight=7.0).weights == (1.0, 3.0, 7.0)
        assert MIXTURE.with_mode(0, mean=(9.0, 8.0)).means == ((9.0, 8.0), *MIXTURE.means[1:])
        changed = MIXTURE.with_mode(1, covariance=UNIT)
        assert changed.covariances == (UNIT, UNIT, MIXTURE.covariances[2])
        assert changed.replaced(covariances=MIXTURE.covariances) == MIXTURE

    def test_with_added_appends_and_without_takes_it_away_again(self) -> None:
        more = MIXTURE.with_added(2.0, (5.0, 5.0), UNIT)
        assert len(more) == 4
        assert (more.weights[3], more.means[3], more.covariances[3]) == (2.0, (5.0, 5.0), UNIT)
        assert more.without(3) == MIXTURE
        assert more.without(0).means == more.means[1:]

    def test_whole_numbers_are_taken_for_floats(self) -> None:
        assert MIXTURE.with_mode(0, weight=1, mean=(0, 0), covariance=((1, 0), (0, 1))) == MIXTURE

    @pytest.mark.parametrize("index", [3, 99, -1, -4])
    def test_an_index_that_is_no_mode_is_an_error(self, index: int) -> None:
        with pytest.raises((IndexError, InvalidValueError)):
            MIXTURE.without(index)
        with pytest.raises((IndexError, InvalidValueError)):
            MIXTURE.with_mode(index, weight=1.0, mean=(0.0, 0.0), covariance=UNIT)


WRONG_MODES = [
    ({"weight": 0.0}, "weight 0;", "1e-06 to 1,000,000"),
    ({"weight": -1.0}, "weight -1;", "a positive number"),
    ({"weight": 9.9e-7}, "weight 9.9e-07;", "1e-06"),
    ({"weight": 1.1e6}, "weight 1,100,000;", "1,000,000"),
    ({"mean": (1000.5, 0.0)}, "mean x 1000.5;", "-1,000 to 1,000"),
    ({"mean": (0.0, -1000.5)}, "mean y -1000.5;", "-1,000 to 1,000"),
    ({"covariance": ((0.0, 0.0), (0.0, 1.0))}, "variance x 0;", "a positive number"),
    ({"covariance": ((1.0, 0.0), (0.0, -1.0))}, "variance y -1;", "1e-10 to 1,000,000"),
    ({"covariance": ((1.0, 0.0), (0.0, 1e7))}, "variance y 10,000,000;", "1,000,000"),
    ({"covariance": ((1.0, 0.5), (0.4, 1.0))}, "not symmetric (0.5 and 0.4)", "same number"),
    ({"covariance": ((1.0, 1.0), (1.0, 1.0))}, "singular", "less than ±0.9999"),
    ({"covariance": ((1.0, -2.0), (-2.0, 4.0))}, "singular", "less than ±2"),
    ({"covariance": ((1.0, 5.0), (5.0, 1.0))}, "covariance xy 5", "less than ±0.9999"),
]
NOT_FINITE = [
    change
    for value in (math.nan, math.inf, -math.inf)
    for change in (
        {"weight": value},
        {"mean": (value, 0.0)},
        {"mean": (0.0, value)},
        {"covariance": ((value, 0.0), (0.0, 1.0))},
        {"covariance": ((1.0, value), (value, 1.0))},
        {"covariance": ((1.0, 0.0), (0.0, value))},
    )
]


class TestRefusals:
    @pytest.mark.parametrize(("change", "what", "allowed"), WRONG_MODES)
    @pytest.mark.parametrize("index", [0, 2])
    def test_names_the_mode_and_what_is_allowed(
        self, change: dict, what: str, allowed: str, index: int
    ) -> None:
        with pytest.raises(InvalidValueError) as refusal:
            MIXTURE.with_mode(index, **change)
        message = str(refusal.value)
        assert message.startswith(f"Mode {index + 1}: ")
        assert what in message
        assert allowed in message.partition("allowed: ")[2]
        assert "\n" not in message

    @pytest.mark.parametrize("change", NOT_FINITE, ids=str)
    def test_what_is_not_finite_is_refused(self, change: dict) -> None:
        with pytest.raises(InvalidValueError, match="allowed: "):
            MIXTURE.with_mode(1, **change)

    @pytest.mark.parametrize("change", NOT_FINITE, ids=str)
    def test_what_is_not_finite_is_refused_by_the_name_of_the_mode(self, change: dict) -> None:
        with pytest.raises(InvalidValueError, match=r"^Mode 2: .*allowed: "):
            MIXTURE.with_mode(1, **change)

    @pytest.mark.parametrize("limit", [1e-6, 1e6])
    def test_the_limits_themselves_are_allowed(self, limit: float) -> None:
        assert MIXTURE.with_mode(0, weight=limit).weights[0] == limit
        variance = max(limit**2, 1e-10) if limit < 1 else limit
        covariance = ((variance, 0.0), (0.0, variance))
        edge = MIXTURE.with_mode(0, mean=(1000.0, -1000.0), covariance=covariance)
        assert np.isfinite(edge.sample(10, np.random.default_rng(0))).all()

    def test_no_modes_and_too_many(self) -> None:
        with pytest.raises(InvalidValueError, match="0 modes; allowed: 1 to 100"):
            one_mode(0).without(0)
        full = GaussianMixture(
            weights=(1.0,) * 100, means=((0.0, 0.0),) * 100, covariances=(UNIT,) * 100
        )
        with pytest.raises(InvalidValueError, match="101 modes; allowed: 1 to 100"):
            full.with_added(1.0, (0.0, 0.0), UNIT)

    @pytest.mark.parametrize("field", ["weights", "means", "covariances"])
    def test_lengths_that_differ(self, field: str) -> None:
        with pytest.raises(InvalidValueError, match="one of each for every mode"):
            MIXTURE.replaced(**{field: getattr(MIXTURE, field)[:2]})

    @pytest.mark.parametrize(
        "fields",
        [
            {"weights": ("1", 3.0, 0.5)},
            {"weights": (None, 3.0, 0.5)},
            {"weights": (True, 3.0, 0.5)},
            {"means": ((0.0,), (2.0, -1.0), (-3.0, 4.0))},
            {"means": ((0.0, 0.0, 0.0), (2.0, -1.0), (-3.0, 4.0))},
            {"covariances": (UNIT, UNIT, (1.0, 1.0))},
            {"kind": "student-mixture"},
            {"sigma": 1.0},
        ],
        ids=str,
    )
    def test_another_shape_or_type(self, fields: dict) -> None:
        with pytest.raises(InvalidValueError):
            MIXTURE.replaced(**fields)

    def test_a_missing_field_is_named(self) -> None:
        with pytest.raises(InvalidValueError, match="means: missing"):
            validated(GaussianMixture, {"weights": (1.0,), "covariances": (UNIT,)})

    def test_json_that_holds_nan(self) -> None:
        text = MIXTURE.model_dump_json().replace("3.0", "NaN", 1)
        with pytest.raises(InvalidValueError, match="nan"):
            from_json(GaussianMixture, text)


class TestValue:
    def test_equal_mixtures_are_equal_and_hash_alike(self) -> None:
        twin = GaussianMixture(**dict(MIXTURE))
        twin.sample(3, np.random.default_rng(0))  # fills the caches of one of them
        assert twin == MIXTURE
        assert hash(twin) == hash(MIXTURE)
        assert MIXTURE.with_mode(0, weight=1.5) != MIXTURE
        assert len({MIXTURE, twin, MIXTURE.without(0)}) == 2

    def test_survives_pickle_and_json(self) -> None:
        MIXTURE.sample(3, np.random.default_rng(0))
        for copy in (
            pickle.loads(pickle.dumps(MIXTURE)),  # noqa: S301 -- our own
            from_json(GaussianMixture, MIXTURE.model_dump_json()),
        ):
            assert copy == MIXTURE
            assert (
                copy.sample(5, np.random.default_rng(1))
                == MIXTURE.sample(5, np.random.default_rng(1))
            ).all()

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            MIXTURE.weights = (1.0, 1.0, 1.0)
