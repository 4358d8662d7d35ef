"""Run files (`*.ganrun`): every snapshot of a run on disk as it happens, to go back to.

`RunWriter` writes one, `RunReader` reads one, also while it is being written. What is in it:
docs/decisions/0012-run-files.md.
"""

from gan_desktop.store.run_file.reader import RunReader
from gan_desktop.store.run_file.rows import RUN_SUFFIX, StoredState
from gan_desktop.store.run_file.writer import RunWriter

__all__ = ["RUN_SUFFIX", "RunReader", "RunWriter", "StoredState"]
