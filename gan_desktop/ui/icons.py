"""Lucide icons in the palette's colours."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gan_desktop.core.resources import resource

_SIZES = (16, 20, 32, 48)


def icon(name: str, colour: str) -> QIcon:
    """The SVG `resources/icons/NAME.svg`, drawn in one colour, sharp at any screen scale."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    result = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        result.addPixmap(pixmap)
    return result


def application_icon() -> QIcon:
    """The application's own icon."""
    return QIcon(str(resource("icons", "gan-desktop.svg")))
