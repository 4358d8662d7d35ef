"""`LayersView`: what the person chooses of layers, carried to canvas, training and settings."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from gan_desktop.app.session import TrainingSession
from gan_desktop.app.settings import Settings
from gan_desktop.core.layers import LAYERS, LayerChoice, LayerRequest, Region
from gan_desktop.core.snapshot import View
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.icons import icon
from gan_desktop.ui.layers.actions import action_name
from gan_desktop.ui.layers.popup import LayersMenu
from gan_desktop.ui.layers.sentences import reason, sentences
from gan_desktop.ui.layers.strip import LayerStrip
from gan_desktop.ui.palette import Palette
from gan_desktop.ui.sizes import icon_size

# A pan or zoom is over when the view has stood still for so long.
SETTLED_MS = 150
# Around what is seen: another line of sentences makes the canvas a little wider than high.
MARGIN_PART = 0.03


class LayersView(QObject):
    """Owns the strip under the canvas, with the Layers button in it.

    Attributes:
        button: opens the menu of layers.
        strip: for under the canvas.
        choice: what is on, and how.
    """

    def __init__(
        self,
        session: TrainingSession,
        settings: Settings,
        canvas: Canvas,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._settings, self._canvas = session, settings, canvas
        self._request: LayerRequest | None = None
        self.button = QToolButton()
        self.button.setObjectName("layersButton")
        self.button.setText(self.tr("Layers"))
        self.button.setToolTip(self.tr("What is seen on the canvas (keys 1 to 9, 0, E)"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(icon_size(self.button))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.strip = LayerStrip(self.button)
        self._menu = LayersMenu(self.button)
        self.button.setMenu(self._menu)
        self._actions = {layer.key: actions[action_name(layer.key)] for layer in LAYERS}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED_MS)
        self.choice = settings.layers
        self._show_choice()
        for action in self._actions.values():
            action.toggled.connect(self._on_action)
        self._menu.switched.connect(self._switch)
        self._menu.chosen.connect(self._choose)
        self._timer.timeout.connect(self._on_settled)
        canvas.view_changed.connect(self._on_view_changed)

    def set_palette(self, palette: Palette) -> None:
        """Colour of the button's icon."""
        self.button.setIcon(icon("layers", palette.text))

    @Slot()
    def show(self) -> None:
        """The canvas shows another snapshot, or a new run: say what is seen."""
        layers = self._canvas.figure.layers
        self.strip.show_sentences(sentences(layers))
        for layer in LAYERS:
            why = reason(layers, layer.key) if self.choice.shows(layer.key) else ""
            self._menu.show_reason(layer.key, why)
        self._menu.show_latent_size(self._session.running_config.networks.latent_size)

    @Slot(bool)
    def _on_action(self, on: bool) -> None:
        action = self.sender()
        self._switch(next(key for key, each in self._actions.items() if each is action), on)

    @Slot(str, bool)
    def _switch(self, key: str, on: bool) -> None:
        self._choose(self.choice.switched(key, on))

    @Slot(object)
    def _choose(self, choice: LayerChoice) -> None:
        self.choice = self._settings.layers = choice
        self._show_choice()
        self._order()
        self.show()

    def _show_choice(self) -> None:
        self._menu.show_choice(self.choice)
        for key, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(self.choice.shows(key))
            action.blockSignals(False)
        self._canvas.figure.layers.set_choice(self.choice)

    def _order(self) -> None:
        """Let the training compute what is on now, if that is something else than before."""
        request = self.choice.request(self._region())
        if request != self._request:
            self._request = request
            self._session.set_layers(request)

    def _region(self) -> Region:
        """What is seen, and what a recorded frame of another shape would show of it."""
        width, height = self._settings.frame_size
        x_min, x_max, y_min, y_max = self._canvas.visible
        frame = fitted(self._canvas.view, width / height)
        x_min, x_max = min(x_min, frame[0]), max(x_max, frame[1])
        y_min, y_max = min(y_min, frame[2]), max(y_max, frame[3])
        dx, dy = MARGIN_PART * (x_max - x_min), MARGIN_PART * (y_max - y_min)
        return (x_min - dx, x_max + dx, y_min - dy, y_max + dy)

    @Slot()
    def _on_view_changed(self) -> None:
        self._timer.start()

    @Slot()
    def _on_settled(self) -> None:
        self._canvas.figure.layers.redraw()
        self._order()
        self.show()


def fitted(view: View, aspect: float) -> Region:
    """What a picture of width / height `aspect` shows of a view on equal axes."""
    x_min, x_max, y_min, y_max = view
    width, height = x_max - x_min, y_max - y_min
    x, y = (x_min + x_max) / 2, (y_min + y_max) / 2
    width, height = max(width, height * aspect), max(height, width / aspect)
    return (x - width / 2, x + width / 2, y - height / 2, y + height / 2)
