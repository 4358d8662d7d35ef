"""Checkpoints: a trainer's state in a file."""

import io
import zipfile
from pathlib import Path
from typing import Any

import torch

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import write_bytes
from gan_desktop.core.words import Text
from gan_desktop.training.trainer import GanTrainer


def save_checkpoint(path: Path, trainer: GanTrainer) -> None:
    """Write the state, complete or not at all. Raises OSError."""
    # Not to the file itself: torch does not say what a disk has against it.
    content = io.BytesIO()
    torch.save(trainer.state_dict(), content)
    write_bytes(path, content.getbuffer())


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Read a state without running code; `GanTrainer.load_state_dict` checks what is in it.

    Raises:
        InvalidValueError: the file cannot be read or is no checkpoint.
    """
    foreign = InvalidValueError(
        Text("{path} is not a checkpoint of GAN Desktop, or is damaged", path=str(path))
    )
    try:
        # torch's own format is a zip; its reader of older formats fails in many ways.
        if not zipfile.is_zipfile(path):
            path.open("rb").close()
            raise foreign
        # Spelled out: an environment variable can switch the default off.
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    except OSError as error:
        raise InvalidValueError(f"{path}: {error.strerror or error}") from None
    except InvalidValueError:
        raise
    except Exception as error:
        raise foreign from error
    return state
