"""Where windows open: never larger than the screen, and never outside of it."""

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QStyle, QWidget


def fitted(window: QRect, available: QRect, title: int) -> QRect:
    """A window's place on a screen: as wanted where that fits, else smaller and moved inside.

    Args:
        window: the place that is wanted, without the frame.
        available: of the screen, without its panels.
        title: the height of the window's title bar.
    """
    room = available.adjusted(0, title, 0, 0)
    size = window.size().boundedTo(room.size())
    left = min(max(window.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(window.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def place(window: QWidget, usual: QSize, geometry: QByteArray | None = None) -> None:
    """Give a window its size before it is shown.

    Args:
        window: which one.
        usual: its size where there is room.
        geometry: what it was given last, by `saveGeometry`; None for nothing.
    """
    restored = geometry is not None and window.restoreGeometry(geometry)
    if window.isMaximized() or window.isFullScreen():
        return
    wanted = window.geometry() if restored else QRect(window.pos(), usual)
    screen = QGuiApplication.screenAt(wanted.center()) if restored else None
    available = (screen or _screen(window)).availableGeometry()
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    inside = fitted(wanted, available, title)
    if restored:
        window.setGeometry(inside)
    else:
        # Where a new window goes is the window manager's business.
        window.resize(inside.size())


def _screen(window: QWidget) -> QScreen:
    parent = window.parentWidget()
    return parent.screen() if parent is not None else window.screen()
