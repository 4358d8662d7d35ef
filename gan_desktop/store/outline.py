"""Where the keys of a TOML text are: the parsers do not say at which line a value stands.

It trusts nothing and refuses nothing but depth: whether the text is TOML, a parser says.
"""

import re
from dataclasses import dataclass, field

MAX_DEPTH = 16

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_PATH = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_BETWEEN = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*)*")
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_PATH})")
_PAIR = re.compile(rf"({_PATH})[ \t]*=")
# What decides where a value ends; a string or a comment is one piece.
_PIECE = re.compile(
    r'''"""|\'\'\'|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|#[^\n]*|[\[\]{}.,=\n]''', re.DOTALL
)
_LONG_ENDS = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    "'''": re.compile(r"(?:[^']|'(?!''))*+'{3,5}"),
}


class TooDeepError(Exception):
    """Brackets or dotted names are nested too deep; `line` says where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass
class Outline:
    """Lines of the keys, counted from 1.

    Attributes:
        lines: where each table and key is, by dotted path.
        repeated: the first key or table that is there twice: path, first and second line.
    """

    lines: dict[str, int] = field(default_factory=dict)
    repeated: tuple[str, int, int] | None = None

    def line_of(self, path: str) -> int | None:
        """Line of a key; of what it is in, where the key itself is not there; or None."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path.rpartition(".")[0]
        return None

    def _note(self, path: str, line: int) -> None:
        if path not in self.lines:
            self.lines[path] = line
        elif self.repeated is None:
            self.repeated = (path, self.lines[path], line)


def outline_of(text: str) -> Outline:
    """Find the keys of a text.

    Raises:
        TooDeepError: something is nested more than 16 deep.
    """
    outline, table, listed = Outline(), "", False
    line, counted, position = 1, 0, 0
    while (position := _begin(text, position)) < len(text):
        line, counted = line + text.count("\n", counted, position), position
        if header := _HEADER.match(text, position):
            table = _dotted(header[2], line)
            # The tables of a list have the same keys; no experiment has such a list.
            listed = listed or header[1] == "[["
            if not listed:
                outline._note(table, line)
            position = text.find("\n", header.end())
        elif pair := _PAIR.match(text, position):
            path = _dotted(f"{table}.{pair[1]}" if table else pair[1], line)
            if not listed:
                outline._note(path, line)
            position = _after_value(text, pair.end(), line)
        else:
            position = text.find("\n", position)
        if position < 0:
            break
    return outline


def _begin(text: str, position: int) -> int:
    """Where the next statement begins: behind space, empty lines and comments."""
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _dotted(path: str, line: int) -> str:
    parts = re.findall(_PART, path)
    if len(parts) > MAX_DEPTH:
        raise TooDeepError(line)
    return ".".join(part[1:-1] if part[0] in "\"'" else part for part in parts)


def _after_value(text: str, position: int, line: int) -> int:
    """Where the line ends on which the value ends; -1 at the end of the text."""
    depth = dots = 0
    begin = position
    while piece := _PIECE.search(text, position):
        position, mark = piece.end(), piece[0]
        if mark in _LONG_ENDS:
            closed = _LONG_ENDS[mark].match(text, position)
            if closed is None:
                # Nothing after it is outside of the string.
                return -1
            position = closed.end()
        elif mark in "[{":
            depth, dots = depth + 1, 0
        elif mark in "]}":
            depth, dots = depth - 1, 0
        elif mark == ".":
            dots += 1
        elif mark in ",=":
            dots = 0
        elif mark == "\n" and depth <= 0:
            return position
        if max(depth, dots) > MAX_DEPTH:
            raise TooDeepError(line + text.count("\n", begin, position))
    return -1
