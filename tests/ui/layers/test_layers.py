"""Layers in the window, switched as a person does."""

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gan_desktop.app.messages import TrainingState
from gan_desktop.core.layers import COMPUTED, LAYERS
from gan_desktop.ui.layers.colours import output_table
from gan_desktop.ui.palette import LIGHT


def drawn(window) -> set[str]:
    return set(window._canvas.figure.layers.drawn)


def said(window) -> str:
    return "\n".join(window._layers.strip.sentences)


def train(window, wait_for, steps=10) -> None:
    window.session.play(until=window.session.snapshot.step + steps)
    wait_for(lambda: window.session.state is TrainingState.PAUSED)
    wait_for(lambda: not window.session._ack_timer.isActive())


def test_keys_switch_layers_at_once_while_paused(window, person, wait_for):
    window._canvas.setFocus()
    assert said(window).startswith("Points: real ones")
    step = window.session.snapshot.step
    person.press(Qt.Key.Key_4)
    wait_for(lambda: drawn(window) == {"discriminator"})
    assert window.session.snapshot.step == step
    assert window.findChild(QAction, "layerDiscriminatorAction").isChecked()
    assert "probability that a point of this place is real" in said(window)
    lines = [line.text() for line in window._layers.strip.lines if line.isVisible()]
    assert lines[0].startswith("Discriminator: The discriminator's probability")
    for key in (Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_7, Qt.Key.Key_8, Qt.Key.Key_9,
                Qt.Key.Key_0, Qt.Key.Key_E):  # fmt: skip
        person.press(key)
    everything = {layer.key for layer in LAYERS} - {"real", "fake", "average"}
    wait_for(lambda: drawn(window) == everything)
    assert window.session.snapshot.layers.keys() == set(COMPUTED)
    assert len(window._layers.strip.sentences) == 9
    assert "+6 more" in window._layers.strip.lines[2].text()
    assert "percent of its share" in window._layers.strip.toolTip()
    assert window._canvas.width() >= 0.54 * window.width()
    assert window._layers.strip.height() <= 64
    for line in window._layers.strip.lines:
        assert line.fontMetrics().horizontalAdvance(line.text()) <= line.width()
    # The map covers what is seen.
    region = window.session.snapshot.layers["discriminator"].region
    x_min, x_max, y_min, y_max = window._canvas.visible
    assert region[0] <= x_min < x_max <= region[1]
    assert region[2] <= y_min < y_max <= region[3]
    person.press(Qt.Key.Key_1)
    assert not window._canvas.figure._real.isVisible()
    for layer in everything - {"density"}:
        window.findChild(QAction, f"layer{layer.capitalize()}Action").trigger()
    wait_for(lambda: not window.session.snapshot.layers)
    assert drawn(window) == {"density"}


def test_the_menu_switches_by_mouse_and_what_is_chosen_is_remembered(
    window, person, wait_for, make_window, quick_config
):
    button, menu = window._layers.button, window._layers._menu
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    box = menu.boxes["field"]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() / 2)
    assert menu.isVisible()
    wait_for(lambda: drawn(window) == {"field"})
    slider = menu.sliders["field"]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    item = window._canvas.figure.layers._drawings["field"].item
    assert item.opacity() == pytest.approx(0.05)
    # A layer's key works inside the menu, too.
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_4)
    wait_for(lambda: drawn(window) == {"field", "discriminator"})
    menu.scale.setCurrentIndex(1)
    assert window._canvas.figure.layers.colour_bar.title == "f(x)"
    menu.axes[1].setValue(4)
    menu.close()
    again = make_window(quick_config)
    assert again._layers.choice == window._layers.choice
    assert again._layers.choice.latent_axes == (0, 3)
    wait_for(lambda: drawn(again) == {"field", "discriminator"})


def test_another_loss_says_what_it_cannot_show_and_a_new_run_begins_empty(window, person, wait_for):
    window._canvas.setFocus()
    person.press(Qt.Key.Key_5)
    wait_for(lambda: drawn(window) == {"optimal"})
    train(window, wait_for)
    assert window.session.snapshot.layers["optimal"].arrays
    window._commands.edit("training.objective", "hinge")
    window._commands.edit("training.objective", "wasserstein")
    wait_for(lambda: "n/a. The best critic" in said(window))
    assert not drawn(window)
    assert "best critic" in window._layers._menu.reasons["optimal"].text()
    window._commands.edit("training.objective", "non-saturating")
    wait_for(lambda: drawn(window) == {"optimal"})
    assert not window._layers._menu.reasons["optimal"].text()
    window.findChild(QAction, "resetAction").trigger()
    assert not drawn(window)
    wait_for(lambda: drawn(window) == {"optimal"})
    assert window.session.snapshot.step == 0


def test_zooming_asks_for_the_part_that_is_seen(window, person, wait_for):
    window._canvas.setFocus()
    person.press(Qt.Key.Key_4)
    wait_for(lambda: drawn(window) == {"discriminator"})
    box = window._canvas.figure.getViewBox()
    box.setRange(xRange=(1, 2), yRange=(1, 2), padding=0)
    box.sigRangeChangedManually.emit((True, True))

    def width() -> float:
        region = window.session.snapshot.layers["discriminator"].region
        return region[1] - region[0]

    wait_for(lambda: width() < 3)


def test_digits_are_typed_into_the_table_and_switch_nothing_there(window, person):
    table = person.modes
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    person.press(Qt.Key.Key_1)
    assert window._layers.choice.shows("real")
    editor = QApplication.focusWidget()
    assert editor is not table
    assert editor.text() == "1"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    # Other keys of layers work there, as Space does.
    person.press(Qt.Key.Key_E)
    assert window._layers.choice.shows("coverage")


def test_a_recording_shows_the_layers(window, person, wait_for, recordings):
    window.findChild(QAction, "themeLightAction").trigger()
    window._canvas.setFocus()
    person.press(Qt.Key.Key_5)
    wait_for(lambda: drawn(window) == {"optimal"})
    person.click_tool("recordAction")
    person.click_tool("playAction")
    wait_for(lambda: window.recorder.frames >= 4)
    person.click_tool("playAction")
    person.click_tool("recordAction")
    wait_for(lambda: list(recordings.glob("*.gif")))
    (path,) = recordings.glob("*.gif")
    with Image.open(path) as picture:
        frames = [np.asarray(f.convert("RGB")) for f in ImageSequence.Iterator(picture)]
    # Around the modes, where hardly a generated point is, D* is all but sure of real ones.
    sure = QColor.fromRgb(int(output_table(LIGHT)[254])).getRgb()[:3]
    opacity = window._layers.choice.opacity("optimal")
    shade = opacity * np.array(sure) + (1 - opacity) * 255
    for frame in frames:
        near = np.abs(frame - shade).max(axis=2) < 25
        assert near.mean() > 0.02
