"""Inputs of settings that take no part are greyed, with the reason in the tooltip."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gan_desktop import load_preset
from gan_desktop.core.targets import TARGETS
from gan_desktop.ui.panels.parameters import ParameterPanel

BASE = load_preset("ring8-blog")
SQUARES = {"training.objective": "least-squares"}


@pytest.fixture
def panel(qtbot):
    made = ParameterPanel()
    qtbot.addWidget(made)
    return made


def show(panel, values=(), path="", base=BASE):
    """The input at a path under a choice."""
    panel.show_config(base.with_values(dict(values)), BASE)
    return panel._fields[path]


@pytest.mark.parametrize(
    ("path", "used", "reason"),
    [
        ("regularisers.r1_interval", {"regularisers.r1": 1.0}, "R1 is 0"),
        ("dynamics.final_rate_d", {"dynamics.schedule_d": "cosine"}, "Schedule (D) is Constant"),
        ("dynamics.lookahead_part", {"dynamics.lookahead": 5}, "Lookahead every is 0"),
        ("regularisers.instance_noise_steps", {"regularisers.instance_noise": 0.1}, "noise is 0"),
    ],
)
def test_an_input_is_greyed_with_the_reason_until_it_takes_part(panel, path, used, reason):
    for values in ((), used, ()):
        field = show(panel, values, path)
        assert field.editor.isEnabled() is bool(values)
        for widget in (field, field.editor):
            assert (reason in widget.toolTip()) is not bool(values)
            assert "Allowed: " in widget.toolTip()


def test_what_the_choice_leaves_in_use_is_never_greyed(panel):
    beta = show(panel, {"dynamics.optimiser": "rmsprop"}, "training.beta1_g")
    smoothing = panel._fields["regularisers.label_smoothing"]
    assert (beta.editor.isEnabled(), smoothing.editor.isEnabled()) == (False, True)
    show(panel, {"training.objective": "hinge"}, "training.beta1_g")
    assert (beta.editor.isEnabled(), smoothing.editor.isEnabled()) == (True, False)


def test_numbers_of_another_loss_are_hidden_unless_somebody_set_them(panel):
    label = show(panel, (), "loss.real_label")
    assert label.isHidden()
    show(panel, SQUARES, "loss.real_label")
    assert not label.isHidden()
    assert label.editor.isEnabled()
    show(panel, {"loss.real_label": 0.5}, "loss.real_label")
    assert not label.isHidden()
    assert not label.editor.isEnabled()
    # It can still be taken away.
    assert label._reset.isEnabled()
    assert not label._reset.isHidden()
    said = " ".join(each.text() for each in panel._method.findChildren(QLabel))
    assert "b (D, real) takes no part while Objective is Non-saturating" in said


def test_the_kind_of_target_counts_too(panel):
    centres = show(panel, (), "display.show_centres")
    assert centres.editor.isEnabled()
    show(panel, (), "display.show_centres", TARGETS["two-moons"].put_into(BASE))
    assert not centres.editor.isEnabled()
    assert "known modes" in centres.toolTip()


def test_a_refused_text_goes_with_the_input(panel):
    field = show(panel, {"regularisers.r1": 1.0}, "regularisers.r1_interval")
    field.editor.selectAll()
    QTest.keyClicks(field.editor, "0")
    field.editor.committed.emit("0")
    assert field._error.text()
    show(panel, (), "regularisers.r1_interval")
    assert field.editor.text() == "1"
    assert not field._error.text()
