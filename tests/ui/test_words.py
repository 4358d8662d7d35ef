"""Every word of the window goes through translation: shown with a translator that marks them."""

import json
import re
import shutil
import sys

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QTableView,
    QWidget,
)

from gan_desktop.app.comparison.designs import Current, Design, OfMethod
from gan_desktop.app.export_process import ExportProcess
from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.app.judging import Judged, JudgingOrder, JudgingProgress
from gan_desktop.app.jury import JuryProgress, SeedProgress, SeedState
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.phases import Phase, SubStep
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.words import Text, packed, told, unpacked
from gan_desktop.store.experiment_text import text_of
from gan_desktop.store.run_file import RunWriter
from gan_desktop.training import GanTrainer
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.judging.design import design_line
from gan_desktop.ui.main_window import MainWindow
from gan_desktop.ui.publishing.dialog import ExportDialog, Span
from gan_desktop.ui.words import translated


class Marking(QTranslator):
    """Puts every text between brackets."""

    def translate(self, _context, source, _disambiguation=None, _n=-1):
        return f"⟦{source}⟧"

    def isEmpty(self):  # noqa: N802 -- Qt's name
        return False


# What is the same in every language: numbers, signs, formulas, the names of keys and things.
SAME = re.compile(r"[\W\d_]*|[A-Z]|tanh|ReLU|x .*|.*GAN Desktop.*")


