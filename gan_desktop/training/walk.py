"""One alternating step, sub-step by sub-step: the same operations as the plain step."""

from collections.abc import Callable, Generator, Iterator

from gan_desktop.core.phases import Phase, SubStep
from gan_desktop.training.dynamics.game import Player
from gan_desktop.training.dynamics.gradients import Gradients
from gan_desktop.training.dynamics.rules import Losses, alternating_in_parts
from gan_desktop.training.gan_game import GanGame
from gan_desktop.training.seen import Seen


class StepWalk(Iterator[SubStep]):
    """Makes the step as it is iterated; nothing else may use the game before it is closed.

    A loss and its gradient are one computation. It is made when the first sub-step that tells of
    it is asked for; it changes no weights, those change where "moves" says so.

    Attributes:
        open: whether the step is begun and not done.
    """

    def __init__(
        self,
        game: GanGame,
        players: tuple[Player, Player],
        gradients: Gradients,
        d_steps: int,
        step: int,
        done: Callable[[Losses], None],
    ) -> None:
        self.open = True
        self._game, self._done = game, done
        self._d_steps, self._step = d_steps, step
        self._parts = alternating_in_parts(game, *players, gradients, d_steps)
        self._told = self._tell()
        game.seen = self._seen = Seen()

    def __next__(self) -> SubStep:
        """The next sub-step. Raises DivergedError as the plain step does; then it is closed."""
        try:
            return next(self._told)
        except BaseException:
            self._close()
            raise

    def finish(self) -> None:
        """Make the rest of the step."""
        while self.open:
            next(self)

    def drop(self) -> None:
        """Leave it where it is: the run goes on from elsewhere."""
        self._told.close()
        self._close()

    def _close(self) -> None:
        self.open = False
        self._game.seen = None

    def _tell(self) -> Generator[SubStep, None, None]:
        seen = self._seen
        for move in range(1, self._d_steps + 1):
            loss = next(self._parts)
            real, fake = seen.real.numpy(), seen.fake.numpy()
            outputs = {"real_output": seen.real_output, "fake_output": seen.fake_output}
            batch = len(real)
            yield self._at(Phase.DRAW, move, batch, real=real)
            yield self._at(Phase.GENERATE, move, batch, fake=fake)
            yield self._at(Phase.RATE, move, batch, real=real, fake=fake, **outputs)
            yield self._at(Phase.D_LOSS, move, batch, real=real, fake=fake, loss=loss, **outputs)
            loss = next(self._parts)
            yield self._at(Phase.D_MOVE, move, batch, loss=loss)
        loss = next(self._parts)
        fake, pull = seen.judged.numpy(), seen.pull.numpy()
        rated = {"fake_output": seen.judged_output, "loss": loss}
        yield self._at(Phase.FRESH, move, len(fake), fake=fake)
        yield self._at(Phase.PULL, move, len(fake), fake=fake, pull=pull, **rated)
        try:
            next(self._parts)
        except StopIteration as end:
            self._done(end.value)
        self._close()
        yield self._at(Phase.G_MOVE, move, len(fake), loss=loss)

    def _at(self, phase: Phase, move: int, batch: int, **values: object) -> SubStep:
        return SubStep(phase, self._step, move, self._d_steps, batch, **values)  # type: ignore[arg-type]
