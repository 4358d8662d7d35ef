"""Nothing of the window is cut or on something else, whatever the font and the screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from layout_states import FONTS, SIZES, enter, looked_at
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QToolBar

# Every font with every size, and every state with every font and every size.
HANDFUL = {
    "idle": ((9, 0), (11, 1), (14, 2), (18, 0)),
    "verdict": ((9, 1), (11, 2), (14, 0), (18, 1)),
    "layers": ((9, 2), (11, 0), (14, 1), (18, 2)),
    "past": ((9, 0), (11, 1), (14, 2), (18, 0)),
}
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def usual_font(qapp):
    font = qapp.font()
    yield
    qapp.setFont(font)


def test_the_handful_covers_all_pairs():
    pairs = {pair for looked in HANDFUL.values() for pair in looked}
    assert pairs == {(font, size) for font in FONTS for size in range(len(SIZES))}
    for looked in HANDFUL.values():
        assert {font for font, _ in looked} == set(FONTS)
        assert {size for _, size in looked} == set(range(len(SIZES)))


def test_nothing_is_cut_and_nothing_overlaps(window, wait_for, usual_font):
    found = []
    for state, looked in HANDFUL.items():
        enter(window, state, wait_for)
        for font, size in looked:
            faults = looked_at(window, font, SIZES[size])
            found += [f"{state}, {font} pt, {SIZES[size]}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


def test_record_and_its_mark_never_go(window, wait_for, usual_font):
    toolbar = window.findChild(QToolBar, "toolBar")
    record, mark = (
        toolbar.widgetForAction(window.findChild(object, "recordAction")),
        toolbar.recording_mark,
    )
    window.findChild(object, "recordAction").trigger()
    wait_for(lambda: mark.isVisible())
    for font in (FONTS[0], FONTS[-1]):
        looked_at(window, font, SIZES[0])
        window.resize(1, 1)
        QApplication.processEvents()
        for widget in (record, mark, window.findChild(object, "recordingLabel")):
            assert widget.isVisible()
            assert widget.parentWidget().rect().contains(widget.geometry())
        more = toolbar.findChild(object, "qt_toolbar_ext_button")
        assert more.isVisible()
        assert more.width() >= 8


def test_no_attribute_hides_a_method_of_qt(window):
    """Qt calls its virtual methods by their names: an attribute in their place is a crash."""
    hidden = set()
    for part in (window, *window.findChildren(QObject)):
        base = next(kind for kind in type(part).__mro__ if kind.__module__.startswith("PySide6"))
        hidden |= {
            f"{type(part).__name__}.{name}"
            for name in vars(part)
            if type(getattr(base, name, None)).__name__ == "method_descriptor"
        }
    assert not hidden


def test_at_twice_the_scale(tmp_path):
    """In a process of its own: Qt reads the scale once."""
    environment = os.environ | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "check_layout.py", "--scale", "2", "--brief"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
