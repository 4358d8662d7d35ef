"""Resources are found, or named."""

import pytest

from gan_desktop.core.resources import resource


def test_finds_files_and_folders() -> None:
    assert resource("presets").is_dir()
    assert resource("presets", "ring8.toml").is_file()


def test_a_missing_one_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resource icons/none\.svg is missing"):
        resource("icons", "none.svg")
