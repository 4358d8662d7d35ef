"""Name and value of one metric above its plot; the name tells what it means."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gan_desktop.core.metrics import Metric
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.panels.curve_items import curve_pen
from gan_desktop.ui.panels.metric_style import colour_role, widest_text
from gan_desktop.ui.sizes import em
from gan_desktop.ui.words import translated

SAMPLE = QSize(18, 10)
# Sharp also where the screen is magnified.
_MAGNIFIED = 3


class MetricRow(QWidget):
    """A sample of the line, the name (a button), the value of steady width.

    Signals:
        asked: the person wants to know what the metric means.
    """

    asked = Signal()

    def __init__(self, metric: Metric, dashed: bool) -> None:
        super().__init__()
        self.shown, self._dashed = metric, dashed
        self._name = translated(metric.label)
        self.button = QToolButton()
        self.button.setObjectName("metricButton")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(SAMPLE)
        self.button.setAccessibleName(self.tr("{name}: what it means").format(name=self._name))
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.asked)
        self.value = ElidedLabel("–", (widest_text(metric), self.tr("n/a")))
        self.value.setObjectName("curveValue")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, 1)
        layout.addWidget(self.value)

    @property
    def about(self) -> str:
        """What the metric means, as rich text."""
        return self.button.toolTip()

    def set_about(self, html: str) -> None:
        """Say what the metric means."""
        self.button.setToolTip(html)
        self.value.setToolTip(html)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        sample = QPixmap(SAMPLE * _MAGNIFIED)
        sample.setDevicePixelRatio(_MAGNIFIED)
        sample.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sample)
        pen = curve_pen(getattr(palette, colour_role(self.shown.key)), self._dashed)
        pen.setWidthF(2)
        pen.setCosmetic(False)
        if self._dashed:
            pen.setDashPattern([2.6, 1.4])
        painter.setPen(pen)
        painter.drawLine(1, SAMPLE.height() // 2, SAMPLE.width() - 1, SAMPLE.height() // 2)
        painter.end()
        self.button.setIcon(QIcon(sample))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a name that has no room ends in dots."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - self.value.sizeHint().width() - SAMPLE.width() - em(self, 1)
        metrics = self.button.fontMetrics()
        self.button.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "value"):
            self._elide()
