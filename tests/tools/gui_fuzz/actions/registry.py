"""The registry of actions."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

from gui_fuzz.hands import Hands

# What it yields: milliseconds to wait before the next step.
Steps = Generator[int, None, None]


@dataclass(frozen=True)
class Action:
    """Something that a person can do.

    Attributes:
        name: the function's.
        weight: how often it is chosen, relative to the others.
        steps: begins it; raises `NothingToDoError` in its first step where it has no place.
    """

    name: str
    weight: float
    steps: Callable[[Hands], Steps]


ACTIONS: list[Action] = []


def action(weight: float) -> Callable[[Callable[[Hands], Steps]], Callable[[Hands], Steps]]:
    """Register a function as an action."""

    def register(steps: Callable[[Hands], Steps]) -> Callable[[Hands], Steps]:
        ACTIONS.append(Action(steps.__name__, weight, steps))
        return steps

    return register
