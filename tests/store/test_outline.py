"""The lines of keys, which the parsers keep to themselves."""

import tomllib

import pytest
from experiment_strategies import hostile_files
from hypothesis import HealthCheck, given, settings

from gan_desktop.store.outline import TooDeepError, outline_of

TEXT = '''\
# x = 1
schema = 1 # y = 2
"quoted" . 'too' = 3

[target] # [not]
means = [
  [1, 2], # z = [
  # w = 4
  [3, 4]
] # end
text = """
a = 1
\\""" [b]
"""" # one quote more
weights = [ 1 ]
inline = { c = 1, d = "}" }
  [ training ]
seed = 'a = "'
after = """x"""
last = 1'''


def test_keys_are_found_whatever_is_around_them():
    tomllib.loads(TEXT)
    assert outline_of(TEXT).lines == {
        "schema": 2, "quoted.too": 3, "target": 5, "target.means": 6, "target.text": 11,
        "target.weights": 15, "target.inline": 16, "training": 17, "training.seed": 18,
        "training.after": 19, "training.last": 20,
    }  # fmt: skip


def test_the_same_with_line_ends_of_windows():
    assert outline_of(TEXT.replace("\n", "\r\n")).lines == outline_of(TEXT).lines


def test_what_is_not_there_is_at_what_it_would_be_in():
    outline = outline_of(TEXT)
    assert outline.line_of("training.steps") == 17
    assert outline.line_of("target.inline.c") == 16
    assert outline.line_of("networks.latent_size") is None
    assert outline.line_of("") is None


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("a = 1\nb = 2\na = 3", ("a", 1, 3)),
        ("[a]\n[b]\n[a]", ("a", 1, 3)),
        ("[a]\nb = 1\n[c]\nb = 1\n[d]\nb=1\nb=2", ("d.b", 6, 7)),
        ("[a]\nb = 1\n[c]\nb = 1", None),
        ("[[a]]\nb = 1\n[[a]]\nb = 1", None),
        ("a = '''\na = 1\n'''", None),
    ],
)
def test_keys_given_twice(text, repeated):
    assert outline_of(text).repeated == repeated


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\na = " + "[" * 17, 2),
        ("a = [\n" + "[\n" * 17, 17),
        ("a = " + "{b = " * 17, 1),
        (".".join("a" * 17) + " = 1", 1),
        ("[" + ".".join("a" * 17) + "]", 1),
        ("[" + ".".join("a" * 10) + "]\n" + ".".join("b" * 10) + " = 1", 2),
        ("a = {" + ".".join("b" * 18) + " = 1}", 1),
    ],
)
def test_depth(text, line):
    with pytest.raises(TooDeepError) as error:
        outline_of(text)
    assert error.value.line == line


def test_sixteen_levels_are_allowed():
    outline_of("a = " + "[" * 16 + "]" * 16)
    outline_of(".".join("a" * 16) + " = [" + "1.5, " * 40 + "]")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=hostile_files())
def test_keys_of_any_file_are_on_the_lines_that_are_said(raw):
    text = raw.decode("utf-8", "replace")
    try:
        outline = outline_of(text)
        data = tomllib.loads(text)
    except (TooDeepError, ValueError, RecursionError):
        return
    assert outline.repeated is None
    for section, values in data.items():
        assert section in outline.lines or isinstance(values, dict)
        for key in values if isinstance(values, dict) else ():
            path = f"{section}.{key}"
            if path in outline.lines:
                line = text.replace("\r\n", "\n").split("\n")[outline.lines[path] - 1]
                assert key in line or "\\" in line or not key.isprintable()
