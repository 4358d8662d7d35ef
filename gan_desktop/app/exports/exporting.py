"""`export`: makes all files of an order, or none of them."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from gan_desktop.app.exports.job import ExportJob, Studio
from gan_desktop.app.exports.order import DEFAULT_FPS, ExportOrder
from gan_desktop.app.exports.product import AT, EVERY, FPS, LAYERS, OPACITY, SIZE
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.app.runs_in_use import HeldRun
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.files import check_writable_target, sentence
from gan_desktop.core.files_together import together
from gan_desktop.core.sections import DisplayConfig
from gan_desktop.core.words import Text


def check_order(order: ExportOrder) -> None:
    """Look at an order before the run is read.

    Raises:
        InvalidValueError: what it says cannot be.
        OSError: a file could not be written there.
    """
    if not order.files:
        options = ", ".join(f"--{product.key}" for product in PRODUCTS)
        raise InvalidValueError(Text("export needs at least one of {options}", options=options))
    for key, path in order.files:
        PRODUCTS[key].kind_of(path)
    given = {
        EVERY: order.every != 1,
        AT: bool(order.at),
        SIZE: order.size is not None,
        FPS: order.fps != DEFAULT_FPS,
        LAYERS: order.layers is not None,
        OPACITY: bool(order.opacities),
    }
    for use, is_given in given.items():
        takers = [product.key for product in PRODUCTS if use in product.uses]
        if is_given and not any(key in takers for key, _ in order.files):
            options = ", ".join(f"--{key}" for key in takers)
            raise InvalidValueError(
                Text("--{use} needs one of {options}", use=use, options=options)
            )
    if len(order.at) > 1 and not any(key == "strip" for key, _ in order.files):
        raise InvalidValueError(Text("--at with several steps needs --strip"))
    places = [path.resolve() for _, path in order.files]
    if len(set(places)) < len(places):
        raise InvalidValueError(Text("two files of the export have the same name"))
    if order.run.resolve() in places:
        raise InvalidValueError(Text("the run itself cannot be replaced by an export of it"))
    for _, path in order.files:
        check_writable_target(path)


def export(
    order: ExportOrder,
    studio: Callable[[ExportOrder, DisplayConfig], Studio],
    progressed: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    writing: Callable[[tuple[Path, ...] | None], None] = lambda _parts: None,
) -> tuple[list[Path], list[str]]:
    """Make the files. They appear together at the end; an older file stays until then.

    Args:
        order: which.
        studio: makes what draws, with the view in force at the shown step; called for the first
            picture.
        progressed: told how much is done, and of how much.
        cancelled: asked again and again; True ends it.
        writing: told of the temporary files when they are begun, and None when all are written and
            are being placed.

    Returns:
        The files, and sentences that the person should read.

    Raises:
        CancelledError: it was cancelled; nothing is left of it.
        InvalidValueError: what is wanted cannot be, or the run is damaged; nothing is left.
        OSError: the run could not be read on or a file not be written; nothing is left.
    """
    try:
        check_order(order)
        opened = HeldRun.open(order.run)
    except OSError as error:
        # Nothing has begun: it is what was asked for that cannot be.
        raise InvalidValueError(sentence(error)) from error
    with opened as reader, ExitStack() as files:
        job = ExportJob(order, reader, studio, progressed, cancelled)
        files.callback(job.close)
        makers = [(PRODUCTS[key], PRODUCTS[key].maker(), path) for key, path in order.files]
        for _, maker, _ in makers:
            job.check()
            maker.check(job)
        job.total = sum(maker.total(job) for _, maker, _ in makers)
        progressed(0, job.total)
        parts = files.enter_context(together([path for _, _, path in makers]))
        writing(tuple(parts))
        for (product, maker, path), part in zip(makers, parts, strict=True):
            maker.write(job, part, product.kind_of(path))
        job.finish()
        writing(None)
    return [path for _, path in order.files], job.notes
