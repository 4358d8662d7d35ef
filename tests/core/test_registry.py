"""Registries: alternatives by key, listed without importing them."""

import sys

import pytest

from gan_desktop.core.catalog import ACTIVATIONS, INITIALISATIONS, LATENT_LAWS, OBJECTIVES
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.registry import Entry, Registry

CATALOG = [OBJECTIVES, ACTIVATIONS, INITIALISATIONS, LATENT_LAWS]


@pytest.fixture
def registry() -> Registry:
    made = Registry("colour")
    for key in ("red", "blue", "amber"):
        made.add(Entry(key, key.title(), "A colour.", f"no.such.module:{key}"))
    return made


def test_keeps_the_order_of_adding(registry: Registry) -> None:
    assert registry.keys() == ("red", "blue", "amber")
    assert [entry.label for entry in registry] == ["Red", "Blue", "Amber"]


def test_finds_by_key(registry: Registry) -> None:
    assert registry["blue"].label == "Blue"
    assert "blue" in registry
    assert "Blue" not in registry
    assert 3 not in registry


def test_an_unknown_key_lists_the_known_ones(registry: Registry) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        registry["green"]
    assert str(refusal.value) == "unknown colour 'green'; allowed: red, blue, amber"


def test_a_taken_key_is_an_error_and_replaces_nothing(registry: Registry) -> None:
    before = registry["red"]
    with pytest.raises(ValueError, match="colour 'red' is registered already"):
        registry.add(Entry("red", "Other", "", "other:red"))
    assert registry["red"] is before


def test_add_returns_the_entry_and_remove_takes_it_out(registry: Registry) -> None:
    entry = Entry("green", "Green", "", "x:y")
    assert registry.add(entry) is entry
    registry.remove("green")
    assert "green" not in registry
    registry.add(entry)
    assert registry.keys()[-1] == "green"
    with pytest.raises(KeyError):
        registry.remove("violet")


def test_load_imports_only_when_it_is_wanted(registry: Registry) -> None:
    lazy = registry.add(Entry("lazy", "Lazy", "", "sched:scheduler"))
    sched = sys.modules.pop("sched", None)
    try:
        assert registry["lazy"] is lazy
        assert "sched" not in sys.modules
        assert lazy.load().__name__ == "scheduler"
        assert "sched" in sys.modules
    finally:
        if sched:
            sys.modules["sched"] = sched


def test_a_target_that_is_not_there_is_an_error(registry: Registry) -> None:
    with pytest.raises(ModuleNotFoundError):
        registry["red"].load()
    with pytest.raises(AttributeError):
        Entry("x", "X", "", "math:no_such_name").load()


@pytest.mark.parametrize("registry", CATALOG, ids=lambda r: r.noun)
def test_the_catalog_is_described(registry: Registry) -> None:
    assert len(registry.keys()) >= 2
    assert len({entry.label for entry in registry}) == len(registry.keys())
    for entry in registry:
        assert entry.label
        assert entry.summary
        assert entry.key == entry.key.lower().strip()
        module, colon, attribute = entry.target.partition(":")
        assert module.startswith("gan_desktop.training.")
        assert colon
        assert attribute
