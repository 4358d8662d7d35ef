"""The dialog "Export run": what is made, of which part of the run, how."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.app.exports.order import (
    DEFAULT_FPS,
    DEFAULT_SIZE,
    LEAST_FPS,
    LEAST_SIDE,
    MOST_FPS,
    MOST_SIDE,
    ExportOrder,
    check_size,
    parse_steps,
)
from gan_desktop.app.exports.product import AT, EVERY, FPS, LAYERS, RANGE, SIZE, Product
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.layers import LayerChoice
from gan_desktop.core.params import Number
from gan_desktop.core.words import told
from gan_desktop.ui.column_scroll import ColumnScroll
from gan_desktop.ui.judging.inputs import NumberField
from gan_desktop.ui.keys import closes_by_key
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.placing import place
from gan_desktop.ui.sizes import em
from gan_desktop.ui.words import translated

# In em.
WIDTH = 38
MOST_EVERY = 1_000_000


_SIZE_TIP = "Of the picture, or of one panel of a strip; words and marks grow with it."


def _number(label: str, tooltip: str, low: int, high: int) -> Number:
    return Number(label=label, tooltip=tooltip, low=low, high=high, integer=True)


@dataclass(frozen=True)
class Span:
    """The run that is exported.

    Attributes:
        path: its file.
        first, last: steps of its first and last snapshot.
        shown: the step that the window shows.
    """

    path: Path
    first: int
    last: int
    shown: int


class ExportDialog(QDialog):
    """Asks; whoever opened it does the rest.

    Signals:
        chosen(product, order): to be made; the order has no file yet.
    """

    chosen = Signal(object, object)

    def __init__(
        self, span: Span, parent: QWidget | None, choice: LayerChoice | None = None
    ) -> None:
        """Ask.

        Args:
            span: the run.
            parent: the window.
            choice: the layers that pictures show, and how; None for those of a new canvas.
        """
        super().__init__(parent)
        self.setObjectName("exportDialog")
        closes_by_key(self)
        self.setWindowTitle(self.tr("Export run"))
        self._span, self._choice = span, choice or LayerChoice()
        run = QLabel(
            self.tr("{name}, steps {first} to {last}").format(
                name=span.path.stem, first=f"{span.first:,}", last=f"{span.last:,}"
            )
        )
        run.setObjectName("exportedRun")
        run.setTextFormat(Qt.TextFormat.PlainText)
        run.setWordWrap(True)
        self._what = QComboBox()
        self._what.setObjectName("exportProduct")
        self._what.setAccessibleName(self.tr("What is made"))
        for product in PRODUCTS:
            self._what.addItem(translated(product.label), product.key)
        self._about = QLabel()
        self._about.setObjectName("description")
        self._about.setWordWrap(True)
        self._make_fields()
        self._steps = QLineEdit()
        self._steps.setObjectName("exportSteps")
        self._steps_label = QLabel()
        self._steps_label.setBuddy(self._steps)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go_on = buttons.addButton(self.tr("Save as…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setObjectName("exportButton")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(run)
        column.addWidget(self._what)
        column.addWidget(self._about)
        column.addLayout(self._grid())
        column.addWidget(self._steps_label)
        column.addWidget(self._steps)
        column.addWidget(self._error)
        column.addStretch(1)
        self._scroll = ColumnScroll(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, SPACE)
        whole.addWidget(self._scroll, 1)
        below = QHBoxLayout()
        below.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        below.addWidget(buttons)
        whole.addLayout(below)
        self._what.currentIndexChanged.connect(self._show_product)
        self._show_product()

    @property
    def product(self) -> Product:
        """What is chosen."""
        return PRODUCTS[self._what.currentData()]

    def accept(self) -> None:
        """Qt: report what is wanted, or say what is wrong with it."""
        try:
            order = self._order()
        except InvalidValueError as error:
            self._error.setText(translated(told(error)))
            order = None
        if order is not None:
            super().accept()
            self.chosen.emit(self.product, order)
        else:
            # The sentences need room of their own.
            self._fit()

    def _fit(self) -> None:
        """As large as what is asked, in the screen."""
        content, margins = self._scroll.widget(), self.layout().contentsMargins()
        content.layout().activate()
        width = max(em(self, WIDTH), self.minimumSizeHint().width())
        height = max(content.heightForWidth(width), content.sizeHint().height())
        others = self.layout().sizeHint().height() - self._scroll.sizeHint().height()
        place(self, QSize(width, height + others + margins.bottom()))

    def _make_fields(self) -> None:
        first, last = self._span.first, self._span.last
        numbers = {
            "first": (_number("From step", "What is before it is left out.", first, last), first),
            "last": (_number("To step", "What is after it is left out.", first, last), last),
            "width": (_number("Width, px", _SIZE_TIP, LEAST_SIDE, MOST_SIDE), DEFAULT_SIZE[0]),
            "height": (_number("Height, px", _SIZE_TIP, LEAST_SIDE, MOST_SIDE), DEFAULT_SIZE[1]),
            "fps": (
                _number(
                    "Snapshots a second",
                    "How fast it plays; a GIF holds its last picture for two seconds.",
                    LEAST_FPS,
                    MOST_FPS,
                ),
                DEFAULT_FPS,
            ),
            "every": (
                _number(
                    "Each so many-th snapshot",
                    "1 takes all of them, 10 each tenth one and the last.",
                    1,
                    MOST_EVERY,
                ),
                1,
            ),
        }
        self._fields = {
            name: NumberField(f"export{name.capitalize()}", number, number.tooltip, value)
            for name, (number, value) in numbers.items()
        }

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        for number, field in enumerate(self._fields.values()):
            row, column = divmod(number, 2)
            grid.addWidget(field, 2 * row, column)
            grid.addWidget(field.error, 2 * row + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    @Slot()
    def _show_product(self) -> None:
        product = self.product
        self._about.setText(translated(product.about))
        self._error.setText("")
        shown = {
            "first": RANGE in product.uses and not self._one_moment,
            "last": RANGE in product.uses and not self._one_moment,
            "width": SIZE in product.uses,
            "height": SIZE in product.uses,
            "fps": FPS in product.uses,
            "every": EVERY in product.uses,
        }
        for name, visible in shown.items():
            self._fields[name].setVisible(visible)
            self._fields[name].error.setVisible(visible and bool(self._fields[name].error.text()))
        for part in (self._steps, self._steps_label):
            part.setVisible(AT in product.uses)
        one = self._one_moment
        self._steps_label.setText(self.tr("Step") if one else self.tr("Steps"))
        shown, written = str(self._span.shown), self._steps.text()
        if written in ("", shown):
            # What the person has written stays.
            self._steps.setText(shown if one else "")
        self._steps.setPlaceholderText(
            self.tr("the last one") if one else self.tr("five of the range; or as 0, 1000, 5000")
        )
        self._fit()

    @property
    def _one_moment(self) -> bool:
        """Whether it shows one step."""
        return AT in self.product.uses and self.product.key != "strip"

    def _order(self) -> ExportOrder | None:
        """What is wanted; None when a number is not allowed (it says so itself)."""
        fields, uses = self._fields, self.product.uses
        wanted = [field for field in fields.values() if not field.isHidden()]
        # Each of them, so that each says what is wrong with it.
        checked = [field.check() for field in wanted]
        if not all(checked):
            return None
        span, first, last = self._span, fields["first"].value, fields["last"].value
        steps = self._steps.text().strip()
        at = parse_steps(steps) if AT in uses and steps else ()
        if self._one_moment and len(at) > 1:
            raise InvalidValueError(self.tr("One step is shown, as 1000."))
        size = (fields["width"].value, fields["height"].value)
        shown, layered = self._choice, LAYERS in uses
        ranged = not fields["first"].isHidden()
        return ExportOrder(
            run=span.path,
            files=(),
            # The ends as they are: while it trains there may be more of it by then.
            first=first if ranged and first != span.first else None,
            last=last if ranged and last != span.last else None,
            every=fields["every"].value if EVERY in uses else 1,
            at=at,
            size=check_size(size) if SIZE in uses else None,
            fps=fields["fps"].value if FPS in uses else DEFAULT_FPS,
            layers=shown.on if layered and shown.on != LayerChoice().on else None,
            opacities=tuple(shown.opacities.items()) if layered else (),
        )
