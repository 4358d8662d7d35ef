"""How to add an optional package: the same for a checkout, a wheel, pipx and uv."""

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec

# What the application uses where it is there, as the extras in pyproject.toml ask for it.
OPTIONAL = {
    "imageio-ffmpeg": "imageio-ffmpeg>=0.6",
    "POT": "POT>=0.9.5",
    "psutil": "psutil>=6",
}


def install_command(package: str) -> str:
    """The command that adds one of the `OPTIONAL` packages to the environment of this Python."""
    python = _quoted(sys.executable or "python")
    # uv makes environments without pip.
    tool = (
        f"uv pip install --python {python}"
        if find_spec("pip") is None
        else f"{python} -m pip install"
    )
    return f'{tool} "{OPTIONAL[package]}"'


def _quoted(word: str) -> str:
    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)
