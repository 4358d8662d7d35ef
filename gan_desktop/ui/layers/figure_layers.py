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
        self._show_opacities()
        self.redraw()

    def emphasise(self, keys: frozenset[str] | None) -> None:
        """Dim what is not among these layers; None to see everything as it is.

        Args:
            keys: of layers; those that are not in the picture do not matter.
        """
        self._emphasised = keys
        self._show_opacities()

    @property
    def seen(self) -> frozenset[str]:
        """Keys of the layers that are in the picture."""
        return self.drawn | {key for key in self._clouds if self.choice.shows(key)}

    def item(self, key: str) -> pg.GraphicsObject:
        """What draws a layer."""
        return self._clouds[key] if key in self._clouds else self._drawings[key].item

    def set_palette(self, palette: Palette) -> None:
        """Colours."""
        self._palette = palette
        self.redraw()

    def set_text_size(self, pixels: int) -> None:
        """How large all words in the picture are."""
        self.colour_bar.set_text_size(pixels)
        self._drawings["coverage"].item.set_text_size(pixels)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what is on of a snapshot."""
        if self._snapshot is not None and snapshot.run_id != self._snapshot.run_id:
            self.computed.clear()
        self._snapshot = snapshot
        # Looking back: what was computed later belongs to no picture of before.
        for key in [key for key, each in self.computed.items() if each.step > snapshot.step]:
            del self.computed[key]
        for key, data in snapshot.layers.items():
            self.computed[key] = Computed(data, snapshot.step)
        self.redraw()

    def take_over(self, other: "FigureLayers") -> None:
        """Show what another picture shows: choice, emphasis, and layers kept from earlier steps."""
        self._emphasised = other._emphasised
        self.computed = dict(other.computed)
        self.set_choice(other.choice)

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

    def _show_opacities(self) -> None:
        for key in (*self._clouds, *self._drawings):
            plain = self._emphasised is None or key in self._emphasised
            self.item(key).setOpacity(self.choice.opacity(key) * (1.0 if plain else DIMMED))

    def _show_bar(self) -> None:
        key = "" if self.scene is None else self.scene.filling
        if not key:
            self.colour_bar.setVisible(False)
            return
        view = self.scene.maps[key]
        table = self._drawings[key].table(self._palette)
        title, opacity = title_of(key, view.probability), self.choice.opacity(key)
        self.colour_bar.show_map(title, view, table, self._palette, opacity)
