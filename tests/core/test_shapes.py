"""Shapes: their formulas point by point, where their points are, and the target made of them."""

import pickle

import numpy as np
import pytest
from scipy import stats

from gan_desktop import load_preset
from gan_desktop.core.config import ExperimentConfig, all_params, parse_assignment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json
from gan_desktop.core.params import Choice
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.shapes import SHAPES
from gan_desktop.core.targets import TARGETS

KEYS = SHAPES.keys()
# Where Box and Muller's length is 1, and the angle there.
ONE = 1 - np.exp(-0.5)
OUT = np.exp(1.3) / 4
SHAPE_PATHS = [path for path, _ in all_params(ShapeTarget) if path.startswith("target.")]


def points(key: str, count: int = 20_000, **more: float) -> np.ndarray:
    target = ShapeTarget(shape=key, **more)
    return target.sample(count, np.random.default_rng(1))


def at(key: str, *uniform: float) -> tuple[float, ...]:
    return tuple(SHAPES[key].load()(np.array([uniform]))[0])


class TestFormulas:
    """Each at numbers that can be done by hand."""

    @pytest.mark.parametrize(
        ("key", "uniform", "expected"),
        [
            # t = 3 pi: (-3 pi, 0); t = 1.5 pi: (0, -1.5 pi); t = 2.5 pi: (0, 2.5 pi).
            ("swiss-roll", (0.5, 0, 0), (-3 * np.pi / 7.5, 0)),
            ("swiss-roll", (0, 0, 0), (0, -1.5 * np.pi / 7.5)),
            ("swiss-roll", (1 / 3, 0, 0), (0, 2.5 * np.pi / 7.5)),
            ("two-moons", (0, 0.4, 0), (1, -0.2)),
            ("two-moons", (0.5, 0.4, 0), (-1, 1.8)),
            ("two-moons", (0, 0.6, 0), (-1, 0.8)),
            ("two-moons", (0.5, 0.6, 0), (1, -1.2)),
            ("circles", (0, 0.4, 0), (3, 0)),
            ("circles", (0.25, 0.6, 0), (0, 1.5)),
            # t = 3 pi / 2 at u = 1/4: -t cos t = 0, t sin t = -t; widths 0.5 w.
            ("spirals", (0.25, 0, 0), (0, -np.pi / 2)),
            ("spirals", (0.25, 0.25, 0.6), (0.1, (-1.5 * np.pi + 0.25) / 3)),
            ("spirals", (0.25, 0.75, 0.6), (-0.1, -(-1.5 * np.pi + 0.25) / 3)),
            # No noise: r = 1, s = 0, angle = e / 4 + 72 degrees k.
            ("pinwheel", (0, 0, 0), (2 * np.cos(np.e / 4), -2 * np.sin(np.e / 4))),
            (
                "pinwheel",
                (0, 0, 0.5),
                (
                    2 * np.cos(np.e / 4 + 4 * np.pi / 5),
                    -2 * np.sin(np.e / 4 + 4 * np.pi / 5),
                ),
            ),
            # One standard deviation along, then across the blade.
            ("pinwheel", (ONE, 0, 0), (2.6 * np.cos(OUT), -2.6 * np.sin(OUT))),
            (
                "pinwheel",
                (ONE, 0.25, 0),
                (
                    2 * np.cos(np.e / 4) + 0.2 * np.sin(np.e / 4),
                    0.2 * np.cos(np.e / 4) - 2 * np.sin(np.e / 4),
                ),
            ),
            ("checkerboard", (0, 0, 0), (-4, 0)),
            ("checkerboard", (0.25, 0.5, 0), (-2, 3)),
            ("checkerboard", (0.25, 0.5, 0.5), (-2, -1)),
            ("line", (0, 0.3, 0.3), (-2.5, -2.5)),
            ("line", (0.9, 0, 0), (2, 2)),
        ],
    )
    def test_by_hand(self, key: str, uniform: tuple, expected: tuple) -> None:
        assert at(key, *uniform) == pytest.approx(expected, abs=1e-12)

    def test_the_swiss_roll_is_gan_toys(self) -> None:
        """make_swiss_roll(noise=0.25)[:, [0, 2]] / 7.5 of the same random numbers."""
        rng = np.random.default_rng(3)
        uniform, normal = rng.random((100, 3)), rng.standard_normal((100, 2))
        t = 1.5 * np.pi * (1 + 2 * uniform[:, 0])
        theirs = (np.column_stack([t * np.cos(t), t * np.sin(t)]) + 0.25 * normal) / 7.5
        ours = TARGETS["swiss-roll"].target.placed(uniform, normal)
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-14)

    def test_scale_turn_and_noise(self) -> None:
        uniform, normal = np.array([[0.9, 0, 0]]), np.array([[1.0, -2.0]])
        turned = ShapeTarget(shape="line", scale=3.0, rotation=90.0, noise=0.5)
        assert turned.placed(uniform, normal)[0] == pytest.approx((-6 + 0.5, 6 - 1))


