"""What is remembered between starts: nothing of it is lost by a full disk or a second window."""

import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gan_desktop.app.settings import Settings
from gan_desktop.app.settings_file import SettingsFile

QT_FILE = QSettings.Format.IniFormat, QSettings.Scope.UserScope, "GAN Desktop", "GAN Desktop"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made" / "settings.json"


def test_values_come_back(path):
    file = SettingsFile(path)
    assert file.set_value("theme", "dark")
    assert not file.set_value("geometry", bytes(range(256)))
    file.write()
    again = SettingsFile(path)
    assert (again.value("theme"), again.value("geometry")) == ("dark", bytes(range(256)))
    assert not again.set_value("theme", "dark")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_two_instances_lose_nothing(path):
    first, second = SettingsFile(path), SettingsFile(path)
    first.set_value("theme", "dark")
    first.set_value("speed", "10")
    second.set_value("speed", "20")
    second.set_value("layers", "all")
    first.write()
    second.write()
    again = SettingsFile(path)
    values = [again.value(key) for key in ("theme", "speed", "layers")]
    assert values == ["dark", "20", "all"]


@pytest.mark.parametrize("limit", [0, 1, 500, 20_000])
def test_a_full_disk_leaves_the_older_file_and_is_tried_again(path, limit, no_larger_than):
    file = SettingsFile(path)
    file.set_value("long", "x" * 20_000)
    file.write()
    before = path.read_bytes()
    assert file.set_value("theme", "dark")
    with no_larger_than(limit), pytest.raises(OSError, match="File too large"):
        file.write()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert file.set_value("layers", "all")
    file.write()
    again = SettingsFile(path)
    assert (again.value("theme"), again.value("layers")) == ("dark", "all")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"\xff", b'{"a": {"base64": "?"}, "b": 3, "c": null}', b"[" * 10**5],
)
def test_a_file_that_makes_no_sense_has_no_values(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.value("a") is None
    file.set_value("theme", "dark")
    file.write()
    assert json.loads(path.read_bytes()) == {"theme": "dark"}


def test_a_file_that_cannot_be_read_is_not_replaced(path, monkeypatch):
    first = SettingsFile(path)
    first.set_value("speed", "10")
    first.write()

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("gan_desktop.app.settings_file.readable", refuse)
        file = SettingsFile(path)
        file.set_value("theme", "dark")
        with pytest.raises(OSError, match="Permission denied"):
            file.write()
    file.set_value("layers", "all")
    file.write()
    again = SettingsFile(path)
    assert [again.value(key) for key in ("speed", "theme", "layers")] == ["10", "dark", "all"]


def test_a_pipe_is_not_waited_for(path):
    path.parent.mkdir()
    os.mkfifo(path)
    assert SettingsFile(path).value("theme") is None


def test_what_an_earlier_version_remembered_is_taken_over(qapp):
    older = QSettings(*QT_FILE)
    older.setValue("window/theme", "dark")
    older.setValue("window/geometry", QByteArray(b"\0\1\2"))
    older.sync()
    settings = Settings()
    assert (settings.theme, settings.geometry) == ("dark", QByteArray(b"\0\1\2"))
    settings.theme = "light"
    older.setValue("window/theme", "system")
    older.sync()
    again = Settings()
    assert (again.theme, again.geometry) == ("light", QByteArray(b"\0\1\2"))


def test_a_failure_is_told_once(qapp, no_larger_than):
    settings, told = Settings(), []
    settings.failed.connect(told.append)
    with no_larger_than(0):
        settings.theme = "dark"
        settings.theme = "light"
    assert len(told) == 1
    assert told[0].endswith("GAN Desktop.json: File too large")
    settings.theme = "dark"
    assert Settings().theme == "dark"
