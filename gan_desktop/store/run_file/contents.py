"""Settings, targets and real points of a run file: what repeats is written once."""

import sqlite3
from collections import OrderedDict

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.snapshot import Points
from gan_desktop.core.target import Target
from gan_desktop.store.run_file.blobs import points_blob, text_blob

# Contents that are remembered to be recognised; older ones may be written once more.
REMEMBERED = 64


class Contents:
    """One table of contents by number; the same content has the same number."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._numbers: OrderedDict[bytes, int] = OrderedDict()
        self._next = 1

    def number(self, blob: bytes) -> int:
        """Number of a content; it is written if it is new. Raises sqlite3.Error."""
        found = self._numbers.get(blob)
        if found is not None:
            self._numbers.move_to_end(blob)
            return found
        self._connection.execute(f"INSERT INTO {self._table} VALUES (?, ?)", (self._next, blob))  # noqa: S608 -- ours
        self._numbers[blob] = self._next
        self._next += 1
        if len(self._numbers) > REMEMBERED:
            self._numbers.popitem(last=False)
        return self._next - 1

    def forget_since(self, first: int, kept: int) -> None:
        """Remove what was written from a number on, but for one: nothing refers to it."""
        gone = {blob: n for blob, n in self._numbers.items() if n >= first and n != kept}
        for blob, number in gone.items():
            self._connection.execute(f"DELETE FROM {self._table} WHERE id = ?", (number,))  # noqa: S608
            del self._numbers[blob]

    @property
    def next(self) -> int:
        """The number of the next new content."""
        return self._next


class Repeated:
    """The three tables of what repeats."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._designs, self._targets, self._points = (
            Contents(connection, table) for table in ("design", "target", "points")
        )
        self._texts: tuple[Target, bytes] | None = None
        self._first_of_step = 1

    def target(self, target: Target) -> int:
        """Number of a target."""
        if self._texts is None or self._texts[0] != target:
            self._texts = (target, text_blob(target.model_dump(mode="json")))
        return self._targets.number(self._texts[1])

    def config(self, config: ExperimentConfig) -> tuple[int, int]:
        """Numbers of its design (all but the target) and of its target."""
        design = config.model_dump(mode="json", exclude={"target"})
        return self._designs.number(text_blob(design)), self.target(config.target)

    def points(self, points: Points, again: bool) -> int:
        """Number of a cloud; `again` when it takes the place of the last one, at the same step."""
        if not again:
            self._first_of_step = self._points.next
        number = self._points.number(points_blob(points))
        if again:
            # A target that is dragged while nothing trains would leave a cloud for each move.
            self._points.forget_since(self._first_of_step, number)
        return number
