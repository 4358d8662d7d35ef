"""Layers in a recording's spool."""

import json
from dataclasses import replace

import numpy as np
import pytest

from gan_desktop import load_preset
from gan_desktop.core.layers import LayerData
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.recording.spool_format import decode_record, encode_record

VIEW = (-3.0, 3.0, -4.0, 4.0)
TARGET = load_preset("ring8-blog").target


def snapshot(**layers) -> Snapshot:
    points = np.zeros((2, 2), dtype=np.float32)
    return Snapshot("run", 3, points, points + 1, {}, TARGET, layers=layers)


def test_layers_come_back_in_half_precision() -> None:
    values = np.linspace(-9, 9, 12, dtype=np.float32).reshape(3, 4)
    values[1, 1] = np.nan
    given = snapshot(
        optimal=LayerData({"values": values, "output": np.array([4])}, (-1, 1, -2, 2)),
        field=LayerData(reason="Not here."),
        arrows=LayerData({"at": np.zeros((0, 2)), "by": np.zeros((0, 2))}),
    )
    found, view = decode_record(encode_record(given, VIEW))
    assert view == VIEW
    assert list(found.layers) == ["optimal", "field", "arrows"]
    optimal = found.layers["optimal"]
    assert optimal.region == (-1, 1, -2, 2)
    assert optimal.arrays["values"] == pytest.approx(values, rel=1e-3, nan_ok=True)
    assert optimal.arrays["output"].tolist() == [4]
    assert found.layers["field"].reason == "Not here."
    assert found.layers["arrows"].arrays["by"].shape == (0, 2)
    assert np.array_equal(found.fake, given.fake)


def test_what_half_precision_cannot_hold_is_kept_in_single() -> None:
    values = np.array([1e9, 1.0], dtype=np.float32)
    found, _ = decode_record(encode_record(snapshot(field=LayerData({"by": values})), VIEW))
    assert np.array_equal(found.layers["field"].arrays["by"], values)


def test_a_record_with_a_map_is_half_as_long_as_its_numbers() -> None:
    bare = encode_record(snapshot(), VIEW)
    full = encode_record(snapshot(optimal=LayerData({"values": np.ones((128, 128))})), VIEW)
    assert len(full) - len(bare) < 128 * 128 * 2 + 300


def test_a_record_of_version_1_has_no_layers() -> None:
    payload = encode_record(snapshot(), VIEW)
    length = int.from_bytes(payload[:4], "little")
    head = json.loads(payload[4 : 4 + length])
    del head["layers"]
    old = json.dumps(head).encode()
    found, _ = decode_record(len(old).to_bytes(4, "little") + old + payload[4 + length :])
    assert found.layers == {}


def broken(change) -> bytes:
    given = snapshot(optimal=LayerData({"values": np.ones((2, 2))}))
    payload = encode_record(given, VIEW)
    length = int.from_bytes(payload[:4], "little")
    head = json.loads(payload[4 : 4 + length])
    change(head)
    new = json.dumps(head).encode()
    return len(new).to_bytes(4, "little") + new + payload[4 + length :]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda head: head["layers"][0]["arrays"][0].update(shape=[2, 3]), "number of points"),
        (lambda head: head["layers"][0]["arrays"][0].update(shape=[-1, 4]), "shape"),
        (lambda head: head["layers"][0]["arrays"][0].update(shape=[1000000] * 4), "too large"),
        (lambda head: head["layers"][0]["arrays"][0].update(kind="O"), "kind"),
        (lambda head: head.update(layers=head["layers"] * 40), "layers"),
        (lambda head: head["layers"].clear(), "number of points"),
    ],
)
def test_a_head_that_lies_is_one_sentence(change, sentence) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        decode_record(broken(change))
    assert "\n" not in str(caught.value)


def test_too_many_layers_are_refused_when_written() -> None:
    layer = LayerData({"values": np.ones(1)})
    with pytest.raises(ValueError, match="layers"):
        encode_record(replace(snapshot(), layers={str(k): layer for k in range(40)}), VIEW)
