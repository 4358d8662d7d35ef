"""Menus: of the menu bar, and whatever else pops up."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMenuBar, QWidget

from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import Hands, NothingToDoError

# They end the whole window; `leaving.py` does that, more seldom.
_ENDING = ("closeWindowAction", "quitAction")


def _entry(hands: Hands, menu: QMenu) -> QAction:
    return hands.pick_action(
        [
            each
            for each in menu.actions()
            if not each.isSeparator() and each.isVisible() and each.objectName() not in _ENDING
        ]
    )


@action(14)
def choose_in_menu_bar(hands: Hands) -> Steps:
    """Open a menu and choose an entry, of a menu in it as well."""
    bar = hands.pick(hands.widgets(QMenuBar))
    entry = hands.pick_action(bar.actions())
    hands.click(bar, bar.actionGeometry(entry).center())
    yield 0
    while isinstance(QApplication.activePopupWidget(), QMenu):
        menu = QApplication.activePopupWidget()
        entry = _entry(hands, menu)
        hands.click(menu, menu.actionGeometry(entry).center())
        yield 0
        if QApplication.activePopupWidget() is menu or entry.menu() is None:
            break


@action(40)
def choose_in_popup(hands: Hands) -> Steps:
    """What is open is used: an entry of the menu, a place in the popup, a key."""
    popup = QApplication.activePopupWidget()
    if popup is None or isinstance(QApplication.activeModalWidget(), QFileDialog):
        raise NothingToDoError
    if hands.rng.random() < 0.3:
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return)
        for key in hands.rng.choices((*keys, Qt.Key.Key_Escape, Qt.Key.Key_Tab), k=3):
            hands.key(key)
            yield 0
    elif isinstance(popup, QMenu):
        hands.click(popup, popup.actionGeometry(_entry(hands, popup)).center())
        yield 0
    else:
        widget = hands.pick(popup.findChildren(QWidget) or [popup])
        hands.click(widget, hands.place_in(widget))
        yield 0


@action(2)
def click_outside_popup(hands: Hands) -> Steps:
    """Click somewhere else, which closes it."""
    if QApplication.activePopupWidget() is None:
        raise NothingToDoError
    hands.click(hands.window, hands.place_in(hands.window))
    yield 0
