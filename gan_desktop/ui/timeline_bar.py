"""The timeline under the canvas: scrub, play, jump to a change, branch."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gan_desktop.app.timeline import SPEEDS, Timeline
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.icons import icon
from gan_desktop.ui.palette import SPACE, Palette
from gan_desktop.ui.sizes import em
from gan_desktop.ui.timeline_slider import TimelineSlider

# Qt's sliders count in 32 bits.
MOST_STEPS = 2**31 - 1
# The least width of the slider beside the buttons, in em.
LEAST_SLIDER = 12


class TimelineBar(QWidget):
    """Shows where in a run one looks, and says where one wants to look.

    Signals:
        step_wanted(step), move_wanted(count), event_wanted(direction): another moment.
        home_wanted: the present.
        play_toggled: play or stop.
        speed_chosen(snapshots a second).
        branch_wanted: go on from the moment that is shown.
    """

    step_wanted = Signal(int)
    move_wanted = Signal(int)
    event_wanted = Signal(int)
    home_wanted = Signal()
    play_toggled = Signal()
    speed_chosen = Signal(int)
    branch_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("timelineBar")
        self._icons: list[tuple[QToolButton, str]] = []
        self._narrow = False
        self._first = self._button("firstButton", "skip-back", self.tr("To the first snapshot"))
        self._before = self._button(
            "lastChangeButton", "chevrons-left", self.tr("To the change before this step")
        )
        self._play = self._button("playStoredButton", "play", "")
        self._after = self._button(
            "nextChangeButton", "chevrons-right", self.tr("To the change after this step")
        )
        self._home = self._button("presentButton", "skip-forward", "")
        self._slider = TimelineSlider()
        self._slider.setObjectName("timelineSlider")
        self._slider.setAccessibleName(self.tr("Step of the run"))
        self._slider.setToolTip(
            self.tr("Go back in this run; Left and Right go from snapshot to snapshot")
        )
        self._label = ElidedLabel()
        self._label.setObjectName("timelineLabel")
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._speed = QComboBox()
        self._speed.setObjectName("timelineSpeed")
        self._speed.setAccessibleName(self.tr("Speed of playing"))
        self._speed.setToolTip(self.tr("Stored snapshots a second while playing"))
        for speed in SPEEDS:
            self._speed.addItem(self.tr("{speed}/s").format(speed=speed), speed)
        self._branch = self._button(
            "branchButton",
            "git-branch",
            self.tr("A new run that goes on from the step shown, with its settings then"),
        )
        self._branch.setText(self.tr("Branch"))
        self._branch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._above, self._row = QHBoxLayout(), QHBoxLayout()
        for row in (self._above, self._row):
            row.setSpacing(SPACE // 4)
        for button in self._buttons:
            self._row.addWidget(button)
        for widget in (self._slider, self._label, self._speed, self._branch):
            self._row.addWidget(widget)
        self._row.setStretchFactor(self._slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addLayout(self._row)

    @property
    def _buttons(self) -> tuple[QToolButton, ...]:
        return self._first, self._before, self._play, self._after, self._home

    def _fit(self) -> None:
        """Without room for all in a row, the slider has one of its own."""
        others = (*self._buttons, self._label, self._speed, self._branch)
        wanted = sum(part.sizeHint().width() + self._row.spacing() for part in others)
        narrow = wanted + em(self, LEAST_SLIDER) > self.width() - 2 * SPACE
        if narrow is not self._narrow:
            self._narrow = narrow
            row, other = (self._above, self._row) if narrow else (self._row, self._above)
            other.removeWidget(self._slider)
            row.insertWidget(0 if narrow else len(self._buttons), self._slider, 1)
            # The buttons stay at the left, the others at the right.
            self._row.setStretchFactor(self._label, int(narrow))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt: the slider can go into a row of its own."""
        others = (*self._buttons, self._label, self._speed, self._branch)
        wanted = sum(part.minimumSizeHint().width() + self._row.spacing() for part in others)
        return QSize(wanted + 2 * SPACE, super().minimumSizeHint().height())

    def _connect(self) -> None:
        self._first.clicked.connect(self._on_first)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self._play.clicked.connect(self.play_toggled)
        self._home.clicked.connect(self.home_wanted)
        self._slider.sliderMoved.connect(self.step_wanted)
        self._slider.moved.connect(self.move_wanted)
        self._speed.activated.connect(self._on_speed)
        self._branch.clicked.connect(self.branch_wanted)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self._slider.set_palette(palette)
        for button, name in self._icons:
            button.setIcon(icon(name, palette.text))

    @property
    def usable(self) -> bool:
        """Whether there is anything to go back to."""
        return self._slider.isEnabled()

    def show_timeline(self, timeline: Timeline) -> None:
        """Where one looks, of what."""
        stored = timeline.path is not None and timeline.last_step > timeline.first_step
        steps = timeline.events.steps
        self._slider.setRange(
            min(timeline.first_step, MOST_STEPS), min(timeline.last_step, MOST_STEPS)
        )
        if not self._slider.isSliderDown():
            self._slider.setValue(min(timeline.step, MOST_STEPS))
        self._slider.set_marks(steps)
        for part in (self._first, self._slider, self._play):
            part.setEnabled(stored)
        self._before.setEnabled(stored and bool(steps))
        self._after.setEnabled(stored and bool(steps) and timeline.past)
        self._home.setEnabled(timeline.past)
        self._branch.setEnabled(timeline.moment is not None)
        name = "pause" if timeline.playing else "play"
        self._put_icon(self._play, name)
        tip = self.tr("Stop here") if timeline.playing else self.tr("Play the stored snapshots")
        self._tell(self._play, tip)
        foreign = timeline.run is not None
        self._tell(
            self._home,
            self.tr("Leave the stored run, back to the training")
            if foreign
            else self.tr("Back to the present of the training"),
        )
        self._speed.setCurrentIndex(self._speed.findData(timeline.speed))
        self._show_label(timeline)

    def _show_label(self, timeline: Timeline) -> None:
        if timeline.past:
            template = self.tr("step {step} of {last}")
            text = template.format(step=f"{timeline.step:,}", last=f"{timeline.last_step:,}")
        else:
            text = self.tr("now")
        self._label.setText(text)
        # As wide as it can get, so that the slider does not jump.
        last = f"{timeline.last_step:,}"
        self._label.set_widest(self.tr("step {step} of {last}").format(step=last, last=last))
        self._fit()

    def _button(self, name: str, icon_name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons.append((button, icon_name))
        self._tell(button, tip)
        return button

    def _put_icon(self, button: QToolButton, name: str) -> None:
        place = next(i for i, (each, _) in enumerate(self._icons) if each is button)
        if self._icons[place][1] != name:
            self._icons[place] = (button, name)
            button.setIcon(icon(name, self._palette.text))

    def _tell(self, button: QToolButton, tip: str) -> None:
        button.setToolTip(tip)
        button.setAccessibleName(tip)

    @Slot()
    def _on_first(self) -> None:
        self.step_wanted.emit(self._slider.minimum())

    @Slot()
    def _on_before(self) -> None:
        self.event_wanted.emit(-1)

    @Slot()
    def _on_after(self) -> None:
        self.event_wanted.emit(1)

    @Slot()
    def _on_speed(self) -> None:
        self.speed_chosen.emit(self._speed.currentData())
