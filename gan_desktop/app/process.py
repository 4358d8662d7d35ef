"""Process-wide settings that keep the window smooth while torch trains beside it."""

import gc
import sys

from PySide6.QtCore import QObject, QTimer, Slot

# Python's own collections stutter the window by 120 to 350 ms (they scan torch's and pydantic's
# many objects). Young objects are collected here instead, between events.
_COLLECT_EVERY_MS = 1000
# How soon a waiting thread may ask for the interpreter: the default of 5 ms is half a frame.
_SWITCH_INTERVAL_S = 0.001


class ProcessTuning(QObject):
    """Takes over garbage collection on the GUI thread until `restore`.

    With several windows the process is given back when the last of them is closed.
    """

    _users = 0
    _switch_interval = 0.0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if ProcessTuning._users == 0:
            ProcessTuning._switch_interval = sys.getswitchinterval()
            sys.setswitchinterval(_SWITCH_INTERVAL_S)
            gc.disable()
        ProcessTuning._users += 1
        self.settle()
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_EVERY_MS)
        self._timer.timeout.connect(self._collect_young)
        self._timer.start()

    @Slot()
    def settle(self) -> None:
        """After much was loaded: collect once, then keep what remains out of later scans."""
        gc.collect()
        gc.freeze()

    @Slot()
    def collect_all(self) -> None:
        """A full collection, at a moment when nobody looks (a pause)."""
        gc.collect()

    def restore(self) -> None:
        """Give collection back to Python. Idempotent."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        ProcessTuning._users -= 1
        if ProcessTuning._users == 0:
            sys.setswitchinterval(ProcessTuning._switch_interval)
            gc.unfreeze()
            gc.enable()

    @Slot()
    def _collect_young(self) -> None:
        gc.collect(1)
