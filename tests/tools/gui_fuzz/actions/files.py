"""Files that are dropped."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.hands import NONE, Hands, NothingToDoError


@action(3)
def drop_files(hands: Hands) -> Steps:
    """Drag a file over the window, or several, or what is no file, and drop it or not."""
    if hands.window not in hands.windows():
        raise NothingToDoError
    data = QMimeData()
    found = hands.folder.found(".toml", ".ganrun", ".pt", ".gif")
    if hands.rng.random() < 0.85:
        count = hands.rng.choice((1, 1, 1, 1, 2))
        paths = [
            hands.choose([*found, hands.folder.files / "gone 没有.toml"]) for _ in range(count)
        ]
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    else:
        data.setText("https://example.org/a.toml")
        data.setUrls([QUrl("https://example.org/a.toml")])
    handle = hands.window.windowHandle()
    place: QPoint = hands.place_in(hands.window)
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(handle, QDragEnterEvent(place, *given))
    yield 0
    QApplication.sendEvent(handle, QDragMoveEvent(place, *given))
    yield 0
    if hands.rng.random() < 0.2:
        QApplication.sendEvent(handle, QDragLeaveEvent())
    else:
        QApplication.sendEvent(handle, QDropEvent(QPointF(place), *given))
    yield 0
