"""`ExportProcess`: an export beside the window, in a process of its own."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

import gan_desktop
from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.core.words import Text, unpacked

# How long a window that closes waits for it to tidy up, which it does within a second even in the
# middle of a frame; and for the end of one that had to be killed.
CLOSING_MS = 1_500
KILLING_MS = 300
_MAX_LINE = 1 << 16


@dataclass(frozen=True)
class ExportEnd:
    """How an export ended.

    Attributes:
        files: what was made; empty if it was cancelled or failed.
        notes: sentences that the person should read.
        reason: why it failed, "" if it did not.
    """

    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


class ExportProcess(QObject):
    """Runs `gan-desktop export` for the window; one at a time.

    Signals:
        progressed(done, total): how far it is.
        ended(ExportEnd): it has ended, however.
    """

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._end = ExportEnd()
        self._cancelled = False

    @property
    def running(self) -> bool:
        """Whether one is under way."""
        return self._process is not None

    def start(self, order: ExportOrder) -> None:
        """Begin; nothing happens while another one is under way."""
        if self.running:
            return
        self._end, self._cancelled = ExportEnd(), False
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        # The same code, wherever the window was started from.
        folders = [str(Path(gan_desktop.__file__).parent.parent), environment.value("PYTHONPATH")]
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, folders)))
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        # A packaged program is its own interpreter.
        module = [] if getattr(sys, "frozen", False) else ["-m", "gan_desktop"]
        words = [*module, "export", *order.arguments(), "--progress-json"]
        self._process = process
        process.start(sys.executable, words)

    @Slot()
    def cancel(self) -> None:
        """Give it up; `ended` comes when nothing is left of it.

        It looks for the wish after every step and frame. It is not killed: it could not tidy up.
        """
        if self._process is not None and not self._cancelled:
            self._cancelled = True
            self._process.closeWriteChannel()

    def close(self) -> None:
        """Give it up and wait for its end; no signal comes. Idempotent."""
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._on_output)
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        process.closeWriteChannel()
        if not process.waitForFinished(CLOSING_MS):
            process.kill()
            process.waitForFinished(KILLING_MS)
        process.deleteLater()

    @Slot()
    def _on_output(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._take(bytes(self._process.readLine(_MAX_LINE).data()))

    def _take(self, line: bytes) -> None:
        try:
            self._hear(json.loads(line))
        except ValueError:
            # Whatever else a library prints.
            return

    def _hear(self, message: Any) -> None:
        """Take a message. Raises ValueError."""
        match message:
            case {"done": int(done), "total": int(total)}:
                self.progressed.emit(done, total)
            case {"note": note}:
                self._end = ExportEnd(notes=(*self._end.notes, unpacked(note)))
            case {"failed": reason}:
                self._end = ExportEnd(reason=unpacked(reason))
            case {"files": [*files]}:
                paths = tuple(Path(str(file)) for file in files)
                self._end = ExportEnd(paths, self._end.notes)

    @Slot()
    def _on_finished(self) -> None:
        process = self._process
        if process is None:
            return
        self._on_output()
        end = self._end
        if self._cancelled:
            # It may have been faster than the wish.
            end = ExportEnd(end.files, end.notes)
        elif not end.files and not end.reason:
            told = bytes(process.readAllStandardError().data()).decode(errors="replace").split("\n")
            last = next((line for line in reversed(told) if line.strip()), "")
            code = Text("its process ended with {code}", code=process.exitCode())
            end = ExportEnd(reason=last or code)
        self._finish(end)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._finish(ExportEnd(reason=self._process.errorString()))

    def _finish(self, end: ExportEnd) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.ended.emit(end)
