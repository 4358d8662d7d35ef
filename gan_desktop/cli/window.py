"""`gan-desktop` without a command: the window."""

import os
import signal
import sys
import threading
from pathlib import Path
from types import TracebackType

from gan_desktop.cli.display import reachable_display
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.files import sentence
from gan_desktop.core.presets import DEFAULT_PRESET, load_preset

# How long the threads may take to end once the window is closed.
CLOSING_S = 1.5


def open_window(preset: str | None, path: Path | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    Args:
        preset: what to begin with, the default one if None.
        path: an experiment's file to begin with instead, or a stored run to look at.

    Raises:
        GanDesktopError: an unknown preset, a bad file, or no display.
    """
    from gan_desktop.store.run_file import RUN_SUFFIX

    run = path if path is not None and path.suffix.lower() == RUN_SUFFIX else None
    if run is not None:
        path = None
        config = _run_config(run)
    elif path is None:
        config = load_preset(preset or DEFAULT_PRESET)
    else:
        from gan_desktop.store.experiment_file import load_experiment

        config = load_experiment(path)
    with reachable_display():
        from PySide6.QtWidgets import QApplication

        application = QApplication(["gan-desktop"])
    from gan_desktop.app.messages import error_details
    from gan_desktop.ui import build_window

    window = build_window(config, path)
    if run is not None:
        window.timeline.open(run.absolute())

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        window.failure_reported.emit(f"{kind.__name__}: {error}", error_details(error))

    # An error in a slot of the window is shown in it; the window stays alive.
    sys.excepthook = report
    # Ctrl-C in the terminal closes like the window's own button. Python sees the signal at the
    # next tick of the collection timer.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    window.closing.connect(_end_in_time)
    window.show()
    status = application.exec()
    sys.excepthook = sys.__excepthook__
    return status


def _run_config(path: Path) -> ExperimentConfig:
    """What a stored run trained with in the end; raises for a bad file before a window opens."""
    from gan_desktop.store.run_file import RunReader

    try:
        with RunReader.open(path) as reader:
            last = int(reader.steps[-1]) if len(reader) else reader.first_step
            return reader.config_at(last)
    except OSError as error:
        raise GanDesktopError(sentence(error)) from None


def _end_in_time() -> None:
    """End the process when its threads take too long to (one step of huge networks, an import).

    Nothing is lost by it: a recording is on the disk up to its last frame.
    """
    watchdog = threading.Timer(CLOSING_S, os._exit, [0])
    watchdog.daemon = True
    watchdog.start()
