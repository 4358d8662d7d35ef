"""Settings that take no part under the present choice, each with the reason in one sentence."""

from collections.abc import Collection, Mapping
from functools import cache, reduce
from typing import Any

from pydantic.fields import FieldInfo

from gan_desktop.core.conditions import Above0, Condition, KnownModes, UsedByChoice
from gan_desktop.core.config import ExperimentConfig, all_params, param_at, split
from gan_desktop.core.model import models_of
from gan_desktop.core.params import Choice, Param
from gan_desktop.core.words import Text


def unused_settings(config: ExperimentConfig) -> Mapping[str, Text]:
    """Why each setting that takes no part does not, by path, in the order of the panels.

    Another value of such a setting gives the same training, bit for bit.
    """
    reasons = ((path, _reason(config, path, param)) for path, param in _conditional())
    return {path: reason for path, reason in reasons if reason is not None}


def given_in_vain(config: ExperimentConfig, given: Collection[str] = ()) -> Mapping[str, Text]:
    """The unused settings that somebody has set, with the reason of each.

    Args:
        config: any.
        given: paths that were set by hand; besides, what differs from its default counts as set.
    """
    return {
        path: reason
        for path, reason in unused_settings(config).items()
        if path in given or (has_default(path) and config.value(path) != default_of(path))
    }


def has_default(path: str) -> bool:
    """Whether files may leave the setting out."""
    return not _field(path).is_required()


def default_of(path: str) -> Any:
    """The value of a setting that files leave out."""
    return _field(path).default


def _field(path: str) -> FieldInfo:
    section, name = split(path)
    models = models_of(ExperimentConfig.model_fields[section].annotation)
    return next(model.model_fields[name] for model in models if name in model.model_fields)


@cache
def _conditional() -> tuple[tuple[str, Param], ...]:
    """The settings that do not always take part."""
    return tuple((path, param) for path, param in all_params() if param.used_when)


def _reason(config: ExperimentConfig, path: str, param: Param) -> Text | None:
    unmet = (_unmet(config, path, param, condition) for condition in param.used_when)
    return next((reason for reason in unmet if reason is not None), None)


def _unmet(config: ExperimentConfig, path: str, param: Param, condition: Condition) -> Text | None:
    match condition:
        case UsedByChoice(choice_path):
            choice, key = param_at(choice_path), config.value(choice_path)
            assert isinstance(choice, Choice)  # noqa: S101 -- what the condition is about
            if path in choice.registry[key].uses:
                return None
            return Text(
                "{label} takes no part while {choice} is {chosen}; it does with {others}.",
                label=param.label,
                choice=choice.label,
                chosen=choice.registry[key].label,
                others=_listed([e.label for e in choice.registry if path in e.uses]),
            )
        case Above0(other_path):
            if config.value(other_path):
                return None
            other = param_at(other_path).label
            return Text("{label} takes no part while {other} is 0.", label=param.label, other=other)
        case KnownModes():
            if config.target.known_modes is not None:
                return None
            return Text(
                "{label} takes no part with a target without known modes.", label=param.label
            )


def _listed(labels: list[str]) -> str:
    """The labels with commas between, each to be translated."""
    return reduce(lambda all_, label: Text("{all}, {next}", all=all_, next=label), labels)
