"""Recovery files: what is written is read back; what is not ours is one sentence."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import load_preset
from gan_desktop.store.recovery_file import Edits, Unsaved, load_recovery, save_recovery


@pytest.fixture
def unsaved() -> Unsaved:
    ring = load_preset("ring8-blog")
    edits = Edits(ring.with_values({"training.seed": 5}), ring, Path("/data/mü/" + "x" * 400))
    return Unsaved("12 345 boot", "machine", datetime(2026, 1, 2, 3, 4, 5), edits, Path("a.ganrun"))


def test_what_is_written_is_read_back(unsaved, tmp_path):
    path = tmp_path / "1.recovery"
    for content in (
        unsaved,
        replace(unsaved, run=None, edits=replace(unsaved.edits, path=None)),
        replace(unsaved, edits=None, owner=""),
    ):
        save_recovery(path, content)
        assert load_recovery(path) == content
    assert [each.name for each in tmp_path.iterdir()] == ["1.recovery"]


HEAD = (
    '{"recovery": 1, "owner": "", "machine": "", "when": "2026-01-02T03:04:05", "file": null, '
    '"run": null}'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged"),
        (b"\xff\xfe", "not a text"),
        (b"null", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"recovery": true}', "damaged"),
        (b'{"recovery": 1}', "damaged"),
        (b'{"recovery": ' + b"9" * 5000 + b"}", "damaged"),
        (b'{"recovery": 2, "later": []}', "newer version of GAN Desktop"),
        (HEAD.replace("null", '"a\\u0000b"').encode(), "damaged"),
        (HEAD.replace("2026-01-02T03:04:05", "yesterday").encode(), "damaged"),
        (HEAD.replace("}", ', "more": 1}').encode(), "damaged"),
        (f"{HEAD}\n---\nschema = 1".encode(), "damaged"),
        (f"{HEAD}\n---\nschema = 99\n---\nschema = 1".encode(), "newer version"),
        (f"{HEAD}\n---\n[target\n---\n".encode(), "line 1"),
        (b"x" * 5_000_000, "too large"),
    ],
)
def test_hostile_content_is_one_sentence(tmp_path, content, said):
    path = tmp_path / "bad.recovery"
    path.write_bytes(content)
    with pytest.raises(InvalidValueError, match=said) as caught:
        load_recovery(path)
    assert str(caught.value).startswith("bad.recovery")
    assert len(str(caught.value).splitlines()) == 1
