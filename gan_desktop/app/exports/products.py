"""All products, one line each: another one is its maker and a line here."""

from gan_desktop.app.exports.pictures import GifMaker, Mp4Maker, PictureMaker, StripMaker
from gan_desktop.app.exports.product import AT, EVERY, FPS, LAYERS, OPACITY, RANGE, SIZE, Product
from gan_desktop.app.exports.repeats import ScriptMaker, WeightsMaker
from gan_desktop.app.exports.tables import CsvMaker, NpzMaker
from gan_desktop.core.registry import KeyedRegistry

_ANIMATION = frozenset({RANGE, EVERY, SIZE, FPS, LAYERS, OPACITY})
_PICTURE = frozenset({RANGE, AT, SIZE, LAYERS, OPACITY})
_TABLE = frozenset({RANGE, EVERY})
_MOMENT = frozenset({RANGE, AT})

PRODUCTS: KeyedRegistry[Product] = KeyedRegistry("product")
for _product in (
    Product(
        "gif",
        "Animation (GIF)",
        "A frame for each snapshot; plays everywhere.",
        (".gif",),
        _ANIMATION,
        GifMaker,
    ),
    Product(
        "mp4",
        "Film (MP4)",
        "A frame for each snapshot; smaller than a GIF, for talks.",
        (".mp4",),
        _ANIMATION,
        Mp4Maker,
    ),
    Product(
        "strip",
        "Figure strip",
        "Chosen steps side by side, the target at the right, as papers show it.",
        (".pdf", ".svg", ".png"),
        _PICTURE,
        StripMaker,
    ),
    Product(
        "png",
        "Picture (PNG)",
        "One snapshot in pixels.",
        (".png",),
        _PICTURE,
        PictureMaker,
    ),
    Product(
        "svg",
        "Drawing (SVG)",
        "One snapshot as shapes and text, for papers; sharp at every size.",
        (".svg",),
        _PICTURE,
        PictureMaker,
    ),
    Product(
        "csv",
        "Metrics (CSV)",
        "A row for each snapshot; empty where nothing was measured, nan where it is n/a.",
        (".csv",),
        _TABLE,
        CsvMaker,
    ),
    Product(
        "npz",
        "Points (NPZ)",
        "All points of all snapshots, as arrays for NumPy.",
        (".npz",),
        _TABLE,
        NpzMaker,
    ),
    Product(
        "weights",
        "Weights (safetensors)",
        "Both networks at one step, for PyTorch and others.",
        (".safetensors",),
        _MOMENT,
        WeightsMaker,
    ),
    Product(
        "script",
        "Python script",
        "Repeats the run with torch alone, to the same points.",
        (".py",),
        _MOMENT,
        ScriptMaker,
    ),
):
    PRODUCTS.add(_product)
