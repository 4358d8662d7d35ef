"""`gan-desktop` without a command."""

import sys

import pytest

from gan_desktop.cli import main


@pytest.mark.skipif(sys.platform != "linux", reason="displays are named on Linux only")
def test_without_a_display_one_line_says_what_to_do(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert "gan-desktop run" in said.err


def test_an_unknown_preset_is_refused_before_qt_is_loaded(capsys):
    assert main(["--preset", "nope"]) == 2
    assert "ring8-blog" in capsys.readouterr().err


def test_version(capsys):
    from gan_desktop import __version__

    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_a_file_is_opened_in_the_window(monkeypatch, tmp_path, quick_config):
    from gan_desktop.cli import window
    from gan_desktop.store.experiment_file import save_experiment

    opened = []
    monkeypatch.setattr(window, "open_window", lambda *arguments: opened.append(arguments) or 0)
    save_experiment(tmp_path / "a.toml", quick_config)
    assert main([str(tmp_path / "a.toml")]) == 0
    assert opened == [(None, tmp_path / "a.toml")]


def test_a_file_and_a_preset_are_refused(capsys, tmp_path):
    assert main([str(tmp_path / "a.toml"), "--preset", "ring8"]) == 2
    assert capsys.readouterr().err == (
        "gan-desktop: the window opens either FILE or --preset KEY, not both\n"
    )


def test_a_bad_file_is_refused_before_qt_is_loaded(capsys, tmp_path):
    (tmp_path / "bad.toml").write_text("schema = 7")
    assert main([str(tmp_path / "bad.toml")]) == 2
    assert "bad.toml, line 1 (schema): made by a newer version" in capsys.readouterr().err
    assert main([str(tmp_path / "missing.toml")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
