"""The settings in which several configs differ, as rows of a table."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gan_desktop.core.config import ExperimentConfig, all_params
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.params import Choice, Flag, Param, number_text
from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.shapes import SHAPES
from gan_desktop.core.target import Target
from gan_desktop.core.targets import name_of
from gan_desktop.core.unused import default_of, has_default, unused_settings
from gan_desktop.core.words import Text, counted, unit_of

# In the place of the value of a setting that takes no part.
NO_PART = "–"


@dataclass(frozen=True)
class Difference:
    """One row.

    Attributes:
        path: of the setting; "target" for the target, "target.3" for its third mode.
        label: its name (English; translated where it is shown, as the texts).
        texts: its value in each config.
    """

    path: str
    label: str
    texts: tuple[str, ...]


def differences(configs: Sequence[ExperimentConfig]) -> tuple[Difference, ...]:
    """What is not the same in all of them, in the order of the panels.

    A setting that takes no part under a config's choice is "–" there and makes no difference.
    """
    unused = [unused_settings(config) for config in configs]
    first, *others = _effective(configs, unused)
    changed = {path for config in others for path in config.changed_from(first)}
    rows = list(_target_rows([config.target for config in configs])) if "target" in changed else []
    for path, param in all_params():
        if path in changed:
            texts = tuple(
                NO_PART if path in without else _value_text(param, config.value(path))
                for config, without in zip(configs, unused, strict=True)
            )
            rows.append(Difference(path, param.label, texts))
    return tuple(rows)


def _effective(
    configs: Sequence[ExperimentConfig], unused: Sequence[Collection[str]]
) -> list[ExperimentConfig]:
    """The configs with what takes no part at its default, or as in the first that uses it."""

    def value(path: str) -> Any:
        if has_default(path):
            return default_of(path)
        users = (c for c, without in zip(configs, unused, strict=True) if path not in without)
        return next(users, configs[0]).value(path)

    return [
        config.with_values({path: value(path) for path in without})
        for config, without in zip(configs, unused, strict=True)
    ]


def _value_text(param: Param, value: Any) -> str:
    if isinstance(param, Choice):
        return param.registry[value].label
    if isinstance(param, Flag):
        return "yes" if value else "no"
    text = param.text(value)
    unit = unit_of(text, param.unit)
    return Text("{value} {unit}", value=text, unit=unit) if unit else text


def _target_rows(targets: Sequence[Target]) -> Iterator[Difference]:
    yield Difference("target", "Target", tuple(_target_text(target) for target in targets))
    mixtures = [target for target in targets if isinstance(target, GaussianMixture)]
    alike = len(mixtures) == len(targets) and len({len(mixture) for mixture in mixtures}) == 1
    if not alike or all(name_of(target) for target in targets):
        return
    for index in range(len(mixtures[0])):
        texts = tuple(_mode_text(mixture, index) for mixture in mixtures)
        if len(set(texts)) > 1:
            yield Difference(f"target.{index + 1}", Text("Mode {number}", number=index + 1), texts)


def _target_text(target: Target) -> str:
    named = name_of(target)
    if named is not None:
        return named.label
    if isinstance(target, ShapeTarget):
        return Text(
            "{shape}, noise {noise}, scale {scale}, rotation {rotation}°",
            shape=SHAPES[target.shape].label,
            noise=number_text(target.noise),
            scale=number_text(target.scale),
            rotation=number_text(target.rotation),
        )
    return counted(len(target), "Mixture of {count} mode", "Mixture of {count} modes")


def _mode_text(mixture: GaussianMixture, index: int) -> str:
    (x, y), ((xx, xy), (_, yy)) = mixture.means[index], mixture.covariances[index]
    return Text(
        "mean ({x}, {y}), covariance ({xx}, {xy}, {yy}), weight {weight}",
        x=number_text(x),
        y=number_text(y),
        xx=number_text(xx),
        xy=number_text(xy),
        yy=number_text(yy),
        weight=number_text(mixture.weights[index]),
    )
