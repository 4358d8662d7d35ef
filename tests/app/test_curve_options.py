"""The choice of curves in the settings file: remembered, and nonsense reads as the default."""

import pytest

from gan_desktop.app.curve_options import DEFAULT_KEYS, CurveOptions
from gan_desktop.app.settings import Settings

DEFAULT = CurveOptions(frozenset(DEFAULT_KEYS), 0, frozenset())


def test_remembers(qapp):
    assert Settings().curves == DEFAULT
    chosen = CurveOptions(frozenset({"js", "modes"}), 1000, frozenset({"js"}))
    Settings().curves = chosen
    assert Settings().curves == chosen


def test_no_curves_is_a_choice(qapp):
    Settings().curves = CurveOptions(frozenset())
    assert Settings().curves.keys == frozenset()


@pytest.mark.parametrize("keys", ["nonsense", "d_loss,g_loss", "\x00"])
def test_nonsense_is_the_default(qapp, keys):
    settings = Settings()
    settings._file.set_value("curves/metrics", keys)
    settings._file.set_value("curves/smoothing", "-3")
    settings._file.set_value("curves/logarithmic", "everything")
    assert settings.curves == DEFAULT


def test_a_metric_that_is_gone_is_left_out():
    assert CurveOptions.read("modes gone js", "100", "gone js") == CurveOptions(
        frozenset({"modes", "js"}), 100, frozenset({"js"})
    )
