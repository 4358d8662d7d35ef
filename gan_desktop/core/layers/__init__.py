"""What can be seen beside the points: the layers of the canvas."""

from gan_desktop.core.layers.data import LayerData, LayerRequest

__all__ = ["LayerData", "LayerRequest"]