class TestPoints:
    @pytest.mark.parametrize(
        ("key", "x", "y"),
        [
            ("swiss-roll", (-1.27, 1.68), (-1.49, 1.89)),
            ("two-moons", (-3, 3), (-1.2, 1.8)),
            ("circles", (-3, 3), (-3, 3)),
            ("spirals", (-3.31, 3.31), (-2.79, 2.79)),
            ("checkerboard", (-4, 4), (-4, 4)),
            ("line", (-2.5, 2.5), (-2.5, 2.5)),
        ],
    )
    def test_they_fill_their_bounds(self, key: str, x: tuple, y: tuple) -> None:
        for values, (low, high) in zip(points(key).T, (x, y), strict=True):
            assert low - 0.02 <= values.min() <= low + 0.35
            assert high - 0.35 <= values.max() <= high + 0.02

    def test_circles_lie_on_circles(self) -> None:
        radii = np.hypot(*points("circles").T)
        assert np.minimum(abs(radii - 3), abs(radii - 1.5)).max() < 1e-12
        assert (radii > 2).mean() == pytest.approx(0.5, abs=0.02)

    def test_moons_lie_on_half_circles(self) -> None:
        x, y = points("two-moons").T
        upper = np.hypot(x + 1, y + 0.2) - 2
        lower = np.hypot(x - 1, y - 0.8) - 2
        assert np.minimum(abs(upper), abs(lower)).max() < 1e-12

    def test_the_swiss_roll_lies_on_its_spiral(self) -> None:
        x, y = 7.5 * points("swiss-roll").T
        radius, angle = np.hypot(x, y), np.arctan2(y, x)
        assert abs((radius - angle + np.pi) % (2 * np.pi) - np.pi).max() < 1e-9
        # Uniform in t: longer turns hold fewer points per length.
        assert stats.kstest((radius / np.pi - 1.5) / 3, "uniform").pvalue > 1e-3

    def test_spirals_are_two_arms_of_small_width(self) -> None:
        u = np.random.default_rng(2).random((20_000, 3))
        arm = SHAPES["spirals"].load()(u)
        t = 3 * np.pi * np.sqrt(u[:, 0])
        middle = np.column_stack([-t * np.cos(t), t * np.sin(t)]) / 3
        off = np.where(u[:, 1:2] < 0.5, 1, -1) * arm - middle
        assert off.min() >= 0
        assert off.max() <= 0.5 / 3
        assert np.corrcoef(off.T)[0, 1] == pytest.approx(0, abs=0.03)

    def test_the_board_is_dark_on_eight_squares_only_and_even_there(self) -> None:
        x, y = points("checkerboard").T
        columns, rows = np.floor(x / 2).astype(int), np.floor(y / 2).astype(int)
        assert ((columns + rows) % 2 == 0).all()
        counts = np.unique((columns + 2) * 4 + rows + 2, return_counts=True)[1]
        assert len(counts) == 8
        assert stats.chisquare(counts).pvalue > 1e-3

    def test_the_pinwheel_has_five_equal_blades(self) -> None:
        cloud = points("pinwheel", 50_000)
        step = 2 * np.pi / 5
        turned = cloud @ np.array([[np.cos(step), np.sin(step)], [-np.sin(step), np.cos(step)]])
        for direction in ((1.0, 0.0), (0.3, 1.0)):
            assert stats.ks_2samp(cloud @ direction, turned @ np.array(direction)).pvalue > 1e-3
        # Straightened, the blade is its normal law again.
        radius = np.hypot(*cloud.T) / 2
        assert (radius**2).mean() == pytest.approx(1 + 0.3**2 + 0.1**2, rel=0.02)

    @pytest.mark.parametrize("key", KEYS)
    def test_noise_is_normal(self, key: str) -> None:
        clean, noisy = points(key), points(key, noise=0.3)
        z = (noisy - clean).ravel() / 0.3
        assert stats.kstest(z, "norm").pvalue > 1e-3


