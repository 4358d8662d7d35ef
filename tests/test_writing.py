"""Every kind of file that the application writes, on a disk that fails at one write or another.

The older file stays as it was, nothing is left beside it, and one sentence names file and cause.
"""

import ast
import errno
import os
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

import gan_desktop
from gan_desktop.app.exports.exporting import export
from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.app.jury_report import write_report
from gan_desktop.app.outputs import CheckpointOutput, MetricsOutput, PngOutput, PointsOutput
from gan_desktop.app.settings_file import SettingsFile
from gan_desktop.core import files
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.curves_csv import write_curves
from gan_desktop.core.files import sentence
from gan_desktop.recording.gif import GifWriter
from gan_desktop.recording.writer import Frame
from gan_desktop.store.experiment_file import save_experiment
from gan_desktop.store.recovery_file import Edits, Unsaved, save_recovery
from gan_desktop.store.run_file import RunReader, RunWriter
from gan_desktop.store.run_file.copying import copy_run
from gan_desktop.training import GanTrainer
from gan_desktop.training.checkpoint import save_checkpoint
from gan_desktop.ui.publishing.offscreen import OffscreenStudio

OLDER = b"the older file"


@dataclass
class Material:
    """What files are made of."""

    config: ExperimentConfig
    trainer: GanTrainer
    job: ExportJob
    run: Path
    folder: Path

    def frame(self, number: int) -> Frame:
        return np.random.default_rng(number).integers(0, 256, (96, 96, 3), dtype=np.uint8)

    def output(self, output) -> None:
        snapshot = self.trainer.snapshot(1000)
        output.begin(self.trainer)
        for step in range(400):
            output.add(replace(snapshot, step=step), 123.4)
        output.finish(snapshot, self.trainer)


def gif(material: Material, path: Path) -> None:
    with GifWriter(path) as writer:
        for number in range(3):
            writer.add(material.frame(number))


def curves(_material: Material, path: Path) -> None:
    steps = np.arange(2000.0)
    write_curves(path, {"d_loss": (steps, np.sin(steps)), "g_loss": (steps, np.cos(steps))})


def exported(key: str, kind: str) -> Callable[[Material, Path], None]:
    def write(material: Material, path: Path) -> None:
        maker = PRODUCTS[key].maker()
        maker.check(material.job)
        maker.write(material.job, path, kind)

    return write


def moved_recording(material: Material, path: Path) -> None:
    from gan_desktop.app.recording_worker import RecordingWorker
    from gan_desktop.app.recordings import SpoolLocks

    recorded = material.folder / "recorded.gif"
    if not recorded.exists():
        # Nothing is written for it: the disk may be full already.
        os.link(material.folder / "kept.gif", recorded)
    worker, reasons = RecordingWorker(SpoolLocks()), []
    worker.failed.connect(reasons.append)
    worker.move(str(recorded), str(path))
    if reasons:
        # It is told as a sentence already; the recording is where it was.
        assert recorded.exists()
        raise OSError(reasons[0])


def recovery(material: Material, path: Path) -> None:
    edits = Edits(material.config, material.config, None)
    save_recovery(path, Unsaved("", "", datetime(2026, 1, 2), edits, material.run))


def settings(_material: Material, path: Path) -> None:
    # What is there is no settings file, and as good as none.
    file = SettingsFile(path)
    file.set_value("window/theme", "dark")
    file.write()


