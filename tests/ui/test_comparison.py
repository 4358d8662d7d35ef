"""Comparing designs, as a person does it."""

import imageio.v3 as iio
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QSlider, QToolBar, QWidget
from shiboken6 import isValid

from gan_desktop.app.comparison.designs import Current, Design, OfMethod, OfPreset
from gan_desktop.app.messages import TrainingState
from gan_desktop.core.targets import TARGETS
from gan_desktop.store.experiment_file import save_experiment
from gan_desktop.store.run_file import RunWriter
from gan_desktop.training import GanTrainer
from gan_desktop.ui.comparison.style import LETTERS, lane_colour, lane_pen
from gan_desktop.ui.comparison.window import ComparisonWindow
from gan_desktop.ui.palette import DARK, LIGHT
from gan_desktop.ui.panels.metric_style import groups
from gan_desktop.ui.step_progress import StepBar

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
WILD = {"training.learning_rate_g": 1.0, "training.learning_rate_d": 1.0,
        "dynamics.optimiser": "sgd", "training.objective": "wasserstein"}  # fmt: skip


class Comparer:
    """A person in front of the comparison's window."""

    def __init__(self, main, qtbot) -> None:
        self.main, self.session, self._qtbot = main, main.comparison, qtbot

    @property
    def window(self) -> ComparisonWindow:
        (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ComparisonWindow)]
        return found

    @property
    def headers(self):
        return self.window.stage.headers

    @property
    def canvases(self):
        return self.window.stage.canvases

    def open(self) -> ComparisonWindow:
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.main, Qt.Key.Key_D, keys)
        self._qtbot.waitExposed(self.window)
        self.wait(lambda: self.session.lanes[0].snapshot is not None)
        return self.window

    def wait(self, condition) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)

    def click(self, name: str) -> None:
        bar = self.window.findChild(QToolBar, "comparisonToolBar")
        action = self.window.findChild(object, f"{name}DesignsAction")
        QTest.mouseClick(bar.widgetForAction(action), LEFT)

    def press(self, name: str) -> None:
        button = self.window.findChild(QWidget, name)
        assert button.isVisible(), name
        QTest.mouseClick(button, LEFT)

    def choose(self, index: int, text: str) -> None:
        """Open a design's list and press Enter on a row."""
        box = self.window.findChild(QWidget, f"sourceBox{index}")
        QTest.mouseClick(box, LEFT)
        view = box.view()
        self.wait(view.isVisible)
        row = box.findText(text)
        place = view.visualRect(box.model().index(row, 0))
        view.scrollTo(box.model().index(row, 0))
        place = view.visualRect(box.model().index(row, 0)).center()
        QTest.mouseMove(view.viewport(), place)
        QTest.mouseClick(view.viewport(), LEFT, pos=place)
        self.wait(lambda: not view.isVisible())

    def change(self, index: int, text: str) -> None:
        QTest.keyClick(self.type_change(index, text), Qt.Key.Key_Return)

    def type_change(self, index: int, text: str) -> QWidget:
        """Type a change without Enter."""
        edit = self.window.findChild(QWidget, f"changeEdit{index}")
        edit.setFocus()
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        QTest.keyClicks(edit, text)
        return edit

    def error(self, index: int) -> str:
        label = self.headers[index].findChild(QLabel, "fieldError")
        return label.text() if label.isVisible() else ""

    def table(self) -> dict[str, list[str]]:
        model = self.window.table.model()
        return {
            model.index(row, 0).data(): [
                model.index(row, column).data() for column in range(1, model.columnCount())
            ]
            for row in range(model.rowCount())
        }


@pytest.fixture
def comparer(window, qtbot) -> Comparer:
    return Comparer(window, qtbot)


