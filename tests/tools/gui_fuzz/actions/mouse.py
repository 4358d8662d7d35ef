"""The mouse, on whatever is there."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QFileDialog,
    QGraphicsView,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import ALT, CTRL, LEFT, NONE, RIGHT, SHIFT, Hands


@action(14)
def press_button(hands: Hands) -> Steps:
    """A button, in a tool bar or anywhere."""
    hands.click(hands.pick(hands.widgets(QAbstractButton)))
    yield 0


@action(2)
def press_button_often(hands: Hands) -> Steps:
    """The same button several times."""
    button = hands.pick(hands.widgets(QAbstractButton))
    for _ in range(hands.rng.randint(2, 5)):
        hands.click(button)
        yield 0


@action(2)
def choose_tab(hands: Hands) -> Steps:
    """A tab."""
    bar = hands.pick(hands.widgets(QTabBar))
    hands.click(bar, bar.tabRect(hands.rng.randrange(max(1, bar.count()))).center())
    yield 0


@action(4)
def move_slider(hands: Hands) -> Steps:
    """Click, drag or turn the wheel on a slider or a scroll bar; use its keys."""
    slider = hands.pick(hands.widgets(QAbstractSlider))
    hands.show(slider)
    how = hands.choose(("click", "drag", "wheel", "keys"))
    if how == "wheel":
        hands.wheel(slider, hands.rng.choice((-3, -1, 1, 3)))
        yield 0
        return
    hands.press(slider, hands.place_in(slider))
    for _ in range(hands.rng.randint(1, 6) if how == "drag" else 0):
        yield 0
        hands.move(slider, hands.place_in(slider))
    yield 0
    hands.release(slider, hands.place_in(slider))
    if how == "keys":
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
        for key in hands.rng.choices((*keys, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown), k=4):
            yield 0
            hands.key(key)


@action(3)
def scroll(hands: Hands) -> Steps:
    """Turn the wheel over something that scrolls."""
    area = hands.pick([*hands.widgets(QScrollArea), *hands.widgets(QAbstractItemView)])
    for _ in range(hands.rng.randint(1, 4)):
        hands.wheel(area, hands.rng.choice((-5, -1, 1, 5)))
        yield 0


@action(1)
def move_splitter(hands: Hands) -> Steps:
    """Drag the line between two parts."""
    handle = hands.pick(hands.widgets(QSplitterHandle))
    spot = hands.show(handle)
    hands.press(handle, spot)
    for _ in range(3):
        yield 0
        hands.move(handle, spot + QPoint(hands.rng.randint(-200, 200), hands.rng.randint(-99, 99)))
    yield 0
    hands.release(handle, spot)


@action(3)
def click_picture(hands: Hands) -> Steps:
    """Click, drag or zoom in any plot."""
    view = hands.pick(hands.widgets(QGraphicsView))
    hands.show(view)
    button = hands.rng.choice((LEFT, LEFT, RIGHT, Qt.MouseButton.MiddleButton))
    how = hands.choose(("click", "double", "drag", "wheel", "hover"))
    if how in ("click", "double"):
        hands.click(view, hands.place_in(view), button, double=how == "double")
    elif how == "wheel":
        hands.wheel(view, hands.rng.choice((-4, -1, 1, 4)), hands.rng.choice((NONE, CTRL)))
    else:
        if how == "drag":
            hands.press(view, hands.place_in(view), button)
        for _ in range(4):
            yield 0
            hands.move(view, hands.place_in(view))
        if how == "drag":
            hands.release(view, hands.place_in(view), button)
    yield 0


@action(6)
def click_anywhere(hands: Hands) -> Steps:
    """Any button anywhere on any widget, with any key held."""
    kinds = [w for w in hands.windows() if not isinstance(w, QFileDialog)]
    widget = hands.pick([w for window in kinds for w in hands.widgets(QWidget) if w is not window])
    hands.show(widget)
    keys = hands.rng.choice((NONE, NONE, NONE, CTRL, SHIFT, ALT))
    button = hands.rng.choice((LEFT, LEFT, RIGHT, Qt.MouseButton.MiddleButton))
    hands.click(widget, hands.place_in(widget), button, keys, double=hands.rng.random() < 0.2)
    yield 0


@action(3)
def drag_anywhere(hands: Hands) -> Steps:
    """From one widget to another, with a key pressed in between or not."""
    kinds = [w for w in hands.windows() if not isinstance(w, QFileDialog)]
    widgets = [w for window in kinds for w in hands.widgets(QWidget) if w is not window]
    first = hands.pick(widgets)
    hands.show(first)
    hands.press(first, hands.place_in(first))
    second = hands.pick(widgets)
    spot = hands.place_in(second)
    for _ in range(3):
        yield 0
        hands.move(second, spot + QPoint(hands.rng.randint(-20, 20), hands.rng.randint(-20, 20)))
    if hands.rng.random() < 0.3:
        hands.key(Qt.Key.Key_Escape)
    yield 0
    hands.release(second, spot)
