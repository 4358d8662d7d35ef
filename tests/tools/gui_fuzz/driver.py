"""`Driver`: lets one action after the other act on a window, also in loops that Qt nests."""

import time
import traceback
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QThread, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow

from gui_fuzz.actions import ACTIONS, Steps
from gui_fuzz.actions.leaving import get_rid
from gui_fuzz.folder import Folder
from gui_fuzz.hands import GoneError, Hands, NothingToDoError, label
from gui_fuzz.log import Log
from gui_fuzz.patience import TRIES, Patience
from gui_fuzz.watch import Watch

_LOOK_EVERY_MS = 100
# What the labels on the screen say is read after so many actions.
_READ_EVERY = 10
# How long a window's closing may leave other windows open.
_CLOSING_S = 5.0
# After an action: milliseconds, and how often.
_PAUSES = {0: 70, 5: 20, 40: 8, 250: 2}


class Driver(QObject):
    """Acts until all actions are made, then closes the window.

    An action is a generator: each of its steps is a turn of the event loop, and what it yields is
    how long to wait before the next, in milliseconds. While a step waits in a nested loop others
    begin on top of it.

    Attributes:
        left: indices of the actions that have not begun.
    """

    def __init__(
        self,
        window: QMainWindow,
        seed: int,
        indices: Sequence[int],
        folder: Folder,
        log: Log,
        watch: Watch,
    ) -> None:
        super().__init__()
        self._window, self._seed, self.left = window, seed, list(indices)
        self._folder, self._log, self._watch = folder, log, watch
        self._under_way: list[Steps] = []
        self._scheduled = self._closing = False
        # How deeply event loops were nested when the step under way began.
        self._level: int | None = None
        self._closing_since = 0.0
        self._blocking = (
            Patience(QApplication.activePopupWidget),
            Patience(QApplication.activeModalWidget),
        )
        self._injected: list[Callable[[QMainWindow], None]] = []
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)

    def start(self) -> None:
        """Begin, once the event loop turns."""
        self._look.start()
        self._schedule(0)

    def stop(self) -> None:
        """Act no more."""
        self._look.stop()
        self._under_way.clear()

    def inject(self, failures: Sequence[Callable[[QMainWindow], None]]) -> None:
        """Bring failures about, one at each action."""
        self._injected = list(failures)

    def _schedule(self, pause: int) -> None:
        if not self._scheduled:
            self._scheduled = True
            # Another timer each time: one whose slot has not returned does not fire again.
            QTimer.singleShot(pause, self, self._tick)

    @Slot()
    def _on_look(self) -> None:
        if self._level is not None and QThread.currentThread().loopLevel() > self._level:
            # The step waits in a loop of its own: a menu, a dialog.
            self._level = None
            self._schedule(0)
        if not self._closing and not self._window.isVisible():
            self._begin_closing()
        if self._closing and time.monotonic() - self._closing_since > _CLOSING_S:
            left = [label(w) for w in QApplication.topLevelWidgets() if w.isVisible()]
            self._log.fail("leak", f"the program goes on without its window; open: {left}")
            self._closing_since = float("inf")
            QApplication.exit(0)

    @Slot()
    def _tick(self) -> None:
        self._scheduled = False
        if self._closing or not self._look.isActive():
            return
        if self._under_way and not self._under_way[-1].gi_running:
            self._schedule(self._step(self._under_way[-1]) or 0)
        elif not self._begin():
            self._close()
        self._watch.turn()

    def _step(self, steps: Steps) -> int | None:
        """One step of an action; the pause after it, None if there was nothing to do."""
        self._level = QThread.currentThread().loopLevel()
        try:
            return next(steps)
        except (StopIteration, GoneError):
            pass
        except NothingToDoError:
            return None
        except Exception as error:  # noqa: BLE001 -- the machine's, or a slot's that Qt passes on
            if not _is_gone(error):
                self._watch.on_exception(type(error), error, error.__traceback__)
        finally:
            self._level = None
            if steps.gi_frame is None and steps in self._under_way:
                self._under_way.remove(steps)
        return 0

    def _begin(self) -> bool:
        """The first step of the next action; False when there is none."""
        for patience in self._blocking:
            tries = patience.tries()
            if tries > TRIES:
                if not isinstance(QApplication.activeModalWidget(), QFileDialog):
                    # There, what pops up is Qt's own: names that complete what is typed.
                    self._log.fail("stuck", f"does not close: {label(patience.widget)}")
                patience.widget.hide()
            elif tries:
                steps = get_rid(self._hands(f"get rid {tries}"), tries)
                self._under_way.append(steps)
                self._schedule(self._step(steps) or 0)
                return True
        if not self.left:
            self._watch.read_window()
            return False
        index = self.left.pop(0)
        if index % _READ_EVERY == 0:
            self._watch.read_window()
        choice = self._hands(f"{index}").rng
        actions, pause = list(ACTIONS), None
        while actions and pause is None:
            action = choice.choices(actions, [each.weight for each in actions])[0]
            actions.remove(action)
            self._log.begin(index, action.name)
            if self._injected:
                self._injected.pop(0)(self._window)
            steps = action.steps(self._hands(f"{index} {action.name}"))
            self._under_way.append(steps)
            pause = self._step(steps)
        self._schedule(pause or choice.choices([*_PAUSES], [*_PAUSES.values()])[0])
        return True

    def _hands(self, key: str) -> Hands:
        return Hands(
            f"{self._seed} {key}", self._window, self._folder, self._log.on, self._watch.turn
        )

    def _close(self) -> None:
        """As an interrupt does it, whatever is open."""
        self._begin_closing()
        self._window.close()
        # It waits for threads.
        self._closing_since = time.monotonic()

    def _begin_closing(self) -> None:
        self._closing, self._closing_since = True, time.monotonic()
        self._log.write(closing=True)


def _is_gone(error: Exception) -> bool:
    """Whether the machine has touched a widget that is not there any more."""
    place = traceback.extract_tb(error.__traceback__)[-1].filename
    return "already deleted" in str(error) and "gui_fuzz" in place
