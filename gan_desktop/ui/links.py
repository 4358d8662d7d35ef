"""References as rich text: arXiv and DOI numbers become links, which open when they are clicked."""

import re
from html import escape

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

_NUMBER = re.compile(r"(arXiv:)(\d{4}\.\d{4,5})|(doi:)(10\.\d{4,9}/[^\s;,]+)")


def linked(reference: str) -> str:
    """A reference as HTML."""
    return _NUMBER.sub(_link, escape(reference, quote=False))


def _link(found: re.Match[str]) -> str:
    place = "https://arxiv.org/abs/" if found[1] else "https://doi.org/"
    return f'<a href="{place}{found[2] or found[4]}">{found[0]}</a>'


class LinkedLabel(QLabel):
    """Rich text that can be selected, with links for mouse and keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.linkActivated.connect(self._open)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: links keep the colour of the theme in which their text was set."""
        if event.type() is QEvent.Type.PaletteChange and self.text():
            text = self.text()
            self.clear()
            self.setText(text)
        super().changeEvent(event)

    @Slot(str)
    def _open(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))
