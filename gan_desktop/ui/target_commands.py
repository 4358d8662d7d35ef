"""What the person does to the target, carried out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gan_desktop.app.experiment import Experiment
from gan_desktop.app.settings import Settings
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import Covariance, GaussianMixture, Point, nearest_mean
from gan_desktop.core.targets import TARGETS, name_of
from gan_desktop.core.words import told
from gan_desktop.ui.canvas import Canvas
from gan_desktop.ui.editors import commit_typing
from gan_desktop.ui.panels.parameters import ParameterPanel
from gan_desktop.ui.target_gallery import TargetGallery
from gan_desktop.ui.theme import chosen_palette
from gan_desktop.ui.words import translated


class TargetCommands(QObject):
    """One slot for each thing that can be done to a target; each is an edit of the experiment."""

    def __init__(
        self,
        experiment: Experiment,
        settings: Settings,
        canvas: Canvas,
        parameters: ParameterPanel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._experiment, self._settings = experiment, settings
        self._canvas, self._parameters, self._window = canvas, parameters, window

    @Slot()
    def show_gallery(self) -> None:
        """Open the gallery; training goes on behind it."""
        named = name_of(self._experiment.target)
        palette = chosen_palette(self._settings.theme)
        gallery = TargetGallery(palette, named.key if named else "", self._window)
        gallery.chosen.connect(self.choose_target)
        gallery.finished.connect(gallery.deleteLater)
        gallery.open()

    @Slot(str)
    def choose_target(self, key: str) -> None:
        """Another target, and the view that shows it; a training goes on with it."""
        named = TARGETS[key]
        text = self.tr("choose {target}").format(target=translated(named.label))
        self._settle()
        self._experiment.choose_target(named, text)

    @Slot(object, str)
    def edit_mixture(self, mixture: GaussianMixture, text: str) -> None:
        """Replace the target."""
        self._settle()
        self._experiment.set_target(mixture, text)

    @Slot(int)
    def begin_drag(self, index: int) -> None:
        """A centre is taken: what follows is one edit."""
        commit_typing(self._window)
        text = self.tr("move mode {number}").format(number=index + 1)
        self._experiment.begin_gesture(text)

    @Slot(int, float, float)
    def drag(self, index: int, x: float, y: float) -> None:
        """A centre moves, as far as a mean may be."""
        mean = nearest_mean(x, y)
        self._change_mode(index, lambda mixture: mixture.with_mode(index, mean=mean))

    @Slot(int)
    def begin_spread(self, index: int) -> None:
        """A grip of a mode's ellipse is taken: what follows is one edit."""
        commit_typing(self._window)
        text = self.tr("change the spread of mode {number}").format(number=index + 1)
        self._experiment.begin_gesture(text)

    @Slot(int, object)
    def spread(self, index: int, covariance: Covariance) -> None:
        """A mode is turned or stretched."""
        self._change_mode(index, lambda mixture: mixture.with_mode(index, covariance=covariance))

    @Slot()
    def end_drag(self) -> None:
        """What was dragged is let go."""
        self._experiment.end_gesture()

    @Slot()
    def cancel_drag(self) -> None:
        """Back to what was before the drag."""
        self._experiment.cancel_gesture()

    @Slot()
    def add_mode(self) -> None:
        """One more mode, like the current one, where there is room for it."""
        self._settle()
        display, mixture = self._experiment.config.display, self._experiment.mixture
        if mixture is not None:
            self._add(mixture, mixture.free_place(display.x_limits, display.y_limits))

    @Slot(float, float)
    def add_mode_at(self, x: float, y: float) -> None:
        """One more mode, like the current one, where the person wants it."""
        self._settle()
        mixture = self._experiment.mixture
        if mixture is not None:
            self._add(mixture, (x, y))

    @Slot()
    def remove_mode(self) -> None:
        """The current mode goes, unless it is the last one."""
        if self._experiment.mixture is not None and self._parameters.current_mode >= 0:
            self._parameters.remove_mode()

    def _add(self, mixture: GaussianMixture, place: Point) -> None:
        current = self._parameters.current_mode
        like = current if current >= 0 else len(mixture) - 1
        weight, covariance = mixture.weights[like], mixture.covariances[like]
        try:
            added = mixture.with_added(weight, place, covariance)
        except InvalidValueError as error:
            self._parameters.refuse_mode(translated(told(error)))
            return
        self.edit_mixture(added, self.tr("add a mode"))
        self._parameters.select_mode(len(mixture))

    def _change_mode(
        self, index: int, change: Callable[[GaussianMixture], GaussianMixture]
    ) -> None:
        mixture = self._experiment.mixture
        if mixture is not None and index < len(mixture):
            # The gesture's own name is what counts.
            self._experiment.set_target(change(mixture), self.tr("change a mode"))

    def _settle(self) -> None:
        """Another edit comes: end a drag where it is, commit a number that is being typed."""
        self._canvas.drop_drag()
        self._experiment.end_gesture()
        commit_typing(self._window)
