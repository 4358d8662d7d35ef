"""Text to plain data, within limits; what is wrong is said in one sentence."""

import json
import re
import tomllib
from typing import Any

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text
from gan_desktop.store.outline import MAX_DEPTH, Outline, TooDeepError, outline_of
from gan_desktop.store.refusal import printable, refused

MAX_BYTES = 2**20
# An experiment with 100 modes has about 2,000 of these signs; the parser needs time for each.
MAX_SIGNS = 20_000
MAX_TEXT = 200
MAX_DIGITS = 40

# Python reads no number of thousands of digits, and its parser does not say where it stands. The
# beginning of one is refused as well, as too long; so is that of a text or a name.
_SHORT = 300
_LONG = re.compile(rf"(?<![\d_])(\d(?:_?\d){{{_SHORT - 1}}})(?:_?\d)++")
_WHERE = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


def decoded(raw: bytes, source: str) -> str:
    """Bytes as text.

    Raises:
        InvalidValueError: they are too many, or no UTF-8.
    """
    if len(raw) > MAX_BYTES:
        raise refused(
            source, Text("too large; allowed: up to {most} bytes.", most=f"{MAX_BYTES:,}")
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refused(source, Text("not a text; allowed: UTF-8."), line=line) from None


def data_of(text: str, source: str) -> tuple[dict[str, Any], Outline]:
    """Data of a TOML text, and where its keys are.

    Raises:
        InvalidValueError: it is no TOML, or exceeds a limit.
    """
    if sum(text.count(sign) for sign in ",=[{") > MAX_SIGNS:
        reason = Text("too many values; allowed: about {most}.", most=f"{MAX_SIGNS:,}")
        raise refused(source, reason)
    try:
        outline = outline_of(text)
        data = tomllib.loads(_LONG.sub(r"\1", text))
    except TooDeepError as error:
        raise refused(source, _too_deep(), line=error.line) from None
    except RecursionError:
        raise refused(source, _too_deep()) from None
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text, outline, source) from None
    except ValueError as error:
        # Not all that is wrong with a number or a date is caught by the parser.
        raise refused(source, _not_toml(str(error))) from None
    _check(data, outline, source)
    return data, outline


def data_of_json(content: bytes, source: str) -> Any:
    """Data of a JSON text.

    Raises:
        InvalidValueError: it is no JSON, or exceeds a limit.
    """
    try:
        data = json.loads(content, parse_int=_whole)
    except (ValueError, RecursionError):
        raise refused(source, Text("this cannot be read.")) from None
    _check(data, Outline(), source)
    return data


def _whole(text: str) -> int:
    return int(text[:_SHORT])


def _too_deep() -> str:
    return Text("nested too deep; allowed: {most} levels.", most=MAX_DEPTH)


def _not_toml(reason: str) -> str:
    shown = printable(reason[:MAX_TEXT]).rstrip(".")
    return Text("this is not TOML ({reason}).", reason=shown[:1].lower() + shown[1:])


def _explained(message: str, text: str, outline: Outline, source: str) -> InvalidValueError:
    found = _WHERE.match(message)
    if outline.repeated and message.startswith(("Cannot overwrite", "Cannot declare")):
        key, first, second = outline.repeated
        reason = Text("given twice, first at line {first}; allowed: once.", first=first)
        return refused(source, reason, printable(key[:MAX_TEXT]), second)
    if found is None:
        return refused(source, _not_toml(message))
    if found[2] is None:
        last = text.rstrip().count("\n") + 1
        return refused(source, _not_toml(f"{found[1]} at its end"), line=last)
    return refused(source, _not_toml(f"{found[1]} at column {found[3]}"), line=int(found[2]))


def _check(value: Any, outline: Outline, source: str, path: str = "", depth: int = 0) -> None:
    """Refuse what would make a sentence about it unreadable, or is too deep."""
    if isinstance(value, dict):
        items = [(f"{path}.{key}".lstrip("."), key, item) for key, item in value.items()]
    elif isinstance(value, list):
        items = [(path, "", item) for item in value]
    else:
        _check_single(value, outline, source, path)
        return
    if depth > MAX_DEPTH:
        raise refused(source, _too_deep(), line=outline.line_of(path))
    for inner, key, item in items:
        if len(key) > MAX_TEXT or not key.isprintable():
            name = printable(key[:40])
            reason = Text("unknown name '{name}'.", name=name)
            raise refused(source, reason, path, outline.line_of(inner))
        _check(item, outline, source, inner, depth + 1)


def _check_single(value: Any, outline: Outline, source: str, path: str) -> None:
    if isinstance(value, str) and (len(value) > MAX_TEXT or not value.isprintable()):
        reason = Text("allowed: a text of up to {most} characters on one line.", most=MAX_TEXT)
    elif isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        reason = Text("allowed: a number of up to {most} digits.", most=MAX_DIGITS)
    else:
        return
    raise refused(source, reason, path, outline.line_of(path))
