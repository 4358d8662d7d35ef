"""The end of a thread that may be held up: nobody waits for it for ever."""

import atexit
import os
import sys

from PySide6.QtCore import QObject, QThread

# As long as an export beside the window is waited for.
MOST_S = 5.0
# Threads that did not end in time, with what runs on them: they go with the process.
_LEFT: list[tuple[QThread, QObject]] = []


def end(thread: QThread, worker: QObject, most_s: float = MOST_S) -> bool:
    """Ask a thread to end and wait for it, up to a limit; whether it has ended.

    One that does not (a disk that hangs, one step of huge networks) is left to itself, and is
    not waited for again.
    """
    if any(thread is left for left, _ in _LEFT):
        return not thread.isRunning()
    if not thread.isRunning():
        return True
    thread.quit()
    if thread.wait(round(1000 * most_s)):
        return True
    if not _LEFT:
        atexit.register(_leave)
    _LEFT.append((thread, worker))
    return False


def _leave() -> None:
    """At the end of the process: Qt would call it a crash when a running thread is destroyed."""
    if any(thread.isRunning() for thread, _ in _LEFT):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
