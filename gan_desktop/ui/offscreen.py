"""Frames without a window or a display."""

import os

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot

FRAME_SIZE = (640, 640)


class OffscreenRenderer:
    """Draws snapshots in the light style; brings up Qt, without a display, for the first one."""

    def __init__(self, display: DisplayConfig) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtWidgets import QApplication

        from gan_desktop.ui.figure import home_view
        from gan_desktop.ui.frames import FramePainter
        from gan_desktop.ui.palette import LIGHT

        # Held: widgets must not outlive the application.
        self._application = QApplication.instance() or QApplication(["gan-desktop"])
        self._painter = FramePainter(FRAME_SIZE, LIGHT, display)
        self._view = home_view(display)

    def frame(self, snapshot: Snapshot) -> NDArray[np.uint8]:
        """The picture of a snapshot: (height, width, 3) RGB."""
        return self._painter.frame(snapshot, self._view)

    def close(self) -> None:
        """Take the picture's items apart, in Qt's order and not the garbage collector's."""
        self._painter.close()
