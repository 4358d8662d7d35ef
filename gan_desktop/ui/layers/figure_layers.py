"""`FigureLayers`: the layers of one picture, kept as they were chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyqtgraph as pg

from gan_desktop.core.layers import LayerChoice, LayerData, Region
from gan_desktop.core.snapshot import Snapshot
from gan_desktop.ui.layers.colour_bar import ColourBar, title_of
from gan_desktop.ui.layers.drawing import Scene, drawings
from gan_desktop.ui.palette import LIGHT, Palette

# What the eye is to pass over.
DIMMED = 0.2


@dataclass(frozen=True, eq=False)
class Computed:
    """The latest data of a layer that the training computes, and its step."""

    data: LayerData
    step: int


class FigureLayers:
    """Draws what is on over and under the points.

    A snapshot may come without a layer that is on (there was no time to compute it): the last one
    of the same run stays, and `computed` says of which step it is.

    Attributes:
        choice: what is on, and how.
        computed: by key; emptied when a new run begins.
        scene: what was drawn last; None before the first snapshot.
        drawn: keys of the layers that are seen.
    """

    def __init__(self, plot: pg.PlotItem, clouds: Mapping[str, pg.ScatterPlotItem]) -> None:
        self._plot, self._clouds = plot, clouds
        self._drawings = drawings()
        for drawing in self._drawings.values():
            drawing.item.setZValue(drawing.depth)
            drawing.item.setVisible(False)
            plot.addItem(drawing.item, ignoreBounds=True)
        self.colour_bar = ColourBar(plot.getViewBox())
        self._palette = LIGHT
        self._snapshot: Snapshot | None = None
        self.computed: dict[str, Computed] = {}
        self.scene: Scene | None = None
        self.drawn: frozenset[str] = frozenset()
        self._emphasised: frozenset[str] | None = None
        self.set_choice(LayerChoice())

    @property
    def view(self) -> Region:
        """The part of the plane that is seen."""
        (x_min, x_max), (y_min, y_max) = self._plot.getViewBox().viewRange()
        return (x_min, x_max, y_min, y_max)

    @property
    def blurs(self) -> Mapping[str, float]:
        """Bandwidths of the density contours, of `real` and `fake`."""
        return self._drawings["density"].blurs

    def set_choice(self, choice: LayerChoice) -> None:
        """What is on, and how."""
        self.choice = choice
        for key, cloud in self._clouds.items():
            cloud.setVisible(choice.shows(key))
        self._set_opacities()
        self.redraw()

    def keys(self) -> frozenset[str]:
        """Of the layers that are switched on."""
        known = self._clouds.keys() | self._drawings.keys()
        return frozenset(key for key in known if self.choice.shows(key))

    def emphasise(self, keys: frozenset[str] | None) -> None:
        """Dim what is not among these layers; None to see everything as it was chosen."""
        self._emphasised = keys
        self._set_opacities()
        self._show_bar()

    def _set_opacities(self) -> None:
        for key, cloud in self._clouds.items():
            cloud.setOpacity(self.opacity(key))
        for key, drawing in self._drawings.items():
            drawing.item.setOpacity(self.opacity(key))

    def opacity(self, key: str) -> float:
        """How opaque a layer is drawn now, 0 to 1."""
        dimmed = self._emphasised is not None and key not in self._emphasised
        return self.choice.opacity(key) * (DIMMED if dimmed else 1.0)

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self.redraw()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what is on of a snapshot."""
        if self._snapshot is not None and snapshot.run_id != self._snapshot.run_id:
            self.computed.clear()
        self._snapshot = snapshot
        for key, data in snapshot.layers.items():
            self.computed[key] = Computed(data, snapshot.step)
        self.redraw()

    def clear(self) -> None:
        """A new run: nothing is known of it."""
        self._snapshot = self.scene = None
        self.computed.clear()
        self.redraw()

    def redraw(self) -> None:
        """Draw again: something else is on, in other colours, or another part is seen."""
        drawn = set()
        if self._snapshot is not None:
            computed = {key: each.data for key, each in self.computed.items()}
            self.scene = Scene(self._snapshot, computed, self.choice, self._palette, self.view)
            drawn = {
                key
                for key, drawing in self._drawings.items()
                if self.choice.shows(key) and drawing.draw(self.scene)
            }
        for key, drawing in self._drawings.items():
            drawing.item.setVisible(key in drawn)
        self.drawn = frozenset(drawn)
        self._show_bar()

    def _show_bar(self) -> None:
        key = "" if self.scene is None else self.scene.filling
        if not key:
            self.colour_bar.setVisible(False)
            return
        view = self.scene.maps[key]
        table = self._drawings[key].table(self._palette)
        title, opacity = title_of(key, view.probability), self.opacity(key)
        self.colour_bar.show_map(title, view, table, self._palette, opacity)
