"""The sentence that says how an optional package is added."""

import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from gan_desktop.core import installing
from gan_desktop.core.installing import OPTIONAL, install_command

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.mark.parametrize("package", OPTIONAL)
def test_it_names_this_python_and_needs_no_checkout(package: str, monkeypatch) -> None:
    monkeypatch.setattr(installing, "find_spec", lambda _name: object())
    words = shlex.split(install_command(package))
    assert words == [sys.executable, "-m", "pip", "install", OPTIONAL[package]]


def test_an_environment_of_uv_has_no_pip(monkeypatch) -> None:
    monkeypatch.setattr(installing, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "executable", "/a b/python")
    words = shlex.split(install_command("psutil"))
    assert words == ["uv", "pip", "install", "--python", "/a b/python", OPTIONAL["psutil"]]


def test_the_extras_ask_for_the_same() -> None:
    extras = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert set(OPTIONAL.values()) <= {
        requirement for extra in extras.values() for requirement in extra
    }
