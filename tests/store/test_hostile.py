"""Whatever is in a file: an experiment or one clear sentence, soon, and nothing is run."""

import subprocess
import sys
import time

import pytest
from experiment_strategies import configs, hostile_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.store.experiment_file import load_experiment
from gan_desktop.store.share import pasted_config, share_string

LONGEST_S = 2
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


def judged(read):
    """Whether it was refused; fails if it was in any other way than by one sentence in time."""
    start = time.monotonic()
    try:
        read()
        sentence = ""
    except InvalidValueError as error:
        sentence = str(error)
        assert sentence.isprintable(), sentence
        assert len(sentence) < 1500
    assert time.monotonic() - start < LONGEST_S
    return sentence


@settings(max_examples=500, deadline=None, suppress_health_check=SLOW)
@given(raw=hostile_files())
def test_any_file_is_an_experiment_or_one_sentence(raw, tmp_path):
    path = tmp_path / "any.toml"
    path.write_bytes(raw)
    judged(lambda: load_experiment(path))


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(config=configs(most_modes=3), place=st.integers(0, 10**6), put=st.text(max_size=3))
def test_any_string_is_an_experiment_or_one_sentence(config, place, put):
    text = share_string(config)
    place %= len(text)
    judged(lambda: pasted_config(text[:place] + put + text[place + 1 :]))


MEBI = 2**20
LARGE = {
    "numbers": "a = [" + "1," * (MEBI // 2 - 10) + "]",
    "keys": "".join(f"a{i}=1\n" for i in range(MEBI // 10)),
    "tables": "".join(f"[a{i}]\n" for i in range(MEBI // 10)),
    "brackets": "a = " + "[" * (MEBI - 10),
    "long string": 'a = "' + "x" * (MEBI - 10) + '"',
    "escapes": 'a = "' + "\\n" * (MEBI // 2 - 10) + '"',
    "open string": 'a = """' + '\\"""' * (MEBI // 4 - 10),
    "quotes": "a = " + '"' * (MEBI - 10),
    "comments": "#\n" * (MEBI // 2),
    "lines": "\n" * MEBI,
    "spaces": "a = 1" + " " * (MEBI - 10),
    "dots": ".".join("a" * (MEBI // 2)) + " = 1",
    "dots inside": "a = {" + ".".join("a" * (MEBI // 2 - 10)) + " = 1}",
    "quoted dots inside": "a = {" + ".".join(['""'] * (MEBI // 4)) + " = 1}",
    "digits": "a = " + "1" * (MEBI - 10),
    "colons": "a = " + "1:" * (MEBI // 2 - 10),
    "points": "a = " + "1." * (MEBI // 2 - 10),
    "words": "word " * (MEBI // 5),
    "word lines": "word\n" * (MEBI // 5),
    "zero bytes": "\0" * MEBI,
    "most signs": "a = [" + "{}," * 6_000 + "]",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_refused_in_time(name, tmp_path):
    path = tmp_path / "large.toml"
    path.write_text(LARGE[name])
    assert judged(lambda: load_experiment(path))


def test_nothing_is_run_while_files_are_read(tmp_path):
    """In a process of its own: an audit hook cannot be taken off again."""
    files = {
        "call": "__import__('os').system('reboot')",
        "tag": "!!python/object/apply:os.system ['reboot']",
        "value": "schema = 1\n[training]\nseed = __import__('os').getpid()",
        "text": "schema = 1\n[training]\nobjective = '__import__(\"os\").getpid()'",
        "target": 'schema = 1\n[networks]\nactivation = "os:system"',
        "pickle": "cos\nsystem\n(S'reboot'\ntR.",
        "python": "import os\nos.system('reboot')\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text)
    code = """
import sys
from pathlib import Path
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import load_preset
from gan_desktop.store.experiment_file import load_experiment, save_experiment
from gan_desktop.store.share import pasted_config, share_string

folder, dangerous = Path(sys.argv[1]), sys.argv[2:]
config = load_preset("ring8-blog")
save_experiment(folder / "good.toml", config)
hostile = sorted(set(folder.glob("*.toml")) - {folder / "good.toml"})

def read_all():
    refused = 0
    for read in (load_experiment, lambda path: pasted_config(path.read_text())):
        for path in hostile:
            try:
                read(path)
            except InvalidValueError:
                refused += 1
    assert load_experiment(folder / "good.toml") == config
    assert pasted_config(share_string(config)) == config
    return refused

read_all()  # What is imported when it is first needed is there now.
seen = []
def hook(event, arguments):
    if event in dangerous or event.startswith(("subprocess", "os.system", "os.exec", "os.spawn")):
        seen.append((event, str(arguments)[:80]))
sys.addaudithook(hook)
refused = read_all()
found = list(seen)
try:
    eval("1")
finally:
    assert seen, "the hook sees nothing"
print(refused, found)
"""
    dangerous = ("exec", "compile", "import", "pickle.find_class", "os.fork", "os.posix_spawn")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), *dangerous],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == f"{2 * len(files)} []", done.stderr