# Those whose bytes all go through `core.files.system_write`.
KINDS: dict[str, Callable[[Material, Path], None]] = {
    "experiment": lambda material, path: save_experiment(path, material.config),
    "curves": curves,
    "report": lambda _material, path: write_report(path, {"numbers": list(range(4000))}),
    "checkpoint": lambda material, path: save_checkpoint(path, material.trainer),
    "gif": gif,
    "settings": settings,
    "recovery": recovery,
    "moved recording": moved_recording,
    "run --checkpoint": lambda material, path: material.output(CheckpointOutput(path)),
    "run --metrics": lambda material, path: material.output(MetricsOutput(path)),
    "run --points": lambda material, path: material.output(PointsOutput(path)),
    "run --png": lambda material, path: material.output(
        PngOutput(path, lambda _: material.frame(0))
    ),
}
KINDS |= {
    f"export {key} {suffix}": exported(key, suffix.lstrip("."))
    for key in PRODUCTS.keys()  # noqa: SIM118 -- a registry is no dict
    for suffix in PRODUCTS[key].suffixes
    if key != "mp4"
}
# Those that another program or library writes to a path.
FOREIGN: dict[str, Callable[[Material, Path], None]] = {
    "export mp4": exported("mp4", "mp4"),
    "copy of a run": lambda material, path: copy_run(material.run, path),
}


@pytest.fixture(scope="module")
def material(tmp_path_factory, quick_config, stored_run, qapp):
    folder = tmp_path_factory.mktemp("material")
    trainer = GanTrainer(quick_config)
    trainer.run(3)
    order = ExportOrder(stored_run, (), size=(64, 64), layers=("real", "fake"))

    def studio(_order, display):
        return OffscreenStudio(display, (64, 64), order.choice, order.choice)

    with RunReader.open(stored_run) as reader:
        job = ExportJob(order, reader, studio, lambda _done, _total: None, lambda: False)
        made = Material(quick_config, trainer, job, stored_run, folder)
        gif(made, folder / "kept.gif")
        yield made
        job.close()


