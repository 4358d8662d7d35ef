"""What of a target can be taken hold of: each mode's centre, and the selected mode's spread."""

from PySide6.QtCore import QObject, Signal

from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.ui.figure import Figure
from gan_desktop.ui.handles import CentreHandle
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.spread_handle import SpreadHandle


class TargetHandles(QObject):
    """Keeps them where the target's modes are.

    Attributes:
        centres: a handle for each mode.
        spread: the selected mode's.

    Signals:
        began(index), moved(index, x, y): a centre is dragged.
        spread_began(index), spread_changed(index, covariance): a mode is turned or stretched.
        ended(index): either drag is over.
        chosen(index): a centre was clicked.
    """

    began = Signal(int)
    moved = Signal(int, float, float)
    spread_began = Signal(int)
    spread_changed = Signal(int, object)
    ended = Signal(int)
    chosen = Signal(int)

    def __init__(self, figure: Figure, palette: Palette, parent: QObject) -> None:
        super().__init__(parent)
        self._figure, self._palette = figure, palette
        self._modes: GaussianMixture | None = None
        self._selected = -1
        self._shown = True
        self.centres: list[CentreHandle] = []
        # Those of modes that have gone stay, hidden: pyqtgraph still sends the rest of a drag, or a
        # click, to what was under the mouse.
        self._spare: list[CentreHandle] = []
        self.spread = SpreadHandle(figure, self)
        self.spread.began.connect(self.spread_began)
        self.spread.changed.connect(self.spread_changed)
        self.spread.ended.connect(self.ended)

    @property
    def dragging(self) -> bool:
        """Whether one of them is being dragged."""
        return self.spread.dragging or any(handle.dragging for handle in self.centres)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        for handle in (*self.centres, *self._spare, self.spread):
            handle.set_palette(palette)

    def show_modes(self, modes: GaussianMixture | None, visible: bool) -> None:
        """One for each mode; none where no modes are known. New ones are `visible` or not."""
        self._modes = modes
        means = () if modes is None else modes.means
        while len(self.centres) > len(means):
            handle = self.centres.pop()
            handle.cancel_drag()
            handle.setVisible(False)
            self._spare.append(handle)
        while len(self.centres) < len(means):
            self.centres.append(self._spare.pop() if self._spare else self._make())
            self.centres[-1].setVisible(visible)
        for handle, (x, y) in zip(self.centres, means, strict=True):
            handle.setPos(x, y)
        self.select(self._selected)

    def set_shown(self, shown: bool) -> None:
        """Show or hide all of them."""
        self._shown = shown
        for handle in self.centres:
            handle.setVisible(shown)
        self._show_spread()

    def select(self, index: int) -> None:
        """Mark one centre, with its spread; -1 for none."""
        self._selected = index
        for position, handle in enumerate(self.centres):
            handle.set_selected(position == index)
        self._show_spread()

    def show_missing(self, modes: tuple[int, ...]) -> None:
        """Ring the centres of these modes as missing."""
        for position, handle in enumerate(self.centres):
            handle.set_missing(position in modes)

    def drop_drag(self) -> None:
        """Leave everything where it is; the rest of the drag is ignored."""
        for handle in (*self.centres, self.spread):
            handle.cancel_drag()

    def _show_spread(self) -> None:
        modes, index = self._modes, self._selected
        if modes is not None and self._shown and 0 <= index < len(modes):
            self.spread.show_mode(index, modes.means[index], modes.covariances[index])
        else:
            self.spread.hide()

    def _make(self) -> CentreHandle:
        handle = CentreHandle(len(self.centres), self._palette)
        handle.began.connect(self.began)
        handle.moved.connect(self.moved)
        handle.ended.connect(self.ended)
        handle.chosen.connect(self.chosen)
        self._figure.addItem(handle, ignoreBounds=True)
        return handle