@pytest.fixture
def marked(qapp):
    translator = Marking()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts(window) -> list[tuple[str, str]]:
    """All words of a window: (where, text)."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        found += [(f"{name} tooltip", widget.toolTip()), (f"{name} title", widget.windowTitle())]
        found.append((f"{name} accessible", widget.accessibleName()))
        if isinstance(widget, QLabel | QAbstractButton):
            found.append((name, widget.text()))
        if isinstance(widget, QComboBox):
            found += [(name, widget.itemText(index)) for index in range(widget.count())]
        if isinstance(widget, QTableView):
            found += [(name, text) for text in table_texts(widget)]
    for action in window.findChildren(QAction):
        found += [(action.objectName(), action.text()), (action.objectName(), action.toolTip())]
    if isinstance(window, MainWindow):
        canvas = window._canvas.figure
        found += [("legend", name) for _, name in canvas.point_legend.rows]
        found += [("step", canvas.step_caption.text()), ("hint", canvas.hint.text())]
    return [(where, re.sub(r"<[^>]*>", "", text).strip()) for where, text in found if text]


def table_texts(table: QTableView) -> list[str]:
    """Headers and cells with their tooltips; of a mixture's numbers, the headers."""
    model, roles = table.model(), (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    columns = range(model.columnCount())
    found = [
        model.headerData(c, Qt.Orientation.Horizontal, role) for c in columns for role in roles
    ]
    rows = range(0 if table.objectName() == "mixtureTable" else model.rowCount())
    found += [model.index(r, c).data(role) for r in rows for c in columns for role in roles]
    return [str(text) for text in found if text]


def plain(window) -> set[tuple[str, str]]:
    """Words of a window that no translator has seen."""
    return {
        (where, text)
        for where, text in texts(window)
        if "⟦" not in text and not SAME.fullmatch(text)
    }


def test_all_words_of_the_window_are_translated(marked, make_window, quick_config, qtbot):
    window = make_window(quick_config)
    qtbot.waitUntil(lambda: window.session.snapshot is not None, timeout=60_000)
    assert not plain(window)


def test_all_words_of_slow_motion_are_translated(marked, window):
    strip, control = window._strip, window._teaching._speed
    for phase in Phase:
        strip.show_part(True, False, SubStep(phase, 1200, 2, 5, 64, loss=0.5))
        assert not plain(strip)
    strip.show_part(True, True, None)
    for walking in (True, False):
        control.show_walking(walking)
        assert not plain(control)
    for values in (
        {"dynamics.update": "simultaneous"}, {"dynamics.consensus": 1}, {"dynamics.unrolled": 1},
    ):  # fmt: skip
        window.experiment.edit(values, "x")
        assert "⟦" in window.findChild(QAction, "slowMotionAction").toolTip()
        window.experiment.undo()


def test_all_words_of_judging_are_translated(marked, make_window, quick_config, qtbot, judged_rows):
    window = make_window(quick_config)
    view, session = window._judging_view, window.judging
    view.open()
    dialog = view._dialog
    assert not plain(dialog)
    order = JudgingOrder(design_line(quick_config, quick_config), quick_config, quick_config, 9, 2)
    seeds = [SeedProgress(row.seed, SeedState.DONE, row.steps, row) for row in judged_rows]
    seeds += [SeedProgress(5, SeedState.RUNNING), SeedProgress(6, SeedState.RUNNING, 70)]
    seeds += [SeedProgress(7, SeedState.WAITING)]
    for left in (None, 5.0, 500.0, 50_000.0):
        session.order, session.running = order, True
        session.progress = JudgingProgress(JuryProgress(tuple(seeds), 100), left)
        session.state_changed.emit()
        assert not plain(dialog)
        assert not plain(window)
    session.cancelling = True
    session.state_changed.emit()
    assert not plain(dialog)
    assert not plain(window)
    session.running = session.cancelling = False
    session.state_changed.emit()
    for rows in (judged_rows, judged_rows[-1:], ()):
        session.judged = Judged(order, SeedSummary.of(rows) if rows else None)
        session.finished.emit(session.judged)
        assert not plain(dialog)
    view._say(view.tr("Saved as {path}").format(path="x"))
    session.failed.emit(Text("It was {what}.", what="broken"))
    assert not plain(dialog)
    dialog.close()
    session.judged = Judged(order, SeedSummary.of(judged_rows))
    session.finished.emit(session.judged)
    assert not plain(window)
    session.judged = Judged(order, SeedSummary.of(judged_rows[-1:]))
    session.finished.emit(session.judged)
    assert not plain(window)


def test_all_words_of_comparing_are_translated(marked, make_window, quick_config, qtbot, tmp_path):
    window = make_window(quick_config)
    view, session = window._comparison_view, window.comparison
    view.open()
    view.live.compare((Design(Current()), Design(OfMethod("wgan-gp"), "training.batch_size=64")))
    dialog = view._window
    drawn = dialog.findChildren(ElidedLabel)

    def words() -> set[tuple[str, str]]:
        own = {("elided", each.text()) for each in drawn if each.text() and "⟦" not in each.text()}
        # A design's letter, and its value: the same in every language.
        same = re.compile(r"[A-D]( [\d.%–]+)?")
        return {(where, text) for where, text in plain(dialog) | own if not same.fullmatch(text)}

    qtbot.waitUntil(lambda: session.lanes[1].judgement is not None, timeout=60_000)
    assert not words()
    dialog.notices.dismiss("")
    view.live._on_change(1, "training.batch_size=0")
    view.stored.open(["one.ganrun"])
    view.save_picture(str(tmp_path / "no" / "where.png"))
    qtbot.waitUntil(lambda: len(dialog.notices.cards) == 2)
    assert not words()
    session.lanes[0].diverged = told(DivergedError(3, "generator", "loss nan"))
    session.updated.emit()
    dialog.show_mode(stored=True)
    dialog.show_place(3)
    assert not words()


def test_all_words_of_exporting_are_translated(marked, qtbot, tmp_path):
    dialog = ExportDialog(Span(tmp_path / "⟦run⟧.ganrun", 0, 40, 20), None)
    qtbot.addWidget(dialog)
    for index in range(len(PRODUCTS.keys())):
        dialog._what.setCurrentIndex(index)
        assert not plain(dialog)
    dialog._fields["width"].editor.setText("1")
    dialog._what.setCurrentIndex(0)
    dialog.accept()
    assert not plain(dialog)


def test_refusals_are_translated_with_their_values(marked, make_window, quick_config, qtbot):
    window = make_window(quick_config)
    edit = window.findChild(QWidget, "training.batch_size")
    edit.selectAll()
    from PySide6.QtTest import QTest

    QTest.keyClicks(edit, "0")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    error = edit.parent().findChild(QLabel, "fieldError").text()
    assert error.startswith("⟦")
    assert "⟦Batch size⟧" in error
    assert "⟦a whole number from ⟦1⟧ to ⟦16,384⟧⟧" in error


def test_sentences_of_the_core_keep_their_values(marked):
    error = DivergedError(1200, "generator", "loss nan")
    assert str(error) == "Training diverged at step 1,200: loss nan of the generator."
    assert "1,200" in translated(told(error))
    assert translated(told(error)).startswith("⟦Training diverged")
    mixture = GaussianMixture(
        weights=(1.0,), means=((0.0, 0.0),), covariances=(((1.0, 0.0), (0.0, 1.0)),)
    )
    with pytest.raises(ValueError, match="Mode 1: weight 0") as caught:
        mixture.with_mode(0, weight=0.0)
    assert translated(told(caught.value)).startswith("⟦Mode ⟦1⟧: weight")


def test_without_a_translation_the_words_are_english(qapp):
    assert translated(told(DivergedError(3, "generator", "loss inf"))) == (
        "Training diverged at step 3: loss inf of the generator."
    )
    assert QApplication.translate("Core", "Seed") == "Seed"


def test_sentences_of_the_file_layer_keep_their_values(
    marked, make_window, quick_config, qtbot, tmp_path
):
    """From the files' thread through the signals to the card: not English as a whole."""
    window = make_window(quick_config)
    files, recorder = window._files, window.recorder

    def card(act, path) -> str:
        act(path)
        found = []

        def shown() -> bool:
            found[:] = [c.text for c in window._notices.cards if path.name in c.text]
            return bool(found)

        qtbot.waitUntil(shown, timeout=60_000)
        return found[0]

    def written(name: str, text: str):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    load = files.document.load
    text = text_of(quick_config)
    wrong = written("wrong.toml", text.replace("batch_size = 32", "batch_size = 0"))
    out_of_range = r"⟦⟦wrong\.toml⟧, line ⟦?\d+⟧? \(⟦training\.batch_size⟧\): ⟦⟦Batch size⟧"
    assert re.match(out_of_range, card(load, wrong))
    unknown = card(load, written("unknown.toml", text.replace("batch_size =", "batchsize =")))
    assert "⟦⟦training⟧: unknown name '⟦batchsize⟧'; allowed: ⟦" in unknown
    assert re.match(
        r"⟦⟦[^⟧]*folder\.toml⟧ is not a file⟧", card(load, folder(tmp_path, "folder.toml"))
    )
    foreign = card(lambda path: files._checkpoints.load(str(path)), written("foreign.pt", "x"))
    assert re.match(r"⟦⟦[^⟧]*foreign\.pt⟧ is not a checkpoint", foreign)
    place = folder(tmp_path, "animation.gif")
    moved = card(lambda path: recorder.move(str(wrong), str(path)), place)
    assert re.match(r"⟦Recording: ⟦⟦[^⟧]*animation\.gif⟧ is a folder, not a file⟧⟧", moved)


def folder(parent, name):
    """A folder with the name of a file."""
    (parent / name).mkdir()
    return parent / name


def test_what_an_export_says_is_translated_with_its_values(
    marked, qtbot, quick_config, tmp_path, monkeypatch
):
    """Across the border of the process: its notes, its failure, its end without a word."""
    trainer = GanTrainer(quick_config)
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r") as writer:
        writer.add_snapshot(trainer.snapshot(20, ()))
        trainer.run(4)
        writer.add_event(Event(2, EventKind.D_MOVE, quick_config))
        writer.add_snapshot(trainer.snapshot(20, ()))
    process, ends = ExportProcess(), []
    process.ended.connect(ends.append)

    def end_of(files, **order):
        with qtbot.waitSignal(process.ended, timeout=60_000):
            process.start(ExportOrder(tmp_path / "r.ganrun", files, **order))
        return ends[-1]

    (note,) = end_of((("script", tmp_path / "s.py"),)).notes
    assert str(note).startswith("Script: The run was changed after step 2: the script repeats")
    changed = translated(note)
    assert changed.startswith("⟦Script: ⟦The run was changed after step ⟦2⟧:")
    reason = translated(end_of((("csv", tmp_path / "m.csv"),), last=99).reason)
    assert reason == "⟦⟦r.ganrun⟧: step ⟦99⟧ is not stored; the last one is ⟦4⟧⟧"
    # A program that ends without a word.
    monkeypatch.setattr(sys, "executable", shutil.which("true"))
    reason = translated(end_of((("csv", tmp_path / "m.csv"),)).reason)
    assert reason == "⟦its process ended with 0⟧"


def test_sentences_go_to_another_process_and_back():
    inner = Text("the folder {folder} is gone", folder="a {b}")
    text = Text("{count} files: {why}", count=2, why=inner)
    back = unpacked(json.loads(json.dumps(packed(text))))
    assert (back, back.template, back.values) == (text, text.template, text.values)
    assert isinstance(back.values["why"], Text)
    assert unpacked(packed("plain")) == "plain"
    for wrong in (3, None, {"template": "{a}", "values": {}}, {"template": 1, "values": {}}):
        with pytest.raises(ValueError, match="values"):
            unpacked(wrong)
