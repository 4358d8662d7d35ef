"""Settings, targets and real points of a run file by their numbers: what repeats is read once."""

from functools import lru_cache
from typing import Any

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.snapshot import Points
from gan_desktop.core.target import Target
from gan_desktop.store.run_file.blobs import points_of
from gan_desktop.store.run_file.queries import Queries
from gan_desktop.store.run_file.settings import config_of, paths_of, target_of

# Of each kind; they are shared by snapshots and events.
_KEPT = 64


class Lookup:
    """What `contents.Repeated` has written.

    All methods raise DamagedError or InvalidValueError for what is missing or wrong.

    Attributes:
        target: the target with a number.
        points: the real points with a number.
        config: the config of a design and a target, by their numbers.
        paths: of a blob, the settings that an event has changed.

    Args:
        queries: the file.
        first: what the run began with.
    """

    def __init__(self, queries: Queries, first: ExperimentConfig) -> None:
        self._queries, self._first = queries, first
        self.target = lru_cache(_KEPT)(self._read_target)
        self.points = lru_cache(_KEPT)(self._read_points)
        self.config = lru_cache(_KEPT)(self._read_config)
        self.paths = lru_cache(_KEPT)(paths_of)
        self._design = lru_cache(_KEPT)(self._read_design)

    def _read_config(self, design: Any, target: Any) -> ExperimentConfig:
        return self._design(design).replaced(target=self.target(target))

    def _read_design(self, row: Any) -> ExperimentConfig:
        return config_of(self._content("design", row), self._first.target)

    def _read_target(self, row: Any) -> Target:
        return target_of(self._content("target", row))

    def _read_points(self, row: Any) -> Points:
        return points_of(self._content("points", row))

    def _content(self, table: str, row: Any) -> Any:
        query = f"SELECT content FROM {table} WHERE id = ?"  # noqa: S608 -- ours
        return self._queries.one(query, row)[0]
