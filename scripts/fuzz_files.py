"""Reads 10,000 fuzzed experiment files and says what came of them.

    python scripts/fuzz_files.py [COUNT]

Ends with 1 if a file was neither loaded nor refused by one sentence within 2 seconds.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "store"))

from experiment_strategies import hostile_files

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.store.experiment_file import load_experiment, save_experiment

LONGEST_S = 2


def main(count: int) -> int:
    """Read them all; returns the exit status."""
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    longest = 0.0
    distinct: set[bytes] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzzed.toml"

        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(raw=hostile_files())
        def read(raw: bytes) -> None:
            nonlocal longest
            path.write_bytes(raw)
            distinct.add(raw)
            start = time.monotonic()
            try:
                config = load_experiment(path)
                outcome = "loaded"
            except InvalidValueError as error:
                outcome = "refused"
                if not str(error).isprintable():
                    failures.append(f"more than a sentence: {error}")
            except BaseException as error:  # noqa: BLE001 -- that is what is looked for
                outcome = "failed"
                failures.append(f"{type(error).__name__}: {error}: {raw[:200]!r}")
            took = time.monotonic() - start
            longest = max(longest, took)
            if took > LONGEST_S:
                failures.append(f"{took:.1f} s: {raw[:200]!r}")
            outcomes[outcome] += 1
            if outcome == "loaded":
                # Saving over it keeps what it says.
                save_experiment(path, config)
                if load_experiment(path) != config:
                    failures.append(f"saved as another experiment: {raw[:200]!r}")

        start = time.monotonic()
        read()
        total = time.monotonic() - start
    print(f"files: {sum(outcomes.values()):,} ({len(distinct):,} different) in {total:.0f} s")
    print(", ".join(f"{name}: {number:,}" for name, number in sorted(outcomes.items())))
    print(f"longest: {longest * 1000:.0f} ms")
    print(f"failures: {len(failures)}")
    for failure in failures[:20]:
        print(f"  {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
