"""`LayerChoice`: which layers are seen, and how. No part of the experiment."""

from typing import Annotated, Self

from pydantic import Field, ValidationError

from gan_desktop.core.layers.catalogue import LAYERS
from gan_desktop.core.layers.data import LayerRequest, Region
from gan_desktop.core.model import Value

Part = Annotated[float, Field(ge=0, le=1)]
Axis = Annotated[int, Field(ge=0, lt=512)]


def _first_on() -> tuple[str, ...]:
    return tuple(layer.key for layer in LAYERS if layer.on)


class LayerChoice(Value):
    """What the person has switched on; immutable.

    Attributes:
        on: keys of the layers that are seen.
        opacities: opacity by key, where it is another than the layer's own.
        probability: maps show probabilities where the loss has them, else the bare output.
        latent_axes: the two latent dimensions, from 0, that the manifold is a slice along.
    """

    on: tuple[str, ...] = Field(default_factory=_first_on)
    opacities: dict[str, Part] = Field(default_factory=dict)
    probability: bool = True
    latent_axes: tuple[Axis, Axis] = (0, 1)

    @classmethod
    def read(cls, text: object) -> Self:
        """From a settings file; what makes no sense is the default, unknown layers are left out."""
        try:
            read = cls.model_validate_json(text if isinstance(text, str) else "{}", strict=False)
        except ValidationError:
            return cls()
        return read.replaced(on=tuple(key for key in read.on if key in LAYERS))

    @property
    def text(self) -> str:
        """For a settings file: `read` understands it."""
        return self.model_dump_json()

    def shows(self, key: str) -> bool:
        """Whether a layer is switched on."""
        return key in self.on

    def opacity(self, key: str) -> float:
        """Of a layer, 0 to 1."""
        return self.opacities.get(key, LAYERS[key].opacity)

    def switched(self, key: str, on: bool) -> Self:
        """With one layer on or off; kept in the catalogue's order."""
        wanted = (set(self.on) | {key}) if on else (set(self.on) - {key})
        return self.replaced(on=tuple(layer.key for layer in LAYERS if layer.key in wanted))

    def with_opacity(self, key: str, opacity: float) -> Self:
        """With another opacity of one layer."""
        return self.replaced(opacities={**self.opacities, key: opacity})

    def request(self, region: Region) -> LayerRequest | None:
        """What the training has to compute for a part of the plane; None for nothing."""
        needed = [LAYERS[key].needs for key in self.on]
        keys = frozenset().union(*needed) if needed else frozenset()
        return LayerRequest(keys, region, latent_axes=self.latent_axes) if keys else None
