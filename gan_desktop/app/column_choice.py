"""Which side columns of the window the person wants, and how wide."""

from dataclasses import dataclass, replace
from typing import Self

LEFT, RIGHT = "left", "right"
SIDES = (LEFT, RIGHT)
# Wider than any screen.
_MOST_WIDTH = 100_000


@dataclass(frozen=True)
class ColumnChoice:
    """The person's choice; what has no room at the moment is no part of it.

    Attributes:
        left, right: whether the column is wanted.
        left_width, right_width: in logical pixels; 0 for the usual width.
    """

    left: bool = True
    right: bool = True
    left_width: int = 0
    right_width: int = 0

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns that are wanted."""
        return (LEFT,) * self.left + (RIGHT,) * self.right

    def width(self, side: str) -> int:
        """The width that a column was given; 0 for none."""
        return self.left_width if side == LEFT else self.right_width

    def switched(self, side: str, on: bool) -> Self:
        """The choice with a column switched on or off."""
        return replace(self, left=on) if side == LEFT else replace(self, right=on)

    def sized(self, side: str, width: int) -> Self:
        """The choice with another width of a column."""
        if side == LEFT:
            return replace(self, left_width=width)
        return replace(self, right_width=width)

    @property
    def text(self) -> str:
        """For a settings file; `read` understands it."""
        return f"{self.left:d} {self.right:d} {self.left_width} {self.right_width}"

    @classmethod
    def read(cls, value: object) -> Self:
        """From a settings file's value; what makes no sense is the default."""
        words = value.split() if isinstance(value, str) else []
        if len(words) != 4 or not all(word.isascii() and word.isdecimal() for word in words):
            return cls()
        left, right, *widths = (min(int(word[:7]), _MOST_WIDTH) for word in words)
        return cls(bool(left), bool(right), *widths)
