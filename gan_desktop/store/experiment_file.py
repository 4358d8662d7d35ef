"""Experiments as files: `*.toml`, readable, to be edited by hand."""

from pathlib import Path

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import check_writable_target, readable, sentence, write_text
from gan_desktop.core.words import Text
from gan_desktop.store.data import MAX_BYTES, data_of, decoded
from gan_desktop.store.experiment_text import config_of, text_of
from gan_desktop.store.refusal import printable, refused
from gan_desktop.store.schema import migrated

SUFFIX = ".toml"


def load_experiment(path: Path) -> ExperimentConfig:
    """Read an experiment; nothing in the file is ever run.

    Raises:
        InvalidValueError: one sentence: the file cannot be read, or which key at which line is
            wrong and what is allowed.
    """
    return config_of(_read(path), path.name)


def save_experiment(path: Path, config: ExperimentConfig) -> None:
    """Write an experiment, complete or not at all.

    If an experiment is there already, its comments, order and spelling stay as they are and only
    what differs is changed.

    Raises:
        OSError: it cannot be written; an older file is still whole.
    """
    check_writable_target(path)
    text = _kept(path, config) or text_of(config)
    write_text(path, text)


def _read(path: Path) -> str:
    try:
        with readable(path) as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidValueError(printable(sentence(error))) from None
    except ValueError:
        # No system has such a name: one with a zero byte.
        raise refused(str(path), Text("this is not a file name.")) from None
    return decoded(raw, path.name)


def _kept(path: Path, config: ExperimentConfig) -> str | None:
    """The text of the file that is there, brought up to date; None when that is not possible."""
    try:
        old = _read(path)
        data, outline = data_of(old, path.name)
        migrated(data, outline, path.name)
    except InvalidValueError:
        return None
    # Here, not at the top: only saving over a file needs the editor.
    from gan_desktop.store.in_place import updated

    try:
        text = updated(old, config)
        # A file that reads back as another experiment would be worse than one without comments.
        return text if config_of(text, path.name) == config else None
    except Exception:  # noqa: BLE001 -- a text that confuses the editor is written anew
        return None
