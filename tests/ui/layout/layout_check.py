"""Walks the widgets of a window and says which texts are cut and which widgets overlap.

Texts that are drawn by hand say themselves where they are: a widget or graphics item with
`painted_texts`. Widgets that lie over their siblings on purpose are named in `OVERLAYS`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QSplitterHandle,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionToolButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from gan_desktop.ui.elided import ElidedComboBox, ElidedLabel

# On purpose over what is beside them: by object name.
OVERLAYS = {"logButton", "plotNote", "laneSentence"}
# Rounding of fonts and styles.
SLACK = 1


@dataclass(frozen=True)
class Fault:
    """Something that is not seen as it should be.

    Attributes:
        kind: "cut", "overlap" or "outside".
        where: the widget, and those around it.
        what: the text, or the other widget.
        room, needed: in pixels, for what is cut.
    """

    kind: str
    where: str
    what: str
    room: tuple[int, int] = (0, 0)
    needed: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        sizes = f" (room {self.room}, needs {self.needed})" if self.kind == "cut" else ""
        return f"{self.kind}: {self.where}: {self.what!r}{sizes}"


def faults(root: QWidget) -> list[Fault]:
    """All that is wrong with what is seen of a window."""
    found: list[Fault] = []
    for widget in (root, *root.findChildren(QWidget)):
        if _seen(widget, root):
            found += _cut(widget)
            found += _outside(widget, root)
            found += _overlaps(widget)
            if isinstance(widget, pg.PlotWidget):
                found += _picture(widget)
    return found


def _seen(widget: QWidget, root: QWidget) -> bool:
    return widget.isVisibleTo(root) and (widget is root or not widget.isWindow())


def _name(widget: QWidget) -> str:
    names = []
    part: QWidget | None = widget
    while part is not None and len(names) < 3:
        names.append(part.objectName() or type(part).__name__)
        part = part.parentWidget()
    return " < ".join(names)


# --- texts that are cut -------------------------------------------------------------------------


def _cut(widget: QWidget) -> Iterator[Fault]:
    """The texts of one widget that have no room."""
    for text, room, needed in _texts(widget):
        if needed.width() > room.width() + SLACK or needed.height() > room.height() + SLACK:
            yield Fault("cut", _name(widget), text, room.toTuple(), needed.toTuple())


def _texts(widget: QWidget) -> Iterator[tuple[str, QSize, QSize]]:
    """Text, room and needed room of all that a widget shows."""
    if hasattr(widget, "painted_texts"):
        for painted in widget.painted_texts():
            metrics = QFontMetricsF(painted.font)
            needed = QSize(int(metrics.horizontalAdvance(painted.text)), int(metrics.height()))
            yield painted.text, painted.area.size().toSize(), needed
    elif isinstance(widget, ElidedLabel | ElidedComboBox):
        # They end in dots, and their tooltip has all; but they need their height.
        text = widget.text() if isinstance(widget, ElidedLabel) else widget.currentText()
        if text:
            height = widget.fontMetrics().height()
            yield text, _inside(widget), QSize(widget.fontMetrics().horizontalAdvance("…"), height)
    elif isinstance(widget, QLabel):
        if widget.text():
            yield widget.text(), _inside(widget), _label_size(widget)
    elif isinstance(widget, QAbstractButton):
        if _says(widget):
            yield widget.text(), _inside(widget), _text_size(widget.fontMetrics(), widget.text())
    elif isinstance(widget, QComboBox):
        text = widget.currentText()
        yield text, _inside(widget), _text_size(widget.fontMetrics(), text)
    elif isinstance(widget, QLineEdit):
        yield widget.text(), widget.contentsRect().size(), QSize(0, widget.fontMetrics().height())
    elif isinstance(widget, QHeaderView):
        yield from _header(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)
    elif isinstance(widget, QAbstractSpinBox | QTabBar | QMenuBar | QGroupBox):
        yield type(widget).__name__, widget.size(), widget.minimumSizeHint()


def _text_size(metrics: QFontMetrics, text: str) -> QSize:
    size = metrics.size(Qt.TextFlag.TextShowMnemonic, text)
    return QSize(size.width(), metrics.height())


def _label_size(label: QLabel) -> QSize:
    width = label.contentsRect().width() - 2 * label.margin()
    rich = label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and "</" in label.text()
    )
    if rich:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(label.text())
        document.setTextWidth(width if label.wordWrap() else -1)
        return QSize(int(document.idealWidth()), int(document.size().height()))
    metrics = label.fontMetrics()
    if not label.wordWrap():
        return metrics.size(0, label.text())
    area = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, label.text())
    return QSize(area.width(), area.height())


def _says(button: QAbstractButton) -> bool:
    if not button.text():
        return False
    style = Qt.ToolButtonStyle.ToolButtonIconOnly
    alone = isinstance(button, QToolButton) and button.toolButtonStyle() is style
    return not (alone and not (button.icon().isNull()))


def _inside(widget: QWidget) -> QSize:
    """The room for a widget's text, as its style has it."""
    style, element = widget.style(), QStyle.SubElement
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return style.subControlRect(control, option, part, widget).size()
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        elements = {
            QPushButton: element.SE_PushButtonContents,
            QCheckBox: element.SE_CheckBoxContents,
            QRadioButton: element.SE_RadioButtonContents,
        }
        found = next(each for kind, each in elements.items() if isinstance(widget, kind))
        room = style.subElementRect(found, option, widget).size()
        icon = widget.iconSize().width() + 4 if not widget.icon().isNull() else 0
        return QSize(room.width() - icon, max(room.height(), widget.height() - 2))
    if isinstance(widget, QToolButton):
        option = QStyleOptionToolButton()
        widget.initStyleOption(option)
        wanted = style.sizeFromContents(
            QStyle.ContentsType.CT_ToolButton, option, QSize(0, 0), widget
        )
        beside = widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        pictured = beside and (
            not widget.icon().isNull() or widget.arrowType() is not Qt.ArrowType.NoArrow
        )
        icon = widget.iconSize().width() + 4 if pictured else 0
        return QSize(widget.width() - wanted.width() - icon, widget.height())
    return widget.contentsRect().size()


