"""The pictures side by side, of equal size, with axes that move together."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import View
from gan_desktop.ui.comparison.canvas import LaneCanvas
from gan_desktop.ui.comparison.header import LaneHeader
from gan_desktop.ui.figure import home_view
from gan_desktop.ui.palette import LIGHT, SPACE, Palette


class Stage(QWidget):
    """One column for each design.

    Attributes:
        headers, canvases: those that are shown, from the left.
        display: marks and first view of all of them.

    Signals:
        source_wanted(index, Source), change_wanted(index, text), file_wanted(index),
        removal_wanted(index): what is wanted in which column.
    """

    source_wanted = Signal(int, object)
    change_wanted = Signal(int, str)
    file_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.headers: list[LaneHeader] = []
        self.canvases: list[LaneCanvas] = []
        self._palette = LIGHT
        self.display = DisplayConfig()
        self._at_home = True
        # All in a row have been laid out when it fires.
        self._homing = QTimer(self)
        self._homing.setSingleShot(True)
        self._homing.setInterval(0)
        self._homing.timeout.connect(self._show_home)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE + 4)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setRowStretch(1, 1)

    @property
    def view(self) -> View:
        """What a picture shows: the first view, or where the person zoomed to."""
        return home_view(self.display) if self._at_home else self.canvases[0].view

    def set_count(self, count: int) -> None:
        """So many columns."""
        while len(self.headers) < count:
            self._add()
        while len(self.headers) > count:
            for widget in (self.headers.pop(), self.canvases.pop()):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            self._grid.setColumnStretch(len(self.headers), 0)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        for part in (*self.headers, *self.canvases):
            part.set_palette(palette)

    def set_display(self, display: DisplayConfig) -> None:
        """Marks, and the first view, which all return to."""
        self.display = display
        for canvas in self.canvases:
            canvas.figure.set_display(display)
        self.go_home()

    @Slot()
    def go_home(self) -> None:
        """All show the first view."""
        self._at_home = True
        self._show_home()

    def _add(self) -> None:
        index = len(self.headers)
        header, canvas = LaneHeader(index), LaneCanvas(index)
        canvas.setAccessibleName(self.tr("Real and generated points of one design"))
        # No design gets more room than another, whatever its words.
        for widget in (header, canvas):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
            widget.set_palette(self._palette)
        canvas.figure.set_display(self.display)
        self._grid.addWidget(header, 0, index)
        self._grid.addWidget(canvas, 1, index)
        self._grid.setColumnStretch(index, 1)
        header.source_wanted.connect(self._on_source)
        header.change_wanted.connect(self._on_change)
        header.file_wanted.connect(self._on_file)
        header.removal_wanted.connect(self._on_removal)
        canvas.moved.connect(self._on_moved)
        canvas.resized.connect(self._homing.start)
        self.headers.append(header)
        self.canvases.append(canvas)

    @Slot()
    def _show_home(self) -> None:
        if self._at_home:
            for canvas in self.canvases:
                canvas.figure.set_view(home_view(self.display))

    @Slot()
    def _on_moved(self) -> None:
        self._at_home = False
        view = self.sender().view
        for canvas in self.canvases:
            if canvas is not self.sender():
                canvas.figure.set_view(view)

    @Slot(object)
    def _on_source(self, source: object) -> None:
        self.source_wanted.emit(self.headers.index(self.sender()), source)

    @Slot(str)
    def _on_change(self, text: str) -> None:
        self.change_wanted.emit(self.headers.index(self.sender()), text)

    @Slot()
    def _on_file(self) -> None:
        self.file_wanted.emit(self.headers.index(self.sender()))

    @Slot()
    def _on_removal(self) -> None:
        self.removal_wanted.emit(self.headers.index(self.sender()))
