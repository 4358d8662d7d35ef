"""The config tree: changing it, reading settings from text, what is refused."""

import itertools
import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gan_desktop import load_preset
from gan_desktop.core.catalog import OBJECTIVES
from gan_desktop.core.config import (
    ExperimentConfig,
    all_params,
    param_at,
    parse_assignment,
)
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json, models_of
from gan_desktop.core.params import Choice, Flag, Number, Numbers, Param, Table
from gan_desktop.core.presets import presets

CONFIG = load_preset("ring8-blog")
PARAMS = dict(all_params())
NUMBERS = {path: param for path, param in PARAMS.items() if isinstance(param, Number)}
LISTS = {path: param for path, param in PARAMS.items() if isinstance(param, Numbers)}
NEED_RESTART = {
    "networks.latent_size",
    "networks.latent_law",
    "networks.generator_hidden",
    "networks.discriminator_hidden",
    "networks.activation",
    "networks.initialisation",
    "networks.discriminator_activation",
    "networks.generator_normalisation",
    "networks.discriminator_normalisation",
    "networks.spectral_norm",
    "networks.packing",
    "training.seed",
    "dynamics.optimiser",
    "dynamics.lookahead",
    "dynamics.ema",
}


def another(path: str, param: Param) -> Any:
    """An allowed value that the default preset does not have."""
    now = CONFIG.value(path)
    match param:
        case Number():
            return param.low if now != param.low else param.high
        case Numbers():
            return tuple(v + 1 for v in now) if param.least_gap else (*now, int(max(param.low, 1)))
        case Flag():
            return not now
        case Choice():
            return next(key for key in param.registry.keys() if key != now)  # noqa: SIM118
        case Table():
            scaled = {"target.weights": 2.0, "target.means": 0.5, "target.covariances": 2.0}[path]
            return times(now, scaled)
    raise AssertionError(param)


def times(value: Any, factor: float) -> Any:
    if isinstance(value, tuple):
        return tuple(times(v, factor) for v in value)
    return value * factor


def beyond(param: Number | Numbers) -> list[float]:
    """The nearest values outside the bounds, and what is no number."""
    if param.integer:
        return [int(param.low) - 1, int(param.high) + 1, 10**30, 10**400]
    return [
        math.nextafter(param.low, -math.inf),
        math.nextafter(param.high, math.inf),
        math.nan,
        math.inf,
        -math.inf,
    ]


class TestPaths:
    def test_every_input_has_a_label_a_tooltip_and_an_allowed(self) -> None:
        assert len(PARAMS) >= 20
        labels = [param.label for param in PARAMS.values()]
        assert len(set(labels)) == len(labels)
        for param in PARAMS.values():
            assert param.label
            assert param.tooltip.endswith(".")
            assert param.allowed()

    def test_every_field_is_an_input(self) -> None:
        for section, field in ExperimentConfig.model_fields.items():
            for model in models_of(field.annotation):
                inputs = dict(all_params(model))
                for name in model.model_fields:
                    assert f"{section}.{name}" in inputs or f"{section}.{name}" == "target.kind"

    @pytest.mark.parametrize("path", ["trainer.seed", "seed", "", "training_seed", ".seed"])
    def test_an_unknown_section_lists_the_known_ones(self, path: str) -> None:
        with pytest.raises(
            InvalidValueError,
            match="target, data, networks, training, loss, regularisers, dynamics, display",
        ):
            CONFIG.value(path)

    @pytest.mark.parametrize(
        "path", ["training.sed", "training.", "training", "training.seed.x", "training.replaced"]
    )
    def test_an_unknown_name_lists_the_known_ones(self, path: str) -> None:
        for call in (
            lambda: CONFIG.value(path),
            lambda: CONFIG.with_values({path: 1}),
            lambda: param_at(path),
            lambda: parse_assignment(f"{path}=1"),
        ):
            with pytest.raises(InvalidValueError) as refusal:
                call()
            assert path in str(refusal.value)
            for known in PARAMS:
                assert (known in str(refusal.value)) == known.startswith("training.")


