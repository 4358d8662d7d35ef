"""`Product`: one kind of file that a run can be made into."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text

# What an order may say of a product: options of the command line, inputs of the window.
RANGE, EVERY, AT, SIZE, FPS = "range", "every", "at", "size", "fps"
LAYERS, OPACITY = "layers", "opacity"


class Maker:
    """Makes one file of a run; the base of all products' makers."""

    def check(self, job: ExportJob) -> None:
        """Find out what cannot be done, before anything is written.

        Raises:
            InvalidValueError: one sentence.
        """

    def total(self, job: ExportJob) -> int:
        """How often `job.tick` will be called, about."""
        return len(job.indices)

    def write(self, job: ExportJob, path: Path, kind: str) -> None:
        """Write the file under a passing name.

        Args:
            job: the run.
            path: the name; its suffix means nothing.
            kind: the suffix of the final name, without its dot.

        Raises:
            CancelledError: it is not wanted any more.
            InvalidValueError: the run is damaged, or does not allow it.
            OSError: the file could not be written.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Product:
    """One kind of file.

    Attributes:
        key: the option of the command line.
        label: what the window calls it (English).
        about: one sentence on what is in it.
        suffixes: of its files; the first is the usual one.
        uses: what an order can say of it.
        maker: makes what makes it.
    """

    key: str
    label: str
    about: str
    suffixes: tuple[str, ...]
    uses: frozenset[str]
    maker: Callable[[], Maker]

    def kind_of(self, path: Path) -> str:
        """The suffix of a file's name without its dot. Raises InvalidValueError."""
        suffix = path.suffix.lower()
        if suffix not in self.suffixes:
            raise InvalidValueError(
                Text(
                    "--{key}: the name must end with {allowed}, not '{name}'",
                    key=self.key,
                    allowed=" or ".join(self.suffixes),
                    name=path.name,
                )
            )
        return suffix.removeprefix(".")
