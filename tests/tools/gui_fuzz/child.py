"""What runs in a process of its own: windows, one after the other, and random actions on them.

    python -m gui_fuzz.child ORDER

ORDER is an `Order` as JSON. Ends with 0 if nothing was found, with 1 otherwise.
"""

import faulthandler
import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMainWindow

from gui_fuzz.driver import Driver
from gui_fuzz.folder import Folder
from gui_fuzz.injected import INJECTED, plain_window
from gui_fuzz.log import Log
from gui_fuzz.watch import Watch

# Threads of Qt and the desktop's, which come and go as they like.
_THEIRS = ("QDBus", "Thread (pooled)", "QFileInfoGather", "pool-", "gmain", "gdbus", "dconf")


@dataclass(frozen=True)
class Order:
    """What to do.

    Attributes:
        folder: where to do it.
        seed: of all that is random.
        indices: of the actions to make.
        plain: a simple window instead of the application's.
        inject: failures of `INJECTED` to bring about, one at each action.
        busy_s: processor time that the GUI thread may take in one go.
        leaving_s: how long threads and processes may still be there after a window was closed.
    """

    folder: str
    seed: int
    indices: tuple[int, ...]
    plain: bool = False
    inject: tuple[str, ...] = ()
    busy_s: float = 2.0
    leaving_s: float = 20.0


class _Outside(QObject):
    """Takes what would be opened outside of the window."""

    @Slot(QUrl)
    def open(self, _url: QUrl) -> None:
        """Nothing is opened."""


def _window(order: Order) -> QMainWindow:
    if order.plain:
        return plain_window()
    from gan_desktop import load_preset
    from gan_desktop.ui import build_window
    from gui_fuzz.folder import quick

    return build_window(quick(load_preset("ring8-blog")))


def _report_failures_of(window: QMainWindow, log: Log) -> None:
    """A training that fails reports it to the window, and to nobody else."""
    for name in ("session", "comparison"):
        session = getattr(window, name, None)
        if session is None:
            continue

        def look(session: QObject = session, name: str = name) -> None:
            if session.state.value == "failed":
                log.fail("exception", f"{name}: {session.reason}", session.details)

        session.state_changed.connect(look)


def _threads() -> list[str]:
    """Names of the threads that the window has begun and that still run."""
    # Dummies are what Python knows of Qt's threads, for ever.
    own = [
        thread.name
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
        and thread.name not in ("MainThread", "watch")
    ]
    for path in Path("/proc/self/task").glob("*/comm"):
        try:
            name = path.read_text().strip()
        except OSError:
            continue
        own.append(name)
    known = Path("/proc/self/comm").read_text().strip()
    return [name for name in own if name != known and not name.startswith(_THEIRS)]


def _processes() -> list[str]:
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                words = " ".join(child.cmdline())
                if "resource_tracker" not in words:
                    found.append(words[:200])
        except psutil.NoSuchProcess:
            continue
    return found


def _look_for_leaks(log: Log, before: list[str], leaving_s: float) -> None:
    """After a window is closed: what of it is still there."""
    deadline = time.monotonic() + leaving_s
    while True:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        threads, processes = _threads(), _processes()
        for name in before:
            if name in threads:
                threads.remove(name)
        if not (threads or processes) or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    if threads:
        log.fail("leak", f"threads are left: {sorted(threads)}")
    if processes:
        log.fail("leak", f"processes are left: {processes}")
    windows = [type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible()]
    if windows:
        log.fail("leak", f"windows are left: {windows}")


def main(order: Order) -> int:
    """Do it; returns the exit status."""
    folder = Folder(Path(order.folder))
    log = Log(folder.log)
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = QApplication(["gan-desktop"])
    # Where a file dialog without a folder begins.
    os.chdir(folder.files)
    watch = Watch(log, order.busy_s)
    outside = _Outside()
    for scheme in ("file", "http", "https", "mailto"):
        QDesktopServices.setUrlHandler(scheme, outside, "open")
    if not order.plain:
        folder.fill()
    left = list(order.indices)
    watch.start()
    while left:
        before = _threads()
        watch.excuse()
        log.write(window=True)
        window = _window(order)
        _report_failures_of(window, log)
        driver = Driver(window, order.seed, left, folder, log, watch)
        driver.inject([INJECTED[name] for name in order.inject])
        window.show()
        # Building it reads many modules, once.
        watch.excuse()
        driver.start()
        application.exec()
        driver.stop()
        log.write(closed=True)
        left = driver.left
        window.deleteLater()
        driver.deleteLater()
        del window
        _look_for_leaks(log, before, order.leaving_s)
    # What Python has put there must not outlive Python.
    QApplication.clipboard().clear()
    watch.close()
    log.write(ended=True, gui_s=time.thread_time(), all_s=time.process_time())
    return 1 if log.failures else 0


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    lists = {name: tuple(given[name]) for name in ("indices", "inject")}
    sys.exit(main(Order(**(given | lists))))
