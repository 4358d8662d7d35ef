"""Recording: nothing is missed, saving is in the background, nothing is lost."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from gan_desktop.app.recorder import Recorder, RecorderState
from gan_desktop.app.recordings import kept_spools
from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.core.files import place_new

VIEW = (-3.0, 3.0, -4.0, 4.0)


class Studio:
    """A session with a recorder whose frames are drawn by the test."""

    def __init__(self, config) -> None:
        self.session = TrainingSession(config)
        self.folder = Settings().recordings_folder
        self.recorder = Recorder(self.session, Settings())
        self.events: dict[str, list] = {"saved": [], "not_saved": [], "found": [], "failed": []}
        self.recorder.saved.connect(self.events["saved"].append)
        self.recorder.not_saved.connect(self.events["not_saved"].append)
        self.recorder.found.connect(self.events["found"].append)
        self.recorder.failed.connect(self.events["failed"].append)
        self.drawn: list[tuple[int, object, int]] = []
        self.draws = True
        self.recorder.frame_wanted.connect(self.draw)

    def draw(self, snapshot, view) -> None:
        self.drawn.append((snapshot.step, view, threading.get_ident()))
        if self.draws:
            frame = np.full((40, 60, 3), 255, np.uint8)
            frame[:, : 1 + len(self.drawn) % 60] = (200, 30, 20)
            self.recorder.deliver(frame)

    def close(self) -> None:
        self.session.close()
        self.recorder.close()


@pytest.fixture
def studio(qtbot, no_leaks, quick_config, recordings):
    made = Studio(quick_config)
    made.session.prepare()
    qtbot.waitUntil(lambda: made.session.snapshot is not None, timeout=60_000)
    yield made
    made.close()


def record(studio, qtbot, until=60):
    studio.recorder.start(VIEW)
    studio.session.play(until=until)
    qtbot.waitUntil(lambda: studio.session.snapshot.step == until)
    studio.recorder.stop()


def test_a_recording_misses_no_snapshot_and_becomes_one_gif(studio, qtbot, recordings):
    studio.session._ack_timer.setInterval(500)
    record(studio, qtbot, until=200)
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    saved = studio.events["saved"][0]
    # The one it began with, and each fifth step, though the window drew only some of them.
    assert [step for step, _, _ in studio.drawn] == list(range(0, 201, 5))
    assert saved.frames == 41
    with Image.open(saved.path) as picture:
        assert picture.info["loop"] == 0
        total = sum(frame.info["duration"] for frame in ImageSequence.Iterator(picture))
    assert total == 40 * 100 + 2000
    assert Path(saved.path).parent == recordings
    assert [p.name for p in recordings.iterdir()] == [Path(saved.path).name]


def test_frames_are_drawn_on_the_gui_thread_with_the_view_of_their_moment(studio, qtbot):
    studio.recorder.start(VIEW)
    studio.session.play(until=10)
    qtbot.waitUntil(lambda: studio.session.snapshot.step == 10)
    studio.recorder.set_view((0.0, 1.0, 0.0, 1.0))
    studio.session.play(until=20)
    qtbot.waitUntil(lambda: studio.session.snapshot.step == 20)
    studio.recorder.stop()
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    views = {step: view for step, view, _ in studio.drawn}
    assert views[5] == VIEW
    assert views[20] == (0.0, 1.0, 0.0, 1.0)
    assert {thread for _, _, thread in studio.drawn} == {threading.get_ident()}


def test_a_cancelled_save_keeps_the_recording(studio, qtbot, recordings):
    studio.draws = False
    record(studio, qtbot)
    qtbot.waitUntil(lambda: bool(studio.drawn))
    studio.recorder.cancel_saving()
    qtbot.waitUntil(lambda: bool(studio.events["not_saved"]))
    assert not list(recordings.glob("*.gif"))
    assert not list(recordings.glob(".*.part"))
    spool = studio.events["not_saved"][0].spool
    assert Path(spool).exists()
    studio.draws = True
    studio.recorder.save(spool)
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    assert not Path(spool).exists()


def test_closing_while_recording_keeps_it_and_the_next_start_offers_it(
    studio, qtbot, quick_config, recordings
):
    studio.recorder.start(VIEW)
    studio.session.play()
    qtbot.waitUntil(lambda: studio.recorder.frames >= 3)
    studio.close()
    assert len(kept_spools(recordings)) == 1
    later = Studio(quick_config)
    try:
        later.recorder.begin()
        qtbot.waitUntil(lambda: bool(later.events["found"]))
        kept = later.events["found"][0]
        assert kept.frames >= 3
        later.recorder.save(kept.spool)
        qtbot.waitUntil(lambda: bool(later.events["saved"]), timeout=20_000)
        assert later.events["saved"][0].frames == kept.frames
    finally:
        later.close()


def test_a_recording_that_another_window_writes_is_not_offered(
    studio, qtbot, quick_config, recordings
):
    studio.recorder.start(VIEW)
    studio.session.play()
    qtbot.waitUntil(lambda: studio.recorder.frames >= 3)
    later = Studio(quick_config)
    try:
        later.recorder.begin()
        # Orders are carried out in turn: when this one has failed, the scan is over.
        later.recorder.move("/nonexistent/a.gif", "/nonexistent/b.gif")
        qtbot.waitUntil(lambda: bool(later.events["failed"]))
        assert not later.events["found"]
        studio.recorder.stop()
        qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
        assert not later.events["found"]
    finally:
        later.close()


def test_an_unwritable_folder_is_told_and_training_goes_on(studio, qtbot, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("GAN_DESKTOP_RECORDINGS", str(tmp_path / "file" / "below"))
    studio.recorder.start(VIEW)
    qtbot.waitUntil(lambda: bool(studio.events["failed"]))
    assert studio.recorder.state is RecorderState.IDLE
    studio.session.play(until=20)
    qtbot.waitUntil(lambda: studio.session.snapshot.step == 20)


def test_a_full_disk_ends_the_recording_keeps_what_is_there_and_training_goes_on(
    studio, qtbot, monkeypatch
):
    from gan_desktop.recording.spool import SpoolWriter

    original = SpoolWriter.add

    def full(self, snapshot, view):
        if self.frames == 4:
            raise OSError(28, "No space left on device")
        original(self, snapshot, view)

    monkeypatch.setattr(SpoolWriter, "add", full)
    studio.recorder.start(VIEW)
    studio.session.play(until=100)
    qtbot.waitUntil(lambda: bool(studio.events["failed"]))
    assert "No space left" in studio.events["failed"][0]
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    assert studio.events["saved"][0].frames == 4
    qtbot.waitUntil(lambda: studio.session.snapshot.step == 100)


def test_save_as_moves_and_discard_removes(studio, qtbot, tmp_path):
    record(studio, qtbot, until=20)
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    path = Path(studio.events["saved"][0].path)
    target = tmp_path / "mine.gif"
    with qtbot.waitSignal(studio.recorder.moved):
        studio.recorder.move(str(path), str(target))
    assert target.exists()
    assert not path.exists()
    studio.recorder.discard(str(target))
    qtbot.waitUntil(lambda: not target.exists())


def test_two_recordings_saved_in_the_same_second_are_two_files(tmp_path):
    names = lambda: iter([tmp_path / "a.gif", tmp_path / "a (2).gif"])  # noqa: E731
    for content in ("one", "two"):
        (tmp_path / "hidden").write_text(content)
        place_new(tmp_path / "hidden", names())
    assert (tmp_path / "a.gif").read_text() == "one"
    assert (tmp_path / "a (2).gif").read_text() == "two"
    assert not (tmp_path / "hidden").exists()


def test_an_error_of_any_kind_while_recording_ends_only_the_recording(studio, qtbot, monkeypatch):
    from gan_desktop.recording.spool import SpoolWriter

    def broken(self, snapshot, view):
        raise RuntimeError("not an OSError")

    monkeypatch.setattr(SpoolWriter, "add", broken)
    studio.recorder.start(VIEW)
    qtbot.waitUntil(lambda: bool(studio.events["failed"]))
    assert "not an OSError" in studio.events["failed"][0]
    assert studio.recorder.state is RecorderState.IDLE
    studio.session.play(until=20)
    qtbot.waitUntil(lambda: studio.session.snapshot.step == 20)


def test_closing_before_an_export_has_begun_does_not_wait_for_frames(studio, qtbot):
    """The order to export is still in the queue when the window is closed."""
    studio.draws = False
    record(studio, qtbot)
    qtbot.waitUntil(lambda: studio.recorder.saving)
    studio.close()
    assert not studio.recorder._thread.isRunning()
    assert len(kept_spools(studio.folder)) == 1


def test_a_cancel_at_once_is_not_lost(studio, qtbot):
    studio.draws = False
    record(studio, qtbot)
    qtbot.waitUntil(lambda: studio.recorder.saving)
    studio.recorder.cancel_saving()
    qtbot.waitUntil(lambda: bool(studio.events["not_saved"]))
    assert not studio.recorder.saving


def test_recordings_left_in_an_earlier_folder_are_offered(
    studio, qtbot, quick_config, tmp_path, monkeypatch
):
    studio.recorder.start(VIEW)
    studio.session.play()
    qtbot.waitUntil(lambda: studio.recorder.frames >= 3)
    studio.close()
    monkeypatch.setenv("GAN_DESKTOP_RECORDINGS", str(tmp_path / "elsewhere"))
    later = Studio(quick_config)
    try:
        later.recorder.begin()
        qtbot.waitUntil(lambda: bool(later.events["found"]))
    finally:
        later.close()


def test_saving_as_into_a_missing_folder_says_so_and_keeps_the_file(studio, qtbot, tmp_path):
    record(studio, qtbot, until=20)
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    path = Path(studio.events["saved"][0].path)
    studio.recorder.move(str(path), str(tmp_path / "missing" / "mine.gif"))
    qtbot.waitUntil(lambda: bool(studio.events["failed"]))
    assert str(tmp_path / "missing") in studio.events["failed"][0]
    assert "Errno" not in studio.events["failed"][0]
    assert path.exists()


def test_no_other_gif_than_the_finished_one_is_ever_seen(studio, qtbot, recordings, monkeypatch):
    """Not even by a glob that finds hidden files, when all is encoded and not yet named."""
    from gan_desktop.app import recording_worker

    seen = []

    def looking(source, names):
        seen.append((source.exists(), list(recordings.glob("*.gif"))))
        return place_new(source, names)

    monkeypatch.setattr(recording_worker, "place_new", looking)
    record(studio, qtbot)
    qtbot.waitUntil(lambda: bool(studio.events["saved"]), timeout=20_000)
    assert seen == [(True, [])]
