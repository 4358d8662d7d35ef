"""Sizes in units of the font: what holds text grows with the text."""

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QWidget

# Of small print: labels of small axes, the switch of an axis.
SMALL = 0.85
# Of a title.
LARGE = 1.25
# Of an icon beside text.
ICON = 1.5


def em(widget: QWidget, count: float = 1.0) -> int:
    """`count` times the size of a widget's font, in logical pixels."""
    return round(count * QFontInfo(widget.font()).pixelSize())


def lines(widget: QWidget, count: int = 1) -> int:
    """The height of so many lines of text, in logical pixels."""
    return count * widget.fontMetrics().lineSpacing()


def text_width(widget: QWidget, text: str) -> int:
    """The room that one line of text needs, in logical pixels.

    `QFontMetrics.horizontalAdvance` rounds to the nearest pixel, and half of all texts would be
    elided in the room that it gives.
    """
    return math.ceil(QFontMetricsF(widget.font()).horizontalAdvance(text))


def icon_size(widget: QWidget) -> QSize:
    """The size of an icon that stands beside a widget's text."""
    return QSize(em(widget, ICON), em(widget, ICON))


def row_height(widget: QWidget) -> int:
    """The height of a table's row."""
    return widget.fontMetrics().height() + em(widget, 0.6)


def css_size(font: QFont, part: float) -> str:
    """`part` of a font's size for a style sheet, in the unit that the font is given in."""
    if font.pointSizeF() > 0:
        return f"{part * font.pointSizeF():.2f}pt"
    return f"{max(1, math.floor(part * font.pixelSize()))}px"
