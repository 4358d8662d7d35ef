"""Values as blobs of a run file, and back: checked, within limits, no code.

Each blob ends in the CRC32 of what is before it: SQLite itself does not see that a bit of a number
has changed.
"""

import json
import math
import struct
import zlib
from typing import Any

import numpy as np

from gan_desktop.core.snapshot import Points

MAX_POINTS = 1_000_000
# Of one JSON text: an experiment with 1,000 modes takes 0.2 MiB.
MAX_TEXT_BYTES = 1 << 20
MAX_POINTS_BYTES = 8 * MAX_POINTS
MAX_MEASURES = 1_000
_CRC = struct.Struct("<I")
CRC_BYTES = _CRC.size


class DamagedError(ValueError):
    """What a blob holds is not what was written, or is not allowed; the message says what."""


def sealed(content: bytes) -> bytes:
    """Content with its checksum behind it."""
    return content + _CRC.pack(zlib.crc32(content))


def opened(blob: Any, most: int) -> bytes:
    """The content of a blob of up to `most` bytes. Raises DamagedError."""
    if not isinstance(blob, bytes) or len(blob) < CRC_BYTES:
        raise DamagedError("there is no content")
    if len(blob) > most + CRC_BYTES:
        raise DamagedError(f"{len(blob):,} bytes; allowed: {most:,}")
    content = blob[:-CRC_BYTES]
    if _CRC.unpack(blob[-CRC_BYTES:])[0] != zlib.crc32(content):
        raise DamagedError("the checksum is wrong")
    return content


def text_blob(value: Any) -> bytes:
    """Plain data as sealed JSON. Raises ValueError for numbers that are not finite."""
    return sealed(json.dumps(value, allow_nan=False, separators=(",", ":")).encode())


def data_of(blob: Any) -> Any:
    """Plain data of sealed JSON, every number finite. Raises DamagedError."""
    content = opened(blob, MAX_TEXT_BYTES)
    try:
        return json.loads(content, parse_float=_finite, parse_constant=_finite)
    except RecursionError:
        raise DamagedError("nested too deeply") from None
    except ValueError:
        raise DamagedError("this is not JSON with finite numbers") from None


def points_blob(points: Points) -> bytes:
    """(n, 2) points as they are: little-endian float32. Raises ValueError when not finite."""
    if points.ndim != 2 or points.shape[1] != 2 or len(points) > MAX_POINTS:
        raise ValueError(f"points of shape {points.shape}; allowed: (n, 2), n <= {MAX_POINTS:,}")
    if not np.isfinite(points).all():
        raise ValueError("not all points are finite")
    return sealed(points.astype("<f4").tobytes())


def points_of(blob: Any) -> Points:
    """The points of a blob. Raises DamagedError."""
    content = opened(blob, MAX_POINTS_BYTES)
    if len(content) % 8:
        raise DamagedError("the number of points is wrong")
    points = np.frombuffer(content, dtype="<f4").reshape(-1, 2)
    if not np.isfinite(points).all():
        raise DamagedError("not all points are finite")
    return points


def measures_blob(readings: dict[str, float]) -> bytes:
    """What was measured; null is what was measured and had no value (NaN)."""
    ordered = sorted(readings.items())
    return text_blob({key: value if math.isfinite(value) else None for key, value in ordered})


def readings_of(blob: Any) -> dict[str, float]:
    """What was measured, by key; NaN where it had no value. Raises DamagedError."""
    data = data_of(blob)
    if not isinstance(data, dict) or len(data) > MAX_MEASURES:
        raise DamagedError("these are no measures")
    return {key: math.nan if value is None else number(value) for key, value in data.items()}


def number(value: Any) -> float:
    """A finite number of JSON. Raises DamagedError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e308:
        raise DamagedError("a number is missing")
    return float(value)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
