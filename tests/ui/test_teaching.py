"""Single moves, speed and slow motion, as a teacher uses them."""

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QToolBar,
    QToolButton,
)

from gan_desktop.app.messages import TrainingState
from gan_desktop.app.settings import Settings
from gan_desktop.core.events import EventKind
from gan_desktop.core.phases import Phase
from gan_desktop.training import GanTrainer

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def slow(window):
    """Slow motion of the window; it goes on by itself only when a test lets it."""
    made = window._teaching.slow
    made.set_speed(0.001)
    return made


def action(window, name: str) -> QAction:
    return window.findChild(QAction, f"{name}Action")


def text(window, name: str) -> str:
    return window.findChild(QLabel, name).text()


def active(window) -> list[str]:
    chips = window.findChildren(QLabel, "phaseChip")
    return [chip.text() for chip in chips if chip.property("active")]


def click(widget, at: QPoint | None = None) -> None:
    place = widget.rect().center() if at is None else at
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def go_to(person, slow, wait_for, phase: Phase) -> None:
    if not slow.on:
        person.press(Qt.Key.Key_Space, SHIFT)
    elif slow.part is None:
        person.press(Qt.Key.Key_Comma)
    wait_for(lambda: slow.part is not None)
    while slow.part.phase is not phase:
        before = slow.part
        person.press(Qt.Key.Key_Comma)
        wait_for(lambda before=before: slow.part is not before)


def test_one_network_moves_alone_by_key_and_the_status_says_so(window, person, wait_for):
    person.press(Qt.Key.Key_BracketLeft)
    wait_for(lambda: text(window, "rateLabel") == "D moved alone")
    real, fake = window.session.snapshot.real, window.session.snapshot.fake
    person.press(Qt.Key.Key_BracketRight)
    wait_for(lambda: text(window, "rateLabel") == "G moved alone")
    wait_for(lambda: not np.array_equal(window.session.snapshot.fake, fake))
    assert np.array_equal(window.session.snapshot.real, real)
    assert text(window, "stepLabel").startswith("step 0 ")
    assert [event.kind for event, _ in window.session.events] == [
        EventKind.D_MOVE,
        EventKind.G_MOVE,
    ]
    person.press(Qt.Key.Key_Period)
    wait_for(lambda: text(window, "stepLabel").startswith("step 1 "))
    assert text(window, "rateLabel") == ""
    count = len(window.session.events)
    edit = window.findChild(QLineEdit, "networks.generator_hidden")
    edit.setFocus()
    QTest.keyClicks(edit, "[],")
    person.canvas.setFocus()
    person.press(Qt.Key.Key_Period)
    wait_for(lambda: text(window, "stepLabel").startswith("step 2 "))
    assert len(window.session.events) == count


def test_the_step_button_has_a_menu_and_steps_both_by_itself(window, person, wait_for):
    button = window.findChild(QToolButton, "stepButton")
    menu = window.findChild(QMenu, "stepMenu")
    assert button.menu() is menu
    assert [each.text() for each in menu.actions()] == ["Step", "Move D only", "Move G only"]
    training = action(window, "play").associatedObjects()
    bar = next(each for each in training if isinstance(each, QMenu))
    assert {action(window, name) for name in ("step", "stepD", "stepG", "slowMotion")} <= set(
        bar.actions()
    )
    click(button)
    wait_for(lambda: text(window, "stepLabel").startswith("step 1 "))
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    QTest.mouseClick(
        menu,
        Qt.MouseButton.LeftButton,
        pos=menu.actionGeometry(action(window, "stepG")).center(),
    )
    wait_for(lambda: text(window, "rateLabel") == "G moved alone")
    assert window.session.snapshot.step == 1


