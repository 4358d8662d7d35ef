"""Lines on standard output that may have nobody to read them any more."""

import os
import sys


def say(line: str) -> None:
    """Print a line at once; when the reader is gone (`| head`), go on in silence."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Otherwise Python would complain once more when it flushes at the end.
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, sys.stdout.fileno())
        os.close(silence)
