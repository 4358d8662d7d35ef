"""`smaller`: fewer actions that fail in the same way."""

from collections.abc import Callable, Sequence

from gui_fuzz.chunk import Running

# A failure may need luck: so often is tried whether some actions bring it about.
_TRIES = 2
_LAST = (5, 20, 60, 200)

Fails = Callable[[Sequence[int]], bool]


def fails_again(seed: int, signature: str, say: Callable[[str], None]) -> Fails:
    """Whether some of a chunk's actions fail in the same way, in processes of their own."""

    def fails(indices: Sequence[int]) -> bool:
        running = [Running(seed, indices) for _ in range(_TRIES)]
        found = [failure for each in running for failure in each.wait().failures]
        same = any(failure.signature == signature for failure in found)
        say(f"{len(indices)} actions: {'it fails' if same else 'it does not'}")
        return same

    return fails


def smaller(
    indices: Sequence[int], fails: Fails, in_time: Callable[[], bool]
) -> tuple[int, ...] | None:
    """Few of these actions that still fail; None if not even all of them do again.

    First the last ones only, then delta debugging: leave out a part, smaller parts each round.
    """
    found = _fewest_last(indices, fails)
    if found is None:
        return None
    size = len(found) // 2
    while size and in_time():
        less = _without_parts(found, size, fails, in_time)
        # What could not be left out before may be superfluous now.
        if less == found or size > 1:
            size //= 2
        found = less
    return found


def _fewest_last(indices: Sequence[int], fails: Fails) -> tuple[int, ...] | None:
    for count in (*(count for count in _LAST if count < len(indices)), len(indices)):
        if fails(indices[-count:]):
            return tuple(indices[-count:])
    return None


def _without_parts(
    indices: tuple[int, ...], size: int, fails: Fails, in_time: Callable[[], bool]
) -> tuple[int, ...]:
    """What is left when each part of a size has been left out, where it can be."""
    start = 0
    while start < len(indices) and in_time():
        rest = indices[:start] + indices[start + size :]
        if rest and fails(rest):
            indices = rest
        else:
            start += size
    return indices