def count_writes(monkeypatch, act: Callable[[], None]) -> int:
    counted = []

    def write(handle, data):
        counted.append(len(data))
        return os.write(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(files, "system_write", write)
        act()
    return len(counted)


@contextmanager
def full_at(monkeypatch, number: int):
    """The n-th write takes half of what it is given; the disk is full then, and stays so."""
    done = []

    def write(handle, data):
        done.append(data)
        if len(done) == number:
            return os.write(handle, data[: len(data) // 2]) or full()
        return os.write(handle, data) if len(done) < number else full()

    def full():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(files, "system_write", write)
        yield


def assert_refused(act: Callable[[], None], path: Path, cause: str = "") -> None:
    """It fails by one sentence about the file, and all is as it was before."""
    with pytest.raises(OSError, match=str(path)) as failure:
        act()
    told = sentence(failure.value)
    assert told.startswith(f"{path}: {cause}")
    assert ".part" not in told
    assert "\n" not in told
    assert path.read_bytes() == OLDER
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", KINDS)
def test_a_write_that_fails_leaves_the_older_file(kind, material, tmp_path, monkeypatch):
    path = tmp_path / "folder" / "file"
    path.parent.mkdir()

    def act() -> None:
        KINDS[kind](material, path)

    path.write_bytes(OLDER)
    writes = count_writes(monkeypatch, act)
    assert writes
    assert path.read_bytes() != OLDER
    path.write_bytes(OLDER)
    for number in sorted({1, min(2, writes), min(3, writes), writes}):
        with full_at(monkeypatch, number):
            assert_refused(act, path, "No space left on device")


@pytest.mark.parametrize("kind", [*KINDS, *FOREIGN])
def test_a_disk_that_takes_no_more_leaves_the_older_file(kind, material, tmp_path, no_larger_than):
    """The system itself refuses, whoever writes."""
    path = tmp_path / "folder" / "file"
    path.parent.mkdir()

    def act() -> None:
        (KINDS | FOREIGN)[kind](material, path)

    act()
    size = path.stat().st_size
    path.write_bytes(OLDER)
    for limit in (0, size // 2) if kind in KINDS else (0, 100, size // 2, size - size // 8):
        with no_larger_than(limit):
            assert_refused(act, path)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_end_leaves_the_older_file(call, tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(OLDER)

    def fail(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, call, fail)
    assert_refused(lambda: files.write_bytes(path, b"new"), path, "Input/output error")


def test_a_folder_that_cannot_be_flushed_has_the_new_file(tmp_path, monkeypatch):
    flush, calls = os.fsync, []

    def second_fails(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        flush(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    files.write_bytes(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize("place", ["first", "last"])
def test_files_of_one_export_appear_together_or_not_at_all(
    place, stored_run, tmp_path, monkeypatch
):
    names = ("csv", "npz", "script")
    paths = {key: tmp_path / f"file{PRODUCTS[key].suffixes[0]}" for key in names}
    order = ExportOrder(stored_run, tuple(paths.items()))

    def act() -> None:
        export(order, None, lambda _done, _total: None, lambda: False)

    writes = count_writes(monkeypatch, act)
    for path in paths.values():
        path.write_bytes(OLDER)
    broken = paths["csv" if place == "first" else "script"]
    number = 1 if place == "first" else writes
    with full_at(monkeypatch, number), pytest.raises(OSError, match="No space") as failure:
        act()
    assert sentence(failure.value) == f"{broken}: No space left on device"
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {OLDER}
    assert sorted(tmp_path.iterdir()) == sorted(paths.values())


def test_a_run_file_that_cannot_be_made_is_not_there(tmp_path, quick_config, no_larger_than):
    path = tmp_path / "a.ganrun"
    with no_larger_than(5000), pytest.raises(OSError, match=str(path)) as failure:
        RunWriter(path, quick_config, "run")
    assert sentence(failure.value).startswith(f"{path}: ")
    assert not list(tmp_path.iterdir())


def test_a_run_file_on_a_full_disk_keeps_what_was_committed(tmp_path, quick_config, no_larger_than):
    path = tmp_path / "a.ganrun"
    trainer = GanTrainer(quick_config)
    writer = RunWriter(path, quick_config, "run")
    committed = []

    def fill() -> None:
        for _ in range(1000):
            trainer.step()
            writer.add_snapshot(trainer.snapshot())
            writer.commit()
            committed.append(trainer.steps_done)

    with no_larger_than(300_000), pytest.raises(OSError, match=str(path)) as failure:
        fill()
    assert sentence(failure.value).startswith(f"{path}: ")
    assert len(committed) > 1
    with RunReader.open(path) as reader:
        assert set(committed) <= set(reader.steps.tolist())
        reader.snapshot(len(committed) - 1)


# What writes to a disk, by the last part of its name.
WRITERS = {
    "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "copyfile",
    "copy", "copy2", "move", "savez", "savez_compressed", "savetxt", "tofile", "memmap",
    "save_file", "imwrite", "write_frames", "savefig", "ZipFile", "QSaveFile", "QFile",
    "QTemporaryFile", "QImageWriter", "QPdfWriter", "QSettings", "setFileName", "FileIO",
    "rename", "link", "touch", "part_file", "atomic", "dump", "symlink", "truncate", "fdopen",
}  # fmt: skip
# Who may, and why: the place itself, and those that cannot go through it.
ALLOWED = {
    # The place, and what gives several files their names together.
    "core/files.py": {"open", "link", "rename", "part_file", "write_bytes"},
    "core/files_together.py": {"link", "copy2", "part_file"},
    # Appended to record by record, and cut back to the last whole one: tests/recording/test_spool.
    "recording/spool.py": {"open", "truncate"},
    # ffmpeg takes a path; the film is looked at before it gets its name.
    "recording/mp4.py": {"write_frames", "part_file"},
    # SQLite takes a path; its errors are told by `run_file/failures.py`.
    "store/run_file/new_file.py": {"part_file", "connect"},
    "store/run_file/copying.py": {"atomic", "connect"},
    "store/run_file/transactions.py": {"connect"},
    "store/run_file/opening.py": {"connect"},
    "store/run_file/in_use.py": {"connect"},
    # Into memory, or into the file that the place has opened.
    "ui/publishing/devices.py": {"QImageWriter", "QPdfWriter"},
    "recording/stills.py": {"imwrite"},
    "training/checkpoint.py": {"save", "ZipFile"},
    "app/outputs.py": {"savez"},
    # Points on their way to the archive, in a file without a name; and entries of the archive.
    "app/exports/tables.py": {"TemporaryFile", "ZipFile", "open"},
    # Says where the file is, and what an earlier version has left; nothing is set.
    "app/settings.py": {"QSettings"},
    # Not a file: Linux counts a process's memory anew.
    "bench/process_memory.py": {"write_text"},
    "cli/console.py": {"open"},
    # What Qt prints while it looks for a display.
    "cli/display.py": {"TemporaryFile"},
}


def writers_in(source: str) -> set[str]:
    """Names of the calls of a module that may write a file."""
    found = set()
    ours = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "gan_desktop.core.files":
            ours |= {alias.name for alias in node.names}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            name, owner = node.func.id, ""
            if name in ours - {"atomic", "part_file"}:
                continue
        elif isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, ast.unparse(node.func.value)
        else:
            continue
        if name in WRITERS and (name not in ("copy", "move") or owner == "shutil"):
            found.add(name)
        if name == "connect" and owner == "sqlite3":
            found.add(name)
        if name == "save" and owner == "torch":
            found.add(name)
        if name == "open" and _writes(node, owner):
            found.add(name)
    return found


def _writes(call: ast.Call, owner: str) -> bool:
    if owner == "os":
        return "O_RDONLY" not in ast.unparse(call)
    words = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [word.value for word in words if isinstance(word, ast.Constant)]
    return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)


def test_nothing_is_written_but_through_the_one_place():
    root = Path(gan_desktop.__file__).parent
    found = {
        str(path.relative_to(root)): names
        for path in sorted(root.rglob("*.py"))
        if (names := writers_in(path.read_text(encoding="utf-8")))
    }
    assert found == ALLOWED


# Which kind above each module that writes is tested by.
COVERED = {
    "app/exports/pictures.py": "export strip .pdf",
    "app/exports/repeats.py": "export weights .safetensors",
    "app/exports/tables.py": "export npz .npz",
    "app/jury_report.py": "report",
    "app/outputs.py": "run --metrics",
    "app/recording_worker.py": "moved recording",
    "app/settings_file.py": "settings",
    "core/curves_csv.py": "curves",
    "recording/gif.py": "gif",
    "recording/mp4.py": "export mp4",
    "recording/stills.py": "run --png",
    "store/experiment_file.py": "experiment",
    "store/recovery_file.py": "recovery",
    "store/run_file/copying.py": "copy of a run",
    "training/checkpoint.py": "checkpoint",
}
# Of a test of its own above, or a cache and tables of the project's own.
OTHERWISE = {
    "core/files_together.py",
    "store/run_file/new_file.py",
    "bench/kept_runs.py",
    "bench/labelled/cache.py",
    "bench/tables.py",
}
ENTRANCES = {"write_bytes", "write_text", "written", "atomic", "part_file", "NewFile"}


def test_every_module_that_writes_is_among_the_kinds():
    root = Path(gan_desktop.__file__).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "gan_desktop.core.files"
        if ENTRANCES & {alias.name for alias in node.names}
    }
    assert found == COVERED.keys() | OTHERWISE
    assert set(COVERED.values()) <= KINDS.keys() | FOREIGN.keys()


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('x')",
        "path.open('w')",
        "open(path, mode='ab')",
        "np.savez(path, a=a)",
        "torch.save(state, path)",
        "os.open(path, os.O_WRONLY)",
        "sqlite3.connect(path)",
        "shutil.copy2(a, b)",
        "QSettings()",
    ],
)
def test_a_new_writer_would_be_found(code):
    assert writers_in(code)
