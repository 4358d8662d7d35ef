"""A program that is killed while it stores leaves all that was committed."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gan_desktop.store.run_file import RunReader

# Says how many snapshots are committed whenever there are more, at full speed.
CHILD = """
import sys
from pathlib import Path
import numpy as np
from gan_desktop import load_preset
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.store.run_file import RunWriter

config = load_preset("ring8")
writer = RunWriter(Path(sys.argv[1]), config, "run")
said = 0
for step in range(10**6):
    fake = np.full((1000, 2), step, np.float32)
    writer.add_snapshot(Snapshot("run", step, fake[:10], fake, {"js": 0.5}, config.target))
    if step % 100 == 0:
        writer.add_state(step, b"{}", bytes(100_000))
    if writer.snapshots > said:
        said = writer.snapshots
        print(said, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_committed_is_there_after_a_kill(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    paths = [tmp_path / f"{commits}.ganrun" for commits in (1, 2, 3)]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, env=environment
        )
        for path in paths
    ]
    for commits, (path, child) in enumerate(zip(paths, children, strict=True), 1):
        for _ in range(commits):
            said = int(child.stdout.readline())
        child.kill()
        child.communicate()
        before = sorted(tmp_path.glob(f"{path.name}*"))
        with RunReader.open(path) as run:
            assert not run.finished
            assert len(run) >= said
            assert run.steps.tolist() == list(range(len(run)))
            for index in range(len(run)):
                np.testing.assert_array_equal(run.snapshot(index).fake, float(index))
            assert len(run.state_at(len(run)).tensors) == 100_000
        assert sorted(tmp_path.glob(f"{path.name}*")) == before
