"""The choice of a theme: kept in the settings, shown by everything that paints by itself."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gan_desktop.app.settings import Settings
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.presentation import Presentation
from gan_desktop.ui.theme import apply_palette, chosen_palette


class Painted(Protocol):
    """What has colours of its own."""

    def set_palette(self, palette: Palette) -> None:
        """Other colours."""


class Theming(QObject):
    """Slots of the theme actions, and of the system's colour scheme.

    Args:
        settings: keep the choice.
        presentation: shows most of the window.
        others: have colours that it does not know.
        parent: its parent.
    """

    def __init__(
        self,
        settings: Settings,
        presentation: Presentation,
        others: Sequence[Painted],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings, self._presentation, self._others = settings, presentation, others

    def show_all(self) -> None:
        """Everything once, before the window appears."""
        self._presentation.show_all(self._settings.theme)
        self._colour_others()

    def choose(self, theme: str) -> None:
        """Another theme: system, light or dark."""
        self._settings.theme = theme
        self._presentation.show_theme(theme)
        self._colour_others()

    @Slot()
    def on_action(self) -> None:
        """One of the theme actions."""
        name = self.sender().objectName()
        self.choose(name.removeprefix("theme").removesuffix("Action").lower())

    @Slot()
    def on_system_changed(self) -> None:
        """The system prefers other colours."""
        if self._settings.theme == "system":
            self.choose("system")

    def on_font_changed(self) -> None:
        """The style sheet has sizes in parts of the font's."""
        # Later: Qt does not survive another style while it is telling its widgets of the font.
        QTimer.singleShot(0, self, self._restyle)

    @Slot()
    def _restyle(self) -> None:
        apply_palette(QApplication.instance(), chosen_palette(self._settings.theme))

    def _colour_others(self) -> None:
        for each in self._others:
            each.set_palette(self._presentation.palette)
