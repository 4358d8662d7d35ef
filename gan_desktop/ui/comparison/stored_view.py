"""`StoredView`: stored runs side by side, between what reads them and the window."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from gan_desktop.app.comparison.stored import StoredComparison
from gan_desktop.core.differences import Difference, differences
from gan_desktop.core.lockstep import not_shared, shared_display
from gan_desktop.core.series import nearest
from gan_desktop.ui.comparison.window import ComparisonWindow
from gan_desktop.ui.words import translated

# A run is called by its settings where it differs in so many at most, else by its file.
_FEW = 2
_NAME = "stored runs"


class StoredView(QObject):
    """Shows the stored snapshots that are nearest to the slider's step.

    Signals:
        shown: the window shows stored runs from now on.
    """

    shown = Signal()

    def __init__(self, runs: StoredComparison, window: ComparisonWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._runs, self._window = runs, window
        # Of all runs together: where the slider's keys go.
        self._steps = np.zeros(1)
        runs.opened.connect(self._on_opened)
        runs.moved.connect(self._on_moved)
        runs.failed.connect(self._on_failed)
        window.place_wanted.connect(self._on_place)
        window.neighbour_wanted.connect(self._on_neighbour)

    @Slot(object)
    def open(self, names: list[str]) -> None:
        """Read these files and show them, from their ends."""
        self._runs.open(tuple(Path(name) for name in names))

    def leave(self) -> None:
        """Show no runs any more."""
        self._runs.let_go()
        self._window.show_mode(stored=False)

    @Slot()
    def _on_opened(self) -> None:
        window, lanes = self._window, self._runs.lanes
        self.shown.emit()
        window.notices.dismiss(_NAME)
        window.show_mode(stored=True)
        window.stage.set_count(len(lanes))
        configs = [lane.config for lane in lanes]
        rows = [row for row in differences(configs) if not row.path.startswith("display.")]
        for index, (header, canvas, lane) in enumerate(
            zip(window.stage.headers, window.stage.canvases, lanes, strict=True)
        ):
            header.show_run(_title(rows, index) or lane.path.stem, str(lane.path))
            header.show_verdict(None, lane.config.target, None)
            canvas.show_snapshot(None)
            canvas.show_sentence("")
        window.stage.set_display(shared_display(configs))
        window.show_averages(any(config.dynamics.ema for config in configs))
        sentences = [
            self.tr("Stored runs, each at its step nearest to the slider; nothing is trained here.")
        ]
        if any(lane.changed for lane in lanes):
            sentences.append(self.tr("Some were changed on the way: their last settings count."))
        sentences += [translated(sentence) for sentence in not_shared(configs)]
        window.show_designs(sentences, rows, [header.title for header in window.stage.headers])
        window.curves.show_histories(
            [lane.history for lane in lanes], [config.target for config in configs]
        )
        self._steps = np.unique(np.concatenate([lane.steps for lane in lanes])).astype(float)
        window.show_steps(int(self._steps[0]), int(self._steps[-1]))
        self._on_place(int(self._steps[-1]))

    @Slot()
    def _on_moved(self) -> None:
        moments = self._runs.moments
        canvases = self._window.stage.canvases
        headers = self._window.stage.headers
        for canvas, header, lane, snapshot, judgement in zip(
            canvases, headers, self._runs.lanes, moments.snapshots, moments.judgements, strict=True
        ):
            canvas.show_snapshot(snapshot)
            coverage = lane.history.latest("prdc_coverage", snapshot.step)
            header.show_verdict(judgement, snapshot.target, coverage)
        self._window.show_place(moments.step)

    @Slot(object)
    def _on_failed(self, reason: str) -> None:
        self._window.notices.show_card(translated(reason), kind="error", name=_NAME)

    @Slot(int)
    def _on_place(self, step: int) -> None:
        self._runs.find(step)

    @Slot(int)
    def _on_neighbour(self, count: int) -> None:
        moments = self._runs.moments
        if moments is not None:
            at = nearest(self._steps, moments.step) + count
            self._runs.find(int(self._steps[min(max(at, 0), len(self._steps) - 1)]))


def _title(rows: list[Difference], index: int) -> str:
    """A run by the settings in which it differs, "" where they are too many or none."""
    if not 0 < len(rows) <= _FEW:
        return ""
    return ", ".join(f"{translated(row.label)} = {translated(row.texts[index])}" for row in rows)
