"""What is written is what is read, while it is written and afterwards."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.events import Event, EventKind
from gan_desktop.core.history import History
from gan_desktop.core.layers.data import LayerData
from gan_desktop.core.metrics import METRICS
from gan_desktop.store.run_file import RunReader, RunWriter
from gan_desktop.store.run_file.copying import copy_run
from gan_desktop.store.run_file.lookup import Lookup
from gan_desktop.store.run_file.spacing import StateSpacing


def same(one, other) -> None:
    """Fails unless two snapshots are the same to the last bit."""
    assert (one.run_id, one.step, one.target) == (other.run_id, other.step, other.target)
    assert one.measured == other.measured
    assert dict(one.metrics) == dict(other.metrics)
    for name in ("real", "fake", "average"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_run_is_one_file_with_all_that_was_added(stored: Path, snapshot, config) -> None:
    assert files(stored.parent) == ["stored.ganrun"]
    before = stored.read_bytes()
    with RunReader.open(stored) as run:
        assert (run.run_id, run.config, run.finished, run.first_step) == ("run", config, True, 0)
        assert run.steps.tolist() == [0, 10, 20]
        assert run.steps.dtype == np.int64
        same(run.snapshot(0), snapshot(0))
        same(run.snapshot(2), snapshot(20, average=np.ones((1000, 2))))
        (event,) = run.events()
        assert (event.step, event.kind, event.paths) == (
            10,
            EventKind.CHANGE,
            ("training.batch_size",),
        )
        assert event.config == config.with_values({"training.batch_size": 64})
        assert run.config_at(9) == config
        assert run.config_at(10) == event.config
        assert run.state_steps == (0, 20)
        state = run.state_at(19)
        assert (state.step, state.tree, state.tensors) == (0, b'{"a":1}', b"tensors of 0")
        assert run.events_after(state) == (event,)
        assert run.events_after(run.state_at(20)) == ()
        with pytest.raises(IndexError):
            run.snapshot(3)
    assert files(stored.parent) == ["stored.ganrun"]
    assert stored.read_bytes() == before


def test_layers_come_back_within_their_rounding(stored: Path, layers) -> None:
    with RunReader.open(stored) as run:
        found = run.snapshot(1).layers
        assert not run.snapshot(0).layers
    assert found.keys() == layers().keys()
    assert found["manifold"].reason == "not for this loss"
    assert found["discriminator"].region == (-3.0, 3.0, -4.0, 4.0)
    assert found["arrows"].region is None
    for key, layer in layers().items():
        for name, values in layer.arrays.items():
            read = found[key].arrays[name]
            finite = np.isfinite(values)
            np.testing.assert_array_equal(np.isnan(read), np.isnan(values))
            np.testing.assert_array_equal(np.isinf(read), np.isinf(values))
            largest = np.abs(values[finite]).max()
            np.testing.assert_allclose(
                read[finite], values[finite], rtol=2.0**-11, atol=largest * 2.0**-40
            )


def test_shapes_are_those_of_the_points(stored: Path, config) -> None:
    with RunReader.open(stored) as run:
        shapes = run.snapshot(0).shapes
    assert shapes.counts.sum() > 800
    assert np.all(shapes.widths > 0.5)


def test_the_history_is_that_of_the_window(stored: Path, snapshot) -> None:
    history = History(METRICS.keys())
    history.append(0, snapshot(0).readings())
    history.append(10, {"d_loss": 1.0, "g_loss": 2.0})
    history.append(10, snapshot(10).readings())
    history.append(20, snapshot(20).readings())
    with RunReader.open(stored) as run:
        found = run.history()
    for key in METRICS.keys():  # noqa: SIM118 -- a registry
        for mine, wanted in zip(found.curve(key), history.curve(key), strict=True):
            np.testing.assert_array_equal(mine, wanted)
    assert found.curve("d_loss")[1].tolist() == [1.0]
    assert np.isnan(found.curve("width")[1]).all()


def test_a_run_is_read_while_it_is_written(tmp_path: Path, snapshot, config) -> None:
    path = tmp_path / "live.ganrun"
    writer = RunWriter(path, config, "run")
    writer.add_snapshot(snapshot(0))
    writer.commit()
    with RunReader.open(path) as run:
        assert run.steps.tolist() == [0]
        assert not run.finished
        assert not run.refresh()
        writer.add_snapshot(snapshot(50))
        writer.add_event(Event(50, EventKind.D_MOVE, config))
        writer.commit()
        assert run.refresh()
        assert run.steps.tolist() == [0, 50]
        same(run.snapshot(1), snapshot(50))
        assert run.events()[0].kind is EventKind.D_MOVE
        # With a reader in the file it stays in parts; it is complete nevertheless.
        writer.close()
        assert not run.refresh()
        assert run.finished
        same(run.snapshot(0), snapshot(0))
    with RunReader.open(path) as again:
        assert again.finished
        same(again.snapshot(1), snapshot(50))


def test_what_is_not_committed_is_gone_with_the_program(tmp_path: Path, snapshot, config) -> None:
    path = tmp_path / "killed.ganrun"
    writer = RunWriter(path, config, "run")
    writer.add_snapshot(snapshot(0))
    writer.commit()
    writer.add_snapshot(snapshot(50))
    copy = tmp_path / "copy.ganrun"
    for suffix in ("", "-wal"):
        copy.with_name(copy.name + suffix).write_bytes(Path(f"{path}{suffix}").read_bytes())
    writer.close()
    with RunReader.open(copy) as run:
        assert run.steps.tolist() == [0]
        assert not run.finished


def test_additions_are_committed_by_themselves(tmp_path: Path, snapshot, config, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("gan_desktop.store.run_file.transactions.time.monotonic", lambda: now[0])
    path = tmp_path / "run.ganrun"
    with RunWriter(path, config, "run") as writer, RunReader.open(path) as run:
        writer.add_snapshot(snapshot(0))
        assert not run.refresh()
        now[0] += 0.5
        writer.add_snapshot(snapshot(50))
        assert run.refresh()
        assert run.steps.tolist() == [0, 50]
        assert writer.snapshots == 2


def test_a_step_that_is_shown_again_is_replaced(tmp_path, snapshot, layers, config) -> None:
    path = tmp_path / "run.ganrun"
    moved = config.replaced(target=config.target.with_mode(0, mean=(0.5, 0.5)))
    with RunWriter(path, config, "run") as writer:
        first = snapshot(0, metrics={"js": 0.5}, measured=frozenset({"width"}), layers=layers())
        writer.add_snapshot(first)
        # The same points, measured otherwise: both are kept.
        writer.add_snapshot(snapshot(0, metrics={"modes": 8.0}, measured=frozenset({"modes"})))
        writer.commit()
        with RunReader.open(path) as run:
            assert dict(run.snapshot(0).metrics) == {"js": 0.5, "modes": 8.0}
            assert run.snapshot(0).measured == {"js", "modes", "width"}
            assert run.snapshot(0).layers.keys() == layers().keys()
        # The same points on another target: what was measured and seen is not true of it.
        values = {"metrics": {"js": 0.25}, "measured": frozenset(), "fake": first.fake}
        writer.add_snapshot(snapshot(0, config=moved, **values))
    with RunReader.open(path) as run:
        assert len(run) == 1
        assert dict(run.snapshot(0).metrics) == {"js": 0.25}
        assert run.snapshot(0).target == moved.target
        assert not run.snapshot(0).layers


def test_a_drag_at_rest_leaves_one_event_and_one_cloud(tmp_path: Path, snapshot, config) -> None:
    path = tmp_path / "run.ganrun"
    with RunWriter(path, config, "run") as writer:
        writer.add_snapshot(snapshot(0))
        for move in range(20):
            moved = config.replaced(target=config.target.with_mode(0, mean=(0.1 * move, 0.5)))
            writer.add_event(Event(0, EventKind.CHANGE, moved, ("target",)))
            real = moved.target.sample(1000, np.random.default_rng(1))
            writer.add_snapshot(snapshot(0, config=moved, real=real))
        writer.add_event(Event(50, EventKind.CHANGE, config, ("target",)))
        writer.add_snapshot(snapshot(50))
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM points").fetchone() == (2,)
    raw.close()
    with RunReader.open(path) as run:
        assert [(event.step, event.config) for event in run.events()] == [(0, moved), (50, config)]
        np.testing.assert_array_equal(run.snapshot(0).real, real.astype(np.float32))


def test_a_state_parts_the_events(tmp_path: Path, config) -> None:
    path = tmp_path / "run.ganrun"
    with RunWriter(path, config, "run") as writer:
        for x in (0.1, 0.2):
            moved = config.replaced(target=config.target.with_mode(0, mean=(x, 0.5)))
            writer.add_event(Event(0, EventKind.CHANGE, moved, ("target",)))
            writer.add_state(0, b"{}", b"")
    with RunReader.open(path) as run:
        assert len(run.events()) == 2
        assert run.state_at(0).events == 2


def test_a_points_only_snapshot_is_small(tmp_path: Path, snapshot, config) -> None:
    path = tmp_path / "run.ganrun"
    with RunWriter(path, config, "run") as writer:
        for step in range(100):
            writer.add_snapshot(snapshot(step))
    assert path.stat().st_size / 100 < 10_000


def test_an_older_file_is_left_alone(stored: Path, config) -> None:
    before = stored.read_bytes()
    with pytest.raises(FileExistsError, match="exists already"):
        RunWriter(stored, config, "other")
    assert stored.read_bytes() == before
    assert files(stored.parent) == ["stored.ganrun"]
    with RunWriter(stored, config, "other", overwrite=True), RunReader.open(stored) as run:
        assert run.run_id == "other"
        assert len(run) == 0


def test_the_log_of_an_older_file_is_not_taken_for_this_ones(tmp_path, snapshot, config) -> None:
    path = tmp_path / "run.ganrun"
    old = RunWriter(path, config, "old")
    old.add_snapshot(snapshot(0))
    old.commit()
    log = Path(f"{path}-wal").read_bytes()
    old.close()
    path.unlink()
    Path(f"{path}-wal").write_bytes(log)
    with RunWriter(path, config, "new"), RunReader.open(path) as run:
        assert (run.run_id, len(run)) == ("new", 0)


def test_a_run_that_is_being_written_is_not_replaced(tmp_path, stored, snapshot, config) -> None:
    path = tmp_path / "live.ganrun"
    with RunWriter(path, config, "live") as writer:
        writer.add_snapshot(snapshot(0))
        writer.commit()
        # What is opened and closed beside it must not take its locks away.
        RunReader.open(path).close()
        script = (
            "import sys; from pathlib import Path; "
            "from gan_desktop.store.run_file.copying import copy_run; "
            "copy_run(*map(Path, sys.argv[1:]))"
        )
        other = subprocess.run(
            [sys.executable, "-c", script, str(stored), str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "being written" in other.stderr
        with pytest.raises(OSError, match="being written"):
            copy_run(stored, path)
        with pytest.raises(OSError, match="being written"):
            RunWriter(path, config, "other", overwrite=True)
        writer.add_snapshot(snapshot(5))
    with RunReader.open(path) as run:
        assert (run.run_id, run.steps.tolist()) == ("live", [0, 5])
    assert files(tmp_path) == ["live.ganrun", "stored.ganrun"]
    assert copy_run(stored, path)


def test_a_run_that_begins_to_be_written_during_a_copy_is_not_replaced(tmp_path, stored, config):
    path = tmp_path / "live.ganrun"
    writers: list[RunWriter] = []

    def begin(_done: int, _total: int) -> None:
        if not writers:
            writers.append(RunWriter(path, config, "live"))

    with pytest.raises(OSError, match="being written"):
        copy_run(stored, path, begin)
    writers[0].close()
    with RunReader.open(path) as run:
        assert run.run_id == "live"


def test_an_older_run_is_as_it_was_when_its_name_cannot_be_given(
    tmp_path, stored, snapshot, config, monkeypatch
) -> None:
    target = tmp_path / "target.ganrun"
    killed = RunWriter(target, config, "killed")
    killed.add_snapshot(snapshot(0))
    killed.commit()
    content = {each: each.read_bytes() for each in tmp_path.glob("target.ganrun*")}
    killed.abandon()
    for each, kept in content.items():
        each.write_bytes(kept)

    def refused(_part: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        with pytest.raises(PermissionError):
            copy_run(stored, target)
        with pytest.raises(PermissionError):
            RunWriter(target, config, "other", overwrite=True)
    with RunReader.open(target) as run:
        assert (run.run_id, run.steps.tolist()) == ("killed", [0])


def test_a_run_is_not_copied_over_itself_and_one_that_is_gone_is_said(stored: Path) -> None:
    before = stored.read_bytes()
    with pytest.raises(InvalidValueError, match="own file"):
        copy_run(stored, stored.parent / "." / stored.name)
    assert stored.read_bytes() == before
    gone = stored.with_name("gone.ganrun")
    with pytest.raises(FileNotFoundError):
        copy_run(gone, stored)
    assert stored.read_bytes() == before


def test_what_is_no_run_is_said_beside_a_log_as_well(tmp_path: Path) -> None:
    path = tmp_path / "other.ganrun"
    Path(f"{path}-wal").touch()
    with pytest.raises(FileNotFoundError):
        RunReader.open(path)
    path.write_bytes(b"no run at all, but long enough to be looked at" * 100)
    with pytest.raises(InvalidValueError, match="not a run"):
        RunReader.open(path)


def test_what_is_replaced_while_it_is_read_is_one_moment(
    tmp_path, snapshot, config, monkeypatch
) -> None:
    path = tmp_path / "run.ganrun"
    with RunWriter(path, config, "run") as writer:
        first = snapshot(5)
        writer.add_snapshot(first)
        writer.commit()
        with RunReader.open(path) as run:
            read = Lookup._read_points

            def replaced_before(lookup: Lookup, row: int) -> object:
                # A dragged target takes the real points away that the row still names.
                writer.add_snapshot(snapshot(5, real=first.real + 1))
                writer.commit()
                return read(lookup, row)

            with monkeypatch.context() as patched:
                patched.setattr(Lookup, "_read_points", replaced_before)
                seen = RunReader.open(path)
                same(seen.snapshot(0), first)
                seen.close()
            np.testing.assert_array_equal(run.snapshot(0).real, first.real + 1)


def test_layers_of_another_version_are_left_out(tmp_path: Path, snapshot, layers, config) -> None:
    path = tmp_path / "run.ganrun"
    values = LayerData({"values": np.ones((4, 4)), "more": np.ones(3)}, (-1.0, 1.0, -1.0, 1.0))
    mixed = {"new layer": values, "optimal": values, **layers()}
    with RunWriter(path, config, "run") as writer:
        writer.add_snapshot(snapshot(0, layers=mixed))
    with RunReader.open(path) as run:
        found = run.snapshot(0).layers
    assert found.keys() == {"optimal", *layers()}
    assert found["optimal"].arrays.keys() == {"values"}
    by = found["arrows"].arrays["by"]
    np.testing.assert_allclose(by, layers()["arrows"].arrays["by"], rtol=2**-11)


def test_half_a_change_that_a_kill_left_is_taken_back(stored: Path) -> None:
    copy = stored.with_name("copy.ganrun")
    with closing(sqlite3.connect(stored, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size = 1")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE cloud SET fake = zeroblob(8004)")
        raw.execute("UPDATE snapshot SET measures = zeroblob(4000)")
        for suffix in ("", "-journal"):
            Path(f"{copy}{suffix}").write_bytes(Path(f"{stored}{suffix}").read_bytes())
        raw.execute("ROLLBACK")
    with RunReader.open(copy) as run, RunReader.open(stored) as whole:
        for index in range(3):
            same(run.snapshot(index), whole.snapshot(index))


def test_a_copy_takes_the_place_of_a_run_that_was_killed(tmp_path, stored, snapshot, config):
    target = tmp_path / "target.ganrun"
    killed = RunWriter(target, config, "killed")
    killed.add_snapshot(snapshot(0))
    killed.commit()
    log = Path(f"{target}-wal").read_bytes()
    killed.close()
    Path(f"{target}-wal").write_bytes(log)
    assert copy_run(stored, target)
    with RunReader.open(target) as run:
        assert (run.run_id, len(run)) == ("run", 3)
        same(run.snapshot(2), snapshot(20, average=np.ones((1000, 2))))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, config) -> None:
    with pytest.raises(OSError, match="missing"):
        RunWriter(tmp_path / "missing" / "run.ganrun", config, "run")
    with pytest.raises(IsADirectoryError):
        RunWriter(tmp_path, config, "run")


def test_a_full_disk_leaves_what_is_stored(tmp_path: Path, snapshot, config) -> None:
    path = tmp_path / "run.ganrun"
    writer = RunWriter(path, config, "run", max_bytes=300_000)
    written = 0

    def fill() -> None:
        nonlocal written
        for step in range(1000):
            writer.add_snapshot(snapshot(step))
            writer.commit()
            written = step + 1

    with pytest.raises(OSError, match="No space left on device") as caught:
        fill()
    assert caught.value.filename == str(path)
    assert 10 < written < 100
    with RunReader.open(path) as run:
        assert run.steps.tolist() == list(range(written))
        same(run.snapshot(written - 1), snapshot(written - 1))
    with pytest.raises(ValueError, match="closed"):
        writer.add_losses(1, 1.0, 1.0)
    writer.close()


def test_points_that_are_not_finite_are_refused_and_harm_nothing(tmp_path, snapshot, config):
    path = tmp_path / "run.ganrun"
    with RunWriter(path, config, "run") as writer:
        with pytest.raises(ValueError, match="finite"):
            writer.add_snapshot(snapshot(0, fake=np.full((10, 2), np.nan)))
        writer.add_losses(5, float("nan"), 1.0)
        writer.add_snapshot(snapshot(1, average=np.full((10, 2), np.inf)))
    with RunReader.open(path) as run:
        assert run.steps.tolist() == [1]
        assert run.snapshot(0).average is None


def test_states_stay_few_and_evenly_spread() -> None:
    spacing = StateSpacing(interval=10, most=8, most_bytes=10**9)
    kept: list[int] = []
    for step in range(0, 1000, 10):
        if not kept or step // spacing.interval > kept[-1] // spacing.interval:
            gone = spacing.add(step, 1)
            kept = [each for each in [*kept, step] if each not in gone]
        assert len(kept) <= 8
    assert kept[0] == 0
    assert max(b - a for a, b in pairwise(kept)) <= spacing.interval <= 160


def test_states_stay_within_their_bytes_and_pinned_ones_stay() -> None:
    spacing = StateSpacing(interval=10, most=100, most_bytes=1000)
    assert spacing.fits(500)
    assert not spacing.fits(501)
    kept: set[int] = set()
    for step in range(0, 1000, 10):
        kept = {*kept, step} - set(spacing.add(step, 100, pinned=step == 130))
        assert len(kept) <= 10
    assert {0, 130, 990} <= kept


def test_a_state_that_is_too_large_is_not_stored(tmp_path: Path, config) -> None:
    path = tmp_path / "run.ganrun"
    spacing = StateSpacing(most_bytes=100)
    with RunWriter(path, config, "run", spacing=spacing) as writer:
        assert not writer.add_state(0, b"{}", b"x" * 60)
        assert writer.add_state(0, b"{}", b"x" * 40)
    with RunReader.open(path) as run:
        assert run.state_at(5).tensors == b"x" * 40


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_in_a_folder_that_is_read_only_is_read(stored: Path) -> None:
    stored.parent.chmod(0o500)
    try:
        with RunReader.open(stored) as run:
            assert len(run) == 3
    finally:
        stored.parent.chmod(0o700)
