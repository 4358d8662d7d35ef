"""Recording in the window: button, label, toast, the file."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from gan_desktop.app.recordings import kept_spools
from gan_desktop.ui.palette import LIGHT


def record(window, person, wait_for, frames=8):
    window.findChild(QAction, "themeLightAction").trigger()
    person.click_tool("playAction")
    person.click_tool("recordAction")
    wait_for(lambda: window.recorder.frames >= frames)


def toast(window, text):
    return next((card for card in window._notices.cards if text in card.text), None)


def press_button(card, text):
    button = next(b for b in card.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_record_stop_and_the_gif_is_there(window, person, wait_for, recordings):
    record(window, person, wait_for)
    label = window.findChild(QLabel, "recordingLabel")
    wait_for(lambda: label.isVisible() and "frames: " in label.text() and "kB" in label.text())
    window.resize(1000, 700)
    person.click_tool("recordAction")
    wait_for(lambda: toast(window, "Saved"))
    assert window.session.training
    assert not label.isVisible()
    (path,) = recordings.glob("*.gif")
    assert path.name.startswith("GAN 20")
    with Image.open(path) as picture:
        assert picture.size == window.settings.frame_size
        assert picture.info["loop"] == 0
        frames = [np.asarray(f.convert("RGB")) for f in ImageSequence.Iterator(picture)]
    assert len(frames) >= 8
    red, blue = (
        np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)]) for c in (LIGHT.real, LIGHT.fake)
    )
    for frame in (frames[0], frames[-1]):
        for colour in (red, blue):
            near = np.abs(frame.astype(int) - colour).max(axis=2) < 60
            assert near.sum() > 50, "no points of this colour in the frame"
    assert any((frames[0] != frame).any() for frame in frames[1:])


def test_discard_removes_the_file(window, person, wait_for, recordings):
    record(window, person, wait_for)
    person.click_tool("recordAction")
    wait_for(lambda: toast(window, "Saved"))
    press_button(toast(window, "Saved"), "Discard")
    wait_for(lambda: not list(recordings.glob("*.gif")))
    assert toast(window, "Saved") is None


def test_cancel_keeps_the_recording_and_offers_it(
    window, person, wait_for, recordings, monkeypatch
):
    record(window, person, wait_for)
    with monkeypatch.context() as patched:
        # Drawn frames do not arrive, so that there is something to cancel.
        patched.setattr(window.recorder, "deliver", lambda _frame: None)
        person.click_tool("recordAction")
        wait_for(lambda: toast(window, "Saving"))
        press_button(toast(window, "Saving"), "Cancel")
        wait_for(lambda: toast(window, "cancelled"))
    assert not list(recordings.glob("*.gif"))
    press_button(toast(window, "cancelled"), "Save")
    wait_for(lambda: toast(window, "Saved"))
    assert list(recordings.glob("*.gif"))


def test_closed_while_recording_the_next_window_offers_it(
    window, person, wait_for, recordings, make_window, quick_config
):
    record(window, person, wait_for)
    window.close()
    assert len(kept_spools(recordings)) == 1
    later = make_window(quick_config)
    wait_for(lambda: toast(later, "was not saved"))
    assert later.isEnabled()
    press_button(toast(later, "was not saved"), "Save")
    wait_for(lambda: toast(later, "Saved"))
    assert list(recordings.glob("*.gif"))
    assert not kept_spools(recordings)


def test_a_frame_is_the_canvas_at_a_fixed_size(window, wait_for):
    from gan_desktop.ui.frames import FramePainter

    painter = FramePainter((320, 240), LIGHT, window.experiment.config.display)
    snapshot = window.session.snapshot
    first = painter.frame(snapshot, (-3, 3, -4, 4))
    assert first.shape == (240, 320, 3)
    assert first.dtype == np.uint8
    np.testing.assert_array_equal(first, painter.frame(snapshot, (-3, 3, -4, 4)))
    # A red point is where the mixture has one: the right-most mode is at (2, 0).
    zoomed = painter.frame(snapshot, (1.5, 2.5, -0.5, 0.5))
    red = (zoomed[..., 0] > 180) & (zoomed[..., 1] < 110) & (zoomed[..., 2] < 110)
    assert red.sum() > 100
    painter.close()


def test_the_recordings_folder_is_the_environments(window, recordings: Path):
    assert window.settings.recordings_folder == recordings
    assert window.settings.recordings_folder_fixed
