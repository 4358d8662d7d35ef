"""Networks as the calls that build them."""

import inspect
import re

from torch import nn

from gan_desktop.training.standalone.sources import Sources

# What PyTorch shows, as people write it.
_LINEAR = re.compile(r"^nn\.Linear\(in_features=(\d+), out_features=(\d+), bias=True\)$")


def network_text(network: nn.Module, sources: Sources, indent: str = "") -> str:
    """The expression that builds a network of this shape; classes of ours join the sources."""
    deeper = indent + "    "
    if isinstance(network, nn.Sequential):
        layers = (f"{deeper}{network_text(layer, sources, deeper)}," for layer in network)
        return "nn.Sequential(\n" + "\n".join(layers) + f"\n{indent})"
    if type(network).__module__.startswith("torch."):
        return _LINEAR.sub(r"nn.Linear(\1, \2)", f"nn.{network!r}")
    kind = sources.add(type(network))
    # Modules of ours keep what they were made of under the names of their arguments.
    names = [name for name in inspect.signature(type(network)).parameters if name != "args"]
    parts = [getattr(network, name) for name in names if name != "kwargs"]
    if not parts:
        return f"{kind}()"
    texts = (f"{deeper}{network_text(part, sources, deeper)}," for part in parts)
    return f"{kind}(\n" + "\n".join(texts) + f"\n{indent})"
