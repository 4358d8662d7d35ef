"""Kill a program that stores a run, many times: what is in the files that are left?

python scripts/kill_runs.py [--kills 50]

Each time another process trains and stores a run as the window does, a snapshot every step, so that
writing never rests, and is killed (SIGKILL) at a random moment. The file must open, every snapshot
up to a second before the kill must be in it, whole, and the run must go on from the last one.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gan_desktop.app.branching import branch_at
from gan_desktop.store.run_file import RunReader

# Trains as the window does, and says after each step which one and when.
CHILD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gan_desktop import load_preset
from gan_desktop.app.session import TrainingSession

app = QCoreApplication([])
config = load_preset("ring8-blog").with_values({
    "networks.latent_size": 4, "networks.generator_hidden": (16,),
    "networks.discriminator_hidden": (16,), "training.batch_size": 32,
    "display.snapshot_every": 1,
})
session = TrainingSession(config)
session.store_runs(Path(sys.argv[1]))
session.updated.connect(
    lambda: print(session.snapshot.step, time.monotonic(), session.run_path or "", flush=True)
)
session.prepare()
session.play()
app.exec()
"""


def kill_once(folder: Path, seconds: float) -> tuple[int, int, float]:
    """Let a run be stored for so long and kill it.

    Returns:
        The steps that were reached and stored when it was killed, and how old the last one stored
        was (in seconds).
    """
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None  # noqa: S101
        shown: list[tuple[int, float]] = []
        end, path = 0.0, ""
        for line in child.stdout:
            step, at, *rest = line.split(maxsplit=2)
            shown.append((int(step), float(at)))
            path = rest[0].strip() if rest else ""
            if path and not end:
                end = time.monotonic() + seconds
            if end and time.monotonic() >= end:
                break
        child.kill()
        killed = time.monotonic()
        # What was said before it died.
        for line in child.stdout:
            if line.endswith("\n"):
                step, at, *_ = line.split(maxsplit=2)
                shown.append((int(step), float(at)))
    with RunReader.open(Path(path)) as run:
        steps = run.steps.tolist()
        for index in range(len(run)):
            run.snapshot(index)
        run.history()
        for step in run.state_steps:
            run.state_at(step)
        branch = branch_at(run, steps[-1])
        if branch is None or branch.exact is not True:
            raise SystemExit(f"{path}: step {steps[-1]} cannot be gone on from")
    # Everything that had been shown a second before the kill is there.
    missing = [step for step, at in shown if at < killed - 1 and step > steps[-1]]
    if missing:
        raise SystemExit(f"{path}: ends at {steps[-1]}, but {missing[0]} was shown long before")
    lost = [at for step, at in shown if step > steps[-1]]
    return shown[-1][0], steps[-1], killed - min(lost, default=killed)


def main() -> None:
    """Print a line for each kill and the worst of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 -- moments, not secrets
    oldest = 0.0
    for number in range(1, arguments.kills + 1):
        seconds = chance.uniform(0.0, 3.0)
        with tempfile.TemporaryDirectory() as folder:
            reached, stored, lost = kill_once(Path(folder), seconds)
        oldest = max(oldest, lost)
        print(
            f"{number:3d}: killed after {seconds:.2f} s at step {reached:,}; stored up to "
            f"{stored:,}; lost the last {lost * 1000:.0f} ms"
        )
    print(f"{arguments.kills} kills: every file opened; at most {oldest * 1000:.0f} ms lost")


if __name__ == "__main__":
    main()
