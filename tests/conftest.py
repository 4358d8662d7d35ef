"""Fixtures of all tests: no display, folders of their own, and nothing left behind."""

import gc
import os
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import pytest
from PySide6.QtCore import QSettings, QThread, QTimer
from PySide6.QtWidgets import QApplication

from gan_desktop import load_preset
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.ui import build_window
from gan_desktop.ui.main_window import MainWindow

# Small networks and batches: a step takes a fraction of a millisecond.
QUICK = {
    "networks.latent_size": 4,
    "networks.generator_hidden": (16,),
    "networks.discriminator_hidden": (16,),
    "training.batch_size": 32,
    "display.snapshot_every": 5,
}
NAMED_THREADS = {
    "training",
    "recording",
    "judging",
    "files",
    "recovery",
    "reading",
    "comparison",
    "reading runs",
}


@pytest.fixture(scope="session")
def quick_config() -> ExperimentConfig:
    """The default preset with small networks."""
    return load_preset("ring8-blog").with_values(QUICK)


@pytest.fixture
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that recordings go to."""
    folder = tmp_path / "recordings"
    monkeypatch.setenv("GAN_DESKTOP_RECORDINGS", str(folder))
    # The trash that discarded recordings go to.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and stored runs in folders of the test's own."""
    monkeypatch.setenv("GAN_DESKTOP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("GAN_DESKTOP_RECOVERY", str(tmp_path / "recovery"))
    path = str(tmp_path / "settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, path)


def native_threads() -> list[str]:
    """Names of this process's threads."""
    names = []
    for path in Path("/proc/self/task").glob("*/comm"):
        # A thread can end while it is being looked at.
        with suppress(FileNotFoundError, ProcessLookupError):
            names.append(path.read_text().strip())
    return names


def workers() -> list[psutil.Process]:
    """Worker processes of this one; not those that end by themselves right now."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


@pytest.fixture(name="workers")
def _workers():
    """The function `workers`."""
    return workers


@pytest.fixture
def no_larger_than():
    """Within it no file of this process, or of those that it starts, can grow beyond a size."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def limited(size: int):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limited


@pytest.fixture
def no_leaks(qapp: QApplication):
    """Fails when a process, a thread, an active timer or a window is left."""
    switch_interval = sys.getswitchinterval()
    yield
    qapp.processEvents()
    # A thread that has been waited for may still be on its last instructions.
    deadline = time.monotonic() + 2
    while (left := NAMED_THREADS.intersection(native_threads())) and time.monotonic() < deadline:
        qapp.processEvents()
    assert not left, f"threads left running: {left}"
    assert not [t for t in threading.enumerate() if t.name == "storing"]
    assert not workers(), "processes left running"
    windows = [w for w in qapp.topLevelWidgets() if w.isVisible()]
    assert not windows, f"windows left open: {windows}"
    gc.collect()
    # type() and not isinstance: some objects of torch warn when they are asked for their class.
    objects = [o for o in gc.get_objects() if issubclass(type(o), QTimer | QThread)]
    timers = [o for o in objects if isinstance(o, QTimer) and _alive(o) and o.isActive()]
    assert not timers, f"timers left running: {[t.parent() for t in timers]}"
    assert gc.isenabled(), "the garbage collector was not given back"
    assert sys.getswitchinterval() == switch_interval


def _alive(item: object) -> bool:
    from shiboken6 import isValid

    return isValid(item)


@pytest.fixture
def make_window(qtbot, no_leaks, recordings: Path):
    """Builds shown windows and closes them at the end."""
    windows: list[MainWindow] = []

    def make(config: ExperimentConfig) -> MainWindow:
        window = build_window(config)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def window(make_window, quick_config, qtbot) -> MainWindow:
    """A window with small networks that has shown its first snapshot."""
    made = make_window(quick_config)
    qtbot.waitUntil(lambda: made.session.snapshot is not None, timeout=60_000)
    return made


@pytest.fixture(scope="session")
def stored_run(tmp_path_factory: pytest.TempPathFactory, quick_config: ExperimentConfig) -> Path:
    """A run in a file: 40 steps, a snapshot every 10, a state at 20; nothing may change it."""
    from gan_desktop.store.run_file import RunWriter
    from gan_desktop.training import GanTrainer
    from gan_desktop.training.portable_state import to_portable

    path = tmp_path_factory.mktemp("run") / "ring.ganrun"
    trainer = GanTrainer(quick_config)
    with RunWriter(path, quick_config, trainer.run_id) as writer:
        writer.add_snapshot(trainer.snapshot(100))
        for _ in range(4):
            trainer.run(10)
            writer.add_losses(trainer.steps_done, *trainer.losses)
            writer.add_snapshot(trainer.snapshot(100))
            if trainer.steps_done == 20:
                writer.add_state(20, *to_portable(trainer.state_dict()))
    return path
