"""What the current choice is, part by part, with formula, reference and what to look for."""

import re

import pytest

from gan_desktop import load_preset
from gan_desktop.core.catalog import (
    ADDED_DYNAMICS,
    ADDED_REGULARISERS,
    OBJECTIVES,
    OPTIMISERS,
    PENALTIES,
    UPDATES,
)
from gan_desktop.core.explained import explanations
from gan_desktop.core.methods import method
from gan_desktop.core.registry import Entry, Known, Note

PLAIN = load_preset("ring8-blog")
ADDED = {
    **{f"regularisers.{key.replace('-', '_')}": 0.5 for key in PENALTIES.keys()},  # noqa: SIM118
    "regularisers.weight_clipping": 0.5, "networks.spectral_norm": True,
    "regularisers.instance_noise": 0.5, "regularisers.label_smoothing": 0.1,
    "networks.packing": 2, "dynamics.lookahead": 5, "dynamics.consensus": 0.5,
    "dynamics.unrolled": 2, "dynamics.ema": 0.9,
}  # fmt: skip


def keys(config):
    return [part.key for part in explanations(config)]


def test_what_is_off_is_not_explained():
    assert keys(PLAIN) == ["non-saturating", "adam", "alternating"]


def test_a_method_is_explained_in_its_parts():
    assert keys(method("r3gan").apply(PLAIN)) == ["rpgan", "r1", "r2", "adam", "alternating", "ema"]
    assert keys(method("pacgan2").apply(PLAIN))[1] == "packing"


@pytest.mark.parametrize("path", ADDED)
def test_each_addition_is_explained_when_it_is_on(path):
    name = path.partition(".")[2].replace("_", "-")
    assert keys(PLAIN.with_values({path: ADDED[path]})).count(name) == 1


def test_everything_has_a_formula_a_reference_and_a_note():
    parts = [
        *OBJECTIVES, *PENALTIES, *ADDED_REGULARISERS, *OPTIMISERS, *UPDATES, *ADDED_DYNAMICS,
    ]  # fmt: skip
    assert len(parts) == 12 + 11 + 4 + 3 + 4
    for part in parts:
        assert part.summary
        assert re.search(r"[A-Zİ-ž]\w+ .*(19|20)\d\d", part.reference), part.key
        assert part.note is not None, part.key
        assert part.note.text.endswith(".")
        assert isinstance(part.note.known, Known)


def test_a_loss_from_outside_brings_its_own():
    note = Note("Points drift to the left.", Known.OURS)
    OBJECTIVES.add(Entry("mine", "Mine", "f(x)", "no.module:X", "logit", "Me 2030", note))
    try:
        first = explanations(PLAIN.with_values({"training.objective": "mine"}))[0]
        assert (first.label, first.summary, first.reference) == ("Mine", "f(x)", "Me 2030")
        assert first.note == note
    finally:
        OBJECTIVES.remove("mine")
