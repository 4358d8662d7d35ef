"""Mean and standard error of every metric over the seeds."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from gan_desktop.core.metrics import METRICS, Metric
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.ui.font_table import FontTable
from gan_desktop.ui.judging.numbers import average_text
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.sizes import em, text_width
from gan_desktop.ui.values_model import Cell, ValuesModel
from gan_desktop.ui.words import translated

_ROLE = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MetricTable(FontTable):
    """One row a metric; the tooltip says what it means and what it cannot see."""

    def __init__(self) -> None:
        super().__init__()
        self._headers: tuple[Cell, ...] = (
            {_ROLE.DisplayRole: self.tr("At the end"), _ROLE.TextAlignmentRole: _LEFT},
            {_ROLE.DisplayRole: self.tr("Mean ± standard error"), _ROLE.TextAlignmentRole: _RIGHT},
        )
        self._model = ValuesModel()
        self._model.show_values(self._headers, ())
        self.setModel(self._model)
        self.setObjectName("judgedMetrics")
        self.setAccessibleName(self.tr("Metrics at the end"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._fit_names()
        self._palette = LIGHT
        self._summary: SeedSummary | None = None

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_model"):
            self._fit_names()

    def _fit_names(self) -> None:
        """Keep room for the header of the names; where the values leave none, it scrolls."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(
            text_width(header, self._headers[0][_ROLE.DisplayRole]) + em(self, 1)
        )

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self.show_summary(self._summary)

    def show_summary(self, summary: SeedSummary | None) -> None:
        """All metrics; what no seed has is "n/a"."""
        self._summary = summary
        rows = () if summary is None else [self._row(metric, summary) for metric in METRICS]
        self._model.show_values(self._headers, rows)

    def _row(self, metric: Metric, summary: SeedSummary) -> tuple[Cell, Cell]:
        mean, seeds = summary.metrics.get(metric.key), len(summary.rows)
        about = f"<p>{translated(metric.about)}</p>"
        if mean is not None and mean.count < seeds:
            some = self.tr("Over {some} of {all} seeds: the others have no value.")
            about += f"<p>{some.format(some=mean.count, all=seeds)}</p>"
        name: Cell = {
            _ROLE.DisplayRole: translated(metric.label),
            _ROLE.ToolTipRole: about,
            _ROLE.ForegroundRole: QColor(self._palette.muted),
        }
        value: Cell = {
            _ROLE.DisplayRole: average_text(mean, metric.unit),
            _ROLE.ToolTipRole: about,
            _ROLE.TextAlignmentRole: _RIGHT,
        }
        return name, value
