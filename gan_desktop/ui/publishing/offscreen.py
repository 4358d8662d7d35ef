"""`OffscreenStudio`: draws what an export needs, without a window or a display."""

import os

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.layers import LayerChoice, Region
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.snapshot import Snapshot


class OffscreenStudio:
    """An `app.exports.job.Studio`; brings up Qt, without a display."""

    def __init__(
        self,
        display: DisplayConfig,
        size: tuple[int, int],
        layers: LayerChoice,
        panels: LayerChoice,
    ) -> None:
        """Bring Qt up.

        Args:
            display: limits, and size of the marks.
            size: width and height of a picture, or of one panel of a strip, in px.
            layers: what pictures show.
            panels: what the panels of a strip show.
        """
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtWidgets import QApplication

        from gan_desktop.ui.publishing.paper import Paper
        from gan_desktop.ui.publishing.strip import Strip

        # Held: widgets must not outlive the application.
        self._application = QApplication.instance() or QApplication(["gan-desktop"])
        self._paper = Paper(display, size, layers=layers)
        self._strip = Strip(display, size, panels)

    @property
    def region(self) -> Region:
        """See `Studio`."""
        # One map of all that pictures and panels show.
        paper, panel = self._paper.region, self._strip.region
        return (
            min(paper[0], panel[0]),
            max(paper[1], panel[1]),
            min(paper[2], panel[2]),
            max(paper[3], panel[3]),
        )

    def frame(self, snapshot: Snapshot) -> NDArray[np.uint8]:
        """See `Studio`."""
        from gan_desktop.ui.publishing.devices import pixels

        return pixels(self._paper.image(snapshot))

    def picture(self, kind: str, snapshot: Snapshot) -> bytes:
        """See `Studio`."""
        return self._paper.encoded(kind, snapshot)

    def strip(self, kind: str, snapshots: list[Snapshot]) -> bytes:
        """See `Studio`."""
        return self._strip.encoded(kind, snapshots)

    def close(self) -> None:
        """See `Studio`."""
        self._paper.close()
        self._strip.close()
