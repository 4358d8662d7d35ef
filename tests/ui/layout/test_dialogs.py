"""Other windows and dialogs fit a screen of 1024 x 600, with any font."""

import pytest
from layout_check import faults
from layout_dialogs import DIALOGS, ROOM
from layout_states import FONTS, set_font, settle
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from gan_desktop.ui.palette import LIGHT
from gan_desktop.ui.theme import apply_palette


@pytest.fixture
def usual_font(qapp):
    font = qapp.font()
    yield
    qapp.setFont(font)
    apply_palette(qapp, LIGHT)


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("font", [FONTS[0], FONTS[-1]])
def test_a_dialog_fits_a_small_screen(name, font, qtbot, qapp, usual_font, judged_rows):
    set_font(font)
    apply_palette(qapp, LIGHT)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = DIALOGS[name](parent, judged_rows)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    dialog.resize(dialog.size().boundedTo(QSize(*ROOM)))
    settle()
    assert dialog.width() <= ROOM[0]
    assert dialog.height() <= ROOM[1]
    found = faults(dialog)
    assert not found, "\n".join(map(str, found))
