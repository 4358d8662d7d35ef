"""Frames without a window or a display."""

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot

FRAME_SIZE = (640, 640)


def offscreen_renderer() -> Callable[[Snapshot, DisplayConfig], NDArray[np.uint8]]:
    """A function that draws snapshots in the light style; brings up Qt without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from gan_desktop.ui.figure import home_view
    from gan_desktop.ui.frames import FramePainter
    from gan_desktop.ui.palette import LIGHT

    # Kept alive by the closure: the last reference must go before the interpreter does.
    application = QApplication.instance() or QApplication(["gan-desktop"])
    painters: list[FramePainter] = []

    def render(snapshot: Snapshot, display: DisplayConfig) -> NDArray[np.uint8]:
        if not painters:
            assert application is not None  # noqa: S101 -- held, see above
            painters.append(FramePainter(FRAME_SIZE, LIGHT, display))
        return painters[0].frame(snapshot, home_view(display))

    return render
