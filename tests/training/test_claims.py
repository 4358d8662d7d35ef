"""What a state says of its tensors is checked before it is believed: sizes, kinds, values."""

import json
import math
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from gan_desktop import load_preset
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.training import GanTrainer, run_parts
from gan_desktop.training.checkpoint import load_checkpoint, save_checkpoint
from gan_desktop.training.portable_state import from_portable, to_portable

CONFIG = load_preset("two-modes").with_values(
    {
        "networks.latent_size": 2,
        "networks.generator_hidden": (8,),
        "networks.discriminator_hidden": (8,),
        "networks.generator_normalisation": "batch",
        "networks.spectral_norm": True,
        "training.batch_size": 16,
        "dynamics.lookahead": 5,
        "dynamics.ema": 0.9,
    }
)
# Gigabytes that a tensor claims to have.
HUGE = 10**9

Damage = Callable[[torch.Tensor], torch.Tensor]


def with_value(value: float) -> Damage:
    def put(tensor: torch.Tensor) -> torch.Tensor:
        other = tensor.clone()
        other.view(-1)[-1] = value
        return other

    return put


# What a tensor may be instead of itself, and what is said of it.
CLAIMS: dict[str, tuple[Damage, str]] = {
    "a view that repeats one number": (
        lambda tensor: torch.zeros(1, dtype=tensor.dtype).expand(tensor.shape),
        "bytes",
    ),
    "a part of a larger tensor": (
        lambda tensor: torch.zeros(10_000, dtype=tensor.dtype)[: tensor.numel()].view(tensor.shape),
        "bytes",
    ),
    "of a huge shape": (
        lambda tensor: torch.zeros(1, dtype=tensor.dtype).expand(HUGE),
        f"{HUGE} ",
    ),
    "of another shape": (lambda tensor: tensor.new_zeros(3, 5), "3 x 5 "),
    "of another kind": (lambda tensor: tensor.to(torch.float64), "(float64)"),
    "no tensor": (lambda _tensor: 1.0, "no tensor"),  # type: ignore[dict-item,return-value]
}
# One tensor of each part that has any.
PLACES = {
    "generator.0.weight": ("generator", "0.weight"),
    "generator.1.running_var": ("generator", "1.running_var"),
    "discriminator.0.parametrizations.weight.original": (
        "discriminator",
        "0.parametrizations.weight.original",
    ),
    "discriminator.0.parametrizations.weight.0._u": (
        "discriminator",
        "0.parametrizations.weight.0._u",
    ),
    "generator_optimiser.state.0.exp_avg": ("generator_optimiser", "state", 0, "exp_avg"),
    "discriminator_optimiser.state.1.exp_avg_sq": (
        "discriminator_optimiser",
        "state",
        1,
        "exp_avg_sq",
    ),
    "lookahead.slow.0": ("lookahead", "slow", 0),
    "average.mean.1": ("average", "mean", 1),
    "data_stream": ("data_stream",),
}


@pytest.fixture(scope="module")
def trainer() -> GanTrainer:
    made = GanTrainer(CONFIG)
    made.run(7)
    return made


def changed(trainer: GanTrainer, place: tuple[Any, ...], damage: Callable[[Any], Any]) -> Any:
    state: Any = trainer.state_dict()
    inside = state
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = damage(inside[place[-1]])
    return state


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(InvalidValueError) as refused:
        read()
    told = str(refused.value)
    assert "\n" not in told
    for torchs in ("size mismatch", "Error", "state_dict", "torch"):
        assert torchs not in told
    return told