class TestTarget:
    @pytest.mark.parametrize("key", KEYS)
    def test_reproducible_bit_for_bit(self, key: str) -> None:
        assert (points(key, noise=0.1) == points(key, noise=0.1)).all()

    def test_what_is_drawn_depends_on_the_count_alone(self) -> None:
        states = []
        for named in TARGETS:
            if isinstance(named.target, ShapeTarget):
                rng = np.random.default_rng(0)
                named.target.sample(100, rng)
                states.append(rng.bit_generator.state["state"])
        assert len(states) == len(KEYS)
        assert all(state == states[0] for state in states)

    def test_it_has_no_modes_and_no_density(self) -> None:
        target = ShapeTarget(shape="line")
        assert target.known_modes is None
        assert target.log_density(np.zeros((1, 2))) is None
        assert len(target) == 0
        assert target

    def test_through_json_and_pickle(self) -> None:
        config = TARGETS["spirals"].put_into(load_preset("ring8"))
        assert from_json(ExperimentConfig, config.model_dump_json()) == config
        assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 -- our own
        assert hash(config) == hash(from_json(ExperimentConfig, config.model_dump_json()))

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('"kind":"shape"', '"kind":"cloud"'),
            ('"noise":0.1', '"noise":-1'),
            ('"noise":0.1', '"nois":0.1'),
            ('"shape":"spirals"', '"shape":"spiral"'),
        ],
    )
    def test_wrong_json_is_one_sentence_without_our_tags(self, text: str, words: str) -> None:
        config = TARGETS["spirals"].put_into(load_preset("ring8"))
        json = config.model_dump_json()
        assert text in json
        with pytest.raises(InvalidValueError) as refusal:
            from_json(ExperimentConfig, json.replace(text, words, 1))
        assert "\n" not in str(refusal.value)
        fields = ("target.kind", "target.noise", "target.nois", "target.shape")
        assert refusal.value.path in fields
        assert "shape." not in str(refusal.value)

    @pytest.mark.parametrize("path", SHAPE_PATHS)
    def test_its_inputs_are_settings(self, path: str) -> None:
        config = TARGETS["spirals"].put_into(load_preset("ring8"))
        param = dict(all_params(ShapeTarget))[path]
        value = "line" if isinstance(param, Choice) else param.high
        assert param.live
        changed = config.with_values({path: value})
        assert changed.value(path) == value
        assert parse_assignment(f"{path}={param.text(value)}") == (path, value)
        assert changed.needs_restart(config) == ()

    def test_settings_of_the_other_kind_are_refused_by_name(self) -> None:
        ring, spirals = load_preset("ring8"), TARGETS["spirals"].put_into(load_preset("ring8"))
        for config, path, value in (
            (ring, "target.noise", 0.1), (spirals, "target.weights", (1.0,)),
        ):  # fmt: skip
            for call in (lambda: config.value(path), lambda: config.with_values({path: value})):  # noqa: B023
                with pytest.raises(InvalidValueError) as refusal:
                    call()
                assert refusal.value.path == path
                assert str(refusal.value).startswith(f"{path}: this target (")

    def test_what_a_run_can_take_over(self) -> None:
        running = load_preset("ring8")
        wanted = (
            TARGETS["spirals"]
            .put_into(running)
            .with_values({"training.seed": 5, "training.batch_size": 64, "data.fixed_points": 100})
        )
        taken = wanted.taken_over(running)
        assert taken == wanted.with_values({"training.seed": 0})
        assert wanted.needs_restart(running) == ("training.seed",)
