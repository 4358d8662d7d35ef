"""A column of the window that scrolls up and down and is never narrower than what is in it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gan_desktop.ui.sizes import lines


class ColumnScroll(QScrollArea):
    """Nothing is cut off at its sides: it asks for the width of what it shows.

    Args:
        column: what is shown.
        steady: keep the place of the scroll bar free, so that nothing jumps as things unfold.
        least_lines: the least height, in lines of text.
    """

    def __init__(self, column: QWidget, *, steady: bool = False, least_lines: int = 6) -> None:
        super().__init__()
        self._least_lines = least_lines
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if steady:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the column's needs have changed."""
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Qt: as wide as the column, however low."""
        least = self.widget().minimumSizeHint().width()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least + bar, lines(self, self._least_lines))

    def sizeHint(self) -> QSize:
        """Qt: no more than it needs; its place gives it what there is."""
        return self.minimumSizeHint()
