"""The timeline: earlier moments of the run."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider

from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import Hands

_KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home,
    Qt.Key.Key_End,
)  # fmt: skip


@action(4)
def look_back(hands: Hands) -> Steps:
    """Drag the timeline's slider, then step with its keys; come back or not."""
    sliders = hands.widgets(QSlider)
    slider = hands.pick([each for each in sliders if each.objectName().startswith("timeline")])
    hands.press(slider, hands.place_in(slider))
    for _ in range(hands.rng.randint(0, 6)):
        yield hands.rng.choice((0, 0, 30))
        hands.move(slider, hands.place_in(slider))
    yield 0
    hands.release(slider, hands.place_in(slider))
    for key in hands.rng.choices(_KEYS, k=hands.rng.randint(0, 4)):
        yield hands.rng.choice((0, 30))
        hands.key(key)
