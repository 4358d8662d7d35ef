"""The noise floor of the present target, made on the training thread when there is time."""

import time
from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_desktop.app.messages import FloorReport
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.metrics import METRICS, Cost
from gan_desktop.core.metrics.floor import FloorDraws
from gan_desktop.core.metrics.scene import Limits
from gan_desktop.core.target import Target

# A drag changes the target many times a second: the floor waits until it has come to rest.
SETTLE_MS = 300
COUNT = 1000
MAX_KEPT = 16

_Key = tuple[Target, tuple[Limits, Limits]]


class FloorBuilder(QObject):
    """Draws pair after pair of samples, the cheap metrics' first.

    It draws by itself while nothing trains; a training calls `draw` in its own time.

    Signals:
        known(FloorReport): no bands for a new target, then those of some metrics, at last of all.
        settled: the target has been the same for a while.

    Attributes:
        report: what is known of the present target's floor; None before `aim`.
        cost: of one pair of samples, in seconds.
    """

    known = Signal(object)
    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.report: FloorReport | None = None
        self.cost = 0.0
        self._key: _Key | None = None
        self._draws: list[FloorDraws] = []
        self._bands: dict[str, tuple[float, float]] = {}
        self._kept: OrderedDict[_Key, FloorReport] = OrderedDict()
        self._busy = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._begin)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self.draw)

    @property
    def pending(self) -> bool:
        """Whether there is something to draw."""
        return bool(self._draws)

    def aim(self, config: ExperimentConfig) -> None:
        """This is the target from now on."""
        display = config.display
        (x_low, x_high), (y_low, y_high) = display.x_limits, display.y_limits
        key: _Key = (config.target, ((x_low, x_high), (y_low, y_high)))
        if key == self._key:
            return
        self._key = key
        self.cost = 0.0
        self._draws, self._bands = [], {}
        self._idle.stop()
        unknown = FloorReport(config.target, {}, complete=False)
        self._tell(self._kept.get(key, unknown))
        self._settling.start()

    def set_busy(self, busy: bool) -> None:
        """Whether a training wants the thread."""
        self._busy = busy
        self._run_idle()

    def stop(self) -> None:
        """Nothing more will be drawn."""
        self._settling.stop()
        self._idle.stop()
        self._draws = []

    @Slot()
    def draw(self) -> None:
        """One pair of samples."""
        if not self._draws or self._key is None:
            self._idle.stop()
            return
        started = time.perf_counter()
        first = self._draws[0]
        try:
            first.draw()
        except Exception:
            # It would fail again at once, and for ever.
            self.stop()
            raise
        self.cost = time.perf_counter() - started
        if first.done:
            self._draws.pop(0)
            self._bands |= first.bands()
            report = FloorReport(self._key[0], dict(self._bands), complete=not self._draws)
            if report.complete:
                self._kept[self._key] = report
                while len(self._kept) > MAX_KEPT:
                    self._kept.popitem(last=False)
            self._tell(report)

    def _tell(self, report: FloorReport) -> None:
        self.report = report
        self.known.emit(report)

    @Slot()
    def _begin(self) -> None:
        self.settled.emit()
        if self._key is None or self._key in self._kept:
            return
        target, (x_limits, y_limits) = self._key
        self._draws = [
            FloorDraws(target, COUNT, METRICS.of(cost), x_limits=x_limits, y_limits=y_limits)
            for cost in (Cost.CHEAP, Cost.COSTLY)
        ]
        self._run_idle()

    def _run_idle(self) -> None:
        if self._draws and not self._busy:
            self._idle.start()
        else:
            self._idle.stop()
