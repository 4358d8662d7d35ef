"""Named methods: what they set, and that nothing of another one stays."""

import re

import pytest

from gan_desktop import load_preset
from gan_desktop.core.config import all_params
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import method, methods

KEYS = """
gan nsgan lsgan wgan wgan-gp dragan hinge-sn rpgan ragan r3gan d2gan ebgan began pacgan2 pacgan3
pacgan4 unrolled
""".split()  # noqa: SIM905 -- easier to read
CONFIG = load_preset("ring8-blog")
PATHS = [path for path, _ in all_params()]


def differing(a, b) -> set[str]:
    return {path for path in PATHS if a.value(path) != b.value(path)}


def test_all_are_there() -> None:
    assert list(methods()) == KEYS
    assert len({found.label for found in methods().values()}) == len(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_words_and_settings(key: str) -> None:
    found = method(key)
    assert found.key == key
    assert re.fullmatch(r"[^.]*( 0\.\d)?[^.]*\.", found.summary)  # one sentence
    assert re.search(r"\d{4}, arXiv:\d{4}\.\d{4,5}", found.reference)
    assert set(found.settings) <= set(PATHS)
    assert {"training.objective", "training.d_steps", "training.beta1_d"} <= set(found.settings)
    for path, why in found.differs.items():
        assert path == "networks" or path in found.settings
        assert why.endswith(".")
    applied = found.apply(CONFIG)
    assert applied.target == CONFIG.target
    for path, value in found.settings.items():
        assert applied.value(path) == value


@pytest.mark.parametrize("key", KEYS)
def test_nothing_of_another_method_or_of_edits_stays(key: str) -> None:
    alone = method(key).apply(CONFIG)
    for other in KEYS:
        after = method(key).apply(method(other).apply(CONFIG))
        # The unrolled GAN's toy has networks of its own, which are nobody else's business.
        networks = {"networks.activation", "networks.initialisation"} if other == "unrolled" else ()
        assert differing(after, alone) <= set(networks)
    edited = CONFIG.with_values(
        {"regularisers.r1": 3.0, "dynamics.update": "simultaneous", "loss.margin": 9.0}
    )
    assert method(key).apply(edited) == alone


def test_a_method_applied_twice_is_applied_once() -> None:
    for found in methods().values():
        assert found.apply(found.apply(CONFIG)) == found.apply(CONFIG)


def test_the_blogs_method_is_the_blogs_preset() -> None:
    assert method("nsgan").apply(CONFIG) == CONFIG
    assert differing(method("gan").apply(CONFIG), CONFIG) == {"training.objective"}
    assert differing(method("pacgan3").apply(CONFIG), CONFIG) == {"networks.packing"}


# From the papers and their code, not from our file.
KNOWN = {
    "lsgan": {"loss.fake_label": 0, "loss.real_label": 1, "loss.wanted_label": 1},
    "wgan": {
        "regularisers.weight_clipping": 0.01,
        "dynamics.optimiser": "rmsprop",
        "training.learning_rate_d": 5e-5,
        "training.d_steps": 5,
    },
    "wgan-gp": {
        "regularisers.wgan_gp": 0.1,
        "training.d_steps": 5,
        "training.learning_rate_g": 1e-4,
        "training.beta1_g": 0.5,
        "training.beta2_d": 0.9,
    },
    "dragan": {"regularisers.dragan": 10, "training.objective": "non-saturating"},
    "hinge-sn": {"networks.spectral_norm": True, "training.beta1_d": 0, "training.beta2_d": 0.9},
    "r3gan": {"training.objective": "rpgan", "training.beta1_g": 0, "dynamics.ema": 0.999},
    "began": {"loss.gamma": 0.5, "loss.k_rate": 0.001},
    "unrolled": {
        "dynamics.unrolled": 5,
        "training.learning_rate_g": 1e-3,
        "training.learning_rate_d": 1e-4,
        "networks.activation": "tanh",
        "networks.initialisation": "orthogonal",
    },
}


@pytest.mark.parametrize("key", KNOWN)
def test_known_numbers(key: str) -> None:
    config = method(key).apply(load_preset("grid25"))
    assert {path: config.value(path) for path in KNOWN[key]} == KNOWN[key]


def test_an_unknown_key_lists_the_known_ones() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        method("gan2")
    assert str(refusal.value) == f"unknown method 'gan2'; allowed: {', '.join(KEYS)}"
