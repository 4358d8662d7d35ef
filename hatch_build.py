"""Makes the long description of the package from README.md: an index shows it without our files."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# A picture or link that is relative: its target has no scheme.
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?![a-z][a-z0-9+.-]*:)([^)\s]+)\)", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?![a-z][a-z0-9+.-]*:)([^)\s]+)\)", re.IGNORECASE)
NOTE = "Files that are named in parentheses are in the source distribution.\n"


class LongDescription(MetadataHookInterface):
    """Sets the metadata's `readme`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """See `long_description`."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        content = long_description(text, self.config["base-url"])
        metadata["readme"] = {"content-type": "text/markdown", "text": content}


def long_description(readme: str, base_url: str) -> str:
    """The README with absolute links alone.

    Args:
        readme: Markdown.
        base_url: of the repository's files, with a slash at the end. If it is empty, relative
            pictures are left out, and of a relative link its text and the file's name are kept.
    """
    if base_url:
        text = _PICTURE.sub(rf"![\1]({base_url}\2)", readme)
        return _LINK.sub(rf"[\1]({base_url}\2)", text)
    text = re.sub(rf"^{_PICTURE.pattern}\n+", "", readme, flags=re.MULTILINE | re.IGNORECASE)
    return f"{_LINK.sub(_named, _PICTURE.sub('', text)).rstrip()}\n\n{NOTE}"


def _named(link: re.Match[str]) -> str:
    text, target = link.groups()
    return f"`{target}`" if text == target else f"{text} (`{target}`)"
