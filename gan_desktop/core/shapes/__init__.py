"""Shapes to draw points on: to add one, add its file and a line here.

A shape is a function of (n, 3) independent uniform numbers of [0, 1) to (n, 2) points. So what is
drawn depends on the number of points alone, whatever the shape. Sizes are those of the field.
"""

from gan_desktop.core.registry import Entry, Registry

# Columns of uniform numbers that a shape gets.
UNIFORMS = 3

SHAPES = Registry("shape")
for _key, _label, _summary in (
    ("swiss-roll", "Swiss roll", "t (cos t, sin t) / 7.5, 1.5 π ≤ t < 4.5 π"),
    ("two-moons", "Two moons", "two half circles of radius 2 that reach into each other"),
    ("circles", "Circles", "two circles about the origin, of radius 3 and 1.5"),
    ("spirals", "Spirals", "two arms of one and a half turns"),
    ("pinwheel", "Pinwheel", "five bent blades"),
    ("checkerboard", "Checkerboard", "the eight dark squares of a board of 4 x 4"),
    ("line", "Line", "a straight line: x = y, -2.5 ≤ x < 2.5"),
):
    _name = _key.replace("-", "_")
    SHAPES.add(Entry(_key, _label, _summary, f"{__name__}.{_name}:{_name}"))
