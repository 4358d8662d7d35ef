"""Does random things in the window and says what came of them.

    python scripts/random_actions.py [--actions 100000] [--seed N] [--chunk 1000] [--jobs 1]
    python scripts/random_actions.py --seed N --only 17,203,204

One window after the other, each with a chunk of the actions, in a process and a folder of its own;
with QT_QPA_PLATFORM=xcb they are seen. For each failure: its seed, its last actions, and fewer
actions that fail in the same way, if there are any. Ends with 1 if there were failures.
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "tools"))

from gui_fuzz.chunk import Chunk, run
from gui_fuzz.log import Failure
from gui_fuzz.reduce import fails_again, smaller

_LAST = 60


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--actions", type=int, default=10_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1, help="of the first window")
    parser.add_argument("--chunk", type=int, default=1_000, help="actions in a window")
    parser.add_argument("--jobs", type=int, default=1, help="windows at a time")
    parser.add_argument("--reduce", type=float, default=600, metavar="S", help="seconds; 0: never")
    parser.add_argument("--only", default="", help="indices of the actions to make, with commas")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, flush=True)


def _last(chunk: Chunk, index: int) -> str:
    """The actions up to the one after which it failed."""
    ends = [k for k, line in enumerate(chunk.actions) if line.startswith(f"{index + 1}: ")]
    end = ends[0] if ends else len(chunk.actions)
    return "\n".join(chunk.actions[max(0, end - _LAST) : end])


def _show(seed: int, chunk: Chunk, failure: Failure) -> None:
    _say(f"\n=== {failure.kind}, seed {seed}, action {failure.index}: {failure.what}")
    _say(f"{failure.details}\nThe last actions:\n{_last(chunk, failure.index)}")


def _reduce(seed: int, failure: Failure, limit_s: float) -> None:
    _say("\nLooking for fewer actions:")
    ends = time.monotonic() + limit_s
    fails = fails_again(seed, failure.signature, _say)
    found = smaller(range(failure.index + 1), fails, lambda: time.monotonic() < ends)
    if found is None:
        _say("It does not fail again.")
    else:
        words = ",".join(map(str, found))
        _say(f"python scripts/random_actions.py --seed {seed} --only {words}")


def main(given: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    if given.only:
        chunk = run(given.seed, [int(word) for word in given.only.split(",")])
        _say("\n".join(chunk.actions))
        for failure in chunk.failures:
            _show(given.seed, chunk, failure)
        return 1 if chunk.failures else 0
    counts = [given.chunk] * (given.actions // given.chunk)
    if given.actions % given.chunk:
        counts.append(given.actions % given.chunk)
    found: Counter[str] = Counter()
    made, began = 0, time.monotonic()
    with ThreadPoolExecutor(given.jobs) as pool:
        chunks = {
            pool.submit(run, seed, range(count)): seed
            for seed, count in enumerate(counts, given.seed)
        }
        for ended in as_completed(chunks):
            seed, chunk = chunks[ended], ended.result()
            made += chunk.made
            _say(
                f"seed {seed}: {chunk.made:,} actions in {chunk.seconds:.0f} s, "
                f"{len(chunk.failures)} failures; {made:,} in all, "
                f"{time.monotonic() - began:.0f} s"
            )
            for failure in chunk.failures:
                found[failure.signature] += 1
                _show(seed, chunk, failure)
                if found[failure.signature] == 1 and given.reduce:
                    _reduce(seed, failure, given.reduce)
    _say(f"\n{made:,} actions, {sum(found.values())} failures")
    for signature, count in found.most_common():
        _say(f"{count:5} {signature}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(_given()))
