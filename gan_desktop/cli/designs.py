"""What a run on the command line starts from, and whether it can work."""

import sys

from gan_desktop.core.combinations import problems, refuse
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.methods import method
from gan_desktop.core.targets import TARGETS


def starting_point(
    config: ExperimentConfig, method_key: str | None, target_key: str | None
) -> ExperimentConfig:
    """A config, with another target and by a method if they are given.

    Raises:
        InvalidValueError: an unknown key.
    """
    if target_key is not None:
        config = TARGETS[target_key].put_into(config)
    return config if method_key is None else method(method_key).apply(config)


def check(config: ExperimentConfig) -> None:
    """Refuse what cannot work, and warn of what hardly can, on standard error.

    Raises:
        InvalidValueError: the settings cannot work together.
    """
    refuse(config)
    for problem in problems(config):
        sys.stderr.write(f"gan-desktop run: warning: {problem.sentence}\n")
