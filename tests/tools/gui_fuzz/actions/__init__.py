"""All actions, a module for each part of the window."""

from gui_fuzz.actions import (  # noqa: F401 -- each registers its actions
    canvas,
    clipboard,
    dialogs,
    files,
    inputs,
    keys,
    leaving,
    menus,
    mouse,
    tables,
    timeline,
    windows,
)
from gui_fuzz.actions.registry import ACTIONS, Action, Steps

__all__ = ["ACTIONS", "Action", "Steps"]
