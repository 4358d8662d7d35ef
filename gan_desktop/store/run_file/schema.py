"""The tables of a run file, and how to tell that a file has these and nothing else.

A run file is an SQLite database of plain tables: no triggers, no views, nothing that runs. Every
blob ends in the CRC32 of what is before it (`blobs.py`). Rows:

    run       one: who and when (JSON), and whether it was closed properly
    design    settings without their target, as JSON; the same ones are stored once
    target    targets as JSON; the same one is stored once
    points    clouds of real points; the same one is stored once
    snapshot  a step with its target, its real points and what was measured (JSON)
    cloud     its generated points, and those of the averaged weights
    layers    what else was to be seen at that step
    loss      losses of the steps at which the picture was refreshed
    event     what was changed in the course of the run, in order
    state     weights, optimisers and random streams at some steps
"""

import sqlite3

# "GANr", at byte 68 of the file.
APPLICATION_ID = 0x47414E72
# Raised when a reader of this version could not read, or would misread, what is written.
VERSION = 1

TABLES = {
    "run": "CREATE TABLE run (id INTEGER PRIMARY KEY, head BLOB NOT NULL, "
    "finished INTEGER NOT NULL)",
    "design": "CREATE TABLE design (id INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    "target": "CREATE TABLE target (id INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    "points": "CREATE TABLE points (id INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    "snapshot": "CREATE TABLE snapshot (step INTEGER PRIMARY KEY, target INTEGER NOT NULL, "
    "points INTEGER NOT NULL, measures BLOB NOT NULL)",
    "cloud": "CREATE TABLE cloud (step INTEGER PRIMARY KEY, fake BLOB NOT NULL, average BLOB)",
    "layers": "CREATE TABLE layers (step INTEGER PRIMARY KEY, head BLOB NOT NULL, "
    "content BLOB NOT NULL)",
    "loss": "CREATE TABLE loss (step INTEGER PRIMARY KEY, d REAL NOT NULL, g REAL NOT NULL)",
    "event": "CREATE TABLE event (number INTEGER PRIMARY KEY, step INTEGER NOT NULL, "
    "kind TEXT NOT NULL, paths BLOB NOT NULL, design INTEGER NOT NULL, target INTEGER NOT NULL)",
    "state": "CREATE TABLE state (step INTEGER PRIMARY KEY, events INTEGER NOT NULL, "
    "tree BLOB NOT NULL, tensors BLOB NOT NULL)",
}


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty file. Raises sqlite3.Error."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for statement in TABLES.values():
        connection.execute(statement)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file has exactly these tables. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT ?", (len(TABLES) + 1,)
    ).fetchall()
    wanted = [("table", name, name, sql) for name, sql in TABLES.items()]
    return len(found) == len(wanted) and set(found) == set(wanted)