@pytest.fixture
def nothing_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails where networks get memory before what is said of them is checked."""

    def build(*_: object) -> None:
        pytest.fail("networks were built")

    monkeypatch.setattr(run_parts, "build_networks", build)


@pytest.mark.usefixtures("nothing_is_built")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_tensor_that_is_not_what_its_settings_need(
    place: str, claim: str, trainer: GanTrainer, tmp_path: Path
) -> None:
    damage, what = CLAIMS[claim]
    state = changed(trainer, PLACES[place], damage)
    told = refusal(lambda: GanTrainer.from_state(state))
    assert f"({place} " in told
    assert what in told
    torch.save(state, tmp_path / "a.pt")
    assert refusal(lambda: load_checkpoint(tmp_path / "a.pt")) == f"{tmp_path / 'a.pt'}: {told}"


@pytest.mark.parametrize("place", [p for p in PLACES if p != "data_stream"])
def test_a_number_that_is_not_finite_is_named(
    place: str, trainer: GanTrainer, tmp_path: Path
) -> None:
    state = changed(trainer, PLACES[place], with_value(math.nan))
    told = refusal(lambda: GanTrainer.from_state(state))
    assert told == f"the checkpoint is damaged ({place} holds numbers that are not finite)"
    torch.save(state, tmp_path / "a.pt")
    assert refusal(lambda: load_checkpoint(tmp_path / "a.pt")) == f"{tmp_path / 'a.pt'}: {told}"


def test_an_infinite_weight_is_refused_and_an_infinite_square_is_not(trainer: GanTrainer) -> None:
    endless = with_value(math.inf)
    weight = changed(trainer, PLACES["generator.0.weight"], endless)
    assert "generator.0.weight" in refusal(lambda: GanTrainer.from_state(weight))
    place = PLACES["discriminator_optimiser.state.1.exp_avg_sq"]
    GanTrainer.from_state(changed(trainer, place, endless)).step()


@pytest.mark.usefixtures("nothing_is_built")
def test_a_config_of_large_networks_takes_no_memory(trainer: GanTrainer) -> None:
    large = CONFIG.with_values({"networks.generator_hidden": (512,) * 4})
    state = {**trainer.state_dict(), "config": large.model_dump_json()}
    assert "generator.0.weight is 8 x 2 (float32); its settings need 512 x 2" in refusal(
        lambda: GanTrainer.from_state(state)
    )


@pytest.mark.parametrize("place", ["generator", "generator_optimiser", "game", "average"])
def test_what_nobody_needs_is_not_copied(place: str, trainer: GanTrainer) -> None:
    state = trainer.state_dict()
    state[place]["more"] = [torch.zeros(1).expand(HUGE)]
    told = refusal(lambda: GanTrainer.from_state(state))
    assert told == f"the checkpoint is damaged ({place} holds what it does not need)"


class TestRunFiles:
    @pytest.mark.parametrize("place", PLACES)
    def test_stored_states_are_checked_alike(self, place: str, trainer: GanTrainer) -> None:
        state = changed(trainer, PLACES[place], lambda tensor: tensor.new_zeros(3, 5))
        parts = to_portable(state)
        assert f"({place} is 3 x 5" in refusal(lambda: GanTrainer.from_state(from_portable(*parts)))

    def test_one_tensor_for_all(self, trainer: GanTrainer) -> None:
        """A small file that stands for many tensors."""
        tree, tensors = to_portable(trainer.state_dict())
        data = json.loads(tree)

        def same(value: Any) -> Any:
            if isinstance(value, dict):
                return (
                    {"tensor": "0"} if "tensor" in value else {k: same(v) for k, v in value.items()}
                )
            return [same(item) for item in value] if isinstance(value, list) else value

        state = from_portable(json.dumps(same(data)).encode(), tensors)
        assert "its settings need" in refusal(lambda: GanTrainer.from_state(state))


def rewritten(path: Path, compression: int, **contents: bytes) -> None:
    """A checkpoint's archive with other entries, named by their last part."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, contents.get(name.rpartition("/")[2], content))


class TestArchives:
    @pytest.mark.parametrize(
        "tree",
        [
            b"\x80\x02cbuiltins\nbytearray\nJ\x00\xca\x9a\x3b\x85R.",
            b"\x80\x02c__builtin__\nbytearray\nJ\x00\xca\x9a\x3b\x85R.",
            b"\x80\x02ctorch.nn.parameter\nParameter\n.",
        ],
    )
    def test_a_call_that_no_state_needs(
        self, tree: bytes, trainer: GanTrainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.pt"
        save_checkpoint(path, trainer)
        rewritten(path, zipfile.ZIP_STORED, **{"data.pkl": tree})
        monkeypatch.setattr(torch, "load", lambda *_, **__: pytest.fail("it was opened"))
        assert "not a checkpoint" in refusal(lambda: load_checkpoint(path))

    def test_entries_that_unpack_to_more_than_the_file(
        self, trainer: GanTrainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.pt"
        save_checkpoint(path, trainer)
        rewritten(path, zipfile.ZIP_DEFLATED, version=bytes(10**7))
        assert path.stat().st_size < 10**6
        monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
        assert "not a checkpoint" in refusal(lambda: load_checkpoint(path))

    def test_archives_that_are_written_anew_by_others_still_open(
        self, trainer: GanTrainer, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.pt"
        save_checkpoint(path, trainer)
        rewritten(path, zipfile.ZIP_STORED)
        GanTrainer.from_state(load_checkpoint(path))


MEMORY = """
import resource, sys
from pathlib import Path
from gan_desktop.app.checkpoint_files import read_checkpoint
from gan_desktop.core.errors import InvalidValueError

good, bomb = map(Path, sys.argv[1:])

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

read_checkpoint(good)
before = peak()
try:
    read_checkpoint(bomb)
except InvalidValueError as error:
    print(peak() - before, error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss in KiB")
def test_a_checkpoint_takes_no_memory_before_it_is_refused(
    trainer: GanTrainer, tmp_path: Path
) -> None:
    """3.8 GiB of zeros in a file of some KB."""
    save_checkpoint(tmp_path / "good.pt", trainer)
    bomb = changed(trainer, PLACES["generator.0.weight"], CLAIMS["of a huge shape"][0])
    torch.save(bomb, tmp_path / "bomb.pt")
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(tmp_path / "good.pt"), str(tmp_path / "bomb.pt")],
        capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    grown, _, told = done.stdout.partition(" ")
    assert int(grown) < 20
    assert f"generator.0.weight is {HUGE}" in told
