"""Curves as a CSV file: one row for each step at which anything was measured."""

import csv
import io
import math
from pathlib import Path

import numpy as np

from gan_desktop.core.files import check_writable_target, written
from gan_desktop.core.history import Curves
from gan_desktop.core.series import Floats


def merged(curves: Curves) -> tuple[Floats, Floats]:
    """Rows of several curves by step.

    Returns:
        (n,) the steps at which anything was measured, ascending, and (n, keys) the values, NaN
        where a measure was not taken or not available.
    """
    parts = [steps for steps, _ in curves.values()]
    steps = np.unique(np.concatenate(parts)) if parts else np.empty(0)
    table = np.full((len(steps), len(curves)), np.nan)
    for column, (own, values) in enumerate(curves.values()):
        table[np.searchsorted(steps, own), column] = values
    return steps, table


def write_curves(path: Path, curves: Curves) -> int:
    """Write all curves, complete under the name or not at all.

    Returns:
        The number of rows below the header.

    Raises:
        OSError: the file cannot be written.
    """
    steps, table = merged(curves)
    check_writable_target(path)
    with written(path) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("step", *curves))
        for step, values in zip(steps.tolist(), table.tolist(), strict=True):
            cells = ("" if math.isnan(value) else f"{value:.9g}" for value in values)
            rows.writerow((f"{step:.0f}", *cells))
    return len(steps)
