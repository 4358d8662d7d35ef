"""Rules of combinations: each is met by a config made for it, and by none of the presets."""

import pytest

from gan_desktop import load_preset
from gan_desktop.core.combinations import RULES, Severity, problems, refuse
from gan_desktop.core.config import all_params
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.methods import methods
from gan_desktop.core.presets import presets

CONFIG = load_preset("ring8-blog")
BATCH = {"networks.discriminator_normalisation": "batch"}
SQUARES = {"training.objective": "least-squares"}
CRITIC = {"training.objective": "wasserstein"}
EBGAN = {"training.objective": "ebgan"}
SPECTRAL = {"networks.spectral_norm": True}

# (settings, severity, words of the sentence); in the order of the rules.
MET = [
    ({**BATCH, "regularisers.wgan_gp": 1.0}, "refuse", "mixes the points of a batch"),
    ({**BATCH, "training.batch_size": 1}, "refuse", "two rows or more"),
    ({"dynamics.consensus": 1.0, "dynamics.unrolled": 1}, "refuse", "both decide"),
    ({"dynamics.lookahead": 5, "dynamics.lookahead_part": 0.0}, "refuse", "back to where"),
    ({**SQUARES, "loss.fake_label": 1.0, "loss.wanted_label": 0.0}, "refuse", "nothing to tell"),
    ({**SQUARES, "loss.wanted_label": 0.0}, "warn", "pulled to what"),
    (CRITIC, "warn", "Nothing bounds"),
    ({**EBGAN, "regularisers.dragan": 1.0}, "warn", "flat where it reconstructs"),
    ({"regularisers.wgan_gp": 1.0, "regularisers.r2": 1.0}, "warn", "against each other"),
    ({"dynamics.unrolled": 2, "dynamics.optimiser": "rmsprop"}, "warn", "plain gradient descent"),
    ({**SPECTRAL, "regularisers.weight_clipping": 0.1}, "warn", "bounds nothing"),
    ({**SPECTRAL, "networks.discriminator_normalisation": "layer"}, "warn", "scales its layers"),
    ({"dynamics.lookahead": 5, "dynamics.lookahead_part": 1.0}, "warn", "does nothing"),
    ({"dynamics.lookahead": 1}, "warn", "only shortens"),
    ({"dynamics.ema": 0.999, "training.steps": 500}, "warn", "lags behind"),
    (
        {"dynamics.update": "extra-gradient", "dynamics.optimiser": "optimistic-adam"},
        "warn",
        "one of them is enough",
    ),
]
# The same settings where they do go together.
NOT_MET = [
    {**BATCH},
    {"regularisers.wgan_gp": 1.0, "networks.discriminator_normalisation": "layer"},
    {"regularisers.wgan_gp": 1.0, "networks.generator_normalisation": "batch"},
    {"training.batch_size": 1},
    {"networks.generator_normalisation": "batch", "training.batch_size": 1, "networks.packing": 2},
    {**SQUARES, "regularisers.label_smoothing": 0.1},
    *({**CRITIC, f"regularisers.{name}": 0.1} for name in ("weight_clipping", "r1", "wgan_gp")),
    {**CRITIC, **SPECTRAL},
    {**EBGAN, "regularisers.r1": 0.1},
    {"regularisers.r1": 1.0, "regularisers.r2": 1.0},
    {"dynamics.unrolled": 5},
    {"dynamics.unrolled": 5, "dynamics.optimiser": "sgd"},
    {"dynamics.consensus": 1.0, "dynamics.optimiser": "rmsprop"},
    {"dynamics.lookahead": 5, "dynamics.ema": 0.999},
]


@pytest.mark.parametrize(
    ("rule", "values", "severity", "words"),
    [(rule, *met) for rule, met in zip(RULES, MET, strict=True)],
    ids=[met[2] for met in MET],
)
def test_each_rule_is_met_by_its_own_config_alone(rule, values, severity, words) -> None:
    (problem,) = problems(CONFIG.with_values(values))
    assert problem is rule.problem
    assert problem.severity == severity
    assert words in problem.sentence
    assert problem.sentence.endswith(".")
    assert set(problem.paths) <= {path for path, _ in all_params()}


@pytest.mark.parametrize("values", NOT_MET, ids=str)
def test_what_goes_together_is_not_complained_of(values) -> None:
    assert problems(CONFIG.with_values(values)) == ()


@pytest.mark.parametrize("key", presets())
def test_no_preset_and_no_method_has_a_problem(key: str) -> None:
    config = load_preset(key)
    assert problems(config) == ()
    for method in methods().values():
        assert problems(method.apply(config)) == (), method.key


def test_refusals_come_first_and_refuse_raises_the_first_one() -> None:
    values = {**CRITIC, "dynamics.consensus": 1.0, "dynamics.unrolled": 1}
    config = CONFIG.with_values(values)
    assert [p.severity for p in problems(config)] == [Severity.REFUSE, Severity.WARN]
    with pytest.raises(InvalidValueError, match="both decide") as refusal:
        refuse(config)
    assert refusal.value.path == "dynamics.unrolled"
    refuse(CONFIG.with_values(CRITIC))  # a warning is none
