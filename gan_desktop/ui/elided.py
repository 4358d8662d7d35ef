"""Texts that end in dots where they have no room; the tooltip has all of it."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from gan_desktop.ui.sizes import em, text_width

# An elided text keeps room for so many em.
LEAST = 2.5


class ElidedLabel(QLabel):
    """One line of plain text, drawn as far as there is room for it.

    While it is cut, its tooltip begins with the whole text.

    Args:
        text: what it says.
        widest: texts that it has room for at any time, so that nothing jumps.
    """

    def __init__(self, text: str = "", widest: Iterable[str] = ()) -> None:
        super().__init__()
        self._colour = ""
        self._widest = tuple(widest)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def show_text(self, text: str, colour: str = "") -> None:
        """Another text; "" for the usual colour."""
        self._colour = colour
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def set_widest(self, *texts: str) -> None:
        """Other texts that it has room for at any time."""
        if texts != self._widest:
            self._widest = texts
            self.updateGeometry()

    @property
    def cut(self) -> bool:
        """Whether only a part of the text is seen."""
        return self.shown_text() != self.text()

    def shown_text(self) -> str:
        """What is drawn."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        """Qt: one line, as wide as it ever gets."""
        widest = max(text_width(self, each) for each in (self.text(), *self._widest))
        return self._sized(widest)

    def minimumSizeHint(self) -> QSize:
        """Qt: a few letters and dots."""
        return self._sized(min(text_width(self, self.text()), em(self, LEAST)))

    def event(self, event: QEvent) -> bool:
        """Qt: the tooltip has the whole text while it is cut."""
        if isinstance(event, QHelpEvent) and self.cut:
            QToolTip.showText(event.globalPos(), _tip(self.text(), self.toolTip()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw."""
        painter = QPainter(self)
        usual = self.palette().color(self.foregroundRole())
        painter.setPen(QColor(self._colour) if self._colour else usual)
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), flags, self.shown_text())

    def _sized(self, text: int) -> QSize:
        """The size for a text of this width, in a line."""
        around = self.rect().size() - self.contentsRect().size()
        return QSize(text, self.fontMetrics().height()) + around


class ElidedComboBox(QComboBox):
    """A choice whose current entry is drawn as far as there is room for it.

    It asks for room for a few letters only, so that a long entry does not widen a panel.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    @property
    def cut(self) -> bool:
        """Whether only a part of the current entry is seen."""
        return self.shown_text() != self._text()

    def shown_text(self) -> str:
        """What is drawn."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._elided(option)

    def event(self, event: QEvent) -> bool:
        """Qt: the tooltip has the whole entry while it is cut."""
        if isinstance(event, QHelpEvent) and self.cut:
            QToolTip.showText(event.globalPos(), _tip(self._text(), self.toolTip()), self)
            return True
        return super().event(event)

    def showPopup(self) -> None:  # noqa: N802 -- Qt's name
        """Qt: the list is as wide as its entries."""
        view = self.view()
        scroll = view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(view.sizeHintForColumn(0) + scroll + em(self, 1))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._elided(option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _elided(self, option: QStyleOptionComboBox) -> str:
        area = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option,
            QStyle.SubControl.SC_ComboBoxEditField, self,
        )  # fmt: skip
        return self.fontMetrics().elidedText(
            self._text(), Qt.TextElideMode.ElideRight, area.width() - 2
        )

    def _text(self) -> str:
        return self.currentText() or self.placeholderText()


def _tip(text: str, tip: str) -> str:
    """All of a text that is cut, above what its widget has to say about it."""
    if not tip or tip == text:
        return text
    rich = tip if tip.startswith("<") else f"<p>{escape(tip)}</p>"
    return f"<p>{escape(text)}</p>{rich}"
