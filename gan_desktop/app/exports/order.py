"""`ExportOrder`: what is to be made of which part of a run. No more than a command line says."""

import math
import re
from dataclasses import dataclass
from pathlib import Path

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.layers import LAYERS, LayerChoice
from gan_desktop.core.params import quoted
from gan_desktop.core.words import Text

LEAST_SIDE, MOST_SIDE = 64, 8192
MOST_PIXELS = 1 << 26
LEAST_FPS, MOST_FPS = 1, 50
DEFAULT_FPS = 10
DEFAULT_SIZE = (640, 640)
# A strip of more panels is no picture any more.
MOST_PANELS = 24
_SIZE = re.compile(r"([0-9]{1,6})[xX×]([0-9]{1,6})")


@dataclass(frozen=True)
class ExportOrder:
    """Which files are to be made of a run.

    Attributes:
        run: the run file.
        files: product's key and file, in order.
        first: no snapshot before this step; None for the first one that is stored.
        last: no snapshot after this step; None for the last one that is stored.
        every: of the snapshots in between, each so many-th one (and the last).
        at: single moments, as steps: the panels of a strip, or the one moment of a picture.
        size: of a picture, an animation or one panel of a strip, in px.
        fps: snapshots a second in an animation.
        layers: keys of the layers that pictures show; None for what is on at first.
        opacities: key and opacity, 0 to 1, of layers that are not drawn as they are at first.
    """

    run: Path
    files: tuple[tuple[str, Path], ...]
    first: int | None = None
    last: int | None = None
    every: int = 1
    at: tuple[int, ...] = ()
    size: tuple[int, int] | None = None
    fps: int = DEFAULT_FPS
    layers: tuple[str, ...] | None = None
    opacities: tuple[tuple[str, float], ...] = ()

    @property
    def choice(self) -> LayerChoice:
        """The layers that pictures show."""
        choice = LayerChoice(opacities=dict(self.opacities))
        return choice if self.layers is None else choice.replaced(on=self.layers)

    def arguments(self) -> list[str]:
        """The same as words of the command line, after `export`."""
        words = [str(self.run)]
        for key, path in self.files:
            words += [f"--{key}", str(path)]
        options = {
            "from": self.first,
            "to": self.last,
            "every": None if self.every == 1 else self.every,
            "at": ",".join(map(str, self.at)) or None,
            "size": None if self.size is None else "{}x{}".format(*self.size),
            "fps": None if self.fps == DEFAULT_FPS else self.fps,
            "layers": None if self.layers is None else ",".join(self.layers),
            "opacity": ",".join(f"{key}={value}" for key, value in self.opacities) or None,
        }
        for name, value in options.items():
            if value is not None:
                words += [f"--{name}", str(value)]
        return words


def parse_size(text: str) -> tuple[int, int]:
    """Width and height in px, of "640x480". Raises InvalidValueError."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise InvalidValueError(
            Text(
                "the size {text} is not allowed; allowed: WIDTHxHEIGHT, as 640x480",
                text=quoted(text),
            )
        )
    return check_size((int(found[1]), int(found[2])))


def check_size(sides: tuple[int, int]) -> tuple[int, int]:
    """The same width and height in px, if they are allowed. Raises InvalidValueError."""
    width, height = sides
    if min(sides) < LEAST_SIDE or max(sides) > MOST_SIDE or width * height > MOST_PIXELS:
        raise InvalidValueError(
            Text(
                "the size {width}x{height} is not allowed; allowed: {least} to {most} px on each "
                "side, {pixels} megapixels in all",
                width=width,
                height=height,
                least=LEAST_SIDE,
                most=f"{MOST_SIDE:,}",
                pixels=MOST_PIXELS >> 20,
            )
        )
    return sides


def parse_steps(text: str) -> tuple[int, ...]:
    """Steps, ascending, of "0,1000,5000". Raises InvalidValueError."""
    try:
        steps = [_step(word) for word in text.split(",")]
    except ValueError:
        raise InvalidValueError(
            Text("the steps {text} are not allowed; allowed: as 0,1000,5000", text=quoted(text))
        ) from None
    if len(steps) > MOST_PANELS:
        raise InvalidValueError(
            Text("{count} steps are too many; allowed: {most}", count=len(steps), most=MOST_PANELS)
        )
    return tuple(sorted(set(steps)))


def parse_layers(text: str) -> tuple[str, ...]:
    """Keys of layers, in their usual order, of "real,discriminator". Raises InvalidValueError."""
    wanted = {LAYERS[word.strip()].key for word in text.split(",")}
    return tuple(layer.key for layer in LAYERS if layer.key in wanted)


def parse_opacities(text: str) -> tuple[tuple[str, float], ...]:
    """Keys of layers and their opacities, of "fake=0.5,optimal=1". Raises InvalidValueError."""
    found = []
    for word in text.split(","):
        key, _, number = word.partition("=")
        try:
            opacity = float(number)
        except ValueError:
            opacity = math.nan
        if not 0 <= opacity <= 1:
            raise InvalidValueError(
                Text(
                    "the opacity '{text}' is not allowed; allowed: LAYER=NUMBER with a number from "
                    "0 to 1, as discriminator=0.5",
                    text=word.strip(),
                )
            )
        found.append((LAYERS[key.strip()].key, opacity))
    return tuple(found)


def _step(word: str) -> int:
    number = word.strip()
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise ValueError(word)
    return int(number)
