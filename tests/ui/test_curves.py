"""The curves panel as a person uses it: choosing, smoothing, reading, understanding."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QScrollArea, QToolButton

from gan_desktop.core.events import EventLog, change
from gan_desktop.core.history import History
from gan_desktop.core.metrics import METRICS, Cost, Metric
from gan_desktop.ui.palette import DARK, LIGHT
from gan_desktop.ui.panels.axes import log_ticks, short_number
from gan_desktop.ui.panels.curves import CurvesPanel
from gan_desktop.ui.panels.metric_style import groups, value_text


@pytest.fixture
def history() -> History:
    made = History(METRICS.keys())
    for step in range(0, 1001, 10):
        values = {"d_loss": 1.0 + step / 1000, "g_loss": 0.5, "js": 1.0 / (step + 1)}
        if step % 100 == 0:
            values["modes"] = step // 125
        values["reverse_kl"] = math.nan if 300 <= step <= 500 else 0.25
        made.append(step, values)
    return made


@pytest.fixture
def panel(qtbot, quick_config, history):
    made = CurvesPanel()
    qtbot.addWidget(made)
    made.set_palette(LIGHT)
    made.show_target(quick_config.target)
    made.resize(240, 520)
    made.show()
    qtbot.waitExposed(made)
    made.show_history(history)
    QApplication.processEvents()
    return made


def plot_of(panel, key):
    return next(plot for keys, plot in panel._plots.items() if key in keys)


def shown(panel) -> list[str]:
    """Keys of the visible rows from top to bottom."""
    rows = [row for plot in panel._plots.values() for row in plot.rows.values() if row.isVisible()]
    rows.sort(key=lambda row: row.mapTo(panel, QPoint(0, 0)).y())
    return [row.shown.key for row in rows]


def tick(panel, key) -> None:
    """Tick a metric in the menu with the mouse."""
    menu = panel.findChild(QMenu, "metricMenu")
    if not menu.isVisible():
        menu.popup(panel.mapToGlobal(QPoint(0, 0)))
    action = menu.findChild(QAction, f"metric.{key}")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def hover(panel, key, part: float) -> None:
    """Move the mouse over a plot: `part` of the way from its first step to its last."""
    plot = plot_of(panel, key).plot
    box = plot.getViewBox().sceneBoundingRect()
    place = plot.mapFromScene(QPointF(box.left() + part * box.width(), box.center().y()))
    QTest.mouseMove(plot.viewport(), place + QPoint(0, 3))
    QTest.mouseMove(plot.viewport(), place)
    QApplication.processEvents()


def value(panel, key) -> str:
    return plot_of(panel, key).rows[key].value.text()


def line_of(panel, key, name="_line"):
    return getattr(plot_of(panel, key)._items[key], name)


def test_shows_the_default_choice(panel):
    assert shown(panel) == ["d_loss", "g_loss", "modes", "high_quality", "reverse_kl"]
    assert plot_of(panel, "d_loss") is plot_of(panel, "g_loss")
    assert plot_of(panel, "modes") is not plot_of(panel, "reverse_kl")


def test_curves_in_one_plot_differ_by_colour_and_by_line(panel):
    for first, second in [keys for _, plots in groups() for keys in plots if len(keys) == 2]:
        tick(panel, first) if first not in shown(panel) else None
        pens = [line_of(panel, key).opts["pen"] for key in (first, second)]
        assert pens[0].color() != pens[1].color()
        assert pens[0].style() == Qt.PenStyle.SolidLine
        assert pens[1].style() == Qt.PenStyle.CustomDashLine


def test_ticking_keeps_the_menu_open_and_shows_the_curve(panel):
    chosen = []
    panel.options_changed.connect(chosen.append)
    tick(panel, "js")
    tick(panel, "d_loss")
    assert panel.findChild(QMenu, "metricMenu").isVisible()
    assert shown(panel) == ["g_loss", "modes", "high_quality", "reverse_kl", "js"]
    assert chosen[-1].keys == {"g_loss", "modes", "high_quality", "reverse_kl", "js"}
    _, values = line_of(panel, "js").getData()
    assert values[-1] == pytest.approx(1 / 1001)
    QTest.keyClick(panel.findChild(QMenu, "metricMenu"), Qt.Key.Key_Escape)
    assert not panel.findChild(QMenu, "metricMenu").isVisible()


def test_the_keyboard_ticks_too_and_brings_the_default_back(panel):
    menu = panel.findChild(QMenu, "metricMenu")
    menu.popup(panel.mapToGlobal(QPoint(0, 0)))
    menu.setActiveAction(menu.findChild(QAction, "metric.width"))
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert "width" in shown(panel)
    menu.setActiveAction(menu.findChild(QAction, "defaultMetrics"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert shown(panel) == ["d_loss", "g_loss", "modes", "high_quality", "reverse_kl"]


def test_no_metric_at_all_is_said(panel):
    for key in list(shown(panel)):
        tick(panel, key)
    assert shown(panel) == []
    assert any("No metric" in label.text() for label in panel.findChildren(QLabel))


def test_with_all_of_them_the_panel_scrolls_and_plots_stay_readable(panel):
    for metric in METRICS:
        if metric.key not in shown(panel):
            tick(panel, metric.key)
    panel.findChild(QMenu, "metricMenu").close()
    QApplication.processEvents()
    assert set(shown(panel)) == set(METRICS.keys())
    assert all(plot.plot.height() >= 90 for plot in panel._plots.values())
    scroll = panel.findChild(QScrollArea)
    assert scroll.widget().height() > scroll.viewport().height()
    assert scroll.widget().width() <= scroll.viewport().width()
    view = plot_of(panel, "d_loss").plot.viewport()
    place = QPointF(view.mapTo(panel, QPoint(60, 40)))
    QTest.wheelEvent(panel.windowHandle(), place, QPoint(0, -240))
    assert scroll.verticalScrollBar().value() > 0


def test_a_new_metric_of_the_registry_appears(qtbot):
    METRICS.add(Metric("new", "Brand new", "It is new.", "", 1.0, lambda _: 0.5, Cost.CHEAP))
    try:
        panel = CurvesPanel()
        qtbot.addWidget(panel)
        panel.set_palette(DARK)
        panel.show()
        qtbot.waitExposed(panel)
        tick(panel, "new")
        history = History(METRICS.keys())
        history.append(0, {"new": 0.5})
        panel.show_history(history)
        assert value(panel, "new") == "0.500"
        panel.close()
    finally:
        METRICS.remove("new")


def test_every_metric_is_in_one_group():
    placed = [key for _, plots in groups() for keys in plots for key in keys]
    assert sorted(placed) == sorted(METRICS.keys())


def test_without_the_mouse_the_latest_values_are_shown(panel):
    assert value(panel, "d_loss") == "2.000"
    assert value(panel, "modes") == "8 modes"
    assert value(panel, "high_quality") == "n/a"
    assert panel.findChild(QLabel, "stepOfValues").text() == "step 1,000"


def test_the_crosshair_is_at_the_same_step_everywhere(panel):
    names = ("d_loss", "modes", "reverse_kl")
    widths = {key: plot_of(panel, key).rows[key].value.width() for key in names}
    hover(panel, "d_loss", 0.4)
    assert panel.findChild(QLabel, "stepOfValues").text() == "at step 400"
    assert value(panel, "d_loss") == "1.400"
    assert value(panel, "modes") == "3 modes"
    assert value(panel, "reverse_kl") == "n/a"
    QApplication.processEvents()
    for key, width in widths.items():
        assert plot_of(panel, key).rows[key].value.width() == width
    cursors = {plot.plot._cursor.value() for plot in panel._visible()}
    assert cursors == {400}
    assert all(plot.plot._cursor.isVisible() for plot in panel._visible())
    pixels = {
        round(plot.plot.getViewBox().mapViewToScene(QPointF(400, 0)).x())
        for plot in panel._visible()
    }
    assert len(pixels) == 1
    # The modes are measured every 100 steps: what is near is read from there.
    hover(panel, "d_loss", 0.64)
    assert panel.findChild(QLabel, "stepOfValues").text() == "at step 640"
    assert value(panel, "modes") == "4 modes"
    assert value(panel, "reverse_kl") == "0.250 nats"
    plot = plot_of(panel, "d_loss").plot
    QTest.mouseMove(panel, QPoint(5, 2))
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert panel.findChild(QLabel, "stepOfValues").text() == "step 1,000"
    assert not plot._cursor.isVisible()


def test_a_new_run_that_has_not_come_as_far_as_the_mouse(panel):
    hover(panel, "d_loss", 0.4)
    young = History(METRICS.keys())
    young.append(50, {"d_loss": 0.125})
    panel.show_history(young)
    assert panel.findChild(QLabel, "stepOfValues").text() == "step 50"
    assert value(panel, "d_loss") == "0.125"
    assert not plot_of(panel, "d_loss").plot._cursor.isVisible()


def test_what_is_not_available_is_a_gap_in_the_line(panel):
    steps, values = line_of(panel, "reverse_kl").getData()
    assert np.isnan(values[(steps >= 300) & (steps <= 500)]).all()
    assert np.isfinite(values[(steps < 300) | (steps > 500)]).all()
    assert line_of(panel, "reverse_kl").opts["connect"] == "finite"


def test_smoothing_leaves_the_measured_line_faint_behind(panel):
    box = panel.findChild(QComboBox, "smoothingBox")
    assert line_of(panel, "d_loss", "_raw").getData()[0] is None or not len(
        line_of(panel, "d_loss", "_raw").getData()[0]
    )
    changed = []
    panel.options_changed.connect(changed.append)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert changed[-1].smoothing == 1000
    raw = line_of(panel, "d_loss", "_raw")
    np.testing.assert_allclose(raw.getData()[1], 1 + np.arange(0, 1001, 10) / 1000)
    assert raw.opts["pen"].color().alphaF() < 0.5
    assert line_of(panel, "d_loss").getData()[1][-1] < 1.7
    assert value(panel, "d_loss") == "2.000"


def test_a_logarithmic_axis_leaves_out_what_it_cannot_show_and_says_so(panel, history):
    history.append(1010, {"reverse_kl": 0.0})
    history.append(1020, {"reverse_kl": -1.0})
    history.append(1030, {"reverse_kl": 0.001})
    panel.show_history(history)
    plot = plot_of(panel, "reverse_kl")
    changed = []
    panel.options_changed.connect(changed.append)
    button = plot.findChild(QToolButton, "logButton")
    note = plot.findChild(QLabel, "plotNote")
    assert not note.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert changed[-1].log_keys == {"reverse_kl"}
    assert note.isVisible()
    assert note.text() == "2 values ≤ 0 are not drawn"
    steps, values = line_of(panel, "reverse_kl").getData()
    assert np.isnan(values[(steps == 1010) | (steps == 1020)]).all()
    assert values[0] == pytest.approx(math.log10(0.25))
    # The best value is 0: there is no place for it.
    assert not line_of(panel, "reverse_kl", "_best").isVisible()
    # The others keep their axes.
    assert line_of(panel, "d_loss").getData()[1][0] == 1.0
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not note.isVisible()
    assert line_of(panel, "reverse_kl", "_best").isVisible()


def test_a_logarithmic_axis_with_nothing_above_zero(panel):
    history = History(METRICS.keys())
    history.append(0, {"d_loss": -1.0, "g_loss": 0.0})
    history.append(5, {"d_loss": math.inf, "g_loss": -math.inf})
    panel.show_history(history)
    button = plot_of(panel, "d_loss").findChild(QToolButton, "logButton")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert plot_of(panel, "d_loss").findChild(QLabel, "plotNote").text().startswith("3 values")


def test_the_band_and_the_best_value_are_drawn_and_explained(panel):
    assert not line_of(panel, "high_quality", "_band").isVisible()
    panel.show_floor({"high_quality": (0.975, 0.995), "reverse_kl": (0.001, 0.01)})
    band = line_of(panel, "high_quality", "_band")
    assert band.isVisible()
    assert (band.rect().top(), band.rect().bottom()) == pytest.approx((97.5, 99.5))
    assert band.rect().width() == 1000
    best = line_of(panel, "high_quality", "_best")
    assert best.value() == pytest.approx(98.889, abs=1e-3)
    assert line_of(panel, "modes", "_best").value() == 8
    assert not line_of(panel, "d_loss", "_best").isVisible()
    tip = plot_of(panel, "high_quality").rows["high_quality"].button.toolTip()
    assert METRICS["high_quality"].about in tip
    assert "98.9%" in tip
    assert "97.5% to 99.5%" in tip
    assert "per cent" in tip
    # Over the plot itself it would hide what the crosshair reads.
    assert not plot_of(panel, "high_quality").plot.toolTip()
    assert "There is no best value" in plot_of(panel, "d_loss").rows["d_loss"].about
    panel.show_floor({})
    assert not line_of(panel, "high_quality", "_band").isVisible()


def test_another_target_has_another_best_value(panel, quick_config):
    panel.show_target(quick_config.target.without(0))
    assert line_of(panel, "modes", "_best").value() == 7


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_the_name_tells_what_it_means(panel, how):
    row = plot_of(panel, "reverse_kl").rows["reverse_kl"]
    if how == "mouse":
        QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    else:
        row.button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(row.button, Qt.Key.Key_Space)
    popup = panel._about
    assert popup.isVisible()
    assert METRICS["reverse_kl"].about in popup.label.text()
    assert "nats" in popup.label.text()
    assert popup.width() < 420
    assert popup.height() > 80
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


@pytest.mark.parametrize("smoothing", [0, 1000])
def test_the_axis_holds_all_that_is_drawn(panel, smoothing):
    panel._change(smoothing=smoothing, keys=frozenset({"d_loss", "g_loss", "log_likelihood"}))
    box = plot_of(panel, "d_loss").plot.getViewBox()
    low, high = box.viewRange()[1]
    assert 0.2 < low < 0.5
    assert 2.0 < high < 2.3
    assert box.viewRange()[0] == [0, 1000]
    panel.show_floor({"log_likelihood": (-9.0, 4.0)})
    low, high = plot_of(panel, "log_likelihood").plot.getViewBox().viewRange()[1]
    assert low < -9
    assert high > 4


def test_a_lone_value_is_seen(panel):
    history = History(METRICS.keys())
    history.append(0, {"modes": 3.0})
    panel.show_history(history)
    assert list(line_of(panel, "modes", "_dots").getData()[1]) == [3.0]


def test_before_the_first_step_there_are_dashes(panel):
    panel.show_history(History(METRICS.keys()))
    assert {value(panel, key) for key in shown(panel)} == {"–"}
    assert panel.findChild(QLabel, "stepOfValues").text() == "step –"


def test_values_have_units_and_at_most_eight_characters():
    assert value_text(METRICS["high_quality"], 0.98889) == "98.9%"
    assert value_text(METRICS["width"], 0.974) == "0.974 sigma"
    assert value_text(METRICS["modes"], 8.0) == "8 modes"
    for number in (0.0, 1e-9, -1e-9, 0.00123, 0.5, 12.3456, -123.456, 4567.8, -99999.4, 3e12):
        text = value_text(METRICS["d_loss"], number)
        assert len(text) <= 8, text
        assert float(text.replace(",", "")) == pytest.approx(number, rel=0.05, abs=6e-5)


@pytest.mark.parametrize("low", [-6.0, -2.3, 0.0, 0.31])
@pytest.mark.parametrize("span", [1.0, 1.7, 2.5, 9.0, 300.0])
def test_a_logarithmic_axis_has_a_few_labels(low, span):
    ticks = log_ticks(low, low + span, 4)
    assert 2 <= len(ticks) <= 4
    assert all(low <= tick <= low + span for tick in ticks)
    assert ticks == sorted(set(ticks))


def test_steps_are_written_short():
    assert [short_number(n) for n in (0, 50, 999, 1500, 200_000, 3_000_000)] == [
        "0", "50", "999", "1.5k", "200k", "3M",
    ]  # fmt: skip


@pytest.fixture
def events(quick_config):
    log = EventLog(quick_config)
    second = quick_config.with_values({"training.d_steps": 3})
    log.add(change(200, quick_config, second))
    log.add(change(700, second, second.with_values({"training.batch_size": 16})))
    return log


def test_changes_are_marked_in_all_plots_at_their_steps(panel, events):
    panel.show_events(events)
    plot = plot_of(panel, "d_loss").plot
    heads = plot._events._heads.getData()[0]
    assert list(heads) == [200, 700]
    low, high = plot.getViewBox().viewRange()[1]
    xs, ys = plot._events._lines.getData()
    assert list(xs) == [200, 200, 700, 700]
    assert list(ys) == pytest.approx([low, high, low, high])
    # A plot that is chosen later has them too.
    tick(panel, "js")
    assert list(plot_of(panel, "js").plot._events.steps) == [200, 700]


def test_the_line_says_what_was_changed_last_and_what_at_the_mouse(panel, events, quick_config):
    line = panel.findChild(QLabel, "eventLine")
    assert not line.isVisible()
    panel.show_events(events)
    assert line.isVisible()
    assert line.text() == "step 700: Batch size: 32 → 16"
    assert line.toolTip().splitlines() == ["step 200: D steps per G step: 1 → 3", line.text()]
    hover(panel, "d_loss", 0.205)
    assert line.text() == "step 200: D steps per G step: 1 → 3"
    hover(panel, "d_loss", 0.45)
    assert line.text() == "step 700: Batch size: 32 → 16"
    panel.show_events(EventLog(quick_config))
    assert not line.isVisible()
    assert plot_of(panel, "d_loss").plot._events.steps == ()
