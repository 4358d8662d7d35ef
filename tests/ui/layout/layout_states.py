"""Brings the window into the states whose layout is checked, one after the other."""

from collections.abc import Callable, Iterator

from layout_check import Fault, faults
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from gan_desktop.ui.main_window import MainWindow

FONTS = (9, 11, 14, 18)
SIZES = ((1024, 600), (1280, 720), (1920, 1080))
STATES = ("idle", "verdict", "layers", "past")
STEPS = 60
LAYERS = ("Discriminator", "Arrows", "Density", "Coverage")

Wait = Callable[[Callable[[], bool]], None]


def enter(window: MainWindow, state: str, wait: Wait) -> None:
    """From the state before to this one.

    Args:
        window: one that has shown its first snapshot.
        state: one of `STATES`, which are to be entered in their order.
        wait: lets the window live until a condition holds.
    """
    if state == "verdict":
        window.session.play(until=STEPS)
        wait(lambda: window.session.judgement is not None and not window.session.training)
        wait(lambda: window.session.snapshot.step == STEPS)
    elif state == "layers":
        for layer in LAYERS:
            window.findChild(object, f"layer{layer}Action").setChecked(True)
        drawn = window.findChild(object, "canvas").figure.layers
        wait(lambda: "discriminator" in drawn.drawn)
    elif state == "past":
        window._timeline_bar.step_wanted.emit(STEPS // 2)
        wait(lambda: window.timeline.past)


def set_font(points: float) -> None:
    """Another font of the desktop."""
    application = QApplication.instance()
    font = application.font()
    font.setPointSizeF(points)
    application.setFont(font)


def settle() -> None:
    """Let all layouts come to rest."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def looked_at(window: MainWindow, font: float, size: tuple[int, int]) -> list[Fault]:
    """The faults with this font and this size."""
    set_font(font)
    window.resize(QSize(*size))
    settle()
    found = faults(window)
    if window.size() != QSize(*size):
        found.append(Fault("outside", "mainWindow", f"a screen of {size}: {window.size()}"))
    return found


def product(
    window: MainWindow, wait: Wait, *, brief: bool = False
) -> Iterator[tuple[str, list[Fault]]]:
    """Every state with every font and size, and what is wrong there.

    Args:
        window: one that has shown its first snapshot.
        wait: lets it live until a condition holds.
        brief: the largest font and the smallest size alone.
    """
    for state in STATES:
        enter(window, state, wait)
        for font in FONTS[-1:] if brief else FONTS:
            for size in SIZES[:1] if brief else SIZES:
                name = f"{state}, {font} pt, {size[0]}x{size[1]}"
                yield name, looked_at(window, font, size)
