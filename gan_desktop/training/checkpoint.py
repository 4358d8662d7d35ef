"""Checkpoints: a trainer's state in a file."""

import io
import pickletools
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import torch

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import readable, sentence, write_bytes
from gan_desktop.core.words import Text, told
from gan_desktop.training.state import unpack
from gan_desktop.training.state_check import check_parts
from gan_desktop.training.trainer import GanTrainer

# The largest networks with all that may be kept beside them take less than half of it.
MAX_BYTES = 1 << 30
# All but the numbers: an experiment with 1,000 modes takes 0.2 MiB.
MAX_TREE_BYTES = 1 << 20
_TREE = "/data.pkl"
# What our states are made of. Torch's own list is longer, and holds what takes memory by itself.
_KNOWN = frozenset(
    {
        "collections OrderedDict",
        "torch._utils _rebuild_tensor_v2",
        *(f"torch {kind}Storage" for kind in ("Byte", "Float", "Double", "Half", "Int", "Long")),
    }
)
_NAMES = ("GLOBAL", "STACK_GLOBAL", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "EXT1", "EXT2", "EXT4")


class _ForeignError(Exception):
    """The file is none that `save_checkpoint` writes."""


def save_checkpoint(path: Path, trainer: GanTrainer) -> None:
    """Write the state, complete or not at all. Raises OSError."""
    # Not to the file itself: torch does not say what a disk has against it.
    content = io.BytesIO()
    torch.save(trainer.state_dict(), content)
    write_bytes(path, content.getbuffer())


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Read a state without running code, for `GanTrainer.from_state`.

    What it says of its tensors is looked at before any of them is read: a small file takes no more
    memory than its size.

    Raises:
        InvalidValueError: the file cannot be read or is no checkpoint.
    """
    try:
        with readable(path) as file:
            archive = _plain_archive(file)
        # First without the numbers.
        for device in ("meta", "cpu"):
            state = _loaded(archive, device)
            config, steps_done, _ = unpack(state)
            check_parts(state, config, steps_done)
    except OSError as error:
        raise InvalidValueError(sentence(error)) from None
    except InvalidValueError as error:
        raise InvalidValueError(
            Text("{path}: {reason}", path=str(path), reason=told(error))
        ) from None
    except _ForeignError as error:
        text = Text("{path} is not a checkpoint of GAN Desktop, or is damaged", path=str(path))
        raise InvalidValueError(text) from error
    return state


def _plain_archive(file: BinaryIO) -> io.BytesIO:
    """The entries of the file as an archive of our own: no other reader sees others in it.

    Raises:
        _ForeignError: it is no archive, one that unpacks to more than its size, or holds something
            else than a state.
        OSError: it cannot be read.
    """
    size = file.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        raise InvalidValueError(
            Text("the checkpoint is too large; allowed: up to {most} bytes", most=f"{MAX_BYTES:,}")
        )
    plain = io.BytesIO()
    try:
        with zipfile.ZipFile(file) as given, zipfile.ZipFile(plain, "w") as copy:
            entries = given.infolist()
            # What torch writes is not compressed.
            if sum(entry.file_size for entry in entries) > size:
                raise _ForeignError
            (tree,) = [entry for entry in entries if entry.filename.endswith(_TREE)]
            if tree.file_size > MAX_TREE_BYTES:
                raise _ForeignError
            _check_names(given.read(tree))
            for entry in entries:
                copy.writestr(entry.filename, given.read(entry))
    except OSError:
        raise
    except Exception as error:
        # Python's reader fails in many ways at what is no archive.
        raise _ForeignError from error
    return plain


def _check_names(tree: bytes) -> None:
    """Raise _ForeignError for a pickle that calls what no state of ours needs; nothing is run."""
    for code, argument, _ in pickletools.genops(tree):
        if code.name in _NAMES and argument not in _KNOWN:
            raise _ForeignError


def _loaded(archive: io.BytesIO, device: str) -> dict[str, Any]:
    archive.seek(0)
    try:
        # Spelled out: an environment variable can switch the default off.
        state: dict[str, Any] = torch.load(archive, weights_only=True, map_location=device)
    except Exception as error:
        # Torch's reader has a sentence of its own for each way to be damaged.
        raise _ForeignError from error
    return state
