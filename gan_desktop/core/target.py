"""What a target is: a law of points in the plane."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gan_desktop.core.model import Value

if TYPE_CHECKING:
    from gan_desktop.core.mixture import GaussianMixture


class Target(Value):
    """A law that points are drawn from. Its kinds: `GaussianMixture`, `ShapeTarget`.

    Attributes:
        kind: name of the kind in files.
    """

    kind: str

    def sample(self, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draw (count, 2) independent points; what is taken from `rng` depends on count alone."""
        raise NotImplementedError

    @property
    def known_modes(self) -> "GaussianMixture | None":
        """The modes, None where there are none to count."""
        return None

    def log_density(self, points: NDArray[np.floating[Any]]) -> NDArray[np.float64] | None:  # noqa: ARG002
        """(n,) log p(x) in nats for (n, 2) points, None where no density is known."""
        return None

    def __len__(self) -> int:
        """Number of known modes."""
        return 0

    def __bool__(self) -> bool:
        """A target without known modes is a target nevertheless."""
        return True
