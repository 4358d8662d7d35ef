"""The canvas: the figure in the window, with handles, zoom and pan."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

from gan_desktop.core.phases import EMPHASIS, SubStep
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot, View
from gan_desktop.core.streams import Stream, numpy_stream
from gan_desktop.core.target import Target
from gan_desktop.core.words import counted
from gan_desktop.ui.figure import CROSS, PLUS, Figure, home_view, outside
from gan_desktop.ui.grip import Grip
from gan_desktop.ui.overlay import TEXT_EM
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.sizes import em
from gan_desktop.ui.step_marks import StepMarks
from gan_desktop.ui.target_handles import TargetHandles
from gan_desktop.ui.words import translated

# As many as a snapshot has: then the first one shows the same points, and nothing jumps.
_PREVIEW_POINTS = 1000


class Canvas(pg.PlotWidget):
    """Shows snapshots and the target's centres; reports what the person does with them.

    Signals:
        drag_began(index), mean_dragged(index, x, y), drag_ended(index): a centre is moved.
        spread_began(index), spread_dragged(index, covariance): a mode is turned or stretched; it
            ends with `drag_ended` as well.
        drag_cancelled: Esc was pressed during a drag.
        mode_wanted(x, y): the background was double-clicked.
        removal_wanted: Delete was pressed.
        mode_chosen(index): a centre was clicked.
        view_changed: another part of the plane is shown.
        cursor_moved(x, y): the mouse, in data units; NaN when it leaves.
    """

    drag_began = Signal(int)
    mean_dragged = Signal(int, float, float)
    drag_ended = Signal(int)
    spread_began = Signal(int)
    spread_dragged = Signal(int, object)
    drag_cancelled = Signal()
    mode_chosen = Signal(int)
    mode_wanted = Signal(float, float)
    removal_wanted = Signal()
    view_changed = Signal()
    cursor_moved = Signal(float, float)

    def __init__(self, palette: Palette = LIGHT) -> None:
        self.figure = Figure()
        super().__init__(plotItem=self.figure)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Canvas: real and generated points"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._palette = palette
        self._handles = TargetHandles(self.figure, palette, self)
        self._handles.began.connect(self.drag_began)
        self._handles.moved.connect(self.mean_dragged)
        self._handles.spread_began.connect(self.spread_began)
        self._handles.spread_changed.connect(self.spread_dragged)
        self._handles.ended.connect(self.drag_ended)
        self._handles.chosen.connect(self.mode_chosen)
        self._marks = StepMarks(self.figure, PLUS, CROSS)
        self._centres_shown = True
        self._past = False
        self._home: View = (-3, 3, -4, 4)
        self._at_home = True
        self._snapshot: Snapshot | None = None
        self._hint_text = ""
        box = self.figure.getViewBox()
        box.sigRangeChangedManually.connect(self._on_zoomed)
        box.sigRangeChanged.connect(self._on_range_changed)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self.set_palette(palette)

    @property
    def view(self) -> View:
        """What a recorded frame shows: the home view, or where the person zoomed to."""
        return self._home if self._at_home else self.visible

    @property
    def visible(self) -> View:
        """All that can be seen: equal axes show more than the home view on one side."""
        (x_min, x_max), (y_min, y_max) = self.figure.getViewBox().viewRange()
        return (x_min, x_max, y_min, y_max)

    @property
    def snapshot(self) -> Snapshot | None:
        """What is shown; None before there is anything."""
        return self._snapshot

    @property
    def outside(self) -> int:
        """Points of the snapshot that the view does not show."""
        return 0 if self._snapshot is None else outside(self._snapshot, self.visible)

    @property
    def dragging(self) -> bool:
        """Whether a centre or a grip is being dragged."""
        return self._handles.dragging

    def set_palette(self, palette: Palette) -> None:
        """Colours of everything."""
        self._palette = palette
        self.setBackground(palette.surface)
        self.figure.set_palette(palette)
        self._marks.set_palette(palette)
        self._handles.set_palette(palette)
        self.show_hint(self._hint_text)

    def show_hint(self, text: str) -> None:
        """One sentence at the lower edge that says what to do next; "" for none."""
        self._hint_text = text
        self.figure.hint.show_text(text, self._palette.muted)

    def set_display(self, display: DisplayConfig) -> None:
        """Home view, marks and centres; the view moves only if it was at home."""
        self.figure.set_display(display)
        self._marks.set_size(display.point_size)
        self._centres_shown = display.show_centres
        self._show_handles()
        if home_view(display) != self._home:
            self._home = home_view(display)
            if self._at_home:
                self.go_home()

    def show_target(self, target: Target, visible: bool) -> None:
        """Put the handles where the target's means are; none where there are no known modes."""
        self._handles.show_modes(target.known_modes, visible and not self._past)

    def select_mode(self, index: int) -> None:
        """Mark one centre as the table's current row, with its spread; -1 for none."""
        self._handles.select(index)

    def _tell_modes(self) -> None:
        for index, handle in enumerate(self._handles.centres):
            # A hundred texts fifty times a second would cost more than the points.
            if handle.hovered:
                handle.setToolTip(self.mode_text(index))

    def show_missing(self, modes: tuple[int, ...]) -> None:
        """Ring the centres of these modes as missing."""
        self._handles.show_missing(modes)

    def set_past(self, past: bool) -> None:
        """Whether a stored moment is shown: its target is not the one that can be edited."""
        if past is not self._past:
            self._past = past
            self.drop_drag()
            self._show_handles()

    def _show_handles(self) -> None:
        self._handles.set_shown(self._centres_shown and not self._past)

    def show_preview(self, target: Target, seed: int) -> None:
        """Before there is a generator: points of the target alone."""
        rng = numpy_stream(seed, Stream.EVALUATION_REAL)
        points = target.sample(_PREVIEW_POINTS, rng)
        self.figure.show_real(points.astype(np.float32))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a snapshot."""
        self._snapshot = snapshot
        self.figure.show_snapshot(snapshot)
        self._tell_modes()

    def mode_text(self, index: int) -> str:
        """How the generated points fill a mode, as far as it was measured."""
        shapes = None if self._snapshot is None else self._snapshot.shapes
        if shapes is None or index >= len(shapes.counts):
            return ""
        width, offset = (
            self.tr("n/a") if math.isnan(value) else f"{value:.2f}"
            for value in (shapes.widths[index], shapes.offsets[index])
        )
        text = counted(
            int(shapes.counts[index]),
            "Mode {number}: {count} point, width {width} σ, offset {offset} σ",
            "Mode {number}: {count} points, width {width} σ, offset {offset} σ",
            number=index + 1,
            width=width,
            offset=offset,
        )
        return translated(text)

    def show_part(self, part: SubStep | None) -> None:
        """Mark what a sub-step of slow motion is about and dim the rest; None for no sub-step."""
        x_min, x_max, _, _ = self.visible
        marked = self._marks.show_part(part, x_max - x_min)
        keys = None if part is None else EMPHASIS[part.phase]
        if keys is not None and not keys & (marked | self.figure.layers.seen):
            # It is about something that is not in the picture.
            keys = None
        # The step's own points stand out against the cloud of the same kind, too.
        self.figure.layers.emphasise(None if keys is None else keys - marked)

    def clear_generated(self) -> None:
        """A new run: forget what the old one generated."""
        self._snapshot = None
        self.figure.clear_generated()

    def cancel_drag(self) -> None:
        """Take the drag back that is going on; the rest of it is ignored."""
        self.drop_drag()
        self.drag_cancelled.emit()

    def drop_drag(self) -> None:
        """Leave everything where it is; the rest of the drag is ignored."""
        self._handles.drop_drag()

    @Slot()
    def go_home(self) -> None:
        """Return to the first view."""
        self._at_home = True
        self.figure.set_view(self._home)
        self.view_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: on screen words are as large as the font; in files they have a size of their own."""
        super().showEvent(event)
        self.figure.set_text_size(em(self, TEXT_EM))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self.figure.set_text_size(em(self, TEXT_EM))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Qt: the first view fills the new size until the person zooms."""
        super().resizeEvent(event)
        if event is not None and self._at_home:
            self.figure.set_view(self._home)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc during a drag takes it back, Delete removes the selected mode."""
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self.cancel_drag()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Delete and not self._past:
            self.removal_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Qt: the mouse is gone."""
        super().leaveEvent(event)
        self.cursor_moved.emit(float("nan"), float("nan"))

    @Slot(object)
    def _on_zoomed(self, _enabled: object) -> None:
        self._at_home = False
        self.view_changed.emit()

    @Slot(object, object)
    def _on_range_changed(self, *_: object) -> None:
        self.view_changed.emit()

    @Slot(object)
    def _on_mouse_clicked(self, event: object) -> None:
        box = self.figure.getViewBox()
        place = event.scenePos()
        twice = event.double() and event.button() == Qt.MouseButton.LeftButton
        # Points do not count: where they are is background too.
        on_grip = any(isinstance(item, Grip) for item in self.scene().items(place))
        if twice and not self._past and not on_grip and box.sceneBoundingRect().contains(place):
            point = box.mapSceneToView(place)
            self.mode_wanted.emit(point.x(), point.y())

    @Slot(object)
    def _on_mouse_moved(self, position: QPointF) -> None:
        self._tell_modes()
        box = self.figure.getViewBox()
        if box.sceneBoundingRect().contains(position):
            point = box.mapSceneToView(position)
            self.cursor_moved.emit(point.x(), point.y())
        else:
            self.cursor_moved.emit(float("nan"), float("nan"))
