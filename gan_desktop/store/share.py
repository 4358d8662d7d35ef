"""An experiment as a short string, to be pasted into a chat and out of it.

    gan1:BASE64URL    of a deflated JSON list, with a checksum of 4 bytes before it:
    [key of a preset, {section: {setting: value}}, checksum of the experiment in hex]

The settings are those that differ from the preset's; null stands for the default. The second
checksum tells a preset that is another one by now.
"""

import base64
import binascii
import hashlib
import json
import re
import unicodedata
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import sentence
from gan_desktop.core.presets import presets
from gan_desktop.core.words import Text
from gan_desktop.store.data import MAX_BYTES, data_of_json, decoded
from gan_desktop.store.experiment_file import load_experiment
from gan_desktop.store.experiment_text import Sections, config_of, config_of_data, values_of
from gan_desktop.store.refusal import refused
from gan_desktop.store.run_file.rows import RUN_SUFFIX

PREFIX = "gan1:"
MAX_LENGTH = 200_000
CHECK_BYTES = 4

_ANY_PREFIX = re.compile(r"gan([1-9]\d{0,3}):")
_SOURCE = "the pasted text"


def share_string(config: ExperimentConfig) -> str:
    """The shortest string that gives this config back."""
    values = values_of(config)
    check = _fingerprint(config)
    packed = [_packed(key, values, check) for key in presets()]
    return min(packed, key=len)


def shared_config(text: str, source: str = _SOURCE) -> ExperimentConfig:
    """The experiment of a string, however it was broken into lines or quoted.

    Args:
        text: the string.
        source: what to call it in the sentence.

    Raises:
        InvalidValueError: one sentence.
    """
    key, changes, check = _unpacked(text, source)
    if key not in presets():
        raise refused(source, Text("it is based on a preset that this version lacks."))
    sections: dict[str, Any] = values_of(presets()[key].config)
    for name, settings in changes.items():
        section = {**sections.get(name, {}), **settings}
        sections[name] = {k: value for k, value in section.items() if value is not None}
    config = config_of_data(sections, source)
    if _fingerprint(config) != check:
        raise refused(source, Text("made by another version of GAN Desktop, with other presets."))
    return config


def pasted_config(text: str, source: str = _SOURCE) -> ExperimentConfig:
    """The experiment of a text that is either a short string or TOML.

    Args:
        text: the text.
        source: what to call it in the sentence.

    Raises:
        InvalidValueError: one sentence.
    """
    if len(text) > MAX_BYTES:
        raise refused(
            source, Text("too large; allowed: up to {most} bytes.", most=f"{MAX_BYTES:,}")
        )
    if "=" in text and "[" in text:
        return config_of(text, source)
    return shared_config(text, source)


def config_from(stream: BinaryIO, source: str) -> ExperimentConfig:
    """The experiment of a stream that holds either a short string or TOML.

    Args:
        stream: read to its end, or to the size that is allowed.
        source: what to call it in the sentence.

    Raises:
        InvalidValueError: one sentence.
    """
    try:
        raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise refused(source, sentence(error)) from None
    return pasted_config(decoded(raw, source), source)


def given_config(word: str) -> ExperimentConfig:
    """The experiment that a word of the command line means: a short string or a file's name.

    Raises:
        InvalidValueError: one sentence.
    """
    if word.lower().endswith(RUN_SUFFIX):
        raise InvalidValueError(
            Text(
                "{name} is a stored run, not an experiment: the window opens it, and "
                "gan-desktop export takes it",
                name=word,
            )
        )
    return shared_config(word) if _ANY_PREFIX.match(word) else load_experiment(Path(word))


def _packed(key: str, values: Sections, check: str) -> str:
    base = values_of(presets()[key].config)
    changes: dict[str, dict[str, Any]] = {}
    for name in {**base, **values}:
        old, new = base.get(name, {}), values.get(name, {})
        changed = {k: v for k, v in new.items() if k not in old or repr(old[k]) != repr(v)}
        changed |= {k: None for k in old if k not in new}
        if changed:
            changes[name] = changed
    content = _json([key, changes, check]).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    payload = _check(content) + packer.compress(content) + packer.flush()
    return PREFIX + base64.urlsafe_b64encode(payload).decode().rstrip("=")


def _unpacked(text: str, source: str) -> tuple[str, dict[str, dict[str, Any]], str]:
    if len(text) > MAX_LENGTH:
        raise refused(source, Text("too long; allowed: {most} characters.", most=f"{MAX_LENGTH:,}"))
    damaged = refused(source, Text("the string is incomplete or damaged; copy all of it again."))
    body = _squeezed(text)
    found = _ANY_PREFIX.search(body)
    if found is None:
        raise refused(
            source,
            Text(
                "no experiment; allowed: TOML, or a string that begins with {prefix}", prefix=PREFIX
            ),
        )
    if found[0] != PREFIX:
        raise refused(source, Text("made by a newer version of GAN Desktop."))
    body = body[found.end() :].rstrip("=")
    try:
        payload = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(-15)
        content = unpacker.decompress(payload[CHECK_BYTES:], MAX_BYTES)
    except (binascii.Error, zlib.error, ValueError):
        raise damaged from None
    if not unpacker.eof or unpacker.unused_data or _check(content) != payload[:CHECK_BYTES]:
        raise damaged
    data = data_of_json(content, source)
    match data:
        case [str(key), dict(changes), str(check)] if all(
            isinstance(settings, dict) for settings in changes.values()
        ):
            return key, changes, check
    raise damaged


def _squeezed(text: str) -> str:
    """Without what mail and chat programs put between: line breaks, quotes, hidden signs."""
    return "".join(
        c
        for c in text
        if not c.isspace() and c not in "`\"'<>*" and unicodedata.category(c) != "Cf"
    )


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _check(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:CHECK_BYTES]


def _fingerprint(config: ExperimentConfig) -> str:
    # Without defaults: a setting that a later version adds leaves it as it is.
    values = values_of(config, whole=("target",))
    content = json.dumps(values, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[: 2 * CHECK_BYTES]
