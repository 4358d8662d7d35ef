"""The gallery of targets."""

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QListView, QPushButton

from gan_desktop.core.targets import TARGETS, load_target
from gan_desktop.ui.palette import DARK, LIGHT
from gan_desktop.ui.target_gallery import SIDE, TargetGallery, thumbnail

ROLE = Qt.ItemDataRole


@pytest.fixture
def gallery(window, wait_for):
    """Opened as a person opens it."""
    QTest.mouseClick(window.findChild(QPushButton, "targetButton"), Qt.MouseButton.LeftButton)
    dialog = window.findChild(QDialog, "targetGallery")
    wait_for(dialog.isVisible)
    yield dialog
    window._canvas.setFocus()


def items(gallery):
    found = gallery.findChild(QListView, "targetList")
    model = found.model()
    return found, [model.index(row, 0) for row in range(model.rowCount())]


def test_it_shows_every_target_and_where_we_are(window, gallery):
    shown, entries = items(gallery)
    assert [entry.data() for entry in entries] == [named.label for named in TARGETS]
    assert shown.currentIndex().data() == TARGETS["ring8-blog"].label
    assert shown.hasFocus()
    about = gallery.findChild(QLabel, "description")
    assert about.text() == TARGETS["ring8-blog"].about
    assert all(not entry.data(ROLE.DecorationRole).isNull() for entry in entries)
    gallery.reject()


def test_a_click_chooses_with_one_undoable_edit(window, gallery, wait_for):
    before = window.experiment.config
    shown, entries = items(gallery)
    row = TARGETS.keys().index("swiss-roll")
    shown.scrollTo(entries[row])
    place = shown.visualRect(entries[row]).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not gallery.isVisible()
    assert window.experiment.target == load_target("swiss-roll")
    assert window.experiment.config.display.x_limits == (-2.5, 2.5)
    assert window.findChild(QPushButton, "targetButton").text() == "Target: Swiss roll…"
    wait_for(lambda: window.session.snapshot.target == load_target("swiss-roll"))
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before
    assert not window.findChild(QAction, "undoAction").isEnabled()


def test_the_keys_choose(window, gallery):
    shown, _ = items(gallery)
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.currentIndex().data() == TARGETS["two-modes"].label
    about = gallery.findChild(QLabel, "description")
    assert about.text() == TARGETS["two-modes"].about
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert not gallery.isVisible()
    assert window.experiment.target == load_target("two-modes")


def test_escape_changes_nothing(window, gallery):
    before = window.experiment.config
    QTest.keyClick(items(gallery)[0], Qt.Key.Key_Escape)
    assert not gallery.isVisible()
    assert window.experiment.config == before


def test_it_opens_by_key_and_a_changed_target_is_called_edited(window):
    button = window.findChild(QPushButton, "targetButton")
    mixture = window.experiment.mixture
    window.experiment.set_target(mixture.with_mode(0, weight=3.0), "heavier")
    assert button.text() == "Target: edited…"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    dialog = window.findChild(QDialog, "targetGallery")
    assert dialog.isVisible()
    assert items(dialog)[0].currentIndex().row() == 0
    dialog.reject()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_picture_is_drawn_from_the_data_and_only_once(qapp, palette):
    for named in TARGETS:
        picture = thumbnail(named, palette)
        assert thumbnail(named, palette) is picture
        assert picture.width() == picture.height() == SIDE
        assert picture.pixelColor(0, 0) == QColor(palette.surface)
        pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(SIDE, SIDE, 4)[..., :3]
        drawn = (pixels != pixels[0, 0]).any(axis=2)
        assert 0.005 < drawn.mean() < 0.5, named.key
    # The line goes from the lower left to the upper right.
    picture = thumbnail(TARGETS["line"], palette)
    assert picture.pixelColor(SIDE // 4, 3 * SIDE // 4) != QColor(palette.surface)
    assert picture.pixelColor(SIDE // 4, SIDE // 4) == QColor(palette.surface)
    assert thumbnail(TARGETS["line"], palette, 2.0).width() == 2 * SIDE


def test_all_words_are_translated(qapp, window):
    class Marking(QTranslator):
        def translate(self, _context, source, _disambiguation=None, _n=-1):
            return f"⟦{source}⟧"

        def isEmpty(self):  # noqa: N802 -- Qt's name
            return False

    translator = Marking()
    qapp.installTranslator(translator)
    gallery = TargetGallery(LIGHT, "", window)
    qapp.removeTranslator(translator)
    shown, entries = items(gallery)
    texts = [gallery.windowTitle(), shown.accessibleName()]
    texts += [entry.data() for entry in entries] + [
        entry.data(ROLE.ToolTipRole) for entry in entries
    ]
    assert all(text.startswith("⟦") for text in texts)
    gallery.deleteLater()
