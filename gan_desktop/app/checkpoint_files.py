"""Trainers to checkpoint files and back; torch is loaded when it is needed."""

from pathlib import Path
from typing import TYPE_CHECKING

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import check_writable_target, sentence
from gan_desktop.core.words import Text, told

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


def read_checkpoint(path: Path) -> "GanTrainer":
    """A trainer that goes on as the one that was saved would have.

    Raises:
        InvalidValueError: one sentence.
    """
    from gan_desktop.training import GanTrainer
    from gan_desktop.training.checkpoint import load_checkpoint

    state = load_checkpoint(path)
    try:
        return GanTrainer.from_state(state)
    except InvalidValueError as error:
        raise InvalidValueError(
            Text("{file}: {reason}", file=path.name, reason=told(error))
        ) from None


def write_checkpoint(path: str, trainer: "GanTrainer | None") -> str:
    """Write a trainer's state; returns "" or why it could not be written."""
    if trainer is None:
        return Text("There is no training yet that could be saved.")
    from gan_desktop.training.checkpoint import save_checkpoint

    try:
        check_writable_target(Path(path))
        save_checkpoint(Path(path), trainer)
    except OSError as error:
        return sentence(error)
    return ""
