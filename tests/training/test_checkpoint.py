"""Checkpoint files: written whole or not at all, opened without running what is in them."""

import os
import pickle
import zipfile
from pathlib import Path

import pytest
import torch

from gan_desktop import load_preset
from gan_desktop.core import files
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.training import GanTrainer
from gan_desktop.training.checkpoint import load_checkpoint, save_checkpoint

CONFIG = load_preset("two-modes").with_values(
    {
        "networks.latent_size": 2,
        "networks.generator_hidden": (8,),
        "networks.discriminator_hidden": (8,),
        "training.batch_size": 16,
    }
)


@pytest.fixture
def trainer() -> GanTrainer:
    made = GanTrainer(CONFIG)
    made.run(3)
    return made


@pytest.fixture
def saved(tmp_path: Path, trainer: GanTrainer) -> Path:
    path = tmp_path / "run.pt"
    save_checkpoint(path, trainer)
    return path


class Bomb:
    """Leaves a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return (os.mkdir, (str(self.path),))


def assert_refused(path: Path) -> str:
    with pytest.raises(InvalidValueError) as refusal:
        GanTrainer(CONFIG).load_state_dict(load_checkpoint(path))
    message = str(refusal.value)
    assert "\n" not in message
    return message


class TestRoundTrip:
    def test_goes_on_where_it_was(self, saved: Path, trainer: GanTrainer) -> None:
        resumed = GanTrainer(CONFIG)
        resumed.load_state_dict(load_checkpoint(saved))
        trainer.run(5)
        resumed.run(5)
        assert resumed.steps_done == trainer.steps_done == 8
        assert resumed.losses == trainer.losses
        for a, b in zip(
            trainer.generator.parameters(), resumed.generator.parameters(), strict=True
        ):
            assert torch.equal(a, b)

    def test_leaves_no_other_file(self, saved: Path) -> None:
        assert list(saved.parent.iterdir()) == [saved]

    def test_saving_again_replaces_it(self, saved: Path, trainer: GanTrainer) -> None:
        trainer.run(2)
        save_checkpoint(saved, trainer)
        assert load_checkpoint(saved)["step"] == 5


class TestSaving:
    def test_failure_leaves_the_old_file_whole(
        self, saved: Path, trainer: GanTrainer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = saved.read_bytes()

        def half(handle: int, data: memoryview) -> int:
            os.write(handle, data[:100])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "system_write", half)
        with pytest.raises(OSError, match="No space") as failure:
            save_checkpoint(saved, trainer)
        assert failure.value.filename == str(saved)
        assert saved.read_bytes() == before
        assert list(saved.parent.iterdir()) == [saved]

    def test_a_missing_folder_is_an_os_error(self, tmp_path: Path, trainer: GanTrainer) -> None:
        with pytest.raises(FileNotFoundError):
            save_checkpoint(tmp_path / "no" / "run.pt", trainer)
        assert list(tmp_path.iterdir()) == []


class TestHostileFiles:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"x",
            b"garbage" * 1000,
            bytes(1000),
            b"PK",
            b"PK\x03\x04" + bytes(200),
            b"\x80\x02.",
        ],
        ids=lambda content: f"{content[:4]}-{len(content)}",
    )
    def test_garbage(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "run.pt"
        path.write_bytes(content)
        assert str(path) in assert_refused(path)

    @pytest.mark.parametrize("part", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
    def test_truncated(self, saved: Path, part: float) -> None:
        content = saved.read_bytes()
        saved.write_bytes(content[: int(part * len(content))])
        assert str(saved) in assert_refused(saved)

    @pytest.mark.parametrize("missing", [1, 10, 22])
    def test_truncated_by_a_few_bytes(self, saved: Path, missing: int) -> None:
        saved.write_bytes(saved.read_bytes()[:-missing])
        assert str(saved) in assert_refused(saved)

    @pytest.mark.parametrize("zero", [True, False])
    def test_damaged_in_the_middle_is_refused_or_loads_as_a_state(
        self, saved: Path, zero: bool
    ) -> None:
        content = saved.read_bytes()
        for start in range(0, len(content), len(content) // 12):
            hole = bytes(64) if zero else bytes(b ^ 0xFF for b in content[start : start + 64])
            saved.write_bytes(content[:start] + hole + content[start + 64 :])
            try:
                GanTrainer(CONFIG).load_state_dict(load_checkpoint(saved))
            except InvalidValueError:
                continue

    def test_a_pickle_with_code_is_not_run(self, tmp_path: Path) -> None:
        path, proof = tmp_path / "run.pt", tmp_path / "proof"
        path.write_bytes(pickle.dumps(Bomb(proof)))
        assert_refused(path)
        assert not proof.exists()

    @pytest.mark.parametrize("legacy", [True, False])
    def test_code_in_torchs_own_formats_is_not_run(
        self, tmp_path: Path, trainer: GanTrainer, legacy: bool
    ) -> None:
        path, proof = tmp_path / "run.pt", tmp_path / "proof"
        state = {**trainer.state_dict(), "extra": Bomb(proof)}
        torch.save(state, path, _use_new_zipfile_serialization=not legacy)
        assert_refused(path)
        assert not proof.exists()

    def test_torchs_older_format_is_refused(self, tmp_path: Path, trainer: GanTrainer) -> None:
        path = tmp_path / "run.pt"
        torch.save(trainer.state_dict(), path, _use_new_zipfile_serialization=False)
        assert str(path) in assert_refused(path)

    # Torch warns of the variable; that must not be what stops it here.
    @pytest.mark.filterwarnings("ignore")
    def test_code_is_not_run_where_the_environment_asks_for_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", "1")
        path, proof = tmp_path / "run.pt", tmp_path / "proof"
        torch.save({"extra": Bomb(proof)}, path)
        assert_refused(path)
        assert not proof.exists()

    @pytest.mark.parametrize(
        "content", [{}, [1, 2], "text", None, torch.zeros(3), {"step": 3}], ids=str
    )
    def test_another_torch_file(self, tmp_path: Path, content: object) -> None:
        path = tmp_path / "run.pt"
        torch.save(content, path)
        assert "not a checkpoint of GAN Desktop" in assert_refused(path)

    def test_another_zip(self, tmp_path: Path) -> None:
        path = tmp_path / "run.pt"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "hello")
        assert str(path) in assert_refused(path)

    def test_a_checkpoint_with_one_member_missing(self, saved: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(saved) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        for missing in ("data.pkl", "data/0", "version"):
            path = tmp_path / "less.pt"
            with zipfile.ZipFile(path, "w") as archive:
                for name, content in members.items():
                    if not name.endswith(f"/{missing}"):
                        archive.writestr(name, content)
            if missing != "version":
                assert str(path) in assert_refused(path)

    def test_a_checkpoint_of_other_networks(self, saved: Path) -> None:
        other = GanTrainer(CONFIG.with_values({"networks.activation": "tanh"}))
        with pytest.raises(InvalidValueError, match="networks differ"):
            other.load_state_dict(load_checkpoint(saved))


class TestPlaces:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        path = tmp_path / "none.pt"
        assert assert_refused(path) == f"{path}: No such file or directory"

    def test_a_folder(self, tmp_path: Path) -> None:
        assert assert_refused(tmp_path) == f"{tmp_path} is not a file"

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
    def test_a_file_without_permission(self, saved: Path) -> None:
        saved.chmod(0)
        assert "Permission denied" in assert_refused(saved)

    @pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe.pt"
        os.mkfifo(path)
        assert assert_refused(path) == f"{path} is not a file"