def _header(header: QHeaderView) -> Iterator[tuple[str, QSize, QSize]]:
    model = header.model()
    for section in range(header.count()):
        if header.isSectionHidden(section) or model is None:
            continue
        text = str(model.headerData(section, header.orientation()) or "")
        if header.orientation() is Qt.Orientation.Horizontal:
            room = QSize(header.sectionSize(section), header.height())
        else:
            room = QSize(header.width(), header.sectionSize(section))
        yield text, room, _text_size(header.fontMetrics(), text)


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, QSize, QSize]]:
    """Cells end in dots by themselves; without a tooltip that is no end."""
    model = view.model()
    if model is None or view.inherits("QListView"):
        return
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            area = view.visualRect(index)
            text = str(index.data() if index.data() is not None else "")
            if not text or not area.intersects(view.viewport().rect()):
                continue
            needed = _text_size(view.fontMetrics(), text)
            if index.data(Qt.ItemDataRole.ToolTipRole):
                needed.setWidth(0)
            yield text, area.size(), needed


# --- places -------------------------------------------------------------------------------------


def _outside(widget: QWidget, root: QWidget) -> Iterator[Fault]:
    """Widgets that reach over the edge of what they are in, where it cannot be scrolled."""
    parent = widget.parentWidget()
    if widget is root or parent is None or isinstance(widget, QSplitterHandle):
        return
    if not (isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit)):
        return
    area = widget.geometry()
    around = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not around.contains(area):
        yield Fault("outside", _name(widget), _name(parent))
    # And of each window around it that shows a part only.
    part: QWidget | None = parent
    while part is not None and part is not root:
        scroll = part.parentWidget()
        if isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is part:
            place = QRect(widget.mapTo(part, QPoint(0, 0)), widget.size())
            off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            sideways = scroll.horizontalScrollBarPolicy() is off
            if sideways and (place.left() < -SLACK or place.right() > part.width() + SLACK):
                yield Fault("outside", _name(widget), _name(scroll))
        part = scroll


def _overlaps(parent: QWidget) -> Iterator[Fault]:
    """Children of one widget that lie on each other."""
    if isinstance(parent, QAbstractScrollArea | QComboBox | QAbstractSpinBox | QLineEdit):
        return
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.size().isEmpty()
        and not isinstance(child, QSplitterHandle)
        and child.objectName() not in OVERLAYS
        and not _bare(child, parent)
    ]
    for one, other in combinations(children, 2):
        shared = one.geometry().intersected(other.geometry())
        if shared.width() > SLACK and shared.height() > SLACK:
            yield Fault("overlap", _name(one), _name(other))


def _bare(child: QWidget, parent: QWidget) -> bool:
    """Qt's own helpers that have no picture."""
    return isinstance(parent, QMainWindow) and type(child) is QWidget and child.layout() is None


def _picture(plot: pg.PlotWidget) -> Iterator[Fault]:
    """What is written over a picture is inside of it, and not on each other."""
    figure = plot.getPlotItem()
    box = figure.getViewBox().sceneBoundingRect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not hasattr(figure, "written"):
        return
    shown = [item for item in figure.written if item.isVisible() and _full(item)]
    for item in shown:
        name = f"{type(item).__name__} < {plot.objectName()}"
        if not box.contains(item.sceneBoundingRect()):
            yield Fault("outside", name, "the picture")
        if hasattr(item, "painted_texts"):
            for text in item.painted_texts():
                metrics = QFontMetricsF(text.font)
                needed = QSize(int(metrics.horizontalAdvance(text.text)), int(metrics.height()))
                room = text.area.size().toSize()
                if needed.width() > room.width() + 2 or needed.height() > room.height() + 2:
                    yield Fault("cut", name, text.text, room.toTuple(), needed.toTuple())
    for one, other in combinations(shown, 2):
        shared = one.sceneBoundingRect().intersected(other.sceneBoundingRect())
        if shared.width() > 2 and shared.height() > 2:
            yield Fault("overlap", f"{type(one).__name__}", type(other).__name__)


def _full(item: object) -> bool:
    area: QRectF = item.boundingRect()
    text = getattr(item, "text", None)
    return area.width() > 1 and (text is None or bool(text()))
