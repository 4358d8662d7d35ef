"""Whatever is given, however long: one short sentence."""

import pytest

from gan_desktop.cli import main
from gan_desktop.core.config import ExperimentConfig, all_params, param_at, parse_assignment
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import from_json
from gan_desktop.core.params import number_text
from gan_desktop.core.presets import load_preset

# Python itself reads and writes no whole number of more than 4,300.
LONG = "9" * 5_000


@pytest.mark.parametrize("path", [path for path, _ in all_params()])
def test_a_setting_of_thousands_of_digits(path: str) -> None:
    """The command line and the window parse alike."""
    for text in (LONG, f"-{LONG}", f"[[{LONG}, 1]]", f"{LONG}, {LONG}"):
        with pytest.raises(ValueError, match="is not allowed") as refused:
            param_at(path).parse(text)
        assert len(str(refused.value)) < 500
    with pytest.raises(InvalidValueError, match=path):
        parse_assignment(f"{path}={LONG}")


@pytest.mark.parametrize("digits", [400, 4_000, 5_000])
def test_a_config_as_json(digits: int) -> None:
    text = load_preset("ring8-blog").model_dump_json().replace('"seed":0', f'"seed":{"9" * digits}')
    with pytest.raises(InvalidValueError) as refused:
        from_json(ExperimentConfig, text)
    assert len(str(refused.value)) < 200


def test_large_numbers_are_told_by_their_size() -> None:
    assert number_text(10**39) == "1" + ",000" * 13
    assert number_text(-(10**4_500)) == "-1e4500"


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--preset", "ring8", "--log-every", LONG],
        ["run", "--preset", "ring8", "--steps", LONG],
        ["run", "--preset", "ring8", "--set", LONG],
        ["run", "--preset", "ring8", "--set", f"{LONG}=1"],
        ["run", "--preset", LONG],
        ["export", "a.ganrun", "--csv", "a.csv", "--from", LONG],
        ["export", "a.ganrun", "--strip", "a.png", "--at", LONG],
        ["export", "a.ganrun", "--png", "a.png", "--size", LONG],
    ],
    ids=lambda words: words[-2],
)
def test_the_command_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    told = capsys.readouterr().err
    assert len(told) < 800
    assert told.count("\n") == 1
