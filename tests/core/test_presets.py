"""The presets that come with the application."""

import math
import re
import subprocess
import sys

import numpy as np
import pytest

import gan_desktop
from gan_desktop import load_preset
from gan_desktop.core.config import all_params
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.presets import DEFAULT_PRESET, preset, presets
from gan_desktop.core.resources import resource
from gan_desktop.core.sections import DynamicsConfig, LossConfig, RegularisersConfig

KEYS = {"ring8-blog", "ring8-blog-fan-in", "ring8", "grid25", "two-modes"}


def assert_target(target: GaussianMixture, means: list, variance: float) -> None:
    assert len(target) == len(means)
    assert np.array(target.means) == pytest.approx(np.array(means), abs=1e-12)
    assert np.array(target.covariances) == pytest.approx(
        np.tile(variance * np.eye(2), (len(means), 1, 1)), abs=1e-15
    )
    assert target.shares == pytest.approx(np.full(len(means), 1 / len(means)))


def test_all_files_load_the_default_first() -> None:
    assert set(presets()) >= KEYS
    assert set(presets()) == {path.stem for path in resource("presets").glob("*.toml")}
    assert next(iter(presets())) == DEFAULT_PRESET == "ring8-blog"
    rest = [f"{key}.toml" for key in list(presets())[1:]]
    assert rest == sorted(rest)
    for key, found in presets().items():
        assert found.key == key
        assert found.label
        assert found.description.endswith(".")
        assert preset(key) is found
        assert load_preset(key) is found.config


def test_labels_differ() -> None:
    assert len({found.label for found in presets().values()}) == len(presets())


@pytest.mark.parametrize("key", ["ring8-blog", "ring8-blog-fan-in"])
def test_the_blogs_ring(key: str) -> None:
    angles = [2 * math.pi * k / 8 for k in range(8)]
    assert_target(
        load_preset(key).target, [(2 * math.sin(t), 2 * math.cos(t)) for t in angles], 0.02
    )


def test_the_blogs_recipe() -> None:
    config = load_preset("ring8-blog")
    assert config.networks.model_dump() == {
        "latent_size": 256,
        "latent_law": "normal",
        "generator_hidden": (128, 128),
        "discriminator_hidden": (128, 128),
        "activation": "relu",
        "initialisation": "normal-0.01",
        "discriminator_activation": "same",
        "generator_normalisation": "none",
        "discriminator_normalisation": "none",
        "spectral_norm": False,
        "packing": 1,
    }
    assert config.loss == LossConfig()
    assert config.regularisers == RegularisersConfig()
    assert config.dynamics == DynamicsConfig()
    training = config.training
    assert training.objective == "non-saturating"
    assert (training.batch_size, training.d_steps) == (512, 1)
    assert training.learning_rate_g == training.learning_rate_d == 2e-4
    assert (training.beta1_g, training.beta2_g) == (training.beta1_d, training.beta2_d)
    assert (training.beta1_g, training.beta2_g) == (0.5, 0.999)
    assert (config.display.x_limits, config.display.y_limits) == ((-3, 3), (-4, 4))


def test_the_narrow_ring() -> None:
    angles = [2 * math.pi * k / 8 for k in range(8)]
    assert_target(load_preset("ring8").target, [(math.cos(t), math.sin(t)) for t in angles], 1e-4)


def test_the_grid() -> None:
    axis = (-4, -2, 0, 2, 4)
    assert_target(load_preset("grid25").target, [(x, y) for x in axis for y in axis], 0.05**2)


def test_the_blogs_listing() -> None:
    assert_target(load_preset("two-modes").target, [(0, 0), (1, 1)], 0.1)


def test_fan_in_differs_in_the_initialisation_only() -> None:
    blog, fan_in = load_preset("ring8-blog"), load_preset("ring8-blog-fan-in")
    differing = [path for path, _ in all_params() if blog.value(path) != fan_in.value(path)]
    assert differing == ["networks.initialisation"]
    assert blog.with_values({"networks.initialisation": "fan-in"}) == fan_in


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_view_shows_the_whole_target(key: str) -> None:
    config = load_preset(key)
    for axis, (low, high) in enumerate((config.display.x_limits, config.display.y_limits)):
        for mean, covariance in zip(config.target.means, config.target.covariances, strict=True):
            reach = 3 * math.sqrt(covariance[axis][axis])
            assert low <= mean[axis] - reach
            assert mean[axis] + reach <= high


@pytest.mark.parametrize("key", ["ring9", "", "RING8", "../ring8", "ring8.toml"])
def test_an_unknown_key_lists_the_known_ones(key: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        load_preset(key)
    assert str(refusal.value) == f"unknown preset '{key}'; allowed: {', '.join(presets())}"


def test_the_packages_import_brings_neither_torch_nor_qt() -> None:
    script = (
        "import sys, gan_desktop\n"
        "config = gan_desktop.load_preset('two-modes')\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'torch', 'PySide6', 'shiboken6', 'pyqtgraph', 'PIL', 'imageio'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_the_package_names_what_it_offers() -> None:
    assert all(hasattr(gan_desktop, name) for name in gan_desktop.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", gan_desktop.__version__)
