"""`gan-desktop export`: files of a stored run."""

import argparse
import threading
from functools import partial
from signal import SIGINT
from typing import TYPE_CHECKING, Any

from gan_desktop.app.exports.job import CancelledError, Studio
from gan_desktop.app.exports.order import (
    DEFAULT_FPS,
    DEFAULT_SIZE,
    LEAST_FPS,
    MOST_FPS,
    ExportOrder,
    parse_layers,
    parse_opacities,
    parse_size,
    parse_steps,
)
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.app.headless import ExitStatus, interruptible
from gan_desktop.cli.arguments import positive
from gan_desktop.cli.export_progress import Unfinished, given_up, progress_display
from gan_desktop.cli.standard_streams import add_output, named_files, named_path
from gan_desktop.core.errors import GanDesktopError, InvalidValueError
from gan_desktop.core.files import sentence
from gan_desktop.core.layers import LAYERS
from gan_desktop.core.params import quoted
from gan_desktop.core.words import told

if TYPE_CHECKING:
    from gan_desktop.core.sections import DisplayConfig


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        help="make files of a stored run",
        description="Make pictures, animations, tables, weights or a script of a stored run, also "
        "while it is being written. All files appear together at the end, or none does.",
    )
    parser.add_argument("run", metavar="FILE.ganrun", type=named_path, help="the run")
    for product in PRODUCTS:
        suffixes = " or ".join(product.suffixes)
        about = f"{product.about.rstrip('.')} ({suffixes})"
        add_output(parser, f"--{product.key}", product.suffixes, about)
    parser.add_argument("--from", metavar="STEP", dest="first", help="leave out what is before it")
    parser.add_argument("--to", metavar="STEP", dest="last", help="leave out what is after it")
    parser.add_argument(
        "--every",
        metavar="N",
        type=positive,
        default=1,
        help="only each N-th snapshot, and the last",
    )
    parser.add_argument(
        "--at",
        metavar="STEPS",
        help="steps of the strip, as 0,1000,5000, or the one step of a picture, of weights or of a "
        "script (default: the last in the range); pictures show the nearest snapshots",
    )
    parser.add_argument(
        "--size",
        metavar="WxH",
        help="of a picture, an animation or one panel of a strip, in px (default: {}x{})".format(
            *DEFAULT_SIZE
        ),
    )
    parser.add_argument(
        "--fps",
        metavar="N",
        type=positive,
        default=DEFAULT_FPS,
        help=f"snapshots a second, {LEAST_FPS} to {MOST_FPS} (default: {DEFAULT_FPS}); a GIF "
        "rounds to hundredths of a second",
    )
    layers = ", ".join(LAYERS.keys())
    parser.add_argument(
        "--layers",
        metavar="LIST",
        help=f"what pictures show, with commas: {layers}. What was not stored is computed by "
        "training on from the nearest stored state",
    )
    parser.add_argument(
        "--opacity",
        metavar="LIST",
        help="how opaque layers are, from 0 to 1, as fake=0.5,discriminator=1",
    )
    parser.add_argument("--progress-json", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Make the files; returns the exit status."""
    # Here, not at the top: it marks the run as in use by a lock of Qt's; no other command needs Qt.
    from gan_desktop.app.exports.exporting import export

    display = progress_display(json=arguments.progress_json)
    unfinished = Unfinished()
    unwanted = given_up(unfinished) if arguments.progress_json else threading.Event()
    with interruptible() as interrupt:
        try:
            order = order_of(arguments)
            files, notes = export(
                order,
                _studio,
                display.show,
                lambda: interrupt.requested or unwanted.is_set(),
                unfinished.note,
            )
        except CancelledError:
            by_person = interrupt.signal in (0, SIGINT)
            display.end()
            display.tell("Cancelled: nothing was written.")
            return ExitStatus.INTERRUPTED if by_person else ExitStatus.TERMINATED
        except OSError as error:
            display.end()
            display.fail(sentence(error))
            return ExitStatus.WRITE_FAILED
        except GanDesktopError as error:
            display.end()
            display.fail(told(error))
            return ExitStatus.BAD_ARGUMENTS
    display.end()
    for note in notes:
        display.tell(note)
    display.done(named_files(arguments, files))
    return ExitStatus.DONE


def order_of(arguments: argparse.Namespace) -> ExportOrder:
    """What the arguments order. Raises InvalidValueError."""
    steps = partial(_step, arguments)
    if arguments.fps > MOST_FPS:
        raise InvalidValueError(
            f"--fps {arguments.fps} is not allowed; allowed: {LEAST_FPS} to {MOST_FPS}"
        )
    return ExportOrder(
        run=arguments.run,
        files=tuple(
            (product.key, path)
            for product in PRODUCTS
            if (path := getattr(arguments, product.key)) is not None
        ),
        first=steps("first", "--from"),
        last=steps("last", "--to"),
        every=arguments.every,
        at=() if arguments.at is None else parse_steps(arguments.at),
        size=None if arguments.size is None else parse_size(arguments.size),
        fps=arguments.fps,
        layers=None if arguments.layers is None else parse_layers(arguments.layers),
        opacities=() if arguments.opacity is None else parse_opacities(arguments.opacity),
    )


def _step(arguments: argparse.Namespace, name: str, option: str) -> int | None:
    text = getattr(arguments, name)
    if text is None:
        return None
    try:
        (step,) = parse_steps(text)
    except (InvalidValueError, ValueError):
        raise InvalidValueError(
            f"{option} {quoted(text)} is not allowed; allowed: a step, as 1000"
        ) from None
    return step


def _studio(order: ExportOrder, shown: "DisplayConfig") -> Studio:
    """What draws: Qt is loaded with the first picture, and needs no display."""
    from gan_desktop.ui.publishing.offscreen import OffscreenStudio

    # A strip nobody chose layers for shows generated points alone.
    panels = order.choice if order.layers is not None else order.choice.replaced(on=("fake",))
    return OffscreenStudio(shown, order.size or DEFAULT_SIZE, order.choice, panels)
