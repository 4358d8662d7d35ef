"""One switch a layer, in the View menu and by its key."""

from gan_desktop.core.layers import LAYERS
from gan_desktop.ui.action_spec import ActionSpec


def action_name(key: str) -> str:
    """Name of a layer's action."""
    return f"layer{key.capitalize()}"


LAYER_ACTIONS = tuple(
    ActionSpec(
        action_name(layer.key),
        layer.label,
        layer.sentence,
        menu="view",
        shortcuts=(layer.shortcut,),
        checkable=True,
        separator_before=layer.key == "real",
    )
    for layer in LAYERS
)