def test_the_slider_slows_a_training_that_runs(window, person, wait_for, make_window, quick_config):
    before = window.experiment.config
    slider = window.findChild(QSlider, "speedSlider")
    assert text(window, "speedText") == "unlimited"
    person.click_tool("playAction")
    wait_for(lambda: window.session.snapshot.step > 20)
    click(slider, QPoint(2, slider.height() // 2))
    assert text(window, "speedText") == "1 step/s"
    assert window.settings.speed == 1.0
    wait_for(lambda: text(window, "rateLabel") in ("1.0 steps/s", "0.9 steps/s"))
    # By the keys: three places up.
    slider.setFocus()
    for _ in range(3):
        person.press(Qt.Key.Key_Right)
    assert text(window, "speedText") == "10 steps/s"
    # It is the window's, not the experiment's.
    assert window.experiment.config == before
    wait_for(lambda: Settings().speed == 10.0)  # written in the background
    assert text(make_window(quick_config), "speedText") == "10 steps/s"
    click(slider, QPoint(slider.width() - 2, slider.height() // 2))
    assert text(window, "speedText") == "unlimited"
    step = window.session.snapshot.step
    wait_for(lambda: window.session.snapshot.step > step + 100)
    person.click_tool("playAction")
    wait_for(lambda: window.session.state is TrainingState.PAUSED)
    done = window.session._worker._trainer.steps_done
    wait_for(lambda: window.session.snapshot.step == done)
    alone = GanTrainer(window.session.running_config)
    alone.run(done)
    assert np.array_equal(window.session.snapshot.fake, alone.snapshot(metrics=()).fake)


def test_slow_motion_names_each_sub_step_with_its_numbers(window, person, slow, wait_for):
    assert not window.findChild(QFrame, "slowMotionStrip").isVisible()
    person.click_tool("slowMotionAction")
    wait_for(lambda: slow.part is not None)
    assert window.findChild(QFrame, "slowMotionStrip").isVisible()
    assert active(window) == ["▸ 1 Draw"]
    assert "32 real points" in text(window, "slowMotionSentence")
    assert text(window, "rateLabel") == "Slow motion"
    names = ["2 Generate", "3 Rate", "4 D's loss", "5 D moves", "6 Fresh noise", "7 Rate, pull"]
    for name in names:
        before = slow.part
        click(window.findChild(QPushButton, "nextPartButton"))
        wait_for(lambda before=before: slow.part is not before)
        assert active(window) == [f"▸ {name}"]
        if name[0] in "457":
            assert f" {slow.part.loss:.4g}" in text(window, "slowMotionSentence")
    assert window.findChild(QPushButton, "holdButton").isChecked()
    assert text(window, "stepLabel").startswith("step 0 ")
    person.press(Qt.Key.Key_Comma)
    wait_for(lambda: text(window, "stepLabel").startswith("step 1 "))
    wait_for(lambda: active(window) == ["▸ 8 G moves"])
    assert "step 1 is done" in text(window, "slowMotionSentence")
    alone = GanTrainer(window.session.running_config)
    alone.step()
    assert np.array_equal(window.session.snapshot.fake, alone.snapshot(metrics=()).fake)
    # And the canvas shows what it is about.
    figure, marks = person.canvas.figure, person.canvas._marks
    seen = {}
    for phase in Phase:
        go_to(person, slow, wait_for, phase)
        cloud = tuple(figure.layers.item(key).opacity() for key in ("real", "fake"))
        seen[phase] = (cloud, marks._real.isVisible(), marks._fake.isVisible(), marks.arrows)
    dim = (pytest.approx(0.2), pytest.approx(0.2))
    assert seen[Phase.DRAW] == (dim, True, False, 0)
    assert seen[Phase.GENERATE] == (dim, False, True, 0)
    assert seen[Phase.RATE] == seen[Phase.D_LOSS] == (dim, True, True, 0)
    # Nothing of it can be seen here: then nothing is dimmed.
    assert seen[Phase.D_MOVE] == ((1, 1), False, False, 0)
    assert seen[Phase.FRESH] == (dim, False, True, 0)
    assert seen[Phase.PULL] == (dim, False, True, 32)
    assert seen[Phase.G_MOVE] == ((pytest.approx(0.2), 1), False, False, 0)
    person.press(Qt.Key.Key_Space, SHIFT)
    wait_for(lambda: not slow.on)
    assert figure.layers.item("real").opacity() == 1
    assert not window.findChild(QFrame, "slowMotionStrip").isVisible()


def test_it_goes_on_by_itself_and_the_slider_is_its_speed(window, person, slow, wait_for):
    person.press(Qt.Key.Key_Space, SHIFT)
    slider = window.findChild(QSlider, "speedSlider")
    assert text(window, "speedText") == "1 sub-step/s"
    click(slider, QPoint(slider.width() - 2, slider.height() // 2))
    assert text(window, "speedText") == "5 sub-steps/s"
    assert slow._timer.interval() == 200
    wait_for(lambda: slow.part is not None and slow.part.phase is Phase.D_LOSS)
    click(window.findChild(QPushButton, "holdButton"))
    assert slow.held
    assert not slow._timer.isActive()
    click(window.findChild(QPushButton, "holdButton"))
    wait_for(lambda: window.session.snapshot.step == 1)
    # Whoever looks back does not look at the step that is being made.
    click(window.findChild(QPushButton, "holdButton"))
    wait_for(lambda: window.timeline.last_step == 1)
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    wait_for(lambda: window.timeline.past)
    assert not slow.on
    person.press(Qt.Key.Key_Space, SHIFT)
    assert not window.timeline.past
    click(window.findChild(QToolButton, "closeSlowMotion"))
    assert not action(window, "slowMotion").isChecked()
    assert text(window, "speedText") == "unlimited"
    assert window.settings.walk_speed == 5.0


def test_a_setting_changed_in_the_middle_finishes_the_step(
    window, person, slow, wait_for, quick_config
):
    go_to(person, slow, wait_for, Phase.RATE)
    person.enter("training.learning_rate_d", "0.01")
    wait_for(lambda: window.session.snapshot.step == 1)
    assert slow.on
    alone = GanTrainer(quick_config)
    alone.step()
    assert np.array_equal(window.session.snapshot.fake, alone.snapshot(metrics=()).fake)
    person.canvas.setFocus()
    # One with which there are no sub-steps ends it, and the action says why.
    go_to(person, slow, wait_for, Phase.RATE)
    rules = window.findChild(QComboBox, "dynamics.update")
    QTest.keyClick(rules, Qt.Key.Key_Down)
    wait_for(lambda: not slow.on)
    assert "Choose Alternating" in action(window, "slowMotion").toolTip()
    assert not action(window, "slowMotion").isEnabled()
    assert any("Choose Alternating" in card.text for card in window._notices.cards)
    wait_for(lambda: window.session.snapshot.step == 2)
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: action(window, "slowMotion").isEnabled())
    assert "named sub-steps" in action(window, "slowMotion").toolTip()


def test_diverging_in_the_middle_is_told_and_play_tries_again(window, person, slow, wait_for):
    go_to(person, slow, wait_for, Phase.D_MOVE)
    trainer = window.session._worker._trainer
    kept = trainer.discriminator[0].weight.detach().clone()
    with torch.no_grad():
        trainer.discriminator[0].weight.fill_(float("nan"))
    person.press(Qt.Key.Key_Comma)
    wait_for(lambda: window.session.state is TrainingState.DIVERGED)
    assert not slow.on
    cards = [card.text for card in window._notices.cards]
    assert any("diverged at step 1: loss nan of the generator" in each for each in cards), cards
    with torch.no_grad():
        trainer.discriminator[0].weight.copy_(kept)
    person.press(Qt.Key.Key_Space)
    wait_for(lambda: window.session.snapshot.step > 1)


def test_reset_and_closing_in_the_middle_give_the_step_up(window, person, slow, wait_for):
    go_to(person, slow, wait_for, Phase.D_MOVE)
    first = window.session.snapshot
    person.click_tool("resetAction")
    wait_for(lambda: window.session.snapshot is not None)
    assert slow.on
    assert slow.part is None
    assert "next step begins" in text(window, "slowMotionSentence")
    assert np.array_equal(window.session.snapshot.fake, first.fake)
    person.press(Qt.Key.Key_Comma)
    wait_for(lambda: slow.part is not None)
    assert slow.part.phase is Phase.DRAW
    # Closing is no different; the fixtures look for threads and timers that are left.
    click(window.findChild(QPushButton, "holdButton"))
    window.close()
    assert not window.isVisible()


def test_nothing_is_clipped_in_a_small_window(window, person, slow, wait_for):
    window.resize(1280, 720)
    go_to(person, slow, wait_for, Phase.PULL)
    bar = window.findChild(QToolBar, "toolBar")
    extension = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    chips = window.findChildren(QLabel, "phaseChip")
    for width in (1280, 980):
        window.resize(width, 720)
        wait_for(lambda: all(chip.width() >= chip.sizeHint().width() for chip in chips))
        assert not extension.isVisible()
        sentence = window.findChild(QLabel, "slowMotionSentence")
        wait_for(lambda label=sentence: label.height() >= label.heightForWidth(label.width()))
        assert "▸ 7 Rate, pull" in active(window)
