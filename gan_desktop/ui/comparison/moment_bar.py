"""The slider over the steps of stored runs, one for all of them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.timeline_bar import MOST_STEPS
from gan_desktop.ui.timeline_slider import TimelineSlider


class MomentBar(QWidget):
    """Says which moment is wanted.

    Signals:
        place_wanted(step): the slider was moved there.
        neighbour_wanted(count): so many snapshots on.
    """

    place_wanted = Signal(int)
    neighbour_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._slider = TimelineSlider()
        self._slider.setObjectName("momentSlider")
        self._slider.setAccessibleName(self.tr("Step of the stored runs"))
        self._slider.setToolTip(
            self.tr("Each run shows its stored step nearest to this one; Left and Right go from "
                    "snapshot to snapshot")
        )  # fmt: skip
        self._label = ElidedLabel()
        self._label.setObjectName("momentLabel")
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._slider, 1)
        row.addWidget(self._label)
        self._slider.sliderMoved.connect(self.place_wanted)
        self._slider.moved.connect(self.neighbour_wanted)

    def show_steps(self, first: int, last: int) -> None:
        """From where to where."""
        self._slider.setRange(min(first, MOST_STEPS), min(last, MOST_STEPS))
        # As wide as it ever gets: the slider stays where it is.
        self._label.set_widest(self._text(last))

    @Slot(int)
    def show_place(self, step: int) -> None:
        """Where one looks."""
        if not self._slider.isSliderDown():
            self._slider.setValue(min(step, MOST_STEPS))
        self._label.setText(self._text(step))

    def _text(self, step: int) -> str:
        return self.tr("step {step}").format(step=f"{step:,}")
