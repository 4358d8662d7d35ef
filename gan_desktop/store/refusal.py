"""One sentence about a file: which, where in it, what is wrong."""

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text


def refused(source: str, reason: str, key: str = "", line: int | None = None) -> InvalidValueError:
    """The error for what is not allowed in an experiment.

    Args:
        source: the file's name, or what else it was read from.
        reason: what is wrong and what is allowed.
        key: the setting, as `--set` calls it; "" when it is about the whole.
        line: counted from 1; None when there is none.
    """
    if line is None and not key:
        template = "{source}: {reason}"
    elif line is None:
        template = "{source} ({key}): {reason}"
    elif not key:
        template = "{source}, line {line}: {reason}"
    else:
        template = "{source}, line {line} ({key}): {reason}"
    values = {"source": printable(source), "reason": reason, "key": key, "line": line or 0}
    return InvalidValueError(Text(template, **values), key)


def printable(text: str) -> str:
    """The text on one line: what cannot be shown becomes a question mark."""
    if isinstance(text, Text):
        values = {
            name: printable(value) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
        return Text(text.template, **values)
    return "".join(c if c.isprintable() else "?" for c in text)
