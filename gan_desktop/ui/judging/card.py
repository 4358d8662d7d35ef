"""The result in words: verdict, success rate, metrics, what to try."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_desktop.app.judging import Judged
from gan_desktop.core.verdict.remedies import Remedy, remedy_for
from gan_desktop.core.verdict.seed_row import Ending
from gan_desktop.ui.judging.metric_table import MetricTable
from gan_desktop.ui.judging.numbers import rate_text, seeds_text, some_seeds
from gan_desktop.ui.palette import LIGHT, SPACE, Palette
from gan_desktop.ui.verdict_style import colour_of, sign_of
from gan_desktop.ui.words import translated


class ResultCard(QWidget):
    """Shows a result that has a summary.

    Signals:
        remedy_wanted(verdict): what helps against it is to be tried.
    """

    remedy_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._palette = LIGHT
        self._judged: Judged | None = None
        self._remedy: Remedy | None = None
        self._title = self._label("verdictTitle")
        self._meaning = self._label("description")
        self._rate = self._label("successRate")
        self._rate.setToolTip(
            self.tr(
                "Seeds with every mode at the end; in brackets the 95% interval of the rate "
                "(Wilson): what the design may really reach."
            )
        )
        self._notes = self._label("description")
        self._advice = self._label("judgedAdvice")
        self._apply = QPushButton(self.tr("Apply"))
        self._apply.setObjectName("applyJudgedRemedyButton")
        self._apply.setAutoDefault(False)
        self._apply.setToolTip(self.tr("Change the settings this way; can be undone"))
        self._apply.clicked.connect(self._on_apply)
        advice = QHBoxLayout()
        advice.setSpacing(SPACE)
        advice.addWidget(self._advice, 1)
        advice.addWidget(self._apply)
        self._metrics = MetricTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for label in (self._title, self._meaning, self._rate, self._notes):
            column.addWidget(label)
        column.addLayout(advice)
        column.addSpacing(SPACE // 2)
        column.addWidget(self._metrics, 1)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._metrics.set_palette(palette)
        self._show_title()

    def show_result(self, judged: Judged) -> None:
        """Show it."""
        summary = judged.summary
        self._judged = judged
        self._remedy = remedy_for(summary.verdict, judged.order.config)
        self._show_title()
        self._meaning.setText(translated(summary.words.meaning))
        rate = self.tr("Success rate: <b>{rate}</b>")
        self._rate.setText(rate.format(rate=rate_text(summary)))
        self._rate.setVisible(bool(summary.finished))
        notes = self._told(judged)
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self._advice.setVisible(self._remedy is not None)
        self._apply.setVisible(self._remedy is not None and bool(self._remedy.changes))
        if self._remedy is not None:
            text = self.tr("Try first: {remedy}")
            self._advice.setText(text.format(remedy=translated(self._remedy.text)))
        self._metrics.setVisible(bool(summary.finished))
        self._metrics.show_summary(summary)

    def _told(self, judged: Judged) -> list[str]:
        """What must be known beside the verdict."""
        summary, order = judged.summary, judged.order
        notes = []
        if not judged.complete:
            seeds = translated(some_seeds(judged.done, order.seeds))
            notes.append(self.tr("Incomplete: {seeds} finished.").format(seeds=seeds))
        diverged = summary.ended(Ending.DIVERGED)
        if diverged:
            notes.append(self.tr("Diverged: {count}.").format(count=diverged))
        for why, count in summary.failures.items():
            text = self.tr("Failed and not counted: {count} ({why})")
            notes.append(text.format(count=count, why=translated(why)))
        return notes

    def _show_title(self) -> None:
        if self._judged is None:
            return
        summary = self._judged.summary
        verdict, label = summary.verdict, translated(summary.words.label)
        text = f"<b>{label}</b>"
        if verdict is not None:
            text += f" ({seeds_text(summary.supporting, summary)})"
        colour, sign = colour_of(verdict, self._palette), sign_of(verdict)
        self._title.setText(f'<span style="color:{colour}">{sign}</span>&nbsp; {text}')

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    @Slot()
    def _on_apply(self) -> None:
        if self._remedy is not None:
            self.remedy_wanted.emit(self._judged.summary.verdict)
