"""Spools of every kind of target, and those that were written before there were kinds."""

import json
import struct

import numpy as np
import pytest

from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.core.targets import TARGETS, load_target
from gan_desktop.recording.spool_format import decode_record, encode_record

VIEW = (-3.0, 3.0, -4.0, 4.0)
OLD_HEAD = (
    '{"run_id":"a","step":50,"view":[-3.0,3.0,-4.0,4.0],"metrics":{"modes":1.0},'
    '"target":{"kind":"gaussian-mixture","weights":[0.5,0.5],"means":[[0.0,0.0],[1.0,1.0]],'
    '"covariances":[[[0.1,0.0],[0.0,0.1]],[[0.1,0.0],[0.0,0.1]]]},"real":1,"fake":2}'
)


@pytest.mark.parametrize("key", TARGETS.keys())
def test_a_record_comes_back(key: str) -> None:
    target = load_target(key)
    points = target.sample(5, np.random.default_rng(0)).astype(np.float32)
    sent = Snapshot("run", 7, points, points[:3], {"js": 0.5}, target)
    got, view = decode_record(encode_record(sent, VIEW))
    assert got.target == target
    assert type(got.target) is type(target)
    assert view == VIEW
    assert (got.real == points).all()


def test_a_record_of_an_older_program_still_loads() -> None:
    head = OLD_HEAD.encode()
    payload = struct.pack("<I", len(head)) + head + np.zeros((3, 2), "<f4").tobytes()
    got, _ = decode_record(payload)
    assert isinstance(got.target, GaussianMixture)
    assert got.target == load_target("two-modes")
    assert len(got.fake) == 2


@pytest.mark.parametrize("kind", ["cloud", 3, None])
def test_a_target_of_an_unknown_kind_is_refused_with_one_sentence(kind: object) -> None:
    head = json.loads(OLD_HEAD)
    head["target"]["kind"] = kind
    text = json.dumps(head).encode()
    payload = struct.pack("<I", len(text)) + text + np.zeros((3, 2), "<f4").tobytes()
    with pytest.raises(ValueError, match="target") as refusal:
        decode_record(payload)
    assert "\n" not in str(refusal.value)
