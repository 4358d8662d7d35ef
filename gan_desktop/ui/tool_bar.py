"""The main window's tool bar."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStyle, QToolBar, QToolButton, QWidget

from gan_desktop.ui.actions import TOOLBAR
from gan_desktop.ui.elided import ElidedLabel
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.sizes import em, icon_size

# Without room the first of these groups are icons alone; their tooltips say the rest.
_SHORTENED = (("slowMotion", "reset", "seed"), ("step", "record"))


class FittingToolBar(QToolBar):
    """A tool bar whose less important buttons lose their words before anything goes.

    What has no room even then is behind the arrow at its end. The window never becomes so narrow
    that the actions up to `last` are among it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._shortened: tuple[tuple[QAction, ...], ...] = ()
        self._last: QAction | None = None
        self._said: list[tuple[str, bool]] = []

    def set_fitting(self, shortened: Iterable[Iterable[QAction]], last: QAction) -> None:
        """Which groups of buttons lose their words, in this order; up to which one all stay."""
        self._shortened, self._last = tuple(map(tuple, shortened)), last
        for action in self.actions():
            action.changed.connect(self._on_action_changed)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font, or style."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    @Slot()
    def _on_action_changed(self) -> None:
        said = [(action.text(), action.isVisible()) for action in self.actions()]
        if said != self._said:
            self._said = said
            self.fit()

    def fit(self) -> None:
        """Choose which buttons have words."""
        if self._last is None:
            return
        self.setIconSize(icon_size(self))
        actions = self.actions()
        upto = actions[: actions.index(self._last) + 1]
        self._shorten(len(self._shortened))
        self.setMinimumWidth(self._width(upto) + self._arrow())
        for count in range(len(self._shortened) + 1):
            self._shorten(count)
            if self._width(actions) <= self.width():
                break

    def _shorten(self, count: int) -> None:
        """The first groups have icons alone, the others words as well."""
        style = Qt.ToolButtonStyle
        for number, group in enumerate(self._shortened):
            for action in group:
                button = self.widgetForAction(action)
                if isinstance(button, QToolButton):
                    button.setToolButtonStyle(
                        style.ToolButtonIconOnly
                        if number < count
                        else style.ToolButtonTextBesideIcon
                    )

    def _width(self, actions: Iterable[QAction]) -> int:
        """The width of these actions' widgets side by side."""
        shown = [self.widgetForAction(action) for action in actions if action.isVisible()]
        spacing = self.layout().spacing()
        margins = self.layout().contentsMargins()
        frame = margins.left() + margins.right() + 2 * SPACE
        return frame + sum(_wanted(widget) + spacing for widget in shown if widget is not None)

    def _arrow(self) -> int:
        metric = QStyle.PixelMetric.PM_ToolBarExtensionExtent
        return self.style().pixelMetric(metric, None, self) + SPACE


class ToolBar(FittingToolBar):
    """The actions that `actions.TOOLBAR` names; behind Record, for how long it has recorded.

    Attributes:
        recording_mark: says it.
        recording_action: shows and hides it.
    """

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Training"))
        self.setObjectName("toolBar")
        self._play = actions["play"]
        for name in TOOLBAR:
            if name:
                self.addAction(actions[name])
            else:
                self.addSeparator()
        self.widgetForAction(self._play).setObjectName("playButton")
        self.recording_mark = ElidedLabel()
        self.recording_mark.setObjectName("recordingMark")
        self.recording_action = self.addWidget(self.recording_mark)
        self.recording_action.setVisible(False)
        groups = [[actions[name] for name in group] for group in _SHORTENED]
        self.set_fitting(groups, self.recording_action)

    def fit(self) -> None:
        """Choose which buttons have words; Play is as wide as Pause."""
        play = self.widgetForAction(self._play)
        if play is not None:
            words = (self.tr("Play"), self.tr("Pause"))
            widest = max(play.fontMetrics().horizontalAdvance(word) for word in words)
            play.setMinimumWidth(widest + self.iconSize().width() + em(self, 2.4))
        super().fit()


def _wanted(widget: QWidget) -> int:
    return max(widget.sizeHint().width(), widget.minimumWidth())
