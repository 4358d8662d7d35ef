"""The layers that need the networks, one function each; `core/layers/catalogue.py` names them."""

from collections.abc import Callable

from gan_desktop.core.layers.data import LayerData, LayerRequest
from gan_desktop.training.layers.inside import Inside
from gan_desktop.training.layers.manifold import manifold
from gan_desktop.training.layers.optimum import optimal
from gan_desktop.training.layers.output_map import discriminator
from gan_desktop.training.layers.pull import arrows, field
from gan_desktop.training.measuring import evaluating

COMPUTED: dict[str, Callable[[Inside, LayerRequest], LayerData]] = {
    "discriminator": discriminator,
    "optimal": optimal,
    "arrows": arrows,
    "field": field,
    "manifold": manifold,
}


def compute(inside: Inside, request: LayerRequest) -> dict[str, LayerData]:
    """What a request asks for; a key that is not computed is left out."""
    with evaluating(inside.generator), evaluating(inside.discriminator):
        return {
            key: function(inside, request)
            for key, function in COMPUTED.items()
            if key in request.keys
        }


__all__ = ["COMPUTED", "Inside", "compute"]
