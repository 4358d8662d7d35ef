"""The layers of the canvas: one line each, in the order of their switches."""

from dataclasses import dataclass

from gan_desktop.core.registry import KeyedRegistry

# What the training computes for layers: keys of `Snapshot.layers`.
DISCRIMINATOR, OPTIMAL, ARROWS, FIELD, MANIFOLD = COMPUTED = (
    "discriminator",
    "optimal",
    "arrows",
    "field",
    "manifold",
)


@dataclass(frozen=True)
class Layer:
    """Something that can be seen on the canvas.

    Attributes:
        key: what settings, files and the command line call it.
        label: what menus call it (English; translated where it is shown).
        shortcut: the key that switches it.
        sentence: what is seen, for the strip under the canvas.
        needs: what the training must compute for it, of `COMPUTED`; nothing where the points do.
        opacity: 0 to 1, at first.
        on: whether it is seen at first.
        fills: whether it colours the whole plane; of several such layers the last fills it, the
            others are seen by their contour lines.
    """

    key: str
    label: str
    shortcut: str
    sentence: str
    needs: frozenset[str] = frozenset()
    opacity: float = 0.9
    on: bool = False
    fills: bool = False


LAYERS: KeyedRegistry[Layer] = KeyedRegistry("layer")
for _layer in (
    Layer("real", "Real points", "1", "Points of the target.", opacity=1.0, on=True),
    Layer("fake", "Generated points", "2", "What the generator makes.", opacity=1.0, on=True),
    Layer(
        "average",
        "Averaged generator",
        "3",
        "What the generator makes with its weights averaged over time.",
        opacity=1.0,
        on=True,
    ),
    Layer(
        "discriminator",
        "Discriminator",
        "4",
        # The strip says what the output means under the loss (`core/layers/output.py`).
        "What the discriminator says of every place.",
        frozenset({DISCRIMINATOR}),
        0.85,
        fills=True,
    ),
    Layer(
        "optimal",
        "Optimal discriminator D*",
        "5",
        "What the best discriminator for this loss would say.",
        frozenset({OPTIMAL}),
        0.85,
        fills=True,
    ),
    Layer(
        "difference",
        "D − D*",
        "6",
        "Purple where the discriminator says too much against D*, green too little.",
        frozenset({DISCRIMINATOR, OPTIMAL}),
        0.85,
        fills=True,
    ),
    Layer(
        "arrows",
        "Pull on the points",
        "7",
        "Minus the gradient of the generator's loss at each generated point.",
        frozenset({ARROWS}),
        0.7,
    ),
    Layer(
        "field",
        "Pull on a grid",
        "8",
        "Where the generator's loss would pull a point at each place.",
        frozenset({FIELD}),
        0.6,
    ),
    Layer(
        "manifold",
        "Generator's manifold",
        "9",
        "The image of a grid in the latent space.",
        frozenset({MANIFOLD}),
        0.6,
    ),
    Layer(
        "density",
        "Density contours",
        "0",
        "Hold 90% and, bolder, 50% of a cloud; solid real, dashed generated.",
        opacity=1.0,
    ),
    Layer(
        "coverage",
        "Coverage of the modes",
        "E",
        "Generated points in each mode's 3 σ ellipse, in percent of its share.",
        opacity=1.0,
    ),
):
    LAYERS.add(_layer)
