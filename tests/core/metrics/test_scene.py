"""Scenes, the registry, and what holds for all metrics: invariances, few points, huge ones."""

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_desktop.core.metrics import METRICS, Game, Reference, Scene, measure
from gan_desktop.core.metrics.pairs import between, distance_blocks
from gan_desktop.core.mixture import GaussianMixture

PLANE = GaussianMixture(
    weights=(1.0, 2.0, 3.0),
    means=((0.0, 0.0), (4.0, 1.0), (-3.0, 2.0)),
    covariances=(((1.0, 0.2), (0.2, 0.5)), ((0.3, 0.0), (0.0, 0.3)), ((0.4, -0.1), (-0.1, 0.8))),
)
POINTS = {metric.key for metric in METRICS} - {
    "d_loss", "g_loss", "d_real", "d_fake", "d_accuracy",
    "d_gradient", "g_gradient", "input_gradient",
}  # fmt: skip
OF_MODES = {
    "modes", "modes_any", "high_quality", "reverse_kl", "width", "offset", "log_likelihood",
}  # fmt: skip
BALLS = {"precision", "recall", "density", "prdc_coverage"}


def scene_of(count: int, seed: int = 0, scale: float = 1.2) -> Scene:
    rng = np.random.default_rng(seed)
    return Scene(scale * PLANE.sample(count, rng), Reference.drawn(PLANE, count, rng))


class TestScene:
    def test_is_a_copy_that_cannot_be_written_to(self) -> None:
        fake, real = np.zeros((3, 2), dtype=np.float32), np.ones((3, 2))
        scene = Scene(fake, Reference(real))
        fake[:] = 5
        real[:] = 5
        assert scene.fake.dtype == np.float64
        assert not scene.fake.any()
        assert (scene.reference.points == 1).all()
        for points in (scene.fake, scene.reference.points):
            with pytest.raises(ValueError, match="read-only"):
                points[0, 0] = 1
        assert len(scene) == len(scene.reference) == 3

    @pytest.mark.parametrize("shape", [(0, 2), (3, 1), (3, 3), (6,), (1, 3, 2)])
    def test_refuses_other_shapes(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="real points of shape"):
            Reference(np.zeros(shape))
        with pytest.raises(ValueError, match="generated points of shape"):
            Scene(np.zeros(shape), Reference(np.zeros((3, 2))))

    def test_refuses_other_numbers_of_points(self) -> None:
        with pytest.raises(ValueError, match="3 generated points and 4 real ones"):
            Scene(np.zeros((3, 2)), Reference(np.zeros((4, 2))))

    def test_a_shared_result_is_computed_once(self) -> None:
        calls = []

        def nothing(scene: Scene) -> None:
            calls.append(scene)

        scene = scene_of(10)
        other = Scene(scene.fake, scene.reference)
        assert scene.shared(nothing) is scene.shared(nothing) is None
        assert calls == [scene]
        other.shared(nothing)
        assert calls == [scene, other]
        assert scene.shared(between) is scene.shared(between)

    def test_the_real_side_is_computed_once_for_all_refreshes(self) -> None:
        calls = []
        first = scene_of(10)
        for scene in (first, Scene(first.fake + 1, first.reference)):
            scene.reference.shared(calls.append)
        assert calls == [first.reference]

    def test_a_drawn_reference_comes_from_the_mixture(self) -> None:
        drawn = Reference.drawn(PLANE, 50, np.random.default_rng(3), (-1, 1), (-2, 2))
        assert (drawn.points == PLANE.sample(50, np.random.default_rng(3))).all()
        assert (drawn.mixture, drawn.x_limits, drawn.y_limits) == (PLANE, (-1, 1), (-2, 2))


def assert_same(values: dict[str, float], others: dict[str, float]) -> None:
    assert values == pytest.approx(others, rel=1e-9, abs=1e-12)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.sampled_from([1, 2, 7, 200]), st.randoms())
