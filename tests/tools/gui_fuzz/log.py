"""What one process tells of itself, a line of JSON each: it can be read even after a crash."""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_NUMBERS = re.compile(r"0x[0-9a-f]+|\d+")


@dataclass(frozen=True)
class Failure:
    """Something that must not happen.

    Attributes:
        kind: crash, exception, warning, leak, busy, stuck, hang, told or output.
        what: one line.
        details: stacks and the like.
        index: of the action after which it was noticed, -1 for none.
    """

    kind: str
    what: str
    details: str = ""
    index: int = -1

    @property
    def signature(self) -> str:
        """What failures of the same cause have in common: all but the numbers."""
        return f"{self.kind}: {_NUMBERS.sub('#', self.what)}"


class Log:
    """Writes the lines; from any thread."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self.index = -1
        self.failures = 0

    def write(self, **line: Any) -> None:
        """Write a line; it is in the file when this returns."""
        with self._lock:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()

    def begin(self, index: int, name: str) -> None:
        """Note that an action begins."""
        self.index = index
        self.write(action=index, name=name)

    def on(self, what: str) -> None:
        """Note what the action is about."""
        self.write(on=what)

    def fail(self, kind: str, what: str, details: str = "") -> None:
        """Note a failure; one of the same signature is noted once."""
        failure = Failure(kind, what, details, self.index)
        self.failures += 1
        if failure.signature not in self._known:
            self._known.add(failure.signature)
            self.write(failure=asdict(failure))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a log; the last one may have been cut short by a crash."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        try:
            yield json.loads(line)
        except ValueError:
            continue
