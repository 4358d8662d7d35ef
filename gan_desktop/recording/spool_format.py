"""The bytes of a spool: a magic line, a JSON header, then records with length and CRC32 each.

    line: GAN Desktop spool 2
    block: the header, a JSON object
    block: one record a snapshot ...

A block is its payload's length and the CRC32 of length and payload (two little-endian uint32),
then the payload. A record's payload is the length of its head (uint32), the head as JSON, then
the real, the generated and the averaged points, (n, 2) little-endian float32 each, then the numbers
of the layers (`spool_layers`, from version 2 on). Nothing of it runs code.
"""

import json
import math
import struct
import zlib
from collections.abc import Mapping
from typing import Annotated, Any, BinaryIO, TypeAlias

import numpy as np
from pydantic import Field, ValidationError

from gan_desktop.core.config import AnyTarget
from gan_desktop.core.errors import GanDesktopError
from gan_desktop.core.model import Value
from gan_desktop.core.snapshot import Points, Snapshot
from gan_desktop.recording.spool_layers import (
    MAX_LAYERS,
    LayerHead,
    describe,
    restore,
    total_bytes,
)

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
# x_min, x_max, y_min, y_max in data units.
View: TypeAlias = tuple[float, float, float, float]

VERSION = 2
MAGIC = b"GAN Desktop spool "
MAX_HEADER_BYTES = 1 << 20
MAX_RECORD_BYTES = 64 << 20
MAX_POINTS = 1_000_000
_BLOCK = struct.Struct("<II")
_LENGTH = struct.Struct("<I")
_POINT_BYTES = 8

PointCount = Annotated[int, Field(ge=0, le=MAX_POINTS)]


class SpoolError(GanDesktopError):
    """A file is no spool, is newer than this program, or holds what no spool may hold."""


class _Head(Value):
    """What a record holds beside its points; `real`, `fake` and `average` are their numbers."""

    run_id: str
    step: Annotated[int, Field(ge=0)]
    view: View
    metrics: dict[str, float]
    target: AnyTarget
    real: PointCount
    fake: PointCount
    average: PointCount = 0
    layers: Annotated[tuple[LayerHead, ...], Field(max_length=MAX_LAYERS)] = ()


def magic_line() -> bytes:
    """The first line of a spool of this version."""
    return MAGIC + str(VERSION).encode() + b"\n"


def block(payload: bytes) -> bytes:
    """A payload with its length and CRC32 before it."""
    # The CRC covers the length: a tail of zeros, as a crash of the system may leave it, is damage.
    length = _LENGTH.pack(len(payload))
    return b"".join((length, _LENGTH.pack(zlib.crc32(payload, zlib.crc32(length))), payload))


def read_block(file: BinaryIO, max_bytes: int) -> bytes | None:
    """The payload of the next block, or None when it is cut off, damaged or too long."""
    start = file.read(_BLOCK.size)
    if len(start) < _BLOCK.size:
        return None
    length, crc = _BLOCK.unpack(start)
    if length > max_bytes:
        return None
    payload = file.read(length)
    if len(payload) < length or zlib.crc32(payload, zlib.crc32(start[: _LENGTH.size])) != crc:
        return None
    return payload


def encode_header(meta: Mapping[str, JSON]) -> bytes:
    """The payload of the header, or ValueError with one sentence."""
    try:
        payload = json.dumps(dict(meta), allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"Spool header: {error}; allowed: JSON with finite numbers.") from error
    if len(payload) > MAX_HEADER_BYTES:
        raise ValueError(f"Spool header: {len(payload):,} bytes; allowed: {MAX_HEADER_BYTES:,}.")
    return payload


def decode_header(payload: bytes) -> dict[str, JSON]:
    """The header, or ValueError."""
    try:
        meta = json.loads(payload, parse_float=_finite, parse_constant=_finite)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(meta, dict):
        raise ValueError("not a JSON object")
    return meta


def encode_record(snapshot: Snapshot, view: View) -> bytes:
    """The payload of one record, or ValueError with one sentence."""
    _check_view(view)
    average = np.empty((0, 2), np.float32) if snapshot.average is None else snapshot.average
    clouds = {"real": snapshot.real, "generated": snapshot.fake, "averaged": average}
    for name, points in clouds.items():
        _check_points(name, points)
    numbers = b""
    fields: dict[str, Any] = {
        "run_id": snapshot.run_id,
        "step": snapshot.step,
        "view": view,
        "metrics": dict(snapshot.metrics),
        "target": snapshot.target,
        "real": len(snapshot.real),
        "fake": len(snapshot.fake),
        "average": len(average),
    }
    try:
        fields["layers"], numbers = describe(snapshot.layers)
        head = _Head.model_validate(fields).model_dump_json().encode()
    except ValidationError as error:
        raise ValueError(f"Snapshot: {_problem(error)}.") from None
    payload = b"".join(
        (
            _LENGTH.pack(len(head)),
            head,
            *(points.astype("<f4").tobytes() for points in clouds.values()),
            numbers,
        )
    )
    if len(payload) > MAX_RECORD_BYTES:
        raise ValueError(f"Snapshot: {len(payload):,} bytes; allowed: {MAX_RECORD_BYTES:,}.")
    return payload


def decode_record(payload: bytes) -> tuple[Snapshot, View]:
    """The snapshot and the view of one record, or ValueError with one sentence."""
    if len(payload) < _LENGTH.size:
        raise ValueError("there is no head")
    (head_bytes,) = _LENGTH.unpack_from(payload)
    start = _LENGTH.size + head_bytes
    try:
        head = _Head.model_validate_json(payload[_LENGTH.size : start])
    except ValidationError as error:
        raise ValueError(_problem(error)) from None
    count = head.real + head.fake + head.average
    behind = start + _POINT_BYTES * count
    if len(payload) != behind + total_bytes(head.layers):
        raise ValueError("the number of points is wrong")
    _check_view(head.view)
    values = np.frombuffer(payload, "<f4", 2 * count, start).reshape(-1, 2)
    real, fake, average = np.split(values, np.cumsum([head.real, head.fake]))
    points = {"real": real, "generated": fake, "averaged": average}
    for name in points:
        _check_points(name, points[name])
    snapshot = Snapshot(
        run_id=head.run_id,
        step=head.step,
        real=points["real"],
        fake=points["generated"],
        metrics=head.metrics,
        target=head.target,
        average=points["averaged"] if head.average else None,
        layers=restore(head.layers, memoryview(payload)[behind:]),
    )
    return snapshot, head.view


def _check_view(view: View) -> None:
    x_min, x_max, y_min, y_max = view
    if not (all(map(math.isfinite, view)) and x_min < x_max and y_min < y_max):
        raise ValueError(f"View: {view}; allowed: finite, x_min < x_max and y_min < y_max.")


def _check_points(name: str, points: Points) -> None:
    if points.ndim != 2 or points.shape[1] != 2 or len(points) > MAX_POINTS:
        raise ValueError(
            f"{name} points: shape {points.shape}; allowed: (n, 2), at most {MAX_POINTS:,}."
        )
    if not np.isfinite(points).all():
        raise ValueError(f"{name} points: not all are finite.")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is not a finite number")
    return value


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]
