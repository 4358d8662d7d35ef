"""The seeds as a table's rows: what each is doing, and what became of it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gan_desktop.app.jury import JuryProgress, SeedProgress, SeedState
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.verdict.seed_row import CURVES, SeedRow
from gan_desktop.ui.judging.numbers import value_text
from gan_desktop.ui.palette import LIGHT, Palette
from gan_desktop.ui.verdict_style import colour_of, sign_of
from gan_desktop.ui.words import translated

SEED, STATE, VERDICT, FIRST_VALUE = range(4)
WHY = FIRST_VALUE + len(CURVES)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


class SeedModel(QAbstractTableModel):
    """One row a seed."""

    def __init__(self) -> None:
        super().__init__()
        self._palette = LIGHT
        self._progress: JuryProgress | None = None
        self._running = False
        self._headers = (
            self.tr("Seed"),
            self.tr("State"),
            self.tr("Verdict"),
            self.tr("Modes"),
            self.tr("High quality"),
            self.tr("Reverse KL"),
            self.tr("Why"),
        )

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._tell(0, self.rowCount() - 1)

    def show_progress(self, progress: JuryProgress | None, *, running: bool) -> None:
        """How far all seeds are; None for no rows.

        Args:
            progress: of each seed.
            running: whether those that are not done still will be.
        """
        old = self._seeds
        stopped, self._running = self._running != running, running
        new = () if progress is None else progress.seeds
        if [seed.seed for seed in old] != [seed.seed for seed in new]:
            self.beginResetModel()
            self._progress = progress
            self.endResetModel()
            return
        self._progress = progress
        changed = [i for i, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
        if stopped:
            self._tell(0, len(new) - 1)
        elif changed:
            self._tell(changed[0], changed[-1])

    def seed_at(self, row: int) -> int:
        """The seed of a row."""
        return self._seeds[row].seed

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's
        """Qt: one a seed."""
        return 0 if parent.isValid() else len(self._seeds)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's
        """Qt: the headers'."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Qt: names of the columns, and what they mean."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return self._headers[section]
        if role == _ROLE.ToolTipRole and FIRST_VALUE <= section < WHY:
            return f"<p>{translated(METRICS[CURVES[section - FIRST_VALUE]].about)}</p>"
        if role == _ROLE.TextAlignmentRole and _is_number(section):
            return _RIGHT
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Qt: text, colour and tooltip of a cell."""
        seed, column = self._seeds[index.row()], index.column()
        if role == _ROLE.DisplayRole:
            return self._text(seed, column)
        if role == _ROLE.ToolTipRole and seed.row is not None:
            return self._tip(seed.row) or None
        if role == _ROLE.TextAlignmentRole and _is_number(column):
            return _RIGHT
        if role == _ROLE.ForegroundRole:
            if column == VERDICT and seed.row is not None and seed.row.finished:
                return QColor(colour_of(seed.row.verdict, self._palette))
            if column == STATE and seed.state is SeedState.FAILED:
                return QColor(self._palette.error)
        return None

    @property
    def _seeds(self) -> tuple[SeedProgress, ...]:
        return () if self._progress is None else self._progress.seeds

    def _text(self, seed: SeedProgress, column: int) -> str:
        row = seed.row
        if column == SEED:
            return str(seed.seed)
        if column == STATE:
            return self._state(seed)
        if row is None:
            return ""
        if column == VERDICT:
            if not row.finished:
                return ""
            return f"{sign_of(row.verdict)} {translated(row.words.label)}"
        if column == WHY:
            return self._why(row)
        metric = METRICS[CURVES[column - FIRST_VALUE]]
        if metric.key not in row.metrics:
            return "–"
        return value_text(row.metrics[metric.key], metric.unit)

    def _state(self, seed: SeedProgress) -> str:
        if seed.state is SeedState.DONE:
            return self.tr("done")
        if seed.state is SeedState.FAILED:
            return self.tr("failed")
        if not self._running:
            return self.tr("given up")
        if seed.state is SeedState.WAITING:
            return self.tr("waiting")
        if not seed.steps:
            return self.tr("starting")
        return self.tr("running, step {step}").format(step=f"{seed.steps:,}")

    def _why(self, row: SeedRow) -> str:
        """Why it ended early; of a whole run, the first number that a converged one has not."""
        if row.why:
            return translated(row.why)
        unmet = next((item for item in row.evidence if not item.met), None)
        if unmet is None:
            return ""
        text = self.tr("{what}: {value}")
        if unmet.wanted:
            text = self.tr("{what}: {value}, converged: {wanted}")
        return text.format(
            what=translated(unmet.label),
            value=translated(unmet.value),
            wanted=translated(unmet.wanted),
        )

    def _tip(self, row: SeedRow) -> str:
        lines = [translated(row.why)] if row.why else []
        if row.finished:
            lines.append(translated(row.words.meaning))
        for item in row.evidence:
            if item.value != row.why:
                lines.append(f"{translated(item.label)}: {translated(item.value)}")  # noqa: PERF401
        return "".join(f"<p>{line}</p>" for line in lines)

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, WHY))


def _is_number(column: int) -> bool:
    return column == SEED or FIRST_VALUE <= column < WHY