class TestWithValues:
    def test_changes_together_and_leaves_the_rest(self) -> None:
        changed = CONFIG.with_values(
            {"training.batch_size": 64, "training.seed": 3, "display.x_limits": [-1, 1]}
        )
        assert changed.value("training.batch_size") == 64
        assert changed.value("training.seed") == 3
        assert changed.value("display.x_limits") == (-1.0, 1.0)
        back = changed.with_values(
            {path: CONFIG.value(path) for path in PARAMS if path.startswith(("training", "disp"))}
        )
        assert back == CONFIG

    def test_values_that_are_right_only_together(self) -> None:
        changed = CONFIG.with_values(
            {
                "target.weights": [1.0],
                "target.means": [[0, 0]],
                "target.covariances": [[[1, 0], [0, 1]]],
            }
        )
        assert len(changed.target) == 1
        with pytest.raises(InvalidValueError) as refusal:
            CONFIG.with_values({"target.weights": [1.0]})
        assert refusal.value.path == "target"

    def test_one_wrong_value_refuses_all_and_changes_nothing(self) -> None:
        before = CONFIG.model_dump_json()
        with pytest.raises(InvalidValueError, match="D steps per G step: 0") as refusal:
            CONFIG.with_values({"training.batch_size": 64, "training.d_steps": 0})
        assert refusal.value.path == "training.d_steps"
        assert CONFIG.model_dump_json() == before

    def test_the_path_is_that_of_the_wrong_value_also_among_sections(self) -> None:
        with pytest.raises(InvalidValueError) as refusal:
            CONFIG.with_values({"training.batch_size": 64, "display.point_size": 999})
        assert refusal.value.path == "display.point_size"

    def test_no_values_give_an_equal_config(self) -> None:
        assert CONFIG.with_values({}) == CONFIG

    @pytest.mark.parametrize("path", PARAMS)
    def test_each_input_can_be_changed(self, path: str) -> None:
        value = another(path, PARAMS[path])
        changed = CONFIG.with_values({path: value})
        assert changed.value(path) == value
        assert changed != CONFIG
        assert from_json(ExperimentConfig, changed.model_dump_json()) == changed


class TestBounds:
    @pytest.mark.parametrize("path", NUMBERS)
    def test_a_number_at_its_bounds(self, path: str) -> None:
        for bound in (NUMBERS[path].low, NUMBERS[path].high):
            assert CONFIG.with_values({path: bound}).value(path) == bound

    @pytest.mark.parametrize("path", [*NUMBERS, *LISTS])
    def test_just_beyond_is_refused_by_name(self, path: str) -> None:
        param = PARAMS[path]
        assert isinstance(param, Number | Numbers)
        for wrong in beyond(param):
            value: Any = wrong
            if isinstance(param, Numbers):
                value = (wrong, wrong + 1) if param.least_gap else (wrong,)
            with pytest.raises(InvalidValueError) as refusal:
                CONFIG.with_values({path: value})
            assert refusal.value.path == path, wrong
            assert param.label in str(refusal.value)
            assert param.allowed() in str(refusal.value)
            text = ", ".join(map(repr, value)) if isinstance(value, tuple) else repr(value)
            with pytest.raises(InvalidValueError) as refusal:
                parse_assignment(f"{path}={text}")
            assert str(refusal.value).startswith(f"{path}: ")
            assert param.allowed() in str(refusal.value)

    @pytest.mark.parametrize("path", [p for p in PARAMS if not p.startswith("target")])
    @pytest.mark.parametrize("value", [None, "x", b"1", {}, ("x",), [[1]], 1 + 0j], ids=str)
    def test_the_wrong_type_is_refused_by_name(self, path: str, value: Any) -> None:
        with pytest.raises(InvalidValueError) as refusal:
            CONFIG.with_values({path: value})
        assert refusal.value.path == path
        assert PARAMS[path].label in str(refusal.value)
        assert PARAMS[path].allowed() in str(refusal.value)
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize("path", NUMBERS)
    def test_true_and_digits_in_a_text_are_no_numbers(self, path: str) -> None:
        for value in (True, "1", *([1.0, 1.5] if NUMBERS[path].integer else [])):
            with pytest.raises(InvalidValueError) as refusal:
                CONFIG.with_values({path: value})
            assert refusal.value.path == path

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("networks.generator_hidden", ()),
            ("networks.generator_hidden", (8,) * 9),
            ("networks.generator_hidden", (8.0,)),
            ("networks.discriminator_hidden", (8, 0)),
            ("display.x_limits", (0.0,)),
            ("display.x_limits", (0.0, 1.0, 2.0)),
            ("display.x_limits", (1.0, 1.0)),
            ("display.y_limits", (1.0, -1.0)),
            ("display.y_limits", (0.0, math.nan)),
            ("training.objective", "hinges"),
            ("networks.activation", "ReLU"),
            ("display.show_centres", 1),
        ],
    )
    def test_lists_and_choices(self, path: str, value: Any) -> None:
        with pytest.raises(InvalidValueError) as refusal:
            CONFIG.with_values({path: value})
        assert refusal.value.path == path
        assert PARAMS[path].allowed() in str(refusal.value)


