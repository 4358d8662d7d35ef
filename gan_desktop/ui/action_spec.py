"""What describes an action, wherever its table is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionSpec:
    """One action; texts are translated when it is made.

    Attributes:
        name: objectName is this with "Action" behind it.
        menu: key of the menu it is in, "" for none.
        shortcuts: as QKeySequence understands them.
        group: of actions of which one is ticked, "" for none.
    """

    name: str
    text: str
    tip: str
    icon: str = ""
    menu: str = ""
    shortcuts: tuple[str, ...] = ()
    checkable: bool = False
    separator_before: bool = False
    group: str = ""
