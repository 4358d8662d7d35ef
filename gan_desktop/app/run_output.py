"""`--save`: the whole run in a file, as it happens."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gan_desktop.app.outputs import Output
from gan_desktop.core.files import check_writable_target
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.store.run_file import RunWriter

if TYPE_CHECKING:
    from gan_desktop.training import GanTrainer


class RunOutput(Output):
    """A run file: a snapshot at each of the run's refreshes, with losses, and states now and then.

    It can be read while it is written. Unlike the other files it is there from the beginning, so
    an older one is not replaced.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._trainer: GanTrainer | None = None
        self._writer: RunWriter | None = None
        self._last_state = 0

    def check(self) -> None:
        """Also refuses a file that is there already."""
        check_writable_target(self.path)
        if self.path.exists():
            raise FileExistsError(f"{self.path} exists already; give another name, or move it away")

    def begin(self, trainer: "GanTrainer") -> None:
        """The file is made, with what there is before the first step."""
        self._trainer = trainer
        self._writer = RunWriter(
            self.path, trainer.config, trainer.run_id, first_step=trainer.steps_done
        )
        self._keep_state(self._writer, trainer)
        self._writer.add_snapshot(trainer.snapshot())
        self._writer.commit()

    def add(self, snapshot: Snapshot, _steps_per_second: float) -> None:
        """A refresh."""
        writer, trainer = self._writer, self._trainer
        if writer is None or trainer is None:
            return
        if trainer.losses is not None:
            writer.add_losses(snapshot.step, *trainer.losses)
        writer.add_snapshot(snapshot)
        interval = writer.spacing.interval
        if trainer.steps_done // interval > self._last_state // interval:
            self._keep_state(writer, trainer)
        # Nobody knows when the next one comes: what is not committed is lost by a kill. It costs
        # 0.05 ms.
        writer.commit()

    def finish(self, _last: Snapshot, trainer: "GanTrainer") -> None:
        """With the state at the end, to go on from."""
        if self._writer is not None:
            self._keep_state(self._writer, trainer)
            self._writer.close()

    def abort(self) -> None:
        """What is stored stays."""
        if self._writer is not None:
            with suppress(OSError, ValueError):
                self._writer.close()

    def _keep_state(self, writer: RunWriter, trainer: "GanTrainer") -> None:
        from gan_desktop.training.portable_state import to_portable

        self._last_state = trainer.steps_done
        writer.add_state(trainer.steps_done, *to_portable(trainer.state_dict()))
