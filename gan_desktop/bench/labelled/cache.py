"""Keeps measured trajectories in files, so that judging them again takes seconds."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from gan_desktop.bench.labelled.trajectory import Half, Trajectory
from gan_desktop.core.files import write_text
from gan_desktop.core.verdict import Observation, Verdict


def digest(*parts: str) -> str:
    """Short name of what a trajectory was made from."""
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def kept(
    folder: Path | None, name: str, made_from: str, make: Callable[[], Trajectory]
) -> Trajectory:
    """The trajectory from the folder if it is there, else made now and kept.

    Args:
        folder: where; None to keep nothing.
        name: of recipe and seed.
        made_from: `digest` of all that decides it.
        make: makes it.
    """
    if folder is None:
        return make()
    file = folder / f"{name.replace(' #', '-')}-{made_from}.json"
    if file.exists():
        return _read(file.read_text(encoding="utf-8"))
    trajectory = make()
    folder.mkdir(parents=True, exist_ok=True)
    write_text(file, _written(trajectory))
    return trajectory


def _written(trajectory: Trajectory) -> str:
    values = dict(vars(trajectory))
    values["observations"] = [
        {**vars(seen), "metrics": dict(seen.metrics)} for seen in trajectory.observations
    ]
    return json.dumps(values)


def _read(text: str) -> Trajectory:
    values = json.loads(text)
    values["label"], values["half"] = Verdict(values["label"]), Half(values["half"])
    values["observations"] = tuple(
        Observation(
            seen["step"],
            seen["metrics"],
            tuple(seen["captured"]),
            (seen["centre"][0], seen["centre"][1]),
            seen["reach"],
        )
        for seen in values["observations"]
    )
    return Trajectory(**values)
