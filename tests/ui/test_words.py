"""Every word of the window goes through translation: shown with a translator that marks them."""

import re

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QTableWidget,
    QWidget,
)

from gan_desktop.core.errors import DivergedError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.words import told
from gan_desktop.ui.words import translated


class Marking(QTranslator):
    """Puts every text between brackets."""

    def translate(self, _context, source, _disambiguation=None, _n=-1):
        return f"⟦{source}⟧"

    def isEmpty(self):  # noqa: N802 -- Qt's name
        return False


# What is the same in every language: numbers, signs, formulas, the names of keys and things.
SAME = re.compile(r"[\W\d_]*|tanh|ReLU|x .*|.*GAN Desktop.*")


@pytest.fixture
def marked(qapp):
    translator = Marking()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts(window) -> list[tuple[str, str]]:
    """All words of a window: (where, text)."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        found += [(f"{name} tooltip", widget.toolTip()), (f"{name} title", widget.windowTitle())]
        found.append((f"{name} accessible", widget.accessibleName()))
        if isinstance(widget, QLabel | QAbstractButton):
            found.append((name, widget.text()))
        if isinstance(widget, QComboBox):
            found += [(name, widget.itemText(index)) for index in range(widget.count())]
        if isinstance(widget, QTableWidget):
            found += [
                (name, widget.horizontalHeaderItem(column).text())
                for column in range(widget.columnCount())
            ]
    for action in window.findChildren(QAction):
        found += [(action.objectName(), action.text()), (action.objectName(), action.toolTip())]
    canvas = window._canvas.figure
    found += [("legend", name) for _, name in canvas.point_legend.rows]
    found += [("step", canvas.step_caption.text()), ("hint", canvas.hint.text())]
    return [(where, re.sub(r"<[^>]*>", "", text).strip()) for where, text in found if text]


def test_all_words_of_the_window_are_translated(marked, make_window, quick_config, qtbot):
    window = make_window(quick_config)
    qtbot.waitUntil(lambda: window.session.snapshot is not None, timeout=60_000)
    plain = {
        (where, text)
        for where, text in texts(window)
        if "⟦" not in text and not SAME.fullmatch(text)
    }
    assert not plain


def test_refusals_are_translated_with_their_values(marked, make_window, quick_config, qtbot):
    window = make_window(quick_config)
    edit = window.findChild(QWidget, "training.batch_size")
    edit.selectAll()
    from PySide6.QtTest import QTest

    QTest.keyClicks(edit, "0")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    error = edit.parent().findChild(QLabel, "fieldError").text()
    assert error.startswith("⟦")
    assert "⟦Batch size⟧" in error
    assert "⟦a whole number from ⟦1⟧ to ⟦16,384⟧⟧" in error


def test_sentences_of_the_core_keep_their_values(marked):
    error = DivergedError(1200, "generator", "loss nan")
    assert str(error) == "Training diverged at step 1,200: loss nan of the generator."
    assert "1,200" in translated(told(error))
    assert translated(told(error)).startswith("⟦Training diverged")
    mixture = GaussianMixture(
        weights=(1.0,), means=((0.0, 0.0),), covariances=(((1.0, 0.0), (0.0, 1.0)),)
    )
    with pytest.raises(ValueError, match="Mode 1: weight 0") as caught:
        mixture.with_mode(0, weight=0.0)
    assert translated(told(caught.value)).startswith("⟦Mode ⟦1⟧: weight")


def test_without_a_translation_the_words_are_english(qapp):
    assert translated(told(DivergedError(3, "generator", "loss inf"))) == (
        "Training diverged at step 3: loss inf of the generator."
    )
    assert QApplication.translate("Core", "Seed") == "Seed"
