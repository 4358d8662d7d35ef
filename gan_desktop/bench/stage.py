"""A real window for benchmarks, on the display there is, or offscreen."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gan_desktop.app.settings import RECOVERY_VARIABLE, RUNS_VARIABLE
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.presets import load_preset

# Trains past the planned steps.
FAR = 2**31 - 1


def application() -> QApplication:
    """The application; offscreen where there is no display."""
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["gan-desktop"])


class Stage:
    """A context with a shown window that has drawn its first snapshot."""

    def __init__(self, config: ExperimentConfig | None = None) -> None:
        self._application = application()
        # The person's own settings are neither read nor written.
        self._folder = tempfile.TemporaryDirectory()
        ini, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(ini, scope, self._folder.name)
        os.environ[RUNS_VARIABLE] = str(Path(self._folder.name, "runs"))
        os.environ[RECOVERY_VARIABLE] = str(Path(self._folder.name, "recovery"))
        from gan_desktop.ui import build_window

        self.window: Any = build_window(config or load_preset("ring8-blog"))

    def __enter__(self) -> Self:
        self.window.resize(1280, 800)
        self.window.show()
        self.wait_until(lambda: self.window.session.snapshot is not None)
        return self

    def __exit__(self, *_: object) -> None:
        self.window.close()
        self.window.deleteLater()
        self._application.processEvents()
        self._folder.cleanup()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until a condition holds."""
        loop, timer = QEventLoop(), QTimer()
        timer.timeout.connect(lambda: loop.quit() if condition() else None)
        timer.start(10)
        if not condition():
            loop.exec()
        timer.stop()

    def live(self, seconds: float) -> None:
        """Let the window live for a while, with nothing of ours in between."""
        loop = QEventLoop()
        QTimer.singleShot(int(1000 * seconds), loop.quit)
        loop.exec()

    def train(self, seconds: float) -> float:
        """Train with drawing for a while; returns steps a second."""
        session = self.window.session
        before, start = session.snapshot.step, time.monotonic()
        session.play(until=FAR)
        self.live(seconds)
        session.pause()
        self.wait_until(lambda: session.state.value == "paused" and session.steps_per_second == 0)
        self.wait_until(lambda: not session._ack_timer.isActive())
        return float((session.snapshot.step - before) / (time.monotonic() - start))
