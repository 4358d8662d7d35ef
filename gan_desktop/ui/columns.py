"""Three columns, of which those at the sides fold away where there is no room."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QToolButton, QWidget

from gan_desktop.app.column_choice import LEFT, RIGHT, SIDES, ColumnChoice
from gan_desktop.ui.sizes import em

# In em: usual widths; and the part of the window that they are at most, to leave it to the middle.
USUAL = {LEFT: 26.0, RIGHT: 21.7}
PART = {LEFT: 0.38, RIGHT: 0.204}
# In em. The middle has at least this width before a side column folds away, and less where the
# person asked for a column that has no room beside it.
MIDDLE = 27.0
BARE = 18.0


def fitting(
    wanted: tuple[str, ...], asked: str, needs: Mapping[str, int], width: int, middle: int
) -> frozenset[str]:
    """The side columns that are shown.

    Args:
        wanted: the columns that the person wants.
        asked: the one that was asked for last, where there was no room for it; "" for none.
        needs: the least width of each.
        width: of all columns together.
        middle: the least width of the middle one. A column that was asked for may take of it.
    """
    shown = set()
    # The results stay longer than the inputs: a training is watched more than it is edited.
    for side in sorted(wanted, key=lambda side: (side != asked, side != RIGHT)):
        if side == asked or width - needs[side] >= middle:
            shown.add(side)
            width -= needs[side]
    return frozenset(shown)


class Columns(QWidget):
    """A splitter, and a narrow button at the side of each column that is folded.

    Attributes:
        splitter: the columns.
    """

    def __init__(self) -> None:
        super().__init__()
        self._choice = ColumnChoice()
        self._asked = ""
        self._shown: frozenset[str] | None = None
        self._actions: Mapping[str, QAction] = {}
        self._sides: dict[str, QWidget] = {}
        self._edges: dict[str, QToolButton] = {}
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(self._on_moved)

    def set_columns(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        """What is in the columns."""
        self._sides = {LEFT: left, RIGHT: right}
        tips = {
            LEFT: self.tr("Show the settings (F7)"),
            RIGHT: self.tr("Show verdict and curves (F8)"),
        }
        for side, arrow in ((LEFT, Qt.ArrowType.RightArrow), (RIGHT, Qt.ArrowType.LeftArrow)):
            edge = QToolButton()
            edge.setObjectName(f"{side}Edge")
            edge.setAutoRaise(True)
            edge.setArrowType(arrow)
            edge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            edge.setToolTip(tips[side])
            edge.setAccessibleName(tips[side])
            edge.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            edge.hide()
            edge.clicked.connect(self._on_edge)
            self._edges[side] = edge
        for part in (left, middle, right):
            self.splitter.addWidget(part)
            part.installEventFilter(self)
        self.splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._edges[LEFT])
        row.addWidget(self.splitter, 1)
        row.addWidget(self._edges[RIGHT])

    @property
    def choice(self) -> ColumnChoice:
        """What the person wants."""
        return self._choice

    def set_choice(self, choice: ColumnChoice) -> None:
        """What the person wanted when the window was closed last."""
        self._choice = choice
        self._arrange()

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """What shows and hides a column, by side; it is checked while the column is seen."""
        self._actions = actions
        for side, action in actions.items():
            action.setChecked(self.shows(side))
            action.toggled.connect(self._on_action)

    def shows(self, side: str) -> bool:
        """Whether a column is seen."""
        return self._shown is None or side in self._shown

    def show_side(self, side: str, on: bool) -> None:
        """The person wants a column, or does not want it any more."""
        self._choice = self._choice.switched(side, on)
        self._asked = side if on else ""
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Qt: a side column folds away before it asks the window for room."""
        needs = max(self._needs().values(), default=0)
        edges = sum(edge.sizeHint().width() for edge in self._edges.values())
        return QSize(needs + em(self, BARE) + edges, self.splitter.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there may be room for more columns, or less."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a column needs more room, or less."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._arrange()
        return super().eventFilter(watched, event)

    def _needs(self) -> dict[str, int]:
        return {
            side: max(part.minimumSizeHint().width(), part.minimumWidth())
            for side, part in self._sides.items()
        }

    def _arrange(self) -> None:
        needs = self._needs()
        shown = fitting(self._choice.wanted, self._asked, needs, self.width(), em(self, MIDDLE))
        if shown == frozenset(self._choice.wanted):
            self._asked = ""
        before, self._shown = self._shown, shown
        for side in SIDES:
            self._edges[side].setFixedWidth(em(self, 1.4))
            if before is None or (side in shown) is not (side in before):
                self._sides[side].setVisible(side in shown)
                self._edges[side].setVisible(side not in shown)
                if side in self._actions:
                    with QSignalBlocker(self._actions[side]):
                        self._actions[side].setChecked(side in shown)
        self._size(needs)

    def _size(self, needs: Mapping[str, int]) -> None:
        """Give the shown columns their widths, as far as there is room."""
        shown = [side for side in SIDES if self.shows(side)]
        edges = sum(self._edges[side].width() for side in SIDES if side not in shown)
        room = self.width() - edges - len(shown) * self.splitter.handleWidth()
        spare = room - sum(needs[side] for side in shown) - em(self, MIDDLE)
        widths = dict.fromkeys(SIDES, 0)
        for side in shown:
            usual = min(em(self, USUAL[side]), round(PART[side] * room))
            wanted = max(needs[side], self._choice.width(side) or usual)
            extra = max(0, min(wanted - needs[side], spare))
            widths[side], spare = needs[side] + extra, spare - extra
        middle = max(0, room - sum(widths.values()))
        if self.splitter.sizes() != [widths[LEFT], middle, widths[RIGHT]]:
            self.splitter.setSizes([widths[LEFT], middle, widths[RIGHT]])

    @Slot(int, int)
    def _on_moved(self, _place: int, handle: int) -> None:
        left, _, right = self.splitter.sizes()
        side, width = (LEFT, left) if handle == 1 else (RIGHT, right)
        self._choice = self._choice.sized(side, width)

    @Slot(bool)
    def _on_action(self, on: bool) -> None:
        self.show_side(next(s for s, each in self._actions.items() if each is self.sender()), on)

    @Slot()
    def _on_edge(self) -> None:
        side = next(side for side, edge in self._edges.items() if edge is self.sender())
        self.show_side(side, True)
