"""The choice of where a design comes from."""

from PySide6.QtCore import Qt, Signal, Slot

from gan_desktop.app.comparison.designs import Current, OfMethod, OfPreset, Source
from gan_desktop.core.methods import methods
from gan_desktop.core.presets import presets
from gan_desktop.ui.elided import ElidedComboBox
from gan_desktop.ui.headings import add_heading
from gan_desktop.ui.words import translated


class SourceBox(ElidedComboBox):
    """The current experiment, named methods, presets, and a file.

    Signals:
        chosen(Source): that is wanted.
        file_wanted: a file is to be asked for.
    """

    chosen = Signal(object)
    file_wanted = Signal()

    def __init__(self, index: int) -> None:
        super().__init__()
        self.setObjectName(f"sourceBox{index}")
        self.setAccessibleName(self.tr("Design"))
        self.setToolTip(self.tr("Which design is trained here; another one begins again at step 0"))
        # By row; None for headings and the wish for a file.
        self._sources: list[Source | None] = []
        self._shown: Source = Current()
        self._add(Current(), "")
        self._add_heading(self.tr("Current experiment, trained by"))
        for method in methods().values():
            self._add(OfMethod(method.key), translated(method.summary))
        self._add_heading(self.tr("Presets"))
        for preset in presets().values():
            self._add(OfPreset(preset.key), translated(preset.description))
        self._add_heading(self.tr("Files"))
        self._file_row = self.count()
        self.addItem(self.tr("Experiment file…"))
        self._sources.append(None)
        self.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.activated.connect(self._on_activated)

    def show_source(self, source: Source) -> None:
        """What is trained here; a file that was not in the list is from now on."""
        self._shown = source
        if source not in self._sources:
            self.insertItem(self._file_row, translated(source.label))
            self._sources.insert(self._file_row, source)
            self._file_row += 1
        self.setCurrentIndex(self._sources.index(source))

    def _add(self, source: Source, tip: str) -> None:
        self.addItem(translated(source.label))
        self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._sources.append(source)

    def _add_heading(self, text: str) -> None:
        add_heading(self, text)
        self._sources.append(None)

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        source = self._sources[row]
        if source is not None:
            self.chosen.emit(source)
            return
        # Until a file is chosen and read, what was there stays.
        self.show_source(self._shown)
        if row == self._file_row:
            self.file_wanted.emit()
