"""Small files that would never come to an end: SQLite lets pages and rows share what they hold."""

import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.store.run_file import RunReader, RunWriter, reader, writer
from gan_desktop.store.run_file.queries import Queries, ReadingStoppedError

PAGE = 512
ROWS = {
    "snapshot": (
        "INSERT OR REPLACE INTO snapshot SELECT ?, target, points, x'' FROM snapshot LIMIT 1"
    ),
    "loss": "INSERT OR REPLACE INTO loss VALUES (?, 1.0, 1.0)",
    "event": "INSERT OR REPLACE INTO event SELECT ?, 99, kind, paths, 1, 1 FROM event LIMIT 1",
    "state": "INSERT OR REPLACE INTO state VALUES (?, 0, x'', x'')",
}
READ: dict[str, Callable[[RunReader], object]] = {
    "loss": RunReader.history,
    "event": RunReader.events,
    "state": lambda run: run.state_steps,
}


def endless(path: Path, table: str) -> Path:
    """Let every branch of a table end in the same leaf: 60^3 of them in half a megabyte."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA page_size = {PAGE}")
        raw.execute("VACUUM")
        raw.execute("BEGIN")
        raw.executemany(ROWS[table], ((number,) for number in range(12_000)))
        raw.execute("COMMIT")
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (root,) = raw.execute(query, (table,)).fetchone()
    content = bytearray(path.read_bytes())

    def pointers(page: int) -> Iterator[int]:
        """Where an inner page says which its children are."""
        at = (page - 1) * PAGE
        assert content[at] == 5
        yield at + 8
        (count,) = struct.unpack_from(">H", content, at + 3)
        for index in range(count):
            yield at + struct.unpack_from(">H", content, at + 12 + 2 * index)[0]

    def children(page: int) -> list[int]:
        return [struct.unpack_from(">I", content, at)[0] for at in pointers(page)]

    first, second = children(root)[1:3]
    leaf = children(first)[1]
    whole = content[(first - 1) * PAGE : first * PAGE]
    for page, child in ((root, first), (first, second), (second, leaf)):
        content[(page - 1) * PAGE : page * PAGE] = whole
        for at in pointers(page):
            struct.pack_into(">I", content, at, child)
    path.write_bytes(content)
    return path


def test_a_table_whose_branches_end_in_one_leaf_is_refused_at_once(stored: Path) -> None:
    with pytest.raises(InvalidValueError, match=r"damaged \(snapshots: the rows are not in order"):
        RunReader.open(endless(stored, "snapshot"))


@pytest.mark.parametrize("table", READ)
def test_nothing_else_is_endless(stored: Path, table: str) -> None:
    with (
        RunReader.open(endless(stored, table)) as run,
        pytest.raises(InvalidValueError, match="not in order"),
    ):
        READ[table](run)


def test_the_settings_at_a_step_are_found_without_end_nowhere(stored: Path) -> None:
    with (
        RunReader.open(endless(stored, "event")) as run,
        pytest.raises(InvalidValueError, match="not in order"),
    ):
        run.config_at(5)


def test_rows_that_hold_more_than_the_file_are_refused(stored: Path) -> None:
    class Told(Queries):
        """A file that says of itself that it is smaller than what is in it."""

        def one(self, query: str, *values: object) -> object:
            return (4,) if query == "PRAGMA page_count" else super().one(query, *values)

    file = Told(stored)
    query = "SELECT step, fake FROM cloud ORDER BY step"
    with pytest.raises(InvalidValueError, match="more than the file"), file.at("clouds"):
        list(file.ascending(query))
    file.close()


def test_a_hundred_thousand_events_are_cheap_and_more_are_refused(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(stored)) as raw, raw:
        raw.executemany(
            "INSERT INTO event SELECT ?, step, kind, paths, design, target FROM event LIMIT 1",
            ((number,) for number in range(1, 2_000)),
        )
    with RunReader.open(stored) as run:
        events = run.events()
        assert len(events) == 2_000
        # Read once, not once for each.
        assert len({id(event.config) for event in events}) == 1
        assert len({id(event.paths) for event in events}) == 1
        monkeypatch.setattr(reader, "MAX_EVENTS", 1_999)
        with pytest.raises(InvalidValueError, match="more than 1,999 events"):
            run.events()


def test_a_run_with_as_many_events_as_can_be_read_ends_to_be_stored(
    tmp_path: Path, config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MAX_EVENTS", 3)
    path = tmp_path / "run.ganrun"
    run = RunWriter(path, config, "run")
    for step in range(3):
        run.add_event(Event(step, EventKind.G_MOVE, config))
    run.commit()
    with pytest.raises(OSError, match="more changes"):
        run.add_event(Event(3, EventKind.G_MOVE, config))
    with RunReader.open(path) as read:
        assert len(read.events()) == 3


def test_what_is_not_wanted_any_more_ends(stored: Path) -> None:
    wanted = True
    with RunReader.open(stored, lambda: not wanted) as run:
        assert len(run.history()) > 0
        wanted = False
        for ask in (run.history, run.events, run.refresh):
            with pytest.raises(ReadingStoppedError):
                ask()


def test_a_query_that_never_gives_a_row_ends_when_it_is_not_wanted(stored: Path) -> None:
    looked: list[float] = []

    def stopped() -> bool:
        looked.append(time.monotonic())
        return len(looked) > 50

    file = Queries(stored, stopped)
    endless_query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 2 FROM n) SELECT i FROM n"
    with pytest.raises(ReadingStoppedError), file.at("nowhere"):
        file.one(f"{endless_query} WHERE i > 2")
    file.close()
