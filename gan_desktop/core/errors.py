"""Errors whose text is one clear sentence for the person in front of the application."""

from gan_desktop.core.words import Text


class GanDesktopError(Exception):
    """Base of the errors that are shown as they are: what is wrong, where, what is allowed."""


class InvalidValueError(GanDesktopError, ValueError):
    """A value was refused; `path` is the config path of the input it belongs to."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class DivergedError(GanDesktopError):
    """A loss or an output became NaN or infinite.

    Attributes:
        step: the step (1-based) that could not be completed.
        network: "generator" or "discriminator".
    """

    def __init__(self, step: int, network: str, what: str) -> None:
        super().__init__(
            Text(
                "Training diverged at step {step}: {what} of the {network}.",
                step=f"{step:,}",
                what=what,
                network=network,
            )
        )
        self.step = step
        self.network = network
        self.what = what

    def __reduce__(self) -> tuple[type["DivergedError"], tuple[int, str, str]]:
        return (DivergedError, (self.step, self.network, self.what))