def test_the_order_of_points_and_of_modes_does_not_matter(
    seed: int, count: int, random: object
) -> None:
    scene = scene_of(count, seed)
    rng = np.random.default_rng(seed)
    order = rng.permutation(3).tolist()
    turned = PLANE.replaced(
        **{
            name: tuple(getattr(PLANE, name)[k] for k in order)
            for name in ("weights", "means", "covariances")
        }
    )
    other = Scene(
        rng.permutation(scene.fake), Reference(rng.permutation(scene.reference.points), turned)
    )
    values = measure(scene, METRICS)
    assert_same(values, measure(other, METRICS))
    assert set(values) <= POINTS


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.sampled_from([1, 2, 7, 200]))
def test_which_side_is_called_real_matters_as_it_should(seed: int, count: int) -> None:
    scene = scene_of(count, seed)
    values = measure(scene, METRICS)
    swapped = measure(Scene(scene.reference.points, Reference(scene.fake, PLANE)), METRICS)
    for key, other in (
        ("js", "js"),  # the grid is the mixture's
        ("sliced_wasserstein", "sliced_wasserstein"),
        ("energy", "energy"),
        ("precision", "recall"),
        ("recall", "precision"),
    ):
        assert (key in values) == (other in swapped) == (count > 5 or key not in BALLS)
        if key in values:
            assert values[key] == pytest.approx(swapped[other], rel=1e-9, abs=1e-12)


def test_equal_sets_are_at_distance_0() -> None:
    scene = scene_of(300)
    same = measure(Scene(scene.reference.points, scene.reference), METRICS)
    for key in ("js", "sliced_wasserstein", "energy"):
        assert same[key] == pytest.approx(0, abs=1e-12)
        assert same[key] >= 0
    rng = np.random.default_rng(0)
    for _ in range(50):  # rounding, in whatever order, makes no distance negative
        shuffled = Scene(rng.permutation(scene.reference.points), scene.reference)
        assert 0 <= METRICS["energy"].compute(shuffled) < 1e-12
    assert (same["precision"], same["recall"], same["prdc_coverage"]) == (1, 1, 1)


class TestNumberOfPoints:
    @pytest.mark.parametrize("count", [1, 2, 5])
    def test_few(self, count: int) -> None:
        scene = Scene(np.tile(PLANE.means[1], (count, 1)), scene_of(count).reference)
        values = measure(scene, METRICS)
        assert set(values) == POINTS - {"width", "offset"} - BALLS
        assert (values["modes"], values["high_quality"]) == (1, 1)
        assert values["reverse_kl"] == pytest.approx(math.log(3))

    def test_six_are_enough_for_neighbours_and_ten_for_a_width(self) -> None:
        for count, missing in ((6, {"width", "offset"}), (9, {"width", "offset"}), (10, set())):
            scene = Scene(np.tile(PLANE.means[1], (count, 1)), scene_of(count).reference)
            assert set(measure(scene, METRICS)) == POINTS - missing

    def test_two_apart_by_hand(self) -> None:
        scene = Scene(
            np.array([[0.0, 0.0], [0.0, 4.0]]), Reference(np.array([[3.0, 0.0], [3.0, 4.0]]))
        )
        values = measure(scene, METRICS)
        # 2 (3 + 5) / 2 - 4 / 2 - 4 / 2; each projection moves by 3 cos(angle).
        assert values["energy"] == pytest.approx(4)
        assert values["sliced_wasserstein"] == pytest.approx(3 / math.sqrt(2))
        assert values["js"] == 1
        assert set(values) == {"energy", "sliced_wasserstein", "js"}

    def test_many_in_little_memory(self) -> None:
        scene = scene_of(2500)
        tracemalloc.start()
        try:
            values = measure(scene, METRICS)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert set(values) == POINTS
        assert peak < 12e6  # one matrix of all pairs would be 50 MB

    @pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 2500), (2500, 3), (300, 20_000)])
    def test_blocks_are_whole(self, rows: int, columns: int) -> None:
        rng = np.random.default_rng(0)
        a, b = rng.standard_normal((rows, 2)), rng.standard_normal((columns, 2))
        parts = [(part, block.copy()) for part, block in distance_blocks(a, b)]
        assert np.concatenate([np.arange(rows)[part] for part, _ in parts]).tolist() == list(
            range(rows)
        )
        found = np.concatenate([block for _, block in parts])
        assert np.abs(found - np.hypot(*(a[:, None] - b).transpose(2, 0, 1))).max() < 1e-12


