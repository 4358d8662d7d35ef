"""The main window's tool bar."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QToolBar

from gan_desktop.ui.actions import TOOLBAR


class ToolBar(QToolBar):
    """The actions that `actions.TOOLBAR` names; behind Record, what is being recorded.

    Attributes:
        recording_label: says it.
        recording_action: shows and hides the label.
    """

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Training"))
        self.setObjectName("toolBar")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in TOOLBAR:
            if name:
                self.addAction(actions[name])
            else:
                self.addSeparator()
        self.widgetForAction(actions["play"]).setObjectName("playButton")
        self.recording_label = QLabel()
        self.recording_label.setObjectName("recordingLabel")
        self.recording_action = self.addWidget(self.recording_label)
