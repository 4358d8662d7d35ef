"""All inputs: one group per section of the config, built from its metadata."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gan_desktop.core.conditions import UsedByChoice
from gan_desktop.core.config import ExperimentConfig, all_params, param_at, split
from gan_desktop.core.params import Param, Table
from gan_desktop.core.presets import presets
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.targets import name_of
from gan_desktop.core.unused import default_of, unused_settings
from gan_desktop.core.words import Text
from gan_desktop.ui.column_scroll import ColumnScroll
from gan_desktop.ui.elided import ElidedComboBox
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.panels.field import Field
from gan_desktop.ui.panels.group import Group
from gan_desktop.ui.panels.method_box import MethodBox
from gan_desktop.ui.panels.mixture_table import MixturePanel
from gan_desktop.ui.words import translated

# Sections whose inputs are in another one's group.
_GROUP_OF = {"data": "target", "loss": "training"}


def _in_order() -> list[str]:
    """Paths of all inputs as they are shown: the objective's own numbers come behind it."""
    # The mixture's numbers are in its table, a shape's are fields.
    params = dict((*all_params(ShapeTarget), *all_params()))
    paths = [path for path, param in params.items() if not isinstance(param, Table)]
    own = {path: _owner(param_at(path)) for path in paths if param_at(path).own}
    ordered = []
    for path in paths:
        if path not in own:
            ordered += [path, *(p for p, choice in own.items() if choice == path)]
    return ordered


def _owner(param: Param) -> str:
    """Path of the choice that an input of `own` belongs to."""
    return next(each.path for each in param.used_when if isinstance(each, UsedByChoice))


