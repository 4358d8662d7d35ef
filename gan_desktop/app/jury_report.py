"""The JSON file of a judged design."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from gan_desktop import __version__
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.files import write_text
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.remedies import remedy_for


def report(config: ExperimentConfig, summary: SeedSummary, *, asked: int) -> dict[str, Any]:
    """All that is known, as plain values; the same design and seeds give the same report.

    Args:
        config: the design, with the first seed.
        summary: of the seeds that are done.
        asked: how many seeds there should have been.
    """
    remedy = remedy_for(summary.verdict, config)
    return {
        **summary.to_json(),
        "remedy": remedy and remedy.text,
        "complete": len(summary.finished) == asked,
        "config": config.model_dump(mode="json"),
        "versions": {
            "gan_desktop": __version__,
            "python": platform.python_version(),
            "torch": _torch_version(),
            "numpy": np.__version__,
        },
    }


def write_report(path: Path, content: dict[str, Any]) -> None:
    """Write it, complete or not at all. Raises OSError."""
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    write_text(path, text + "\n")


def _torch_version() -> str | None:
    # Asked of the installation: importing it takes seconds, and this process does not need it.
    try:
        return version("torch")
    except PackageNotFoundError:
        return None