class TestStrangePoints:
    def test_a_target_without_known_modes(self) -> None:
        scene = scene_of(200)
        bare = Scene(scene.fake, Reference(scene.reference.points))
        values = measure(bare, METRICS)
        assert set(values) == POINTS - OF_MODES
        known = measure(scene, METRICS)
        for key in {*values} - {"js"}:  # its grid is the real points' then
            assert values[key] == known[key]

    @pytest.mark.parametrize("size", [1e6, 1e30, float(np.finfo(np.float32).max)])
    def test_far_away(self, size: float) -> None:
        scene = Scene(np.full((20, 2), (size, -size)), scene_of(20).reference)
        values = measure(scene, METRICS)
        assert set(values) == POINTS - {"reverse_kl", "width", "offset"}
        expected = {"modes": 0, "high_quality": 0, "js": 1, "precision": 0, "density": 0}
        assert {key: values[key] for key in expected} == expected
        assert values["sliced_wasserstein"] == pytest.approx(size, rel=1e-5)
        assert values["energy"] == pytest.approx(2 * math.sqrt(2) * size, rel=1e-5)
        assert values["log_likelihood"] < -(size**2)

    def test_real_points_on_a_line_or_a_spot_have_a_grid(self) -> None:
        for real in ([[3.0, 0.0], [3.0, 4.0]], [[3.0, 0.0]] * 2):
            scene = Scene(np.array(real), Reference(np.array(real)))
            assert METRICS["js"].compute(scene) == 0
            away = Scene(np.array(real) + 9, scene.reference)
            assert METRICS["js"].compute(away) == 1

    def test_one_stray_point_far_away_leaves_the_shares_alone(self) -> None:
        scene = scene_of(200)
        fake = scene.fake.copy()
        fake[0] = 1e30
        values = measure(Scene(fake, scene.reference), METRICS)
        before = measure(scene, METRICS)
        for key in ("modes", "high_quality", "js", "precision", "recall", "prdc_coverage"):
            assert values[key] == pytest.approx(before[key], abs=0.03)

    @pytest.mark.parametrize("size", [1e200, math.inf, -math.inf, math.nan])
    def test_beyond_the_number_range(self, size: float) -> None:
        fake = scene_of(200).fake.copy()
        fake[3] = size
        values = measure(Scene(fake, scene_of(200).reference), METRICS)
        never = {"energy", "log_likelihood", "sliced_wasserstein"}
        assert never.isdisjoint(values)
        assert {"modes", "high_quality", "reverse_kl", "width", "offset", "js"} <= set(values)
        assert values["high_quality"] <= 199 / 200
        assert set(values) & BALLS == (BALLS if math.isfinite(size) else set())

    def test_all_on_one_spot(self) -> None:
        scene = Scene(np.tile(PLANE.means[2], (500, 1)), scene_of(500).reference)
        values = measure(scene, METRICS)
        assert (values["width"], values["offset"], values["recall"]) == (0, 0, 0)
        assert values["precision"] == 1
        assert values["prdc_coverage"] < 0.05


def test_a_game_is_for_the_scene_that_has_one() -> None:
    scene = scene_of(10)
    with_game = Scene(scene.fake, scene.reference, Game(d_loss=0.5))
    assert measure(with_game, METRICS) == {**measure(scene, METRICS), "d_loss": 0.5}
