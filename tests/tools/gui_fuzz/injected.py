"""Failures of each sort, brought about on purpose: the machine must notice them."""

import os
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable

from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_KEPT: list[object] = []


def plain_window() -> QMainWindow:
    """A window that is there at once; its button waits for a dialog in a loop of its own."""
    window, centre, edit, button = QMainWindow(), QWidget(), QLineEdit(), QPushButton("Press")
    window.setObjectName("plain")
    edit.setObjectName("edit")
    button.clicked.connect(lambda: QInputDialog.getInt(window, "Dialog", "Number"))
    layout = QVBoxLayout(centre)
    for widget in (edit, button, QLabel("text")):
        layout.addWidget(widget)
    window.setCentralWidget(centre)
    return window


def injected_slot(_window: QMainWindow) -> None:
    def raise_injected_slot() -> None:
        raise ZeroDivisionError

    QTimer.singleShot(0, raise_injected_slot)


def injected_thread(_window: QMainWindow) -> None:
    def raise_injected_thread() -> None:
        raise ZeroDivisionError

    threading.Thread(target=raise_injected_thread).start()


def injected_qt_warning(_window: QMainWindow) -> None:
    qWarning("injected_qt_warning")


def injected_python_warning(_window: QMainWindow) -> None:
    warnings.warn("injected_python_warning", RuntimeWarning, stacklevel=2)


def injected_message(window: QMainWindow) -> None:
    window.findChild(QLabel).setText("Something went wrong: injected_message")


def injected_busy(_window: QMainWindow) -> None:
    began = time.thread_time()
    while time.thread_time() < began + 0.7:
        pass


def injected_leaked_thread(_window: QMainWindow) -> None:
    wait = threading.Event().wait
    threading.Thread(target=wait, name="injected_leaked_thread", daemon=True).start()


def injected_leaked_process(_window: QMainWindow) -> None:
    words = [sys.executable, "-c", "import time; time.sleep(60)", "injected_leaked_process"]
    _KEPT.append(subprocess.Popen(words))


def injected_leaked_file(_window: QMainWindow) -> None:
    handle, _ = tempfile.mkstemp(prefix="injected_leaked_file")
    os.close(handle)


def injected_output(_window: QMainWindow) -> None:
    sys.stderr.write("injected_output\n")


def injected_hang(_window: QMainWindow) -> None:
    time.sleep(3600)


def injected_abort(_window: QMainWindow) -> None:
    os.abort()


def injected_exit(_window: QMainWindow) -> None:
    os.write(2, b"injected_exit\n")
    os._exit(3)


def injected_leaked_qt_thread(_window: QMainWindow) -> None:
    thread = QThread()
    # A kernel knows 15 letters of it.
    thread.setObjectName("injected_leaked")
    thread.start()
    _KEPT.append(thread)


_ALL: tuple[Callable[[QMainWindow], None], ...] = (
    injected_slot, injected_thread, injected_qt_warning, injected_python_warning, injected_message,
    injected_busy, injected_leaked_thread, injected_leaked_process, injected_leaked_file,
    injected_output, injected_hang, injected_abort, injected_exit, injected_leaked_qt_thread,
)  # fmt: skip
INJECTED = {each.__name__.removeprefix("injected_").replace("_", " "): each for each in _ALL}
