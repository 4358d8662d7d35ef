"""The named shapes: the noise that the field gives them, and a view."""

from gan_desktop.core.shape_target import ShapeTarget
from gan_desktop.core.shapes import SHAPES
from gan_desktop.core.targets.named import NamedTarget

_FFJORD = "(Grathwohl et al. 2019, arXiv:1810.01367, toy_data.py)"

SHAPE_TARGETS = tuple(
    NamedTarget(
        key,
        SHAPES[key].label,
        about,
        ShapeTarget(shape=key, noise=noise),
        (-reach, reach),
        (-reach, reach),
    )
    for key, noise, reach, about in (
        (
            "swiss-roll",
            0.25 / 7.5,
            2.5,
            "1.5 turns, noise 0.25, all divided by 7.5 (Gulrajani et al. 2017, gan_toy.py).",
        ),
        ("two-moons", 0.2, 4.0, f"Two half circles that interlock, noise 0.2 {_FFJORD}."),
        ("circles", 0.24, 4.0, f"Circles of radius 3 and 1.5, noise 0.24 {_FFJORD}."),
        ("spirals", 0.1, 4.5, f"Two arms of one and a half turns, noise 0.1 {_FFJORD}."),
        ("pinwheel", 0.0, 4.5, f"Five bent blades {_FFJORD}."),
        ("checkerboard", 0.0, 5.0, f"Uniform on eight squares of side 2 {_FFJORD}."),
        ("line", 0.0, 3.5, f"A line without any width, so without a density {_FFJORD}."),
    )
)
