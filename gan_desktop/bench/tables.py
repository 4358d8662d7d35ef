"""Tables that scripts measure and put into the documentation."""

from pathlib import Path

from gan_desktop.core.files import write_text


def write_between(file: Path, name: str, text: str) -> None:
    """Replace what a file has between `<!-- name -->` and `<!-- end of the name -->`.

    Args:
        file: the page.
        name: of the table.
        text: lines, with the last one's end.

    Raises:
        ValueError: the page has not got both lines once.
    """
    start, end = f"<!-- {name} -->\n", f"<!-- end of the {name} -->\n"
    page = file.read_text(encoding="utf-8")
    if page.count(start) != 1 or page.count(end) != 1 or page.index(end) < page.index(start):
        raise ValueError(f"{file.name} has no place for the {name}: it needs {start}{end}")
    before, rest = page.split(start)
    _, after = rest.split(end)
    write_text(file, f"{before}{start}{text}{end}{after}")


def row(cells: list[str]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(cells)} |\n"
