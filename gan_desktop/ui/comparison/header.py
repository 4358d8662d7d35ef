"""Above each picture: where the design comes from, what is changed, its name and its verdict."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gan_desktop.app.comparison.designs import Design, Source
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.target import Target
from gan_desktop.core.verdict import Judgement, Verdict
from gan_desktop.core.verdict.verdicts import words_for
from gan_desktop.ui.comparison.change_edit import ChangeEdit
from gan_desktop.ui.comparison.source_box import SourceBox
from gan_desktop.ui.comparison.style import LETTERS, SAMPLE, lane_sample
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.icons import icon
from gan_desktop.ui.palette import LIGHT, SPACE, Palette
from gan_desktop.ui.panels.metric_style import number_text
from gan_desktop.ui.verdict_style import colour_of, sign_of
from gan_desktop.ui.words import translated


class LaneHeader(QWidget):
    """Shows one design, and reports which other one is wanted.

    Signals:
        source_wanted(Source), change_wanted(text): another design.
        file_wanted: a file is to be asked for.
        removal_wanted: without this one.
    """

    source_wanted = Signal(object)
    change_wanted = Signal(str)
    file_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, index: int) -> None:
        super().__init__()
        self.setObjectName(f"laneHeader{index}")
        self._index, self._palette = index, LIGHT
        self._judgement: Judgement | None = None
        self._target: Target | None = None
        self._coverage: float | None = None
        self._sources = SourceBox(index)
        self._change = ChangeEdit(index)
        self._remove = QToolButton()
        self._remove.setObjectName(f"removeLane{index}")
        self._remove.setAutoRaise(True)
        self._remove.setAccessibleName(self.tr("Remove this design"))
        self._remove.setToolTip(self.tr("Compare without this design"))
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.hide()
        self._sample = QLabel()
        self._sample.setFixedWidth(SAMPLE.width())
        self._title = ElidedLabel()
        self._title.setObjectName(f"laneTitle{index}")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._verdict = ElidedLabel()
        self._verdict.setObjectName(f"laneVerdict{index}")
        self._sources.chosen.connect(self.source_wanted)
        self._sources.file_wanted.connect(self.file_wanted)
        self._change.wanted.connect(self.change_wanted)
        self._remove.clicked.connect(self.removal_wanted)
        self._arrange()

    def _arrange(self) -> None:
        inputs = QHBoxLayout()
        inputs.setSpacing(SPACE // 2)
        for widget, share in ((self._sources, 5), (self._change, 4)):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            inputs.addWidget(widget, share)
        inputs.addWidget(self._remove)
        name = QHBoxLayout()
        name.setSpacing(SPACE)
        name.addWidget(self._sample)
        name.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(inputs)
        column.addWidget(self._error)
        # Names stay beside their pictures, also below another column's error.
        column.addStretch(1)
        column.addLayout(name)
        column.addWidget(self._verdict)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._sample.setPixmap(lane_sample(palette, self._index))
        self._remove.setIcon(icon("x", palette.muted))
        self._show_verdict()

    def show_design(self, design: Design, change: str, removable: bool) -> None:
        """What is trained here; nothing is wrong with it."""
        self._sources.show_source(design.source)
        self._change.show_change(change)
        self.show_title(translated(design.title))
        self._remove.setEnabled(removable)
        self.show_error("")
        self._show_inputs(True)

    def show_run(self, title: str, tip: str) -> None:
        """A stored run: there is nothing to choose in it."""
        self.show_title(title)
        self._title.setToolTip(tip)
        self.show_error("")
        self._show_inputs(False)

    def show_title(self, title: str) -> None:
        """The design's name, without its letter."""
        self._title.show_text(
            self.tr("{letter}  {title}").format(letter=LETTERS[self._index], title=title)
        )

    def _show_inputs(self, shown: bool) -> None:
        for widget in (self._sources, self._change, self._remove):
            widget.setVisible(shown)

    def show_source(self, source: Source) -> None:
        """What was chosen, also where it could not be trained."""
        self._sources.show_source(source)

    def show_error(self, text: str) -> None:
        """Why what is wanted cannot be trained; what was trained goes on. "" for nothing wrong."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._change.set_invalid(bool(text))

    def show_verdict(
        self, judgement: Judgement | None, target: Target, coverage: float | None
    ) -> None:
        """What became of it up to now.

        Args:
            judgement: the verdict with its evidence, None while there is none.
            target: what the design learns.
            coverage: the latest `prdc_coverage`, None where it was not measured; the verdict's own
                numbers hardly see a collapse inside broad modes.
        """
        new = (judgement, target, coverage)
        if new != (self._judgement, self._target, self._coverage):
            self._judgement, self._target, self._coverage = new
            self._show_verdict()

    @property
    def title(self) -> str:
        """The design's name with its letter."""
        return self._title.text()

    @property
    def verdict(self) -> str:
        """The verdict with its sign, "" for none."""
        return self._verdict.text()

    @property
    def verdict_colour(self) -> str:
        """The colour of the verdict."""
        judgement = self._judgement
        return (
            self._palette.text if judgement is None else colour_of(judgement.verdict, self._palette)
        )

    def _show_verdict(self) -> None:
        judgement = self._judgement
        if judgement is None:
            self._verdict.show_text("")
            return
        verdict = judgement.verdict
        words = words_for(verdict, bool(self._target and self._target.known_modes))
        text = f"{sign_of(verdict)} {translated(words.label)}"
        if self._coverage is not None and verdict is not Verdict.DIVERGED:
            share = number_text(METRICS["prdc_coverage"], self._coverage)
            text = self.tr("{verdict}, coverage {share}").format(verdict=text, share=share)
        self._verdict.show_text(text, self.verdict_colour)
        lines = [f"<p>{escape(translated(words.meaning), quote=False)}</p>"]
        for found in judgement.evidence:
            label, value = translated(found.label), translated(found.value)
            lines.append(f"<br>{escape(label, quote=False)}: {escape(value, quote=False)}")
        self._verdict.setToolTip("".join(lines))
