"""Mean and standard error of every metric over the seeds."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gan_desktop.core.metrics import METRICS
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.ui.judging.numbers import average_text
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.words import translated

_ROW_HEIGHT = 22


class MetricTable(QTableWidget):
    """One row a metric; the tooltip says what it means and what it cannot see."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setObjectName("judgedMetrics")
        self.setAccessibleName(self.tr("Metrics at the end"))
        self.setHorizontalHeaderLabels([self.tr("At the end"), self.tr("Mean ± standard error")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for column, side in enumerate((left, right)):
            self.horizontalHeaderItem(column).setTextAlignment(side)
        self._palette = LIGHT
        self._summary: SeedSummary | None = None

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self.show_summary(self._summary)

    def show_summary(self, summary: SeedSummary | None) -> None:
        """All metrics; what no seed has is "n/a"."""
        self._summary = summary
        self.setRowCount(0 if summary is None else len(METRICS.keys()))
        if summary is None:
            return
        seeds = len(summary.rows)
        for index, metric in enumerate(METRICS):
            mean = summary.metrics.get(metric.key)
            about = f"<p>{translated(metric.about)}</p>"
            if mean is not None and mean.count < seeds:
                some = self.tr("Over {some} of {all} seeds: the others have no value.")
                about += f"<p>{some.format(some=mean.count, all=seeds)}</p>"
            name = QTableWidgetItem(translated(metric.label))
            value = QTableWidgetItem(average_text(mean, metric.unit))
            value.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            name.setForeground(QColor(self._palette.muted))
            for column, item in enumerate((name, value)):
                item.setToolTip(about)
                self.setItem(index, column, item)