class ParameterPanel(QWidget):
    """Preset, target, networks, training and display; and what waits for a restart.

    Signals:
        edited(path, value): an input has a new, allowed value.
        mixture_edited(mixture, text): the table changed the target.
        preset_chosen(key): another preset is wanted.
        method_chosen(key): another method is wanted.
        mode_selected(index): another row of the table is current.
        restart_wanted: "Restart" was pressed.
        add_mode_wanted: "Add mode" was pressed.
        gallery_wanted: the button with the target's name was pressed.
    """

    edited = Signal(str, object)
    mixture_edited = Signal(object, str)
    preset_chosen = Signal(str)
    method_chosen = Signal(str)
    mode_selected = Signal(int)
    restart_wanted = Signal()
    add_mode_wanted = Signal()
    gallery_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._shown: tuple[ExperimentConfig, ExperimentConfig] | None = None
        self._unused: Mapping[str, Text] = {}
        titles = {
            "target": (self.tr("Target"), True),
            "training": (self.tr("Training"), True),
            "regularisers": (self.tr("Regularisers"), False),
            "dynamics": (self.tr("Dynamics"), False),
            "networks": (self.tr("Networks"), False),
            "display": (self.tr("Display"), False),
        }
        self._groups = {
            name: Group(title, f"{name}Group", opened) for name, (title, opened) in titles.items()
        }
        self._build_target(self._groups["target"])
        self._method = MethodBox()
        self._method.chosen.connect(self.method_chosen)
        self._groups["training"].add(self._method)
        for path in _in_order():
            self._add_field(path)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        layout.setSpacing(0)
        for name in titles:
            layout.addWidget(self._groups[name])
        layout.addStretch(1)
        self._now = QLabel(
            self.tr("now: the settings of the training, not of the step that is shown")
        )
        self._now.setObjectName("settingsNow")
        self._now.setWordWrap(True)
        self._now.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, 0)
        self._now.hide()
        self._column = column
        scroll = ColumnScroll(column, steady=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._now)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._build_restart_bar())

    @property
    def current_mode(self) -> int:
        """Index of the mode that the table's current row describes, -1 for none."""
        return self._mixture.current

    def show_config(self, config: ExperimentConfig, reference: ExperimentConfig) -> None:
        """Show all values; those that differ from the reference can be reset."""
        shown, self._shown = self._shown, (config, reference)
        self._show_target(config, reference)
        for path, field in self._fields.items():
            section = split(path)[0]
            if section == "target":
                continue
            new = (getattr(config, section), getattr(reference, section))
            # A drag changes the target many times a second and leaves the other sections alone.
            if shown is None or new != tuple(getattr(part, section) for part in shown):
                field.show_value(config.value(path), reference.value(path))
        sections = [name for name in type(config).model_fields if name != "target"]
        if shown is None or any(getattr(config, s) != getattr(shown[0], s) for s in sections):
            self._method.show_config(config)
            self._show_unused(config)
        elif type(config.target) is not type(shown[0].target):
            self._show_unused(config)
        keys = [key for key, preset in presets().items() if preset.config == reference]
        if keys:
            self._preset.setCurrentIndex(self._preset.findData(keys[0]))
            self._description.setText(translated(presets()[keys[0]].description))
        else:
            self._preset.setCurrentIndex(-1)
        self._description.setVisible(bool(keys))

    def _show_unused(self, config: ExperimentConfig) -> None:
        """Grey what takes no part; a number of another loss is hidden unless somebody set it."""
        unused = unused_settings(config)
        for path in {**unused, **self._unused}:
            field, reason = self._fields[path], unused.get(path, "")
            field.show_unused(translated(reason))
            if param_at(path).own:
                field.setVisible(not reason or config.value(path) != default_of(path))
        self._unused = unused

    def _show_target(self, config: ExperimentConfig, reference: ExperimentConfig) -> None:
        """The table for a mixture, the fields for a shape."""
        named, modes = name_of(config.target), config.target.known_modes
        name = translated(named.label) if named else self.tr("edited")
        self._target.setText(self.tr("Target: {name}…").format(name=name))
        self._target.setToolTip(translated(named.about) if named else self._choose_tip)
        self._mixture.show_mixture(modes)
        has = dict(all_params(type(config.target)))
        comparable = type(reference.target) is type(config.target)
        for path, field in self._fields.items():
            if split(path)[0] == "target":
                field.setVisible(path in has)
                if path in has:
                    value = config.value(path)
                    field.show_value(value, reference.value(path) if comparable else value)

    def show_past(self, past: bool) -> None:
        """Whether a stored moment is looked at: the settings are those of the training now."""
        self._now.setVisible(past)
        for part in (self._column, self._restart_bar):
            part.setEnabled(not past)

    def show_error(self, path: str, sentence: str) -> None:
        """Say at an input why its value was refused."""
        if path in self._fields:
            self._fields[path].show_error(sentence)

    def show_waiting(self, paths: tuple[str, ...]) -> None:
        """Say which changed settings wait for a restart."""
        self._restart_bar.setVisible(bool(paths))
        labels = ", ".join(translated(param_at(path).label) for path in paths)
        self._waiting.setText(self.tr("Needs a restart: {labels}").format(labels=labels))

    def select_mode(self, index: int) -> None:
        """Make a mode's row the current one."""
        self._mixture.select(index)

    def remove_mode(self) -> None:
        """Remove the mode of the table's current row."""
        self._mixture.remove_current()

    def refuse_mode(self, sentence: str) -> None:
        """Say below the table why a mode was refused."""
        self._mixture.refuse(sentence)

    def _build_target(self, group: Group) -> None:
        self._preset = ElidedComboBox()
        self._preset.setObjectName("presetBox")
        self._preset.setAccessibleName(self.tr("Preset"))
        self._preset.setToolTip(self.tr("Target and all settings at once; can be undone"))
        self._preset.setPlaceholderText(self.tr("Choose a preset"))
        for key, preset in presets().items():
            self._preset.addItem(translated(preset.label), key)
            tip = translated(preset.description)
            self._preset.setItemData(self._preset.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._preset.activated.connect(self._on_preset_activated)
        self._description = QLabel()
        self._description.setObjectName("description")
        self._description.setWordWrap(True)
        self._mixture = MixturePanel()
        self._mixture.edited.connect(self.mixture_edited)
        self._mixture.mode_selected.connect(self.mode_selected)
        self._mixture.add_wanted.connect(self.add_mode_wanted)
        self._choose_tip = self.tr("Choose another target; the settings stay")
        self._target = QPushButton()
        self._target.setObjectName("targetButton")
        self._target.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._target.clicked.connect(self.gallery_wanted)
        for widget in (self._preset, self._description, self._target, self._mixture):
            group.add(widget)

    def _add_field(self, path: str) -> None:
        param = param_at(path)
        field = Field(path, param)
        field.edited.connect(self.edited)
        self._fields[path] = field
        section = split(path)[0]
        group = self._groups[_GROUP_OF.get(section, section)]
        (group.add_more if param.more else group.add)(field)

    def _build_restart_bar(self) -> QFrame:
        self._restart_bar = QFrame()
        self._restart_bar.setObjectName("restartBar")
        self._waiting = QLabel()
        self._waiting.setWordWrap(True)
        button = QPushButton(self.tr("Restart"))
        button.setObjectName("restartButton")
        button.setToolTip(self.tr("Begin again at step 0 with these settings"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.restart_wanted)
        row = QHBoxLayout(self._restart_bar)
        row.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        row.addWidget(self._waiting, 1)
        row.addWidget(button)
        self._restart_bar.setVisible(False)
        return self._restart_bar

    @Slot(int)
    def _on_preset_activated(self, _index: int) -> None:
        self.preset_chosen.emit(self._preset.currentData())
