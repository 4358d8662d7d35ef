"""`run`: one process with random actions, and how it ended."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from gan_desktop.core.files import PART_SUFFIX
from gui_fuzz.child import Order
from gui_fuzz.folder import Folder
from gui_fuzz.log import Failure, lines

# By this, processes are known that outlive the one that began them.
_MARK = "GUI_FUZZ_CHUNK"
_LOOK_EVERY_S = 0.1
_PLACES = (Path(__file__).parents[1], Path(__file__).parents[3])


@dataclass(frozen=True)
class Chunk:
    """How it ended.

    Attributes:
        failures: what was found; nothing is as it should be.
        actions: what was done, a line each.
        made: how many actions.
        seconds: how long it took.
    """

    failures: tuple[Failure, ...]
    actions: tuple[str, ...]
    made: int
    seconds: float


class Running:
    """A process under way.

    Args:
        seed: of all that is random.
        indices: of the actions to make.
        hang_s: it has hung when nothing was heard of it for so long.
        given: further fields of `Order`.
    """

    def __init__(
        self, seed: int, indices: Sequence[int], hang_s: float = 180, **given: object
    ) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="gan-desktop-random-"))
        self._folder = Folder(self._root)
        self._folder.make()
        self._hang_s, self._mark = hang_s, uuid.uuid4().hex
        order = Order(str(self._root), seed, tuple(indices), **given)
        self._leaving_s = order.leaving_s
        environment = self._folder.environment()
        path = os.pathsep.join([*map(str, _PLACES), environment.get("PYTHONPATH", "")])
        environment |= {"PYTHONPATH": path, _MARK: self._mark}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._began = time.monotonic()
        with self._folder.errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gui_fuzz.child", json.dumps(asdict(order))],
                env=environment, stdout=errors, stderr=errors, stdin=subprocess.DEVNULL,
                start_new_session=True, cwd=self._root,
            )  # fmt: skip

    def wait(self) -> Chunk:
        """Wait for its end; nothing of it is left afterwards."""
        try:
            hung = self._wait()
            found = [*hung, *self._left()]
            logged = list(lines(self._folder.log)) if self._folder.log.exists() else []
            own = [Failure(**line["failure"]) for line in logged if "failure" in line]
            made = len({line["action"] for line in logged if "action" in line})
            last = max((line["action"] for line in logged if "action" in line), default=-1)
            if not hung:
                found += self._status(ended=any("ended" in line for line in logged))
            failures = (*own, *(_at(failure, last) for failure in found))
            return Chunk(failures, tuple(_told(logged)), made, time.monotonic() - self._began)
        finally:
            self._end()
            shutil.rmtree(self._root, ignore_errors=True)

    def _wait(self) -> list[Failure]:
        size, heard = -1, time.monotonic()
        while self._process.poll() is None:
            log = self._folder.log
            now = log.stat().st_size if log.exists() else 0
            if now != size:
                size, heard = now, time.monotonic()
            elif time.monotonic() - heard > self._hang_s:
                self._process.send_signal(signal.SIGUSR1)
                time.sleep(1)
                self._end()
                what = f"nothing was heard of it for {self._hang_s:.0f} s"
                return [Failure("hang", what, self._errors())]
            time.sleep(_LOOK_EVERY_S)
        return []

    def _errors(self) -> str:
        return self._folder.errors.read_text(encoding="utf-8", errors="replace")

    def _status(self, *, ended: bool) -> list[Failure]:
        code, told = self._process.returncode, self._errors().strip()
        if code < 0:
            return [Failure("crash", f"signal {_name(-code)} at {_place(told)}", told)]
        if not ended:
            return [Failure("crash", f"it ended with {code} before its time", told)]
        return [Failure("output", told.splitlines()[-1], told)] if told else []

    def _left(self) -> list[Failure]:
        """What outlives the process: other processes, temporary files."""
        found = []
        processes = _marked(self._mark)
        deadline = time.monotonic() + self._leaving_s
        # Python's own tracker of shared memory ends a little later than the process.
        while processes and time.monotonic() < deadline:
            time.sleep(_LOOK_EVERY_S)
            processes = _marked(self._mark)
        if processes:
            names = [" ".join(each.info["cmdline"] or ())[:200] for each in processes]
            found.append(Failure("leak", f"processes outlive it: {names}"))
        if self._process.returncode < 0:
            return found
        left = [path.name for path in self._folder.temporary.rglob("*") if path.is_file()]
        left += [path.name for path in self._root.rglob(f"*{PART_SUFFIX}")]
        if left:
            found.append(Failure("leak", f"temporary files are left: {sorted(left)[:5]}"))
        return found

    def _end(self) -> None:
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for process in _marked(self._mark):
            with suppress(psutil.NoSuchProcess):
                process.kill()


def run(seed: int, indices: Sequence[int], **given: object) -> Chunk:
    """Start one and wait for its end."""
    return Running(seed, indices, **given).wait()


def _at(failure: Failure, index: int) -> Failure:
    return Failure(failure.kind, failure.what, failure.details, index)


def _marked(mark: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        with suppress(psutil.Error):
            if process.environ().get(_MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _place(told: str) -> str:
    """The function of ours in which a crash was, from what faulthandler wrote."""
    current = told.partition("Current thread")[2].splitlines()[1:]
    for line in current:
        if "gan_desktop" in line:
            return line.strip().rpartition("/")[2]
    return current[0].strip() if current else "an unknown place"


def _told(logged: list[dict[str, object]]) -> list[str]:
    said: list[str] = []
    for line in logged:
        if "action" in line:
            if said and said[-1].startswith(f"{line['action']}: "):
                # There was nothing to do for the one before.
                said.pop()
            said.append(f"{line['action']}: {line['name']}")
        elif "on" in line:
            said.append(f"      {line['on']}")
        elif "failure" in line:
            said.append(f"  !!! {line['failure']['what']}")
        elif "window" in line:
            said.append("--- a new window")
        elif "closing" in line:
            said.append("--- it closes")
    return said
