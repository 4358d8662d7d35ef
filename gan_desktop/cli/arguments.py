"""Arguments that several commands have."""

import argparse

from gan_desktop.core.config import all_params
from gan_desktop.core.params import quoted
from gan_desktop.core.shape_target import ShapeTarget


def positive(text: str) -> int:
    """Argument type: a whole number from 1."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(
            f"{quoted(text)} is not allowed; allowed: a whole number from 1"
        )
    return value


def add_set(parser: argparse.ArgumentParser) -> None:
    """`--set PATH=VALUE`, in `assignments`."""
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="assignments",
        help="change a setting, e.g. training.batch_size=256; may be repeated. Settings: "
        + ", ".join(dict((*all_params(), *all_params(ShapeTarget)))),
    )