def test_from_the_key_to_the_end_of_the_plan(window, comparer):
    window.experiment.edit({"training.steps": 20}, "short")
    opened = comparer.open()
    assert not opened.isModal()
    assert [header.title for header in comparer.headers] == [
        "A  Current experiment", "B  R1 = 1",
    ]  # fmt: skip
    assert comparer.table() == {"R1": ["0", "1"]}
    comparer.click("step")
    comparer.wait(lambda: comparer.session.step == 1)
    QTest.keyClick(opened, Qt.Key.Key_Space)
    comparer.wait(lambda: comparer.session.state is TrainingState.PAUSED
                  and comparer.session.step == 20)  # fmt: skip
    for canvas in comparer.canvases:
        assert canvas.figure.step_caption.text() == "step 20"
    assert opened.findChild(QLabel, "comparisonStep").text() == "Done: step 20 of 20"
    bar = opened.findChild(StepBar)
    assert bar.value() == bar.maximum()
    # What is seen is what was trained.
    for lane, canvas in zip(comparer.session.lanes, comparer.canvases, strict=True):
        x, y = canvas.figure._fake.getData()
        np.testing.assert_array_equal(np.column_stack((x, y)), lane.snapshot.fake)
    assert all(header.verdict.startswith("…") for header in comparer.headers)

    # Closed while it trains: it stops, and is as it was when it is opened again.
    comparer.click("play")
    comparer.wait(lambda: comparer.session.step > 30)
    opened.close()
    comparer.wait(lambda: comparer.session.state is TrainingState.PAUSED)
    step = comparer.session.step
    assert "(planned 20)" in opened.findChild(QLabel, "comparisonStep").text()
    comparer.open()
    assert comparer.session.step == step
    comparer.click("reset")
    comparer.wait(lambda: comparer.session.step == 0 and comparer.session.lanes[0].snapshot)


def test_the_main_window_closes_while_both_train(window, comparer, person):
    comparer.open()
    comparer.click("play")
    person.click_tool("playAction")
    comparer.wait(lambda: comparer.session.step > 5 and window.session.snapshot.step > 5)
    opened = comparer.window
    window.close()
    assert not opened.isVisible()
    assert not comparer.session._thread.isRunning()


def test_designs_are_chosen_and_changed(window, comparer, tmp_path):
    comparer.open()
    comparer.choose(1, "WGAN-GP")
    # R1 was the change of the design before: two losses are compared with one difference.
    assert comparer.headers[1].title == "B  WGAN-GP"
    assert comparer.window.findChild(QWidget, "changeEdit1").text() == ""
    assert "R1" not in comparer.table()
    assert comparer.table()["Objective"] == ["Non-saturating", "Wasserstein"]
    said = comparer.window.findChild(QLabel, "sharedNote")
    assert "Not the same batches" in said.text()

    # One that is refused leaves what was compared, and says why where it was typed.
    before = comparer.session.lanes
    comparer.change(1, "regularisers.r1=-3")
    assert "'-3' is not allowed; allowed: a number from 0 to 10,000" in comparer.error(1)
    comparer.change(1, "training.seed=3")
    assert "training.seed: the same for all" in comparer.error(1)
    assert comparer.session.lanes is before
    comparer.change(1, "networks.discriminator_normalisation=batch")
    assert "Batch normalisation" in comparer.error(1)
    assert comparer.session.lanes is before
    comparer.change(1, "training.batch_size=64")
    assert comparer.error(1) == ""
    assert comparer.session.lanes[1].config.training.batch_size == 64

    # A file, and one that is none.
    other = TARGETS["swiss-roll"].put_into(window.experiment.config)
    save_experiment(tmp_path / "roll.toml", other)
    (tmp_path / "bad.toml").write_text("nonsense = [")
    window._comparison_view.live.read(0, str(tmp_path / "bad.toml"))
    comparer.wait(lambda: "bad.toml" in comparer.error(0))
    keys = [plot.key for plot in comparer.window.curves.plots]
    assert keys == ["modes", "prdc_coverage"]
    comparer.change(0, "training.batch_size=64")
    window._comparison_view.live.read(0, str(tmp_path / "roll.toml"))
    comparer.wait(lambda: comparer.headers[0].title == "A  roll.toml")
    assert comparer.window.findChild(QWidget, "sourceBox0").currentText() == "roll.toml"
    assert "Not the same data: the targets differ." in said.text()
    assert comparer.table()["Target"][0] == "Swiss roll"
    assert comparer.headers[0].findChild(QWidget, "changeEdit0").text() == ""
    # There are no modes to count in it.
    keys = [plot.key for plot in comparer.window.curves.plots]
    assert keys == ["js", "prdc_coverage"]


