"""What a built wheel holds: the package finds its resources when it is installed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The contents of a wheel, as pip would put them."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_carries_presets_icons_and_their_licence(installed):
    resources = installed / "gan_desktop" / "resources"
    names = {path.name for path in resources.rglob("*") if path.is_file()}
    assert {"ring8-blog.toml", "play.svg", "gan-desktop.svg", "LICENSE"} <= names
    assert (installed / "gan_desktop" / "py.typed").exists()
    assert not list(installed.glob("tests"))


def test_an_installed_package_finds_them(installed, tmp_path):
    code = (
        "import gan_desktop, pathlib\n"
        "from gan_desktop.core.presets import presets\n"
        "from gan_desktop.core.resources import resource\n"
        "assert len(presets()) >= 5\n"
        "print(pathlib.Path(gan_desktop.__file__).parents[1])\n"
        "print(resource('icons', 'play.svg'))\n"
    )
    # -P and no PYTHONPATH of ours: the checkout must not be found instead.
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    where, icon = done.stdout.split()
    assert Path(where) == installed
    assert Path(icon).is_relative_to(installed)
