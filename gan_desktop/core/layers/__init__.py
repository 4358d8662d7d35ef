"""What can be seen beside the points: the layers of the canvas."""

from gan_desktop.core.layers.catalogue import COMPUTED, LAYERS, Layer
from gan_desktop.core.layers.choice import LayerChoice
from gan_desktop.core.layers.data import LayerData, LayerRequest, Region

__all__ = ["COMPUTED", "LAYERS", "Layer", "LayerChoice", "LayerData", "LayerRequest", "Region"]
