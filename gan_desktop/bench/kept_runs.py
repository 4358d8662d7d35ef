"""Runs in processes of their own, whose results are kept in files and taken up again."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from gan_desktop.bench.labelled.cache import digest
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.files import write_bytes

R = TypeVar("R")


def kept_runs(
    make: Callable[[ExperimentConfig], R],
    kind: type[R],
    configs: Sequence[ExperimentConfig],
    jobs: int = 1,
    folder: Path | None = None,
) -> Iterator[R]:
    """What `make` makes of these configs, in this order.

    Args:
        make: a function of a module, since other processes import it.
        kind: dataclass that it returns.
        configs: one for each run.
        jobs: processes.
        folder: where results are kept, one file a config, and taken from the next time; of one
            kind only. Empty it after a change of what is trained or measured.
    """
    run = partial(_kept, make, kind, folder)
    if jobs == 1:
        yield from map(run, configs)
        return
    # Spawned: a fork of a process that has used torch can hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(run, configs)


def _kept(
    make: Callable[[ExperimentConfig], R],
    kind: type[R],
    folder: Path | None,
    config: ExperimentConfig,
) -> R:
    if folder is None:
        return make(config)
    form = TypeAdapter(kind)
    file = folder / f"{digest(config.model_dump_json())}.json"
    if file.exists():
        return form.validate_json(file.read_bytes())
    made = make(config)
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(file, form.dump_json(made))
    return made
