"""Menus, their tips and ticks, and the key that closes a window."""

import ast
import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

import gan_desktop.ui
from gan_desktop.ui.actions import ACTIONS
from gan_desktop.ui.comparison.toolbar import _ACTIONS as COMPARISON_ACTIONS

CTRL = Qt.KeyboardModifier.ControlModifier
SOURCES = sorted(Path(gan_desktop.ui.__file__).parent.rglob("*.py"))


def action(window, name) -> QAction:
    return window.findChild(QAction, f"{name}Action")


def ticked(window) -> list[str]:
    themes = ("themeSystem", "themeLight", "themeDark")
    return [name for name in themes if action(window, name).isChecked()]


def close_by_key(widget, qtbot) -> None:
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    QTest.keyClick(widget, Qt.Key.Key_W, CTRL)


def test_every_action_says_what_it_does():
    assert [spec.name for spec in (*ACTIONS, *COMPARISON_ACTIONS) if not spec.tip] == []


def test_every_menu_shows_the_tips_of_its_actions(window):
    window.settings.note_recent(Path("one.toml"))
    # pyqtgraph's own menus have no names; they are never shown.
    menus = [m for m in window.findChildren(QMenu) if m.objectName()]
    assert {"recentMenu", "stepMenu", "metricMenu", "layersMenu"} <= {m.objectName() for m in menus}
    bar = [each.menu() for each in window.menuBar().actions()]
    menus += bar
    assert [menu.title() or menu.objectName() for menu in menus if not menu.toolTipsVisible()] == []
    shown = [each for menu in menus for each in menu.actions() if each.text() and each.isEnabled()]
    bare = [each for each in shown if each.toolTip() == each.text().replace("&", "").strip("…")]
    # The menu bar's own menus need no tip: they open at a click.
    titles = {menu.menuAction() for menu in bar}
    assert [each.text() for each in bare if each not in titles] == []


def test_a_tick_is_not_hidden_behind_an_icon(window):
    ticks = [each for each in window._actions.values() if each.isCheckable()]
    assert {"playAction", "recordAction", "slowMotionAction", "themeDarkAction"} <= {
        each.objectName() for each in ticks
    }
    assert not [each.text() for each in ticks if each.icon() and each.isIconVisibleInMenu()]
    # The buttons keep theirs, and say what a click does.
    play = window._toolbar.widgetForAction(action(window, "play"))
    assert play.text() == "Play"
    assert not play.icon().isNull()


def test_the_theme_that_is_chosen_has_its_tick(window):
    assert ticked(window) == ["themeSystem"]
    action(window, "themeDark").trigger()
    assert ticked(window) == ["themeDark"]
    action(window, "themeDark").trigger()
    assert ticked(window) == ["themeDark"]
    group = action(window, "themeDark").actionGroup()
    assert isinstance(group, QActionGroup)
    assert group.isExclusive()


def test_the_tick_is_there_from_the_start(make_window, quick_config):
    make_window(quick_config).settings.theme = "light"
    assert ticked(make_window(quick_config)) == ["themeLight"]


def test_the_key_closes_the_window_and_asks_about_edits_first(window, qtbot):
    window.experiment.edit({"training.d_steps": 3}, "edit")
    close_by_key(window, qtbot)
    question = window.findChild(QMessageBox, "unsavedBox")
    assert question.isVisible()
    close_by_key(question, qtbot)
    assert not question.isVisible()
    assert window.isVisible()
    window._actions["undo"].trigger()
    close_by_key(window, qtbot)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_key_closes_what_is_opened_from_the_window(window, qtbot):
    before = set(QApplication.topLevelWidgets())
    names = ("trainTo", "settings", "about", "saveAs", "openRun", "judge", "compare")
    for name in names:
        action(window, name).trigger()
        opened = [
            each
            for each in QApplication.topLevelWidgets()
            if each not in before and each.isVisible()
        ]
        assert len(opened) == 1, name
        close_by_key(opened[0], qtbot)
        assert not opened[0].isVisible(), name
        assert window.isVisible()
        QApplication.processEvents()


def test_a_menu_that_is_made_anywhere_shows_tips():
    for path in SOURCES:
        made = path.read_text()
        if re.search(r"\bQMenu\(|addMenu\(|class \w+\(QMenu\)", made):
            assert "setToolTipsVisible(True)" in made, path


def constructed(tree: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {call.id for call in calls if isinstance(call, ast.Name)}


def test_every_window_and_dialog_has_the_key():
    nodes = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text()))]
    for node in nodes:
        if isinstance(node, ast.ClassDef) and node.name != "MainWindow":
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & {"QDialog", "QMainWindow"}:
                assert "closes_by_key" in constructed(node), node.name
        if isinstance(node, ast.FunctionDef):
            made = constructed(node)
            if made & {"QDialog", "QFileDialog", "QInputDialog", "QMessageBox"}:
                assert "closes_by_key" in made, node.name
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            # Those that wait for an answer have no key of ours, and hold up the window.
            waits = node.attr.startswith(("get", "question", "information", "warning"))
            assert not (waits and node.value.id in ("QFileDialog", "QInputDialog", "QMessageBox"))
