"""Where icons and presets are: in the installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Path of a resource: the parts "icons", "play.svg" name the Play icon.

    A wheel carries `resources` inside the package; a checkout and an editable install have it
    beside the package.

    Raises:
        FileNotFoundError: neither place has it.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"resource {'/'.join(parts)} is missing from the installation")
