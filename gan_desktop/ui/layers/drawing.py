"""What each layer draws: one small class a layer, all with the same three methods."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from gan_desktop.core.layers import LAYERS, LayerChoice, LayerData, Region
from gan_desktop.core.layers.arrows import lines, unit_slope
from gan_desktop.core.layers.density import cell_centres, estimate, mass_level
from gan_desktop.core.layers.maps import MapView, difference_view, middle_of, output_view
from gan_desktop.core.snapshot import Points, Snapshot
from gan_desktop.ui.layers.colours import Table, difference_table, output_table
from gan_desktop.ui.layers.ellipses import Ellipses, marks
from gan_desktop.ui.layers.heat_map import HeatMap, contour_paths
from gan_desktop.ui.layers.lines import Lines, pen
from gan_desktop.ui.palette import Palette

# Cells along each side for density contours, and the parts of the mass that they hold.
DENSITY_CELLS = 128
MASSES = ((0.9, 1.3), (0.5, 2.4))


@dataclass(frozen=True, eq=False)
class Scene:
    """All that is drawn from.

    Attributes:
        snapshot: points and target.
        computed: the latest data of each layer that the training computes.
        choice: what is on, and how.
        palette: colours.
        view: the part of the plane that is seen.
    """

    snapshot: Snapshot
    computed: Mapping[str, LayerData]
    choice: LayerChoice
    palette: Palette
    view: Region

    @cached_property
    def maps(self) -> dict[str, MapView]:
        """The maps that are on and can be drawn, the one that fills the picture last."""
        views = {key: self._map(key) for key in self.choice.on if LAYERS[key].fills}
        return {key: view for key, view in views.items() if view is not None}

    @property
    def filling(self) -> str:
        """The map that colours the plane, "" for none."""
        return list(self.maps)[-1] if self.maps else ""

    @property
    def side(self) -> float:
        """The shorter side of the view, in data units."""
        x_min, x_max, y_min, y_max = self.view
        return min(x_max - x_min, y_max - y_min)

    @cached_property
    def slope(self) -> float:
        """The slope that an arrow of one data unit stands for, in this picture."""
        shown = [key for key in ("arrows", "field") if self.choice.shows(key)]
        vectors = [self.computed[key].arrays["by"] for key in shown if self._has(key, "by")]
        return unit_slope(vectors, self.side) if vectors else 1.0

    def _map(self, key: str) -> MapView | None:
        d, d_star = self.computed.get("discriminator"), self.computed.get("optimal")
        probability = self.choice.probability
        if key == "difference":
            return d and d_star and difference_view(d, d_star, probability)
        data = self.computed.get(key)
        return data and output_view(data, middle_of(d), probability)

    def _has(self, key: str, name: str) -> bool:
        return key in self.computed and name in self.computed[key].arrays


class MapDrawing:
    """A map of the discriminator, the optimal one, or their difference."""

    depth = -20.0

    def __init__(self, key: str, dash: Qt.PenStyle) -> None:
        self._key = key
        self.item = HeatMap(dash)

    def draw(self, scene: Scene) -> bool:
        """Draw; False where there is nothing to."""
        view = scene.maps.get(self._key)
        if view is None:
            return False
        filled = scene.filling == self._key
        self.item.show_map(view, self.table(scene.palette), scene.palette.text, filled)
        return True

    def table(self, palette: Palette) -> Table:
        """The colours."""
        return (difference_table if self._key == "difference" else output_table)(palette)


class ArrowsDrawing:
    """Arrows at points or on a grid."""

    def __init__(self, key: str, depth: float) -> None:
        self._key, self.depth = key, depth
        self.item = Lines()

    def draw(self, scene: Scene) -> bool:
        """Draw; False where there is nothing to."""
        data = scene.computed.get(self._key)
        if data is None or "by" not in data.arrays:
            return False
        x, y = lines(data.arrays["at"], data.arrays["by"], scene.slope, scene.side)
        path = pg.arrayToQPath(x.astype(float), y.astype(float), connect="pairs")
        colour = scene.palette.fake if self._key == "arrows" else scene.palette.text
        self.item.show_lines([(path, pen(colour, 1.0))])
        return True


class ManifoldDrawing:
    """The image of the latent grid, each second line bolder where it is two-dimensional."""

    depth = -8.0

    def __init__(self) -> None:
        self.item = Lines()

    def draw(self, scene: Scene) -> bool:
        """Draw; False where there is nothing to."""
        data = scene.computed.get("manifold")
        if data is None or "nodes" not in data.arrays:
            return False
        nodes = data.arrays["nodes"].astype(float)
        colours = (scene.palette.average, scene.palette.modes)
        along = [nodes] if len(nodes) == 1 else [nodes, nodes.transpose(1, 0, 2)]
        paths = []
        for lines_, colour in zip(along, colours, strict=False):
            gap = np.full((len(lines_), 1, 2), np.nan)
            points = np.concatenate((lines_, gap), axis=1).reshape(-1, 2)
            path = pg.arrayToQPath(points[:, 0], points[:, 1], connect="finite")
            paths.append((path, pen(colour, 1.0 if len(nodes) > 1 else 2.0)))
        self.item.show_lines(paths)
        return True


class DensityDrawing:
    """Contours of both clouds' densities.

    Attributes:
        blurs: the bandwidth of each cloud's estimate, in data units.
    """

    depth = -5.0

    def __init__(self) -> None:
        self.item = Lines()
        # The real points stay the same from snapshot to snapshot.
        self._known: dict[str, tuple[Points, Region, list]] = {}
        self.blurs: dict[str, float] = {}

    def draw(self, scene: Scene) -> bool:
        """Draw; False where there is nothing to."""
        snapshot, paths = scene.snapshot, []
        clouds = {"real": snapshot.real, "fake": snapshot.fake}
        for (name, points), dash in zip(
            clouds.items(), (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine), strict=True
        ):
            colour = getattr(scene.palette, name)
            found = self._contours(name, points, scene.view)
            for path, (_, width) in zip(found, MASSES, strict=True):
                paths.append((path, pen(colour, width, dash=dash)))
        self.item.show_lines(paths)
        return True

    def _contours(self, name: str, points: Points, view: Region) -> list:
        known = self._known.get(name)
        if known is not None and known[1] == view and np.array_equal(known[0], points):
            return known[2]
        found = estimate(points, view, DENSITY_CELLS)
        values, self.blurs[name] = found.values, found.bandwidth
        x, y = cell_centres(view, DENSITY_CELLS)
        levels = tuple(mass_level(values, mass) for mass, _ in MASSES)
        paths = contour_paths(x, y, values, levels)
        self._known[name] = (points, view, paths)
        return paths


class CoverageDrawing:
    """Each mode's ellipse with its coverage."""

    depth = 8.0

    def __init__(self) -> None:
        self.item = Ellipses()

    def draw(self, scene: Scene) -> bool:
        """Draw; False where the target has no modes to count."""
        modes = scene.snapshot.target.known_modes
        if modes is None:
            return False
        self.item.show_marks(marks(scene.snapshot.fake, modes), scene.palette)
        return True


def drawings() -> dict[
    str, MapDrawing | ArrowsDrawing | ManifoldDrawing | DensityDrawing | CoverageDrawing
]:
    """What draws each layer but the points."""
    return {
        "discriminator": MapDrawing("discriminator", Qt.PenStyle.SolidLine),
        "optimal": MapDrawing("optimal", Qt.PenStyle.DashLine),
        "difference": MapDrawing("difference", Qt.PenStyle.DotLine),
        "arrows": ArrowsDrawing("arrows", 5.0),
        "field": ArrowsDrawing("field", -6.0),
        "manifold": ManifoldDrawing(),
        "density": DensityDrawing(),
        "coverage": CoverageDrawing(),
    }
