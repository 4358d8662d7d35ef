"""`Watch`: notes exceptions, Qt's warnings and work in one go on the GUI thread."""

import re
import sys
import threading
import time
import traceback
import warnings
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QLabel

from gui_fuzz.log import Log

# What the offscreen platform says of itself.
_ALLOWED = re.compile(r"^This plugin does not support")
# A message to the person that is one of our own mistakes.
_MISTAKE = re.compile(r"Something went wrong|[Uu]nexpected error|\b[A-Z]\w+(Error|Exception): ")
_LOOK_EVERY_S = 0.05
_SEVERE = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class Watch:
    """Watches this process from the moment it is made until `close`.

    Args:
        log: where failures go.
        busy_s: seconds of its own processor time that the GUI thread may take in one go; what
            other processes take does not count.
    """

    def __init__(self, log: Log, busy_s: float) -> None:
        self._log, self._busy_s = log, busy_s
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        warnings.showwarning = self._on_python_warning
        warnings.simplefilter("always")
        qInstallMessageHandler(self._on_message)
        self._gui = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._gui)
        self._began = time.thread_time()
        self._stack = ""
        self._closed = threading.Event()
        self.thread = threading.Thread(target=self._look, name="watch", daemon=True)

    def start(self) -> None:
        """Watch the GUI thread's work from now on."""
        QAbstractEventDispatcher.instance().awake.connect(self.turn)
        self.turn()
        self.thread.start()

    def close(self) -> None:
        """Look no more at the GUI thread."""
        self._closed.set()
        self.thread.join()
        QAbstractEventDispatcher.instance().awake.disconnect(self.turn)

    def turn(self) -> None:
        """Say, on the GUI thread, that something else begins: an event, a turn of the loop."""
        now = time.thread_time()
        took, stack = now - self._began, self._stack
        self._began, self._stack = now, ""
        if took > self._busy_s:
            self._log.fail("busy", f"the GUI thread worked for {took:.1f} s in one go", stack)

    def excuse(self) -> None:
        """Say that the time up to now does not count."""
        self._began, self._stack = time.thread_time(), ""

    def read_window(self) -> None:
        """Look for messages on the screen that tell of a mistake of ours."""
        for window in QApplication.topLevelWidgets():
            if not window.isVisible():
                continue
            for label in window.findChildren(QLabel):
                if _MISTAKE.search(label.text()) and label.isVisible():
                    self._log.fail("told", label.text())

    def _look(self) -> None:
        while not self._closed.wait(_LOOK_EVERY_S):
            began = self._began
            if time.clock_gettime(self._clock) - began > self._busy_s / 2 and not self._stack:
                frame = sys._current_frames().get(self._gui)
                stack = "".join(traceback.format_stack(frame))
                if self._began == began:
                    self._stack = stack

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Note an exception that nobody has handled."""
        details = "".join(traceback.format_exception(kind, error, trace))
        frames = traceback.extract_tb(trace)
        place = f" in {frames[-1].name}" if frames else ""
        self._log.fail("exception", f"{kind.__name__}: {error}{place}", details)

    def _on_thread_exception(self, args: Any) -> None:
        self.on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: Any) -> None:
        self.on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_python_warning(
        self, message: Any, category: Any, name: str, line: int, *_: Any
    ) -> None:
        place = f"{name}:{line}\n" + "".join(traceback.format_stack())
        self._log.fail("warning", f"{category.__name__}: {message}", place)

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind in _SEVERE and not _ALLOWED.match(text):
            self._log.fail("warning", f"Qt: {text}", "".join(traceback.format_stack()))
