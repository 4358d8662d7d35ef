"""Judging a design, as a person does it."""

import hashlib
import json
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from gan_desktop import load_preset
from gan_desktop.app.judging import Judged, JudgingOrder, JudgingProgress
from gan_desktop.app.jury import JuryProgress, SeedProgress, SeedState
from gan_desktop.app.jury_report import report
from gan_desktop.app.messages import TrainingState
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.verdict.over_seeds import Band, SeedSummary
from gan_desktop.ui.judging.bands import Bands, band_path
from gan_desktop.ui.judging.design import design_line
from gan_desktop.ui.judging.dialog import JudgingDialog
from gan_desktop.ui.palette import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton
FOREVER = "100000000"


class Judge:
    """A person in front of the dialog."""

    def __init__(self, window, qtbot) -> None:
        self.window, self.session, self._qtbot = window, window.judging, qtbot

    @property
    def dialog(self) -> JudgingDialog:
        (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, JudgingDialog)]
        return found

    def open(self) -> JudgingDialog:
        QTest.keyClick(self.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.waitExposed(self.dialog)
        return self.dialog

    def enter(self, name: str, text: str) -> None:
        edit = self.dialog.findChild(QLineEdit, name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def click(self, name: str) -> None:
        button = self.dialog.findChild(QPushButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        QTest.mouseClick(button, LEFT)

    def start(self, seeds: int, steps: str, jobs: int = 1) -> None:
        self.enter("judgingSeeds", str(seeds))
        self.enter("judgingJobs", str(jobs))
        self.enter("judgingSteps", steps)
        self.click("startJudgingButton")

    def cell(self, row: int, name: str) -> str:
        model = self.dialog.findChild(QTableView, "seedTable").model()
        return model.index(row, self._column(model, name)).data()

    def tip(self, row: int, name: str) -> str:
        model = self.dialog.findChild(QTableView, "seedTable").model()
        index = model.index(row, self._column(model, name))
        return index.data(Qt.ItemDataRole.ToolTipRole) or ""

    def place(self, row: int) -> QPoint:
        table = self.dialog.findChild(QTableView, "seedTable")
        return table.visualRect(table.model().index(row, 1)).center()

    def said(self, name: str) -> str:
        return self.dialog.findChild(QLabel, name).text()

    def show(self, rows, asked: int) -> Judged:
        """As if these rows had come out just now."""
        config = self.window.experiment.config
        order = JudgingOrder("a design", config, self.window.experiment.reference, asked, 1)
        summary = SeedSummary.of(rows) if rows else None
        seeds = tuple(SeedProgress(r.seed, SeedState.DONE, r.steps, r) for r in rows)
        session = self.session
        session.order, session.judged = order, Judged(order, summary)
        session.progress = JudgingProgress(JuryProgress(seeds, 100), 0.0)
        session.finished.emit(session.judged)
        return session.judged

    @staticmethod
    def _column(model, name: str) -> int:
        names = [
            model.headerData(column, Qt.Orientation.Horizontal)
            for column in range(model.columnCount())
        ]
        return names.index(name)


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """On a machine that does other things as well, workers that make way would take minutes."""
    monkeypatch.setattr("gan_desktop.app.judging_worker.NICENESS", 1)


@pytest.fixture
def wait_for(qtbot):
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)


@pytest.fixture
def judge(window, qtbot) -> Judge:
    return Judge(window, qtbot)


def test_from_the_key_to_a_seed_in_the_window(window, judge, wait_for, tmp_path, workers):
    """All of it with real processes; the parts are looked at below."""
    dialog = judge.open()
    assert not dialog.isModal()
    before = window.experiment.config
    judge.start(2, "43")
    assert dialog.findChild(QPushButton, "cancelJudgingButton").isVisible()
    assert not dialog.findChild(QLineEdit, "judgingSeeds").isEnabled()
    wait_for(lambda: judge.session.progress is not None)
    assert judge.cell(0, "State") in ("starting", "waiting") or "running" in judge.cell(0, "State")
    wait_for(lambda: not judge.session.running)
    assert not workers()
    judged = judge.session.judged
    assert [row.steps for row in judged.summary.rows] == [43, 43]
    assert judge.cell(1, "Seed") == "1"
    assert judge.cell(1, "State") == "done"
    assert judge.cell(1, "Modes") == f"{judged.summary.rows[1].metrics['modes']:.3g}"
    assert "2 of 2 seeds" in judge.said("judgingLine")
    assert "of 2 seeds, " in judge.said("successRate")

    # A seed in the window: the same points, bit for bit.
    table = dialog.findChild(QTableView, "seedTable")
    QTest.mouseClick(table.viewport(), LEFT, pos=judge.place(1))
    assert "seed 1" in dialog.findChild(QPushButton, "openSeedButton").text()
    QTest.mouseDClick(table.viewport(), LEFT, pos=judge.place(1))
    session = window.session
    wait_for(lambda: session.state is TrainingState.PAUSED and session.snapshot.step == 43)
    points = session.snapshot.fake.tobytes()
    assert hashlib.sha256(points).hexdigest() == judged.summary.rows[1].points_sha256
    opened = before.with_values({"training.seed": 1, "training.steps": 43})
    assert window.experiment.config == opened
    assert "seed 1" in window.experiment.undo_text
    window.experiment.undo()
    assert window.experiment.config == before

    # The button does the same.
    judge.click("openSeedButton")
    assert window.experiment.config == opened
    assert session.training


def test_it_goes_on_when_the_dialog_is_closed_and_ends_with_the_window(
    window, judge, person, wait_for, workers
):
    judge.open()
    judge.start(1, FOREVER)
    judge.click("closeJudgingButton")
    assert not judge.dialog.isVisible()
    wait_for(lambda: judge.session.progress and judge.session.progress.seconds_left is not None)
    button = window.findChild(QPushButton, "judgeButton")
    wait_for(lambda: "left" in button.text())
    person.click_tool("playAction")
    done = judge.session.progress.jury.share
    wait_for(lambda: judge.session.progress.jury.share > done and window.session.snapshot.step > 5)
    QTest.mouseClick(button, LEFT)
    assert judge.dialog.isVisible()
    wait_for(lambda: judge.cell(0, "State").startswith("running, step "))
    assert not judge.dialog.findChild(QLineEdit, "judgingSeeds").isEnabled()
    running = workers()
    assert running
    assert all(worker.nice() > psutil.Process().nice() for worker in running)
    dialog = judge.dialog
    before = time.monotonic()
    window.close()
    assert time.monotonic() - before < 2
    assert not workers()
    assert not dialog.isVisible()


def test_closed_while_the_workers_import_torch(window, judge, wait_for, workers):
    judge.open()
    judge.start(2, FOREVER)
    wait_for(workers)
    before = time.monotonic()
    window.close()
    assert time.monotonic() - before < 2
    assert not workers()


def test_cancel_with_the_button(window, judge, wait_for, workers):
    judge.open()
    judge.start(1, FOREVER)
    wait_for(workers)
    judge.click("cancelJudgingButton")
    wait_for(lambda: not judge.session.running)
    assert not workers()
    assert "no result" in judge.said("judgingLine")
    assert judge.cell(0, "State") == "given up"
    assert judge.dialog.findChild(QPushButton, "startJudgingButton").isVisible()
    assert not judge.dialog.findChild(QPushButton, "saveJudgedButton").isEnabled()
    assert window.findChild(QPushButton, "judgeButton").text() == "Judge this design…"


def test_a_bad_number_is_refused_in_a_sentence(judge):
    dialog = judge.open()
    for name, text, label, allowed in (
        ("judgingSeeds", "0", "Seeds", "a whole number from 1 to 1,000"),
        ("judgingSteps", "many", "Steps", "a whole number from 1 to 100,000,000"),
        ("judgingJobs", "9999", "Processes at a time", "a whole number from 1 to "),
    ):
        judge.enter(name, text)
        (error,) = [e for e in dialog.findChildren(QLabel, "fieldError") if e.isVisible()]
        assert error.text().startswith(f"{label}: '{text}' is not allowed; allowed: {allowed}")
        judge.click("startJudgingButton")
        assert not judge.session.running
        assert dialog.focusWidget() is dialog.findChild(QLineEdit, name)
        judge.enter(name, "1")
        assert not error.isVisible()


def test_a_design_is_told_by_its_preset_and_what_differs(qapp):
    preset = load_preset("ring8-blog")
    name = "Ring of 8, the blog's recipe"
    assert design_line(preset, preset) == name
    told_beside = {"training.steps": 7, "training.seed": 7, "display.snapshot_every": 7}
    assert design_line(preset.with_values(told_beside), preset) == name
    other = preset.with_values({"training.batch_size": 64}).replaced(
        target=preset.target.with_mode(0, mean=(0.0, 1.0))
    )
    assert design_line(other, preset) == f"{name} · Batch size 64 · target changed"
    shape = preset.replaced(target=ShapeTarget(shape="two-moons"))
    assert design_line(shape, preset) == f"{name} · target changed"


def test_the_design_is_the_one_being_edited(window, judge, person):
    dialog = judge.open()
    steps = dialog.findChild(QLineEdit, "judgingSteps")
    assert steps.text() == str(window.experiment.config.training.steps)
    person.enter("training.batch_size", "64")
    assert "Batch size 64" in judge.said("designLine")
    window.experiment.edit({"training.steps": 77, "training.seed": 5}, "other steps")
    assert steps.text() == "77"
    judge.enter("judgingSteps", "88")
    window.experiment.edit({"training.steps": 99}, "other steps")
    assert steps.text() == "88"
    assert any(label.text() == "seeds 5 to 9" for label in dialog.findChildren(QLabel))


def test_the_card_says_what_came_out(window, judge, judged_rows):
    dialog = judge.open()
    judge.show(judged_rows, 7)
    title = judge.said("verdictTitle")
    assert "✘" in title
    assert "Mode dropping" in title
    assert "2 of 4 seeds that finished" in title
    rate = judge.said("successRate")
    assert "2 of 4 seeds that finished, 50% (15% to 85%)" in rate
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert "Incomplete: 4 of 7 seeds finished." in texts
    assert "Diverged: 1." in texts
    assert "Failed and not counted: 1 (Its process ended with exit code 3.)" in texts
    metrics = dialog.findChild(QTableView, "judgedMetrics").model()
    assert metrics.index(0, 0).data() == "Modes captured"
    assert metrics.index(0, 1).data() == "7 ± 1 modes"
    about = metrics.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "10% of their share" in about
    assert "Over 3 of 5 seeds" in about
    assert judge.cell(0, "Why") == ""
    assert judge.cell(1, "Why") == "Modes captured: 5 of 8, converged: all 8"
    assert judge.cell(3, "Why").startswith("Training diverged at step 12: loss nan")
    assert "loss nan" in judge.tip(3, "Why")
    assert judge.cell(4, "Verdict") == ""
    assert "exit code 3" in judge.cell(4, "Why")

    for theme, palette in (("Dark", DARK), ("Light", LIGHT)):
        window.findChild(QAction, f"theme{theme}Action").trigger()
        assert palette.error in judge.said("verdictTitle")
        plot = dialog._bands.plots[0].plot
        assert plot.backgroundBrush().color().name() == palette.surface
        model = dialog.findChild(QTableView, "seedTable").model()
        colour = model.index(1, 2).data(Qt.ItemDataRole.ForegroundRole)
        assert colour.name() == palette.error


def test_seeds_that_never_trained_are_no_verdict_in_the_window_either(
    window, judge, judged_rows, wait_for
):
    failed = [replace(judged_rows[-1], seed=seed) for seed in (0, 1)]
    dialog = judge.open()
    judge.show(failed, 2)
    assert "No verdict" in judge.said("verdictTitle")
    assert "seed" not in judge.said("verdictTitle")
    visible = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    texts = " ".join(label.text() for label in visible)
    assert "Failed and not counted: 2 (Its process ended with exit code 3.)" in texts
    assert "No seed finished: there is no verdict." in texts
    assert not [text for text in ("rate", "Try first", "Cancelled", "%") if text in texts]
    for name in ("applyJudgedRemedyButton", "judgedMetrics"):
        assert not dialog.findChild(QWidget, name).isVisible()
    assert judge.cell(0, "Verdict") == ""
    judge.click("closeJudgingButton")
    judge.show(failed, 2)
    (card,) = [card for card in window._notices.cards if "no seed finished" in card.text]
    assert "exit code 3" in card.text


def test_a_single_step_is_a_dot_and_nothing_without_a_value(qtbot):
    bands = Bands()
    qtbot.addWidget(bands)
    for value, symbol in ((0.5, "o"), (None, None)):
        band = Band((value,), (value,), (value,), (0 if value is None else 1,))
        for plot in bands.plots:
            plot.show_band((20,), band, None)
            assert plot._mean.opts["symbol"] == symbol


def test_the_curves_have_bands_and_gaps(qtbot, judged_rows):
    bands = Bands()
    qtbot.addWidget(bands)
    bands.show_summary(SeedSummary.of(judged_rows), 8)
    modes, quality, kl = bands.plots
    steps, mean = modes._mean.getData()
    assert list(steps) == [20, 40, 60, 80, 100]
    assert mean[-1] == pytest.approx(7)
    assert list(modes._high.getData()[1]) == pytest.approx([1.6, 3.2, 4.8, 6.4, 8])
    assert modes._wanted.value() == 8
    assert quality._wanted.value() == pytest.approx(98.889, abs=0.001)
    assert not kl._wanted.isVisible()
    # No seed has a reverse KL at the first step: a gap, not a zero.
    assert str(kl._mean.getOriginalDataset()[1][0]) == "nan"


def test_nothing_is_filled_where_no_seed_has_a_value():
    nan = float("nan")
    low = np.array([nan, 1, 1, nan, nan, 0, 0, 0, nan, 2, nan])
    path = band_path(np.arange(11.0), low, low + 2)
    inside = [path.contains(QPointF(x, 1.5)) for x in np.arange(0.5, 10)]
    assert inside == [False, True, False, False, False, True, True, False, False, False]
    assert path.boundingRect().getCoords() == (1, 0, 7, 3)
    empty = np.full(3, nan)
    assert band_path(np.arange(3.0), empty, empty).isEmpty()


def test_the_remedy_is_one_edit(window, judge, judged_rows):
    judge.open()
    judge.show(judged_rows, 5)
    before = window.experiment.config
    judge.click("applyJudgedRemedyButton")
    after = window.experiment.config
    assert after != before
    changed = judge.dialog._card._remedy.changes
    assert after == before.with_values(changed)
    window.findChild(QAction, "undoAction").trigger()
    assert window.experiment.config == before


def test_copy_and_save_are_the_command_lines(window, judge, judged_rows, wait_for, tmp_path):
    dialog = judge.open()
    judged = judge.show(judged_rows, 5)
    judge.click("copyJudgedButton")
    text = QApplication.clipboard().text()
    assert text.startswith("a design, 5 seeds of ")
    assert "Success rate 50%" in text
    target = tmp_path / "verdict.json"
    judge.click("saveJudgedButton")
    wait_for(lambda: dialog.findChild(QFileDialog))
    dialog.findChild(QFileDialog).fileSelected.emit(str(target))
    dialog.findChild(QFileDialog).reject()
    wait_for(lambda: "Saved as" in judge.said("judgingNote"))
    config = judged.order.config
    wanted = report(config, judged.summary, asked=5)
    assert json.loads(target.read_text()) == json.loads(json.dumps(wanted))
    assert [path.name for path in tmp_path.glob("*verdict*")] == ["verdict.json"]
    dialog._save.setFocus()
    window._judging_view._save(judged, str(tmp_path / "nowhere" / "verdict.json"))
    wait_for(lambda: "Not saved: " in dialog._note.text())


def test_a_closed_dialog_is_offered_again_when_all_is_done(window, judge, judged_rows):
    judge.open()
    judge.click("closeJudgingButton")
    judge.show(judged_rows, 5)
    (card,) = [card for card in window._notices.cards if "is judged" in card.text]
    assert "Mode dropping" in card.text
    assert "2 of 4 seeds that finished, 50%" in card.text
    show = next(b for b in card.findChildren(QPushButton) if b.text() == "Show")
    QTest.mouseClick(show, LEFT)
    assert judge.dialog.isVisible()
    assert "Mode dropping" in judge.said("verdictTitle")


def test_without_known_modes_the_success_rate_is_not_available(judge, judged_rows, window):
    judge.open()
    rows = [replace(row, modes_known=False) for row in judged_rows]
    judge.show(rows, len(rows))
    assert judge.said("successRate") == "Success rate: <b>n/a, the target has no modes to count</b>"
    assert "Parts are missing" in judge.said("verdictTitle")
    judge.dialog.close()
    judge.show(rows, len(rows))
    cards = [label.text() for label in window.findChildren(QLabel) if "is judged" in label.text()]
    assert any("n/a" in text and "Parts are missing" in text for text in cards)
