"""What the tests of the recording share: frames like those of the application, child processes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[2]
RED = (220, 50, 47)
BLUE = (38, 100, 210)
GREY = (110, 110, 110)


def draw_scatter(
    step: int, *, handle: bool = False, width: int = 320, height: int = 240
) -> NDArray[np.uint8]:
    """A scatter plot with smooth edges: still red marks, moving blue ones, an amber handle."""
    scale = 3
    image = Image.new("RGB", (width * scale, height * scale), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, width * scale - 30, height * scale - 30), outline=GREY, width=scale)
    rng = np.random.default_rng(7)
    spread = (width * scale * 0.8, height * scale * 0.8)
    for color, shift in ((RED, 0), (BLUE, 4 * step)):
        for x, y in rng.random((150, 2)) * spread + (40 + shift, 40):
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=color)
    if handle:
        x, y = width * scale / 2, height * scale / 2
        draw.ellipse((x - 18, y - 18, x + 18, y + 18), fill=(255, 191, 0))
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS))


@pytest.fixture
def scatter() -> Callable[..., NDArray[np.uint8]]:
    """`draw_scatter`: a fixture, because test modules cannot import a conftest safely."""
    return draw_scatter


@pytest.fixture
def start_python() -> Callable[..., subprocess.Popen[str]]:
    """Start a script in another process, with warnings as errors."""

    def start(script: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-W", "error", "-c", script, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def run_python(start_python: Callable[..., subprocess.Popen[str]]) -> Callable[..., str]:
    """Run a script in another process to its end and return what it printed."""

    def run(script: str, *arguments: object) -> str:
        with start_python(script, *arguments) as process:
            output, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        return output

    return run
