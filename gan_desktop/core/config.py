"""`ExperimentConfig`: the one tree that decides a run.

The panels, the command line's `--set` and the files are all built from its metadata.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.model import Value, models_of
from gan_desktop.core.params import Choice, Param, as_tuples, quoted
from gan_desktop.core.sections import (
    DataConfig,
    DisplayConfig,
    DynamicsConfig,
    LossConfig,
    NetworksConfig,
    RegularisersConfig,
    TrainingConfig,
)
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.target import Target
from gan_desktop.core.words import Text, told

AnyTarget = Annotated[GaussianMixture | ShapeTarget, Field(discriminator="kind")]


class ExperimentConfig(Value):
    """Everything that decides a run, and nothing else."""

    target: AnyTarget
    data: DataConfig = DataConfig()
    networks: NetworksConfig
    training: TrainingConfig
    loss: LossConfig = LossConfig()
    regularisers: RegularisersConfig = RegularisersConfig()
    dynamics: DynamicsConfig = DynamicsConfig()
    display: DisplayConfig = DisplayConfig()

    def value(self, path: str) -> Any:
        """The value at a path such as `training.batch_size`.

        Raises:
            InvalidValueError: an unknown path, or one that the target's kind does not have.
        """
        section, name = self._split(path)
        return getattr(getattr(self, section), name)

    def with_values(self, values: Mapping[str, Any]) -> "ExperimentConfig":
        """The same config with some values changed together, validated once.

        Raises:
            InvalidValueError: an unknown path, one that the target's kind does not have, or a
                value that is not allowed.
        """
        changes: dict[str, dict[str, Any]] = {}
        for path, value in values.items():
            section, name = self._split(path)
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
        """Paths whose values a training that runs with `running` cannot take over.

        A target can always be taken over, of whatever kind it is.
        """
        return tuple(
            path
            for path, param in all_params()
            if not path.startswith("target.")
            and not _can_change(param, self.value(path), running.value(path))
        )

    def taken_over(self, running: "ExperimentConfig") -> "ExperimentConfig":
        """`running` with all of this config that it can take over without a restart."""
        fixed = self.needs_restart(running)
        live = {
            path: self.value(path)
            for path, _ in all_params()
            if not path.startswith("target.") and path not in fixed
        }
        return running.with_values(live).replaced(target=self.target)

    def changed_from(self, other: "ExperimentConfig") -> tuple[str, ...]:
        """Paths whose values differ; "target" alone when the target does in whatever way."""
        paths = tuple(
            path
            for path, _ in all_params()
            if not path.startswith("target.") and self.value(path) != other.value(path)
        )
        return paths if self.target == other.target else ("target", *paths)

    def _split(self, path: str) -> tuple[str, str]:
        section, name = split(path)
        if not hasattr(getattr(self, section), name):
            raise InvalidValueError(
                Text(
                    "{path}: this target ({kind}) has no such setting.",
                    path=path,
                    kind=self.target.kind,
                ),
                path,
            )
        return section, name


def _can_change(param: Param, new: Any, old: Any) -> bool:
    if new == old:
        return True
    if not param.live:
        return False
    if isinstance(param, Choice):
        return param.registry[new].family == param.registry[old].family
    return True


def all_params(target: type[Target] = GaussianMixture) -> Iterator[tuple[str, Param]]:
    """Path and metadata of every input, in the order of the panels; of one kind of target."""
    for section, field in ExperimentConfig.model_fields.items():
        models = models_of(field.annotation)
        model = target if target in models else models[0]
        for name, param in model.params().items():
            yield f"{section}.{name}", param


def split(path: str) -> tuple[str, str]:
    """Section and name of a path, or InvalidValueError that lists what is known."""
    section, _, name = path.partition(".")
    if section not in ExperimentConfig.model_fields:
        known = ", ".join(ExperimentConfig.model_fields)
        raise InvalidValueError(
            f"unknown setting {quoted(path)}; it must start with one of: {known}", path
        )
    params = _params_of(section)
    if name not in params:
        known = ", ".join(f"{section}.{known}" for known in params)
        raise InvalidValueError(f"unknown setting '{path}'; allowed: {known}", path)
    return section, name


def param_at(path: str) -> Param:
    """Metadata of one input."""
    section, name = split(path)
    return _params_of(section)[name]


@cache
def _params_of(section: str) -> Mapping[str, Param]:
    """The inputs of a section; of the target, those of all kinds."""
    models = models_of(ExperimentConfig.model_fields[section].annotation)
    found = {name: param for model in models for name, param in model.params().items()}
    return MappingProxyType(found)


def parse_assignment(text: str) -> tuple[str, Any]:
    """Path and value of `training.batch_size=256`.

    Raises:
        InvalidValueError: no "=", an unknown path, or a value that is not allowed.
    """
    path, equals, value = text.partition("=")
    path = path.strip()
    if not equals:
        raise InvalidValueError(
            f"{quoted(text)} is not a setting; write it as training.batch_size=256"
        )
    param = param_at(path)
    try:
        return path, param.parse(value)
    except ValueError as error:
        reason = str(error).removeprefix(f"{param.label}: ")
        raise InvalidValueError(f"{path}: {reason}", path) from None
