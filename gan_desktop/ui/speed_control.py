"""How fast it trains, or walks in slow motion: a slider with few places, and its speed in words."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QStyle, QWidget

from gan_desktop.app.pacing import SPEEDS, UNLIMITED, WALK_SPEEDS
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.sizes import em

# In em.
_SLIDER_WIDTH = 9


class _Slider(QSlider):
    """Jumps to where it is clicked, and can be dragged on from there."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: the left button."""
        if event.button() == Qt.MouseButton.LeftButton:
            handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
            value = QStyle.sliderValueFromPosition(
                self.minimum(),
                self.maximum(),
                round(event.position().x()) - handle // 2,
                self.width() - handle,
            )
            self.setValue(value)
        super().mousePressEvent(event)


class SpeedControl(QWidget):
    """One slider for two speeds: steps a second, and sub-steps a second in slow motion.

    Signals:
        speed_chosen(steps a second): `UNLIMITED` for no limit.
        walk_speed_chosen(sub-steps a second).
    """

    speed_chosen = Signal(float)
    walk_speed_chosen = Signal(float)

    def __init__(self, speed: float, walk_speed: float) -> None:
        super().__init__()
        self.setObjectName("speedControl")
        self._speed, self._walk_speed, self._walking = speed, walk_speed, False
        self._slider = _Slider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("speedSlider")
        self._slider.setPageStep(1)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._caption, self._text = QLabel(self.tr("Speed")), ElidedLabel()
        self._caption.setBuddy(self._slider)
        self._caption.setObjectName("speedCaption")
        self._text.setObjectName("speedText")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.setSpacing(SPACE)
        for widget in (self._caption, self._slider, self._text):
            layout.addWidget(widget)
        widest = [self._words(each, walking) for walking in (False, True) for each in _all(walking)]
        self._text.set_widest(*widest)
        self._fit()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._slider.valueChanged.connect(self._on_moved)
        self.show_walking(False)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: lay out anew when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_text"):
            self._fit()

    def _fit(self) -> None:
        self._slider.setFixedWidth(em(self, _SLIDER_WIDTH))

    def show_walking(self, walking: bool) -> None:
        """Whether it is slow motion's speed that is chosen."""
        self._walking = walking
        speeds = _all(walking)
        chosen = self._walk_speed if walking else self._speed
        name = self.tr("Sub-steps a second") if walking else self.tr("Training speed")
        tip = (
            self.tr("Sub-steps a second of slow motion")
            if walking
            else self.tr("Steps a second while it trains; the run is the same at any speed")
        )
        self._slider.setAccessibleName(name)
        self._slider.setToolTip(tip)
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(speeds) - 1)
        self._slider.setValue(speeds.index(chosen))
        self._slider.blockSignals(False)
        self._show_words()

    @Slot(int)
    def _on_moved(self, place: int) -> None:
        chosen = _all(self._walking)[place]
        if self._walking:
            self._walk_speed = chosen
            self.walk_speed_chosen.emit(chosen)
        else:
            self._speed = chosen
            self.speed_chosen.emit(chosen)
        self._show_words()

    def _show_words(self) -> None:
        chosen = self._walk_speed if self._walking else self._speed
        words = self._words(chosen, self._walking)
        self._text.setText(words)
        self._slider.setAccessibleDescription(words)

    def _words(self, speed: float, walking: bool) -> str:
        if speed == 1:
            return self.tr("1 sub-step/s") if walking else self.tr("1 step/s")
        if walking:
            return self.tr("{rate} sub-steps/s").format(rate=f"{speed:g}")
        if speed == UNLIMITED:
            return self.tr("unlimited")
        return self.tr("{rate} steps/s").format(rate=f"{speed:g}")


def _all(walking: bool) -> tuple[float, ...]:
    return WALK_SPEEDS if walking else SPEEDS
