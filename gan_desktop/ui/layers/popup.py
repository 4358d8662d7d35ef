"""The Layers menu: a switch and an opacity for each, what maps show, which slice of the latent."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QSpinBox,
    QWidget,
    QWidgetAction,
)

from gan_desktop.core.layers import LAYERS, LayerChoice
from gan_desktop.ui.palette import SPACE
from gan_desktop.ui.sizes import em
from gan_desktop.ui.words import translated

# In em.
SLIDER_WIDTH, REASON_WIDTH = 8, 25


class LayersMenu(QMenu):
    """Stays open while layers are switched; reports what is chosen.

    Signals:
        switched(key, on): a layer's box was ticked.
        chosen(LayerChoice): anything else was chosen.
    """

    switched = Signal(str, bool)
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("layersMenu")
        self.setToolTipsVisible(True)
        self._choice = LayerChoice()
        self.boxes: dict[str, QCheckBox] = {}
        self.sliders: dict[str, QSlider] = {}
        self.reasons: dict[str, QLabel] = {}
        self._panel = QWidget()
        self._panel.setObjectName("layersPanel")
        self._grid = QGridLayout(self._panel)
        self._grid.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(4)
        heading = QLabel(self.tr("Opacity"))
        heading.setObjectName("description")
        self._grid.addWidget(heading, 0, 2)
        for layer in LAYERS:
            self._add(layer.key)
        self._add_options()
        action = QWidgetAction(self)
        action.setDefaultWidget(self._panel)
        self.addAction(action)

    def _add(self, key: str) -> None:
        layer, row = LAYERS[key], self._grid.rowCount()
        box = QCheckBox(translated(layer.label))
        box.setObjectName(f"layerBox.{key}")
        box.setToolTip(translated(layer.sentence))
        box.toggled.connect(self._on_toggled)
        shortcut = QLabel(layer.shortcut)
        shortcut.setObjectName("description")
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(f"layerOpacity.{key}")
        slider.setRange(5, 100)
        name = self.tr("Opacity of {layer}").format(layer=translated(layer.label))
        slider.setAccessibleName(name)
        slider.valueChanged.connect(self._on_opacity)
        why = QLabel()
        why.setObjectName("layerReason")
        why.setWordWrap(True)
        why.hide()
        for column, widget in enumerate((box, shortcut, slider)):
            self._grid.addWidget(widget, row, column)
        self._grid.addWidget(why, row + 1, 0, 1, 3)
        self.boxes[key], self.sliders[key], self.reasons[key] = box, slider, why

    def _add_options(self) -> None:
        self.scale = QComboBox()
        self.scale.setObjectName("mapScale")
        self.scale.addItems([self.tr("probability (0 to 1)"), self.tr("output (logit)")])
        self.scale.setToolTip(
            self.tr("Losses without probabilities show the output in either case.")
        )
        self.scale.currentIndexChanged.connect(self._on_scale)
        self.axes = tuple(QSpinBox() for _ in range(2))
        slices = QWidget()
        row = QHBoxLayout(slices)
        row.setContentsMargins(0, 0, 0, 0)
        for number, axis in enumerate(self.axes):
            axis.setObjectName(f"latentAxis.{number}")
            axis.setRange(1, 512)
            axis.setKeyboardTracking(False)
            axis.setAccessibleName(self.tr("Latent dimension of the slice"))
            axis.valueChanged.connect(self._on_axes)
            row.addWidget(axis)
        row.addStretch(1)
        for text, widget in (
            (self.tr("Maps of D show"), self.scale),
            (self.tr("Manifold: latent dimensions"), slices),
        ):
            count = self._grid.rowCount()
            self._grid.addWidget(QLabel(text), count, 0)
            self._grid.addWidget(widget, count, 1, 1, 2)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: sizes for the font."""
        super().showEvent(event)
        for slider in self.sliders.values():
            slider.setFixedWidth(em(self, SLIDER_WIDTH))
        for why in self.reasons.values():
            why.setFixedWidth(em(self, REASON_WIDTH))

    def show_choice(self, choice: LayerChoice) -> None:
        """Tick and set what is chosen."""
        self._choice = choice
        for key, box in self.boxes.items():
            with QSignalBlocker(box), QSignalBlocker(self.sliders[key]):
                box.setChecked(choice.shows(key))
                self.sliders[key].setValue(round(100 * choice.opacity(key)))
        with QSignalBlocker(self.scale):
            self.scale.setCurrentIndex(0 if choice.probability else 1)
        for axis, value in zip(self.axes, choice.latent_axes, strict=True):
            with QSignalBlocker(axis):
                axis.setValue(value + 1)

    def show_latent_size(self, size: int) -> None:
        """How many dimensions there are to choose from."""
        for axis in self.axes:
            axis.setEnabled(size > 2)

    def show_reason(self, key: str, reason: str) -> None:
        """Why a layer cannot be seen, under its switch; "" when it can."""
        label = self.reasons[key]
        if label.text() != reason:
            label.setText(reason)
            label.setVisible(bool(reason))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a layer's key switches it here as well."""
        pressed = event.text().upper()
        for layer in LAYERS:
            if pressed and pressed == layer.shortcut:
                self.boxes[layer.key].toggle()
                return
        super().keyPressEvent(event)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        key = self.sender().objectName().removeprefix("layerBox.")
        self.switched.emit(key, on)

    @Slot(int)
    def _on_opacity(self, value: int) -> None:
        key = self.sender().objectName().removeprefix("layerOpacity.")
        self.chosen.emit(self._choice.with_opacity(key, value / 100))

    @Slot(int)
    def _on_scale(self, index: int) -> None:
        self.chosen.emit(self._choice.replaced(probability=index == 0))

    @Slot()
    def _on_axes(self) -> None:
        first, second = (axis.value() - 1 for axis in self.axes)
        self.chosen.emit(self._choice.replaced(latent_axes=(first, second)))
