"""The numbers of the latest snapshot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gan_desktop.core.snapshot import Snapshot
from gan_desktop.ui.palette import SPACE


class Readout(QWidget):
    """Modes, high quality, reverse KL and losses in words and numbers of steady width."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, SPACE)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(3)
        rows = (
            (
                "modes",
                self.tr("Modes captured"),
                self.tr("Modes with at least 10% of their share of the generated points"),
            ),
            (
                "high_quality",
                self.tr("High quality"),
                self.tr("Generated points within 3 sigma of their nearest mode; at best 98.9%"),
            ),
            (
                "reverse_kl",
                self.tr("Reverse KL"),
                self.tr(
                    "Imbalance between the modes in nats, 0 is perfect; not available without a "
                    "high-quality point"
                ),
            ),
            ("d_loss", self.tr("D loss"), self.tr("Discriminator's loss on the last batch")),
            ("g_loss", self.tr("G loss"), self.tr("Generator's loss on the last batch")),
        )
        self._values: dict[str, QLabel] = {}
        for row, (key, name, tip) in enumerate(rows):
            label = QLabel(name)
            label.setObjectName("metricName")
            value = QLabel("–")
            value.setObjectName("metricValue")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            for widget in (label, value):
                widget.setToolTip(tip)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
            self._values[key] = value

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Show a snapshot's measures; None clears them."""
        metrics = {} if snapshot is None else snapshot.metrics
        for key, label in self._values.items():
            label.setText(self._text(key, metrics.get(key), snapshot))

    def _text(self, key: str, value: float | None, snapshot: Snapshot | None) -> str:
        if snapshot is None:
            return "–"
        if value is None:
            return self.tr("n/a")
        if key == "modes":
            return self.tr("{found} of {all}").format(found=int(value), all=len(snapshot.target))
        return f"{100 * value:.1f}%" if key == "high_quality" else f"{value:.3f}"
