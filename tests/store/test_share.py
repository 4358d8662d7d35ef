"""Short strings: exact, robust against mail, and clear when they are damaged."""

import base64
import hashlib
import json
import zlib

import pytest
from experiment_strategies import configs
from hypothesis import HealthCheck, given, settings

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.presets import Preset, load_preset, presets
from gan_desktop.store import share
from gan_desktop.store.experiment_text import text_of
from gan_desktop.store.share import pasted_config, share_string, shared_config

CONFIG = load_preset("ring8-blog").with_values({"training.seed": 3, "dynamics.ema": 0.99})
STRING = share_string(CONFIG)


def refusal(text: str) -> str:
    with pytest.raises(InvalidValueError) as error:
        pasted_config(text)
    assert str(error.value).isprintable()
    return str(error.value)


def packed(content: bytes) -> str:
    """A string with a checksum that fits, whatever is in it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    payload = hashlib.sha256(content).digest()[:4] + packer.compress(content) + packer.flush()
    return "gan1:" + base64.urlsafe_b64encode(payload).decode().rstrip("=")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(config=configs())
def test_any_experiment_comes_back_exactly(config):
    again = shared_config(share_string(config))
    assert again == config
    assert again.model_dump_json() == config.model_dump_json()


@pytest.mark.parametrize("key", presets())
def test_presets_and_small_changes_are_short(key):
    assert len(share_string(load_preset(key))) < 80
    changed = load_preset(key).with_values({"training.seed": 12345, "training.d_steps": 5})
    assert len(share_string(changed)) < 140


@pytest.mark.parametrize(
    "sent",
    [
        f"  {STRING}\n",
        f"Try this:\n\n    {STRING}\n",
        f"“see”: <{STRING}>",
        f"`{STRING}`",
        f"**{STRING}**",
        "\n".join(STRING[i : i + 20] for i in range(0, len(STRING), 20)),
        "\r\n> ".join(STRING[i : i + 20] for i in range(0, len(STRING), 20)),
        " ".join(STRING),
        "\u200b".join(STRING[i : i + 9] for i in range(0, len(STRING), 9)),
        STRING + "=" * (-len(STRING[5:]) % 4),
        f"\ufeff{STRING}\xa0",
    ],
)
def test_what_mail_and_chat_do_to_it(sent):
    assert pasted_config(sent) == CONFIG


def test_a_text_is_pasted_as_well():
    assert pasted_config(text_of(CONFIG)) == CONFIG
    assert pasted_config(f"# was {STRING}\n{text_of(CONFIG)}") == CONFIG
    sentence = refusal(text_of(CONFIG).replace("seed = 3", "seed = -3"))
    assert sentence.startswith("the pasted text, line ")
    assert "(training.seed)" in sentence


def test_any_other_character_is_noticed():
    for place in range(5, len(STRING)):
        other = "A" if STRING[place] != "A" else "B"
        # The last bits of the last character may stand for nothing.
        if place < len(STRING) - 1:
            assert "damaged" in refusal(STRING[:place] + other + STRING[place + 1 :])


def test_any_part_of_it_is_noticed():
    for end in range(5, len(STRING)):
        assert "incomplete" in refusal(STRING[:end])


@pytest.mark.parametrize("text", ["", " ", "hello", "gan", "gan1", "gan0:abc", "ganx:abc", "{}"])
def test_what_is_no_experiment(text):
    assert refusal(text).startswith("the pasted text: no experiment; allowed: TOML, or")


def test_a_string_of_a_newer_version():
    assert "newer version of GAN Desktop" in refusal(STRING.replace("gan1:", "gan2:"))


def test_a_bomb_is_not_unpacked():
    bomb = packed(b" " * 50_000_000)
    assert len(bomb) < 100_000
    assert "damaged" in refusal(bomb)


def test_too_long_a_text():
    assert "too long" in refusal("gan1:" + "A" * 300_000)
    assert "too large" in refusal("x" * 2_000_000)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"nan", b"[1, 2, 3]", b'["ring8-blog", [], "x"]',
        b'["ring8-blog", {"training": 3}, "x"]', b"[" * 9999,
        b'["ring8-blog", {"training": {"seed": NaN}}, "x"]',
        b'["ring8-blog", {"training": {"seed": -1}}, "x"]', b'["ring8-blog", {"x": {"y": 1}}, "x"]',
        b'["ring8-blog", {"training": {"seed": 1}}, "00000000"]', b'["nope", {}, "x"]',
        b'["ring8-blog", {"training": {"seed": ' + b"9" * 5000 + b'}}, "x"]', b"\xff\xfe",
        b'["ring8-blog", {"target": {"means": ' + b"[" * 20 + b"]" * 20 + b'}}, "x"]',
    ],
)  # fmt: skip
def test_a_forged_string_is_refused(content):
    assert refusal(packed(content)).startswith("the pasted text")


def test_a_preset_that_has_changed_since_is_noticed(monkeypatch):
    old = presets()["ring8-blog"]
    other = old.config.with_values({"training.batch_size": 64})
    changed = {**presets(), "ring8-blog": Preset(old.key, old.label, old.description, other)}
    monkeypatch.setattr(share, "presets", lambda: changed)
    assert "with other presets" in refusal(STRING)


def test_the_format_is_what_is_written_down():
    key, changes, _ = json.loads(
        zlib.decompress(base64.urlsafe_b64decode(STRING[5:] + "==")[4:], -15)
    )
    assert (key, changes) == ("ring8-blog", {"training": {"seed": 3}, "dynamics": {"ema": 0.99}})


def test_a_string_that_was_sent_stays_readable():
    sent = "gan1:bDDlKYtWKsrMS7fQTcrJT1fSqa7VUUozNUpKNE02U4oFAA"
    assert shared_config(sent) == load_preset("ring8-blog")


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "9" * 5_000, "1e" + "9" * 5_000])
def test_a_number_of_thousands_of_digits(number):
    """Python itself reads none of more than 4,300."""
    content = f'["ring8-blog",{{"training":{{"seed":{number}}}}},"00000000"]'
    told = refusal(packed(content.encode()))
    assert "allowed" in told
    assert len(told) < 200


def test_a_string_that_unpacks_to_more_than_an_experiment_is_refused():
    assert "damaged" in refusal(packed(b" " * (1 << 24)))
