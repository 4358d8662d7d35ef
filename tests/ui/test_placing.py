"""Windows are no larger than their screen and inside of it."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from gan_desktop.ui.placing import fitted, place

SCREEN = QRect(0, 0, 1280, 720)
TITLE = 24


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (QRect(0, 0, 1280, 800), QRect(0, 24, 1280, 696)),
        (QRect(100, 100, 800, 500), QRect(100, 100, 800, 500)),
        (QRect(900, 600, 800, 500), QRect(480, 220, 800, 500)),
        (QRect(-3000, -50, 800, 500), QRect(0, 24, 800, 500)),
        (QRect(5000, 5000, 5000, 5000), QRect(0, 24, 1280, 696)),
    ],
)
def test_a_window_is_moved_and_shrunk_into_its_screen(wanted, given):
    assert fitted(wanted, SCREEN, TITLE) == given


def test_panels_of_the_desktop_are_left_free():
    available = QRect(1920, 40, 1920, 1000)
    assert fitted(QRect(0, 0, 2560, 1600), available, TITLE) == QRect(1920, 64, 1920, 976)


def test_a_new_window_and_a_restored_one_fit_the_screen(qapp):
    screen = qapp.primaryScreen().availableGeometry()
    large = QWidget()
    place(large, QSize(4000, 3000))
    assert large.width() == screen.width()
    assert large.height() < screen.height()
    stored = QWidget()
    stored.setGeometry(screen.right() - 50, screen.bottom() - 50, 300, 200)
    restored = QWidget()
    place(restored, QSize(640, 480), stored.saveGeometry())
    assert restored.size() == QSize(300, 200)
    assert screen.contains(restored.geometry())
