"""The command line: opens the window, or does the same work without one."""

import sys
from collections.abc import Sequence

# Nothing else is imported here: a Ctrl-C during the imports below must end like any other.


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    try:
        from gan_desktop.cli.commands import execute

        return execute(argv)
    except KeyboardInterrupt:
        sys.stderr.write("gan-desktop: interrupted\n")
        return 130
