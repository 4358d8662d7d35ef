"""What pictures are painted on: pixels, SVG, PDF."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text

# What CSS takes for an inch; Qt writes sizes of SVG and PDF files in inches or millimetres.
CSS_DPI = 96
POINTS_PER_PX = 72 / CSS_DPI
PAPER = "#ffffff"
# Names that are known somewhere; Qt writes one that only this machine may know.
FONTS = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
_FONT = re.compile(rb'font-family="[^"]*"')
# Qt writes millimetres, and not all programs take the same number of px for one.
_SIZE = re.compile(rb'<svg width="[^"]*" height="[^"]*"')

# Draws with a painter; the other number is the painter's scale: pyqtgraph draws marks without it.
Paint = Callable[[QPainter, float], None]


def paint_image(size: tuple[int, int], logical: QSizeF, paint: Paint) -> QImage:
    """The picture in pixels, on white.

    Args:
        size: width and height in px.
        logical: what `paint` takes for its size; all is scaled to `size`.
        paint: draws.
    """
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    scale = size[0] / logical.width()
    with _painter(image, scale) as painter:
        paint(painter, scale)
    return image


def pixels(image: QImage) -> NDArray[np.uint8]:
    """A picture's (height, width, 3) RGB, its own memory."""
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, -1, 4)
    return np.ascontiguousarray(rows[:, :width, 2::-1])


def encoded(kind: str, size: tuple[int, int], logical: QSizeF, paint: Paint) -> bytes:
    """A picture as the bytes of a file.

    In memory: what Qt writes to a file itself ends without a word where the disk is full.

    Args:
        kind: png, svg or pdf.
        size: width and height in px.
        logical: what `paint` takes for its size; all is scaled to `size`.
        paint: draws.

    Raises:
        InvalidValueError: there is no memory for such a picture.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _ENCODERS[kind](buffer, size, logical, paint)
    content = bytes(buffer.data().data())
    if kind == "svg":
        content = _SIZE.sub('<svg width="{}" height="{}"'.format(*size).encode(), content, count=1)
        content = _FONT.sub(f'font-family="{FONTS}"'.encode(), content)
    return content


def _png(buffer: QBuffer, size: tuple[int, int], logical: QSizeF, paint: Paint) -> None:
    if not QImageWriter(buffer, b"png").write(paint_image(size, logical, paint)):
        raise _too_big()


def _svg(buffer: QBuffer, size: tuple[int, int], logical: QSizeF, paint: Paint) -> None:
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(CSS_DPI)
    generator.setSize(QSize(*size))
    # The file's own scale: its numbers and font sizes stay the ones that were drawn with.
    generator.setViewBox(QRectF(0, 0, logical.width(), logical.height()))
    generator.setTitle("GAN Desktop")
    with _painter(generator, 1.0) as painter:
        painter.fillRect(QRectF(0, 0, logical.width(), logical.height()), QColor(PAPER))
        paint(painter, 1.0)


def _pdf(buffer: QBuffer, size: tuple[int, int], logical: QSizeF, paint: Paint) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle("GAN Desktop")
    writer.setResolution(CSS_DPI)
    inches = QSizeF(size[0] * POINTS_PER_PX, size[1] * POINTS_PER_PX)
    writer.setPageSize(
        QPageSize(inches, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    scale = size[0] / logical.width()
    with _painter(writer, scale) as painter:
        paint(painter, scale)


@contextmanager
def _painter(device: QImage | QSvgGenerator | QPdfWriter, scale: float) -> Iterator[QPainter]:
    painter = QPainter()
    if not painter.begin(device):
        raise _too_big()
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        yield painter
    finally:
        painter.end()


def _too_big() -> InvalidValueError:
    return InvalidValueError(Text("the picture could not be drawn: it is too big"))


_ENCODERS = {"png": _png, "svg": _svg, "pdf": _pdf}
