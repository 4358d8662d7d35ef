"""The canvas: centres, grips, zoom."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QGraphicsView, QWidget

from gan_desktop.ui.grip import Grip
from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import CTRL, LEFT, Hands, NothingToDoError


def _canvas(hands: Hands) -> QGraphicsView:
    if hands.window not in hands.windows():
        raise NothingToDoError
    found = hands.window.findChild(QWidget, "canvas")
    if not isinstance(found, QGraphicsView):
        raise NothingToDoError
    return found


def _grip(hands: Hands, canvas: QGraphicsView) -> QPoint:
    """Where one of the marks that can be dragged is, in the viewport."""
    grips = [item for item in canvas.scene().items() if isinstance(item, Grip) and item.isVisible()]
    places = [canvas.mapFromScene(grip.mapToScene(QPointF(0, 0))) for grip in grips]
    inside = [place for place in places if canvas.viewport().rect().contains(place)]
    chosen = hands.choose(sorted(inside, key=lambda place: (place.x(), place.y())))
    return QPoint(chosen)


def _drag(hands: Hands, canvas: QGraphicsView, start: QPoint) -> Steps:
    view = canvas.viewport()
    hands.press(view, start)
    for _ in range(hands.rng.randint(1, 8)):
        yield 0
        hands.move(view, hands.place_in(view))


@action(6)
def drag_grip(hands: Hands) -> Steps:
    """Drag a centre or a grip of a spread."""
    canvas = _canvas(hands)
    yield from _drag(hands, canvas, _grip(hands, canvas))
    yield 0
    hands.release(canvas.viewport(), hands.place_in(canvas.viewport()))


@action(3)
def interrupt_drag(hands: Hands) -> Steps:
    """Press keys while something is dragged."""
    canvas = _canvas(hands)
    yield from _drag(hands, canvas, _grip(hands, canvas))
    how = hands.choose(("Esc", "Delete", "undo", "reset", "play", "several"))
    keys = {
        "Esc": ((Qt.Key.Key_Escape,),),
        "Delete": ((Qt.Key.Key_Delete,),),
        "undo": ((Qt.Key.Key_Z, CTRL),),
        "reset": ((Qt.Key.Key_R, CTRL),),
        "play": ((Qt.Key.Key_Space,),),
        "several": ((Qt.Key.Key_Escape,), (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Delete,)),
    }[how]
    for key in keys:
        hands.key(*key)
        yield 0
    hands.move(canvas.viewport(), hands.place_in(canvas.viewport()))
    yield 0
    hands.release(canvas.viewport(), hands.place_in(canvas.viewport()))


@action(3)
def click_grip(hands: Hands) -> Steps:
    """Select a mode, and perhaps delete it."""
    canvas = _canvas(hands)
    hands.click(canvas.viewport(), _grip(hands, canvas), double=hands.rng.random() < 0.2)
    yield 0
    if hands.rng.random() < 0.5:
        hands.key(hands.rng.choice((Qt.Key.Key_Delete, Qt.Key.Key_Escape, Qt.Key.Key_Home)))
        yield 0


@action(2)
def add_mode(hands: Hands) -> Steps:
    """Double-click the background."""
    view = _canvas(hands).viewport()
    hands.click(view, hands.place_in(view), LEFT, double=True)
    yield 0


@action(3)
def zoom(hands: Hands) -> Steps:
    """Turn the wheel, drag the background, go home."""
    canvas = _canvas(hands)
    for _ in range(hands.rng.randint(1, 3)):
        hands.wheel(canvas.viewport(), hands.rng.choice((-6, -1, 1, 6)))
        yield 0
    yield from _drag(hands, canvas, hands.place_in(canvas.viewport()))
    hands.release(canvas.viewport(), hands.place_in(canvas.viewport()))
    if hands.rng.random() < 0.5:
        hands.key(Qt.Key.Key_Home)
        yield 0


@action(4)
def watch_training(hands: Hands) -> Steps:
    """Wait a little, so that what was ordered gets somewhere."""
    yield hands.rng.choice((50, 100, 300))
