"""Sign and colour of each verdict, the same wherever one is shown."""

from gan_desktop.core.verdict import Verdict
from gan_desktop.ui.palette import Palette

# A shape for each kind of verdict, beside its colour: some people see no colours.
GOOD, OPEN, BAD = "✔", "…", "✘"


def sign_of(verdict: Verdict | None) -> str:
    """The shape; that of a bad one where there is no verdict."""
    if verdict is None:
        return BAD
    return {Verdict.CONVERGED: GOOD, Verdict.TOO_EARLY: OPEN}.get(verdict, BAD)


def colour_of(verdict: Verdict | None, palette: Palette) -> str:
    """The colour; that of an error where there is no verdict."""
    if verdict is None:
        return palette.error
    known = {Verdict.CONVERGED: palette.quality, Verdict.TOO_EARLY: palette.muted}
    return known.get(verdict, palette.error)
