"""The experiment on the clipboard: as text and as a short string, and back."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gan_desktop.app.experiment import Experiment
from gan_desktop.store.experiment_text import text_of
from gan_desktop.store.share import share_string
from gan_desktop.ui.document_view import DocumentView
from gan_desktop.ui.editors import commit_typing
from gan_desktop.ui.notices import NoticeArea

_NAME = "document"


class SharingView(QObject):
    """Copies and pastes whole experiments."""

    def __init__(
        self,
        experiment: Experiment,
        document: DocumentView,
        notices: NoticeArea,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._experiment, self._document = experiment, document
        self._notices, self._window = notices, window

    @Slot()
    def copy_text(self) -> None:
        """As it would be in its file."""
        commit_typing(self._window)
        self._copy(text_of(self._experiment.config))

    @Slot()
    def copy_string(self) -> None:
        """As a line to send."""
        commit_typing(self._window)
        self._copy(share_string(self._experiment.config))

    @Slot()
    def paste(self) -> None:
        """Open what is on the clipboard."""
        self._document.paste(QGuiApplication.clipboard().text())

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        said = self.tr("Copied ({count} characters).").format(count=f"{len(text):,}")
        self._notices.show_card(said, name=_NAME)
