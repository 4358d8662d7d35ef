"""Curves as a file, and the choice of curves, in the whole window."""

import csv
import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QToolButton

from gan_desktop.core.metrics import METRICS
from gan_desktop.ui import curves_export


def trained(window, person, wait_for):
    window.session.play(until=10)
    wait_for(lambda: window.session.snapshot.step == 10)


def choose(window, path, wait_for):
    """Put a file name into the dialog and press Return."""
    wait_for(lambda: window.findChild(QFileDialog, "exportCurvesDialog"))
    dialog = window.findChild(QFileDialog, "exportCurvesDialog")
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    # Set, not typed: a list of completions would take the Return.
    edit.setText(str(path))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    wait_for(lambda: not dialog.isVisible())


def cards(window):
    return [card.text for card in window._notices.cards]


def test_exports_with_the_keyboard(window, person, wait_for, tmp_path):
    trained(window, person, wait_for)
    person.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    choose(window, tmp_path / "mine", wait_for)
    wait_for(lambda: any("Saved the curves" in text for text in cards(window)))
    with (tmp_path / "mine.csv").open() as file:
        header, *rows = csv.reader(file)
    assert header == ["step", *METRICS.keys()]
    assert [int(row[0]) for row in rows] == [0, 5, 10]
    last = dict(zip(header, rows[-1], strict=True))
    assert float(last["modes"]) == window.session.snapshot.metrics["modes"]
    assert last["d_loss"]
    # At a pause all metrics are measured, the costly ones too.
    assert last["energy"]
    assert any(str(tmp_path / "mine.csv") in text for text in cards(window))


def test_the_panels_button_does_the_same_and_a_failure_is_told(window, person, wait_for, tmp_path):
    trained(window, person, wait_for)
    button = window.findChild(QToolButton, "exportCurvesButton")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_for(lambda: window.findChild(QFileDialog, "exportCurvesDialog"))
    window.findChild(QFileDialog, "exportCurvesDialog").reject()
    window._export.save(str(tmp_path / "gone" / "curves.csv"))
    wait_for(lambda: any("could not be saved" in text for text in cards(window)))
    text = next(text for text in cards(window) if "could not be saved" in text)
    assert f"the folder {tmp_path / 'gone'} does not exist" in text
    assert text.count(".") == 1


def test_a_slow_disk_does_not_hold_the_window_up(window, person, wait_for, tmp_path, monkeypatch):
    trained(window, person, wait_for)
    gate, threads = threading.Event(), []
    write = curves_export.write_curves

    def slow(path, curves):
        threads.append(threading.get_ident())
        gate.wait(20)
        return write(path, curves)

    monkeypatch.setattr(curves_export, "write_curves", slow)
    window._export.save(str(tmp_path / "curves.csv"))
    wait_for(lambda: threads)
    assert threads[0] != threading.get_ident()
    window.session.play(until=20)
    wait_for(lambda: window.session.snapshot.step == 20)
    gate.set()
    wait_for(lambda: (tmp_path / "curves.csv").exists())
    # What was ordered is what is written, though the run went on.
    assert (tmp_path / "curves.csv").read_text().splitlines()[-1].startswith("10,")


def test_closing_waits_for_the_file(window, person, wait_for, tmp_path):
    trained(window, person, wait_for)
    window._export.save(str(tmp_path / "curves.csv"))
    window.close()
    assert (tmp_path / "curves.csv").exists()
    assert not list(tmp_path.glob(".*.part"))


def test_without_curves_it_says_so(make_window, quick_config):
    window = make_window(quick_config)
    window.findChild(QAction, "exportCurvesAction").trigger()
    assert window.findChild(QFileDialog, "exportCurvesDialog") is None
    assert any("no curves yet" in text for text in cards(window))


def test_the_choice_is_remembered(make_window, quick_config):
    first = make_window(quick_config)
    first._curves._menu.findChild(QAction, "metric.js").trigger()
    first._curves._menu.findChild(QAction, "metric.modes").trigger()
    second = make_window(quick_config)
    assert second._curves._options == first._curves._options
    assert second.settings.curves.keys == {
        "d_loss", "g_loss", "high_quality", "reverse_kl", "js",
    }  # fmt: skip
    assert second._curves._plots[("js",)].isVisibleTo(second)


def test_the_canvas_is_not_squeezed_by_any_choice(window):
    window.resize(1280, 720)
    for metric in METRICS:
        action = window._curves._menu.findChild(QAction, f"metric.{metric.key}")
        action.setChecked(True)
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    QApplication.processEvents()
    assert window._canvas.width() >= 0.55 * 1280 - 2