def test_two_to_four_columns_of_equal_size_with_one_view(comparer):
    comparer.open()
    # The screen of the tests is small.
    comparer.window.resize(1260, 690)
    assert not comparer.window.findChild(QWidget, "removeLane0").isEnabled()
    comparer.click("add")
    comparer.click("add")
    assert len(comparer.session.lanes) == 4
    comparer.click("add")
    assert len(comparer.session.lanes) == 4
    comparer.wait(lambda: len({(c.width() + 1) // 3 for c in comparer.canvases}) == 1)
    assert comparer.canvases[0].width() > 200
    comparer.wait(lambda: comparer.session.lanes[3].snapshot is not None)

    # The wheel over one zooms all; Home brings all of them back.
    home = [canvas.view for canvas in comparer.canvases]
    canvas = comparer.canvases[2]
    place = QPointF(canvas.viewport().rect().center())
    wheel = QWheelEvent(place, QPointF(canvas.viewport().mapToGlobal(place.toPoint())), QPoint(),
                        QPoint(0, 240), Qt.MouseButton.NoButton, NO_KEYS,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    views = [canvas.view for canvas in comparer.canvases]
    assert views[2][1] < home[2][1]
    for view in views:
        assert view == pytest.approx(views[2], abs=0.05)
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    for canvas, view in zip(comparer.canvases, home, strict=True):
        assert canvas.view == pytest.approx(view)

    # A change that is being typed counts, although its column moves.
    comparer.type_change(3, "training.batch_size=64")
    comparer.press("removeLane1")
    assert comparer.session.lanes[2].config.training.batch_size == 64
    assert [header.title[0] for header in comparer.headers] == ["A", "B", "C"]
    assert len(comparer.session.lanes) == 3
    assert len(comparer.table()["Objective"]) == 3
    # One that is refused is said before anything else is done; then the person knows.
    comparer.type_change(2, "training.seed=3")
    comparer.press("removeLane0")
    assert "training.seed: the same for all" in comparer.error(2)
    assert len(comparer.session.lanes) == 3
    comparer.press("removeLane0")
    assert len(comparer.session.lanes) == 2


def test_a_design_that_diverges_says_so_on_its_picture(make_window, quick_config, qtbot):
    comparer = Comparer(make_window(quick_config.with_values(WILD)), qtbot)
    comparer.wait(lambda: comparer.main.session.snapshot is not None)
    comparer.open()
    comparer.choose(1, "GAN, non-saturating")
    comparer.click("play")
    comparer.wait(lambda: comparer.session.lanes[0].diverged)
    sentence = comparer.canvases[0].findChild(QLabel, "laneSentence")
    comparer.wait(lambda: sentence.isVisible() and "✘ Diverged" in comparer.headers[0].verdict)
    assert sentence.text().startswith("Training diverged at step ")
    assert comparer.canvases[0].rect().contains(sentence.geometry())
    assert not comparer.canvases[1].findChild(QLabel, "laneSentence").isVisible()
    step = comparer.session.step
    comparer.wait(lambda: comparer.session.step > step)


def test_curves_lie_over_each_other_and_their_values_below(comparer):
    comparer.open()
    comparer.click("play")
    comparer.wait(lambda: comparer.session.step > 40)
    comparer.click("play")
    comparer.wait(lambda: comparer.session.state is TrainingState.PAUSED)
    lanes, plot = comparer.session.lanes, comparer.window.curves.plots[0]
    # The last picture has all metrics, and the curves follow.
    comparer.wait(lambda: "modes" in lanes[0].snapshot.metrics)
    comparer.wait(lambda: comparer.session.step in plot._items[0][0].getData()[0])
    for (line, _), lane in zip(plot._items, lanes, strict=True):
        x, y = line.getData()
        assert x[-1] == lane.snapshot.step
        assert y[-1] == lane.snapshot.metrics["modes"]
    texts = [label.text() for _, label in plot._values]
    assert texts == [f"{letter} {lane.snapshot.metrics['modes']:.0f}"
                     for letter, lane in zip("AB", lanes, strict=True)]  # fmt: skip
    # Another metric, for instance the losses, which every refresh has.
    box = comparer.window.findChild(QWidget, "laneMetric0")
    enabled = [row for row in range(box.count()) if box.model().item(row).isEnabled()]
    assert len(enabled) == sum(len(keys) for _, plots in groups() for keys in plots)
    for _ in enabled:
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert plot.key == "d_loss"
    x, y = plot._items[1][0].getData()
    assert y[-1] == lanes[1].snapshot.metrics["d_loss"]
    # The mouse in one plot reads both.
    other = comparer.window.curves.plots[1]
    assert other.key == "prdc_coverage"
    steps, values = lanes[0].history.curve(other.key)
    box = plot.plot.getViewBox().sceneBoundingRect()
    spot = plot.plot.mapFromScene(QPointF(box.left() + 2, box.center().y()))
    # The window lies over the main one, which QTest.mouseMove would find.
    view, none = plot.plot.viewport(), Qt.MouseButton.NoButton
    place = QPointF(view.mapToGlobal(spot))
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), place, none, none, NO_KEYS)
    QApplication.sendEvent(view, moved)
    assert steps[0] == 0
    assert other._values[0][1].text() == f"A {100 * values[0]:.1f}%"
    comparer.window.curves.draw()
    assert other.plot._cursor.isVisible()
    QApplication.sendEvent(plot.plot, QEvent(QEvent.Type.Leave))
    assert not other.plot._cursor.isVisible()


def test_table_picture_and_an_edited_experiment(window, comparer, tmp_path):
    comparer.open()
    comparer.press("copyDifferences")
    assert QApplication.clipboard().text() == (
        "Setting\tA  Current experiment\tB  R1 = 1\nR1\t0\t1\n"
    )
    view = comparer.main._comparison_view
    view.save_picture(str(tmp_path / "both.png"))
    comparer.wait((tmp_path / "both.png").exists)
    picture = iio.imread(tmp_path / "both.png")
    assert picture.shape[1] > 1.8 * picture.shape[0]
    halves = np.array_split(picture, 2, axis=1)
    for colour in (LIGHT.real, LIGHT.fake):
        wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
        for half in halves:
            near = np.abs(half[150:].astype(int) - wanted).max(axis=2) < 60
            assert near.sum() > 10
    view.save_picture(str(tmp_path / "no" / "where.png"))
    comparer.wait(lambda: any("Not saved" in card.text for card in comparer.window.notices.cards))

    # What is compared stays, until Reset.
    stale = comparer.window.findChild(QLabel, "staleNote")
    assert not stale.isVisible()
    window.experiment.edit({"training.batch_size": 64}, "other")
    assert stale.isVisible()
    assert comparer.session.lanes[0].config.training.batch_size != 64
    comparer.click("reset")
    assert not stale.isVisible()
    assert [lane.config.training.batch_size for lane in comparer.session.lanes] == [64, 64]


def store(path, config, steps: int, every: int) -> list[bytes]:
    """A short training in a file; the generated points of its snapshots."""
    trainer, points = GanTrainer(config), []
    with RunWriter(path, config, trainer.run_id) as writer:
        for step in range(steps + 1):
            if step:
                trainer.step()
            if step % every == 0:
                snapshot = trainer.snapshot()
                writer.add_snapshot(snapshot)
                points.append(snapshot.fake.tobytes())
    return points


def test_stored_runs_against_each_other(window, comparer, quick_config, tmp_path):
    other = quick_config.with_values({"regularisers.r1": 2.0})
    first = store(tmp_path / "one.ganrun", quick_config, 40, 10)
    second = store(tmp_path / "two.ganrun", other, 30, 5)
    (tmp_path / "bad.ganrun").write_text("no run")
    comparer.open()
    comparer.click("play")
    comparer.wait(lambda: comparer.session.step > 5)
    stored = window._comparison_view.stored

    # What cannot be opened leaves what is seen.
    notices = comparer.window.notices
    stored.open([str(tmp_path / "one.ganrun"), str(tmp_path / "bad.ganrun")])
    comparer.wait(lambda: any("bad.ganrun" in card.text for card in notices.cards))
    stored.open([str(tmp_path / "one.ganrun")])
    assert any("1 run; allowed: 2 to 4." in card.text for card in notices.cards)
    assert comparer.session.training

    stored.open([str(tmp_path / "one.ganrun"), str(tmp_path / "two.ganrun")])
    canvases = comparer.canvases
    comparer.wait(lambda: [canvas.figure.step_caption.text() for canvas in canvases]
                  == ["step 40", "step 30"])  # fmt: skip
    comparer.wait(lambda: comparer.session.state is TrainingState.PAUSED)
    assert [header.title for header in comparer.headers] == ["A  R1 = 0", "B  R1 = 2"]
    assert comparer.table() == {"R1": ["0", "2"]}
    assert all(header.verdict for header in comparer.headers)
    assert not comparer.window.findChild(QWidget, "sourceBox0").isVisible()
    assert "nothing is trained here" in comparer.window.findChild(QLabel, "sharedNote").text()
    assert canvases[0].snapshot.fake.tobytes() == first[-1]
    assert canvases[1].snapshot.fake.tobytes() == second[-1]

    # The slider: the step nearest to it in each, by mouse and by keys.
    slider = comparer.window.findChild(QSlider, "momentSlider")
    spot = QPoint(round(slider.place_of(13)), slider.height() // 2)
    QTest.mouseClick(slider, LEFT, pos=spot)
    comparer.wait(lambda: canvases[0].snapshot.step == 10)
    at = slider.sliderPosition()
    assert canvases[1].snapshot.step == min((5, 10, 15, 20), key=lambda step: abs(step - at))
    assert canvases[0].snapshot.fake.tobytes() == first[1]
    # The verdicts are of these moments, not of the ends.
    for header, moment in zip(comparer.headers, window._comparison_view._runs.moments.judgements,
                              strict=True):  # fmt: skip
        assert header._judgement == moment
        assert moment.steps[1] <= 20
    before = canvases[1].snapshot.step
    QTest.keyClick(slider, Qt.Key.Key_Right)
    comparer.wait(lambda: canvases[1].snapshot.step == before + 5)
    plot = comparer.window.curves.plots[0]
    assert [len(line.getData()[0]) for line, _ in plot._items] == [5, 7]
    assert plot.plot._cursor.value() == before + 5

    comparer.click("designs")
    assert comparer.window.findChild(QWidget, "sourceBox0").isVisible()
    assert [header.title for header in comparer.headers][1] == "B  R1 = 1"
    assert canvases[0].snapshot is comparer.session.lanes[0].snapshot
    comparer.click("play")
    step = comparer.session.step
    comparer.wait(lambda: comparer.session.step > step)


def test_an_experiment_that_cannot_work_is_told_so(make_window, quick_config, qtbot):
    bad = quick_config.with_values(
        {"networks.discriminator_normalisation": "batch", "regularisers.r1": 1.0}
    )
    comparer = Comparer(make_window(quick_config), qtbot)
    comparer.wait(lambda: comparer.main.session.snapshot is not None)
    comparer.main.experiment.edit(
        {path: bad.value(path) for path in bad.changed_from(quick_config)}, "bad"
    )
    comparer.main.findChild(QAction, "compareAction").trigger()
    (card,) = comparer.window.notices.cards
    assert "Batch normalisation" in card.text
    comparer.main.experiment.undo()
    comparer.click("reset")
    comparer.wait(lambda: comparer.session.lanes and comparer.session.lanes[0].snapshot)
    assert not comparer.window.notices.cards


def test_designs_differ_by_colour_and_by_line():
    for palette in (LIGHT, DARK):
        colours = {lane_colour(palette, index) for index in range(len(LETTERS))}
        dashes = {tuple(lane_pen(palette, index).dashPattern()) for index in range(len(LETTERS))}
        assert len(colours) == len(dashes) == 4


def test_nothing_is_clipped_on_a_small_screen_with_four_designs(comparer):
    comparer.open()
    comparer.main._comparison_view.live.compare((
        Design(Current(), "training.learning_rate_g=0.00012345"),
        Design(OfMethod("unrolled")), Design(OfMethod("hinge-sn")), Design(OfPreset("grid25")),
    ))  # fmt: skip
    window = comparer.window
    window.resize(1280, 720)
    comparer.wait(lambda: window.width() == 1280 and len(comparer.canvases) == 4)
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720
    area = window.rect()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        inside = widget.parentWidget().rect().contains(widget.geometry())
        scrolled = widget.parentWidget().parent() is window.table
        assert inside or scrolled, (widget.objectName(), widget.geometry())
    for label in window.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap() and label.text():
            assert label.width() >= label.sizeHint().width(), label.text()
    bar = window.findChild(QToolBar, "comparisonToolBar")
    for action in bar.actions():
        assert bar.widgetForAction(action).isVisible() is action.isVisible()
    assert not bar.findChild(QWidget, "qt_toolbar_ext_button").isVisible()
    across = sum(canvas.width() for canvas in comparer.canvases)
    assert across > 0.9 * area.width()
    for theme, palette in (("Dark", DARK), ("Light", LIGHT)):
        comparer.main.findChild(QAction, f"theme{theme}Action").trigger()
        assert comparer.canvases[3].backgroundBrush().color().name() == palette.surface
        line, _ = window.curves.plots[1]._items[2]
        assert line.opts["pen"].color().name() == palette.quality


def test_closing_deletes_nothing_under_a_dialog_that_waits(window, comparer):
    comparer.open()
    compared = comparer.window
    box = QMessageBox(compared)
    alive = []

    def look() -> None:
        alive.append(isValid(compared))
        box.reject()

    def close() -> None:
        window.close()
        # After what the loop of the box deletes.
        QTimer.singleShot(0, box, lambda: QTimer.singleShot(0, box, look))

    QTimer.singleShot(0, box, close)
    box.exec()
    assert alive == [True]
    compared.deleteLater()
