"""`Folder`: the only place that random actions may read and write."""

import os
from pathlib import Path

GOOD = "gauß 高斯.toml"


class Folder:
    """A folder with a home, temporary files, and files to open.

    Args:
        root: where it is; made by `make`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home, self.files, self.temporary = root / "home", root / "home/files", root / "tmp"
        # In the folder of files: what is typed in a dialog is relative and never leads out of it.
        self.runs, self.recordings = self.files / "runs", self.files / "recordings"
        self.log, self.errors = root / "log.jsonl", root / "stderr.txt"

    def make(self) -> None:
        """Make it."""
        for folder in (self.files / "Ordner ünter 文件夹", self.temporary, self.home / "runtime"):
            folder.mkdir(parents=True, mode=0o700)

    def environment(self) -> dict[str, str]:
        """This process's environment, with all that is written going to this folder."""
        home = self.home
        return os.environ | {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_RUNTIME_DIR": str(home / "runtime"),
            "TMPDIR": str(self.temporary),
            "GAN_DESKTOP_RUNS": str(self.runs),
            "GAN_DESKTOP_RECORDINGS": str(self.recordings),
            "PYTHONDONTWRITEBYTECODE": "1",
            # Libraries' threads would have the name of the thread that loads them, and stay.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
        }

    def fill(self) -> None:
        """Put files there that can be opened, and some that cannot."""
        from gan_desktop import load_preset
        from gan_desktop.store.experiment_file import save_experiment

        for name, key in ((GOOD, "ring8-blog"), ("grid.toml", "grid25")):
            save_experiment(self.files / name, quick(load_preset(key)))
        (self.files / "bad.toml").write_text("schema = 7\n")
        (self.files / "broken.toml").write_bytes(b"\xff\xfe[[[ = \n")
        (self.files / "empty.toml").touch()
        (self.files / "no run.ganrun").write_bytes(b"SQLite format 3\0" + bytes(200))
        (self.files / "no checkpoint.pt").write_bytes(b"PK\x03\x04" + bytes(100))

    def found(self, *suffixes: str) -> list[Path]:
        """Files of some kinds that are there now."""
        paths = (path for path in self.files.rglob("*") if path.suffix in suffixes)
        return sorted(path for path in paths if path.is_file())


def quick(config: object) -> object:
    """The same experiment with small networks: a step takes a fraction of a millisecond."""
    values = {
        "networks.latent_size": 4,
        "networks.generator_hidden": (16,),
        "networks.discriminator_hidden": (16,),
        "training.batch_size": 32,
        "training.steps": 400,
        "display.snapshot_every": 5,
    }
    return config.with_values(values)
