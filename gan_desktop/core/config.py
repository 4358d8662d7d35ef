"""`ExperimentConfig`: the one tree that decides a run.

The panels, the command line's `--set` and the files are all built from its metadata.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.model import Value
from gan_desktop.core.params import Choice, Param, as_tuples
from gan_desktop.core.sections import (
    DisplayConfig,
    DynamicsConfig,
    LossConfig,
    NetworksConfig,
    RegularisersConfig,
    TrainingConfig,
)
from gan_desktop.core.words import told


class ExperimentConfig(Value):
    """Everything that decides a run, and nothing else."""

    target: GaussianMixture
    networks: NetworksConfig
    training: TrainingConfig
    loss: LossConfig = LossConfig()
    regularisers: RegularisersConfig = RegularisersConfig()
    dynamics: DynamicsConfig = DynamicsConfig()
    display: DisplayConfig = DisplayConfig()

    def value(self, path: str) -> Any:
        """The value at a path such as `training.batch_size`."""
        section, name = split(path)
        return getattr(getattr(self, section), name)

    def with_values(self, values: Mapping[str, Any]) -> "ExperimentConfig":
        """The same config with some values changed together, validated once.

        Raises:
            InvalidValueError: an unknown path, or a value that is not allowed.
        """
        changes: dict[str, dict[str, Any]] = {}
        for path, value in values.items():
            section, name = split(path)
            changes.setdefault(section, {})[name] = as_tuples(value)
        sections: dict[str, Any] = {}
        for section, fields in changes.items():
            try:
                sections[section] = getattr(self, section).replaced(**fields)
            except InvalidValueError as error:
                path = f"{section}.{error.path}".rstrip(".")
                raise InvalidValueError(told(error), path) from None
        return self.replaced(**sections)

    def needs_restart(self, running: "ExperimentConfig") -> tuple[str, ...]:
        """Paths whose values a training that runs with `running` cannot take over."""
        return tuple(
            path
            for path, param in all_params()
            if not _can_change(param, self.value(path), running.value(path))
        )


def _can_change(param: Param, new: Any, old: Any) -> bool:
    if new == old:
        return True
    if not param.live:
        return False
    if isinstance(param, Choice):
        return param.registry[new].family == param.registry[old].family
    return True


def all_params() -> Iterator[tuple[str, Param]]:
    """Path and metadata of every input, in the order of the panels."""
    for section, field in ExperimentConfig.model_fields.items():
        model: Any = field.annotation
        for name, param in model.params().items():
            yield f"{section}.{name}", param


def split(path: str) -> tuple[str, str]:
    """Section and name of a path, or InvalidValueError that lists what is known."""
    section, _, name = path.partition(".")
    if section not in ExperimentConfig.model_fields:
        known = ", ".join(ExperimentConfig.model_fields)
        raise InvalidValueError(
            f"unknown setting '{path}'; it must start with one of: {known}", path
        )
    model: Any = ExperimentConfig.model_fields[section].annotation
    if name not in model.params():
        known = ", ".join(f"{section}.{known}" for known in model.params())
        raise InvalidValueError(f"unknown setting '{path}'; allowed: {known}", path)
    return section, name


def param_at(path: str) -> Param:
    """Metadata of one input."""
    section, name = split(path)
    model: Any = ExperimentConfig.model_fields[section].annotation
    param: Param = model.params()[name]
    return param


def parse_assignment(text: str) -> tuple[str, Any]:
    """Path and value of `training.batch_size=256`.

    Raises:
        InvalidValueError: no "=", an unknown path, or a value that is not allowed.
    """
    path, equals, value = text.partition("=")
    path = path.strip()
    if not equals:
        raise InvalidValueError(f"'{text}' is not a setting; write it as training.batch_size=256")
    param = param_at(path)
    try:
        return path, param.parse(value)
    except ValueError as error:
        reason = str(error).removeprefix(f"{param.label}: ")
        raise InvalidValueError(f"{path}: {reason}", path) from None
