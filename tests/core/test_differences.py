"""The table of the settings that differ."""

from gan_desktop import load_preset
from gan_desktop.core.config import all_params
from gan_desktop.core.differences import differences
from gan_desktop.core.methods import method
from gan_desktop.core.targets import TARGETS

BASE = load_preset("ring8-blog")


def rows(*configs) -> dict[str, tuple[str, ...]]:
    return {row.path: row.texts for row in differences(configs)}


def test_equal_designs_have_no_rows() -> None:
    assert differences((BASE, BASE, BASE)) == ()


def test_exactly_the_differing_settings_whichever_design_has_them() -> None:
    second = BASE.with_values({"regularisers.r1": 1.0})
    third = BASE.with_values({"training.batch_size": 64, "networks.spectral_norm": True})
    found = differences((BASE, second, third))
    assert {row.path: row.texts for row in found} == {
        "regularisers.r1": ("0", "1", "0"),
        "training.batch_size": (f"{BASE.training.batch_size} points",) * 2 + ("64 points",),
        "networks.spectral_norm": ("no", "no", "yes"),
    }
    order = [path for path, _ in all_params()]
    assert [row.path for row in found] == sorted((row.path for row in found), key=order.index)
    assert [row.label for row in found if row.path == "regularisers.r1"] == ["R1"]


def test_a_method_is_told_in_words() -> None:
    found = rows(BASE, method("wgan-gp").apply(BASE))
    assert found["training.objective"] == ("Non-saturating", "Wasserstein")
    assert found["regularisers.wgan_gp"] == ("0", "0.1")
    assert "training.seed" not in found


def test_targets_by_name_or_mode_by_mode() -> None:
    grid = TARGETS["grid25"].put_into(BASE)
    assert rows(BASE, grid)["target"] == (
        TARGETS["ring8-blog"].label,
        TARGETS["grid25"].label,
    )
    moved = BASE.replaced(target=BASE.target.with_mode(2, mean=(0.5, 1.0)))
    found = rows(BASE, moved)
    assert list(found) == ["target", "target.3"]
    assert found["target"][1] == "Mixture of 8 modes"
    assert "mean (0.5, 1)" in found["target.3"][1]
    roll = TARGETS["swiss-roll"].put_into(BASE)
    turned = roll.replaced(target=roll.target.replaced(rotation=90.0))
    assert next(iter(rows(BASE, turned))) == "target"
    assert "rotation 90°" in rows(BASE, turned)["target"][1]
