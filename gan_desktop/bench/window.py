"""How the window feels: when it is painted, how evenly it answers while training and dragging."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise

from gan_desktop.app.settings import RECOVERY_VARIABLE, RUNS_VARIABLE
from gan_desktop.bench.benchmark import Figure

SECONDS = 30.0
TICK_MS = 10

# In a process of its own, which has not seen torch yet.
_FIRST_PAINT = """
import sys
from gan_desktop.bench.stage import application
app = application()
from gan_desktop.ui import build_window
from gan_desktop.ui.main_window import MainWindow
paint, seen = MainWindow.paintEvent, []
def spy(self, event):
    seen.append("torch" in sys.modules)
    paint(self, event)
MainWindow.paintEvent = spy
window = build_window()
window.session.prepared.connect(window.close)
window.show()
app.exec()
print("after" if seen[0] else "before")
"""


def measure() -> Iterator[Figure]:
    """First paint against torch's import; ticks of a 10 ms timer while training and dragging."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", _FIRST_PAINT],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, RUNS_VARIABLE: folder, RECOVERY_VARIABLE: folder},
        )
    word = done.stdout.split()[-1]
    yield Figure("first paint", f"{word} torch is imported", "before", word == "before")
    gaps = sorted(_gaps())
    p95, worst = gaps[int(0.95 * len(gaps))], gaps[-1]
    name = f"{TICK_MS} ms timer while training and dragging, {len(gaps):,} ticks"
    yield Figure(f"{name}: p95", f"{p95:.0f} ms", "< 30 ms", p95 < 30)
    yield Figure(f"{name}: longest", f"{worst:.0f} ms", "< 100 ms", worst < 100)


def _gaps() -> list[float]:
    """Milliseconds between ticks, after the first snapshot has been shown."""
    from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from gan_desktop.bench.stage import FAR, Stage

    with Stage() as stage:
        window = stage.window
        canvas = window.findChild(QWidget, "canvas")
        box = canvas.figure.getViewBox()
        start: QPoint = canvas.mapFromScene(box.mapViewToScene(QPointF(0, 2)))
        kinds = QEvent.Type

        def mouse(kind: QEvent.Type, place: QPoint) -> None:
            left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
            held = none if kind is kinds.MouseButtonRelease else left
            button = none if kind is kinds.MouseMove else left
            view = canvas.viewport()
            position, on_screen = QPointF(place), QPointF(view.mapToGlobal(place))
            no_key = Qt.KeyboardModifier.NoModifier
            event = QMouseEvent(kind, position, on_screen, button, held, no_key)
            QApplication.sendEvent(view, event)

        ticks: list[float] = []
        timer, moves = QTimer(), 0

        def tick() -> None:
            nonlocal moves
            ticks.append(time.monotonic())
            moves += 1
            # Round and round, a move every other tick.
            if moves % 2 == 0:
                mouse(kinds.MouseMove, start + QPoint(moves % 120, (moves * 7) % 90))

        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        window.session.play(until=FAR)
        mouse(kinds.MouseButtonPress, start)
        timer.start(TICK_MS)
        stage.live(SECONDS)
        timer.stop()
        mouse(kinds.MouseButtonRelease, start)
        window.session.pause()
    return [1000 * (b - a) for a, b in pairwise(ticks)]
