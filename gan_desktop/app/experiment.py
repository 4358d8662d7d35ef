"""What is being edited: every change of the config goes through here and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.target import Target
from gan_desktop.core.targets import NamedTarget

# How many edits can be undone; configs share what did not change, so they are small.
MAX_UNDO = 500


@dataclass(eq=False)
class Source:
    """Where an experiment is kept: its file, None while it has none, and what is in that file.

    Every state of the experiment knows its own, so that undoing an Open gives the file back, too.
    """

    path: Path | None = None
    saved: ExperimentConfig | None = None


@dataclass(frozen=True)
class _State:
    config: ExperimentConfig
    reference: ExperimentConfig
    source: Source


@dataclass(frozen=True)
class _Edit:
    text: str
    before: _State
    after: _State
    begins_run: bool = False


class Experiment(QObject):
    """The config being edited, with undo and redo.

    A gesture (a drag, say) makes many changes that are undone as one.

    Signals:
        config_changed: the config is another one now.
        undo_changed: what can be undone or redone has changed.
    """

    config_changed = Signal()
    undo_changed = Signal()

    def __init__(self, config: ExperimentConfig, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = _State(config, config, Source())
        self._done: list[_Edit] = []
        self._undone: list[_Edit] = []
        self._gesture: _Edit | None = None

    @property
    def config(self) -> ExperimentConfig:
        """What is being edited."""
        return self._state.config

    @property
    def target(self) -> Target:
        """The target being edited."""
        return self._state.config.target

    @property
    def mixture(self) -> GaussianMixture | None:
        """Its modes, None where they are not known."""
        return self._state.config.target.known_modes

    @property
    def reference(self) -> ExperimentConfig:
        """The preset that was opened last: what "changed" is measured against."""
        return self._state.reference

    @property
    def source(self) -> Source:
        """Where it is kept."""
        return self._state.source

    @property
    def undo_text(self) -> str:
        """Name of the edit that `undo` takes back, "" when there is none."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """Name of the edit that `redo` makes again, "" when there is none."""
        return self._undone[-1].text if self._undone else ""

    @property
    def undo_begins_run(self) -> bool:
        """Whether taking the last edit back means another run."""
        return bool(self._done) and self._done[-1].begins_run

    @property
    def redo_begins_run(self) -> bool:
        """Whether making the edit again means another run."""
        return bool(self._undone) and self._undone[-1].begins_run

    def edit(self, values: Mapping[str, Any], text: str) -> None:
        """Change values by path, as one edit named `text`.

        Raises:
            InvalidValueError: a value is not allowed; nothing has changed.
        """
        self._replace(self.config.with_values(values), self.reference, text)

    def set_target(self, target: Target, text: str) -> None:
        """Replace the target, as one edit named `text`."""
        self._replace(self.config.replaced(target=target), self.reference, text)

    def choose_target(self, named: NamedTarget, text: str) -> None:
        """Replace the target and the view that shows it, as one edit named `text`."""
        self._replace(named.put_into(self.config), self.reference, text)

    def open(
        self,
        config: ExperimentConfig,
        text: str,
        reference: ExperimentConfig | None = None,
        *,
        source: Source | None = None,
        begins_run: bool = False,
    ) -> None:
        """Replace all, as one edit.

        Args:
            config: what is edited from now on.
            text: name of the edit.
            reference: what changes are measured against from now on; `config` itself if None.
            source: where it is kept; where the one before is if None.
            begins_run: whether another run begins with it; so it does when it is taken back.
        """
        self._replace(config, reference or config, text, source, begins_run)

    def begin_gesture(self, text: str) -> None:
        """From now until `end_gesture` all edits count as one."""
        self.end_gesture()
        self._gesture = _Edit(text, self._state, self._state)

    def end_gesture(self) -> None:
        """Close the gesture; without one, nothing happens."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.before != self._state:
            self._push(_Edit(gesture.text, gesture.before, self._state))

    def cancel_gesture(self) -> None:
        """Take back what the gesture did."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            self._show(gesture.before)

    def undo(self) -> None:
        """Take back the last edit."""
        self.end_gesture()
        if self._done:
            edit = self._done.pop()
            self._undone.append(edit)
            self._show(edit.before)
            self.undo_changed.emit()

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self.end_gesture()
        if self._undone:
            edit = self._undone.pop()
            self._done.append(edit)
            self._show(edit.after)
            self.undo_changed.emit()

    def _replace(
        self,
        config: ExperimentConfig,
        reference: ExperimentConfig,
        text: str,
        source: Source | None = None,
        begins_run: bool = False,
    ) -> None:
        state = _State(config, reference, source or self.source)
        if state == self._state:
            return
        if self._gesture is None:
            self._push(_Edit(text, self._state, state, begins_run))
        self._show(state)

    def _push(self, edit: _Edit) -> None:
        self._done.append(edit)
        del self._done[:-MAX_UNDO]
        self._undone.clear()
        self.undo_changed.emit()

    def _show(self, state: _State) -> None:
        self._state = state
        self.config_changed.emit()
