"""The verdict in the window: judged while it trains, acted on by clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gan_desktop import load_preset
from gan_desktop.app.messages import TrainingState
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.verdict import Evidence, Judgement, Verdict
from gan_desktop.training import GanTrainer
from gan_desktop.ui.palette import LIGHT
from gan_desktop.ui.panels.verdict import VerdictPanel


def text(widget: QWidget, name: str) -> str:
    return widget.findChild(QLabel, name).text()


def click(widget: QWidget, name: str) -> None:
    QTest.mouseClick(widget.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def judged(verdict: Verdict, **more) -> Judgement:
    return Judgement(verdict, steps=(400, 500), **more)


@pytest.fixture
def show(window):
    """Lets the session come to a judgement."""

    def judge(judgement: Judgement) -> None:
        window.session._judge(judgement)

    return judge


def test_a_training_run_is_judged(window, person, wait_for):
    assert window.session.judgement.verdict is Verdict.TOO_EARLY
    person.click_tool("playAction")
    wait_for(lambda: window.session.judgement.steps[1] >= 50)
    assert "Too early" in text(window, "verdictTitle")
    rows = [label.text() for label in window.findChildren(QLabel, "metricName")]
    assert "Width" in rows


def test_a_new_run_has_no_verdict_of_the_old_one(window, person, wait_for, show):
    show(judged(Verdict.DIVERGED, missing=(1,)))
    person.click_tool("resetAction")
    assert window.session.judgement is None
    assert "No verdict" in text(window, "verdictTitle")


def test_divergence_is_the_verdict(window, person, wait_for, monkeypatch):
    def broken(trainer):
        raise DivergedError(trainer.steps_done + 1, "generator", "loss nan")

    with monkeypatch.context() as patched:
        patched.setattr(GanTrainer, "step", broken)
        person.click_tool("playAction")
        wait_for(lambda: window.session.state is TrainingState.DIVERGED)
    assert "Diverged" in text(window, "verdictTitle")
    first = window.findChild(VerdictPanel).findChild(QLabel, "metricValue")
    assert "diverged at step 1" in first.text()


def test_apply_changes_the_settings_and_can_be_undone(window, person, show):
    before = window.experiment.config
    show(judged(Verdict.GENERATOR_WON))
    click(window, "applyRemedyButton")
    assert window.experiment.config.training.d_steps == 3
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.experiment.config == before


def test_too_early_offers_to_train_on(window, wait_for, show):
    show(judged(Verdict.TOO_EARLY, more_steps=20))
    button = window.findChild(QPushButton, "applyRemedyButton")
    assert "520" in button.text()
    click(window, "applyRemedyButton")
    wait_for(lambda: window.session.snapshot.step == 520)
    wait_for(lambda: not window.session.training)


def test_a_converged_run_needs_nothing(window, show):
    show(judged(Verdict.CONVERGED))
    assert not window.findChild(QPushButton, "applyRemedyButton").isVisible()
    assert not window.findChild(QLabel, "verdictAdvice").isVisible()


def test_missing_modes_are_ringed_on_the_canvas(window, person, show):
    ring = QColor(LIGHT.selected)

    def rings() -> list[int]:
        """Modes with pixels in the ring's colour around them."""
        image = person.canvas.grab().toImage()
        found = []
        for index, (x, y) in enumerate(window.experiment.mixture.means):
            centre = person.pixel(x, y)
            around = [
                image.pixelColor(centre.x() + dx, centre.y() + dy)
                for dx in range(-26, 27)
                for dy in range(-26, 27)
                if 22 <= (dx * dx + dy * dy) ** 0.5 <= 26
            ]
            if sum(colour == ring for colour in around) > 10:
                found.append(index)
        return found

    window._theming.choose("light")
    show(judged(Verdict.MODE_DROPPING, missing=(2, 5)))
    assert rings() == [2, 5]
    show(judged(Verdict.CONVERGED))
    assert rings() == []


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_fits_into_the_panel(qtbot, no_leaks, verdict):
    panel = VerdictPanel()
    qtbot.addWidget(panel)
    panel.resize(240, 400)
    rows = tuple(Evidence(f"Number {k}", "0.123", "at most 1", met=False) for k in range(9))
    panel.show_judgement(judged(verdict, evidence=rows, more_steps=100), load_preset("ring8-blog"))
    panel.show()
    assert panel.minimumSizeHint().width() <= 240
    shown = [label for label in panel.findChildren(QLabel, "metricValue") if label.isVisible()]
    assert len(shown) == 7