class TestParseAssignment:
    @pytest.mark.parametrize("key", presets())
    @pytest.mark.parametrize("path", PARAMS)
    def test_text_of_a_presets_value_gives_it_back(self, key: str, path: str) -> None:
        value = load_preset(key).value(path)
        assert parse_assignment(f"{path}={PARAMS[path].text(value)}") == (path, value)

    @pytest.mark.parametrize("path", PARAMS)
    def test_text_of_another_value_gives_it_back(self, path: str) -> None:
        value = another(path, PARAMS[path])
        assert parse_assignment(f"{path}={PARAMS[path].text(value)}") == (path, value)

    @settings(deadline=None, max_examples=100)
    @given(st.data())
    def test_text_of_any_number_gives_it_back(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(list(NUMBERS)))
        param = NUMBERS[path]
        kind = st.integers if param.integer else st.floats
        value = data.draw(kind(param.low, param.high))
        assert parse_assignment(f"{path}={param.text(value)}") == (path, value)

    @settings(deadline=None, max_examples=100)
    @given(st.data())
    def test_text_of_any_list_gives_it_back(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(list(LISTS)))
        param = LISTS[path]
        kind = st.integers if param.integer else st.floats
        values = st.lists(
            kind(param.low, param.high),
            min_size=param.shortest,
            max_size=param.longest,
            unique=param.least_gap > 0,
        )
        value = tuple(data.draw(values.map(sorted)))
        assume(all(b - a >= param.least_gap for a, b in itertools.pairwise(value)))
        assert parse_assignment(f"{path}={param.text(value)}") == (path, value)

    def test_spaces_around_are_ignored(self) -> None:
        assert parse_assignment(" training.seed = 7 ") == ("training.seed", 7)
        assert parse_assignment("networks.activation= tanh") == ("networks.activation", "tanh")

    @pytest.mark.parametrize("text", ["", "training.seed", "training.seed:7"])
    def test_no_equals_sign(self, text: str) -> None:
        with pytest.raises(InvalidValueError, match=r"write it as training\.batch_size=256"):
            parse_assignment(text)

    @pytest.mark.parametrize(
        "text",
        [
            "training.seed=",
            "training.seed=1.5",
            "training.seed=1e3",
            "training.seed=" + "9" * 5000,
            "training.learning_rate_g=0,001",
            "training.learning_rate_g=1e999",
            "training.learning_rate_g=fast",
            "training.learning_rate_g==1",
            "training.objective=non saturating",
            "networks.generator_hidden=128 128",
            "networks.generator_hidden=128,",
            "display.show_centres=1",
            "target.means=[[0, 0]",
            "target.means=" + "[" * 100_000,
        ],
        ids=lambda text: text[:40],
    )
    def test_what_cannot_be_read_is_one_sentence_with_the_path(self, text: str) -> None:
        path = text.partition("=")[0]
        with pytest.raises(InvalidValueError) as refusal:
            parse_assignment(text)
        assert refusal.value.path == path
        assert str(refusal.value).startswith(f"{path}: ")
        assert PARAMS[path].allowed() in str(refusal.value)

    def test_a_table_with_nan_is_refused_by_the_config(self) -> None:
        path, value = parse_assignment("target.weights=[NaN,1,1,1,1,1,1,1]")
        with pytest.raises(InvalidValueError, match="nan"):
            CONFIG.with_values({path: value})


class TestRestart:
    @pytest.mark.parametrize("path", PARAMS)
    def test_each_input_is_live_or_needs_a_restart(self, path: str) -> None:
        changed = CONFIG.with_values({path: another(path, PARAMS[path])})
        expected = (path,) if path in NEED_RESTART else ()
        assert changed.needs_restart(CONFIG) == expected
        assert CONFIG.needs_restart(changed) == expected

    @pytest.mark.parametrize("new", OBJECTIVES.keys())
    def test_an_objective_is_live_while_the_discriminator_is_of_one_kind(self, new: str) -> None:
        changed = CONFIG.with_values({"training.objective": new})
        same = OBJECTIVES[new].family == "logit"
        assert changed.needs_restart(CONFIG) == (() if same else ("training.objective",))

    def test_names_all_of_them_in_the_order_of_the_panels(self) -> None:
        changed = CONFIG.with_values({"training.seed": 1, "networks.latent_size": 2})
        assert changed.needs_restart(CONFIG) == ("networks.latent_size", "training.seed")
        assert CONFIG.needs_restart(CONFIG) == ()


class TestValue:
    def test_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            CONFIG.training = CONFIG.training
        with pytest.raises(ValidationError, match="frozen"):
            CONFIG.training.seed = 3
        with pytest.raises(ValidationError, match="frozen"):
            del CONFIG.training.seed

    def test_equal_and_hash_alike(self) -> None:
        twin = CONFIG.with_values({"training.seed": 1}).with_values({"training.seed": 0})
        assert twin == CONFIG
        assert hash(twin) == hash(CONFIG)

    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ('"seed":0', '"seed":0,"sed":0', "unknown name 'sed'; allowed: objective"),
            ('"seed":0,', "", "training.seed: missing"),
            ('"seed":0', '"seed":"0"', "Seed"),
            ('"seed":0', '"seed":' + "9" * 400, "Seed"),
            ('"seed":0', '"seed":0.5', "Seed"),
            ('"networks"', '"network"', "unknown name 'network'"),
            ('"training":{', '"training":3,"x":{', "training"),
        ],
    )
    def test_json_that_is_wrong_is_one_sentence(self, old: str, new: str, what: str) -> None:
        text = CONFIG.model_dump_json()
        assert old in text
        with pytest.raises(InvalidValueError) as refusal:
            from_json(ExperimentConfig, text.replace(old, new, 1))
        assert what in str(refusal.value)
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", "{}", "\0"])
    def test_text_that_is_no_config(self, text: str) -> None:
        with pytest.raises(InvalidValueError):
            from_json(ExperimentConfig, text)
