"""What is said of the layers that are on: one plain sentence each, for the strip."""

from PySide6.QtCore import QCoreApplication

from gan_desktop.core.layers import LAYERS, LayerData
from gan_desktop.core.layers.output import LOGIT_SENTENCE, SENTENCES, Output
from gan_desktop.ui.layers.colour_bar import number
from gan_desktop.ui.layers.figure_layers import FigureLayers
from gan_desktop.ui.words import translated

_POINTS = ("real", "fake", "average")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LayerStrip", text)


def sentences(layers: FigureLayers) -> list[str]:
    """Of each layer that is on but the points, in the catalogue's order; the points' one last."""
    found = [_of(layers, key) for key in layers.choice.on if key not in _POINTS]
    points = _points(layers)
    return [*found, points] if points else found


def reason(layers: FigureLayers, key: str) -> str:
    """Why a layer cannot be seen now (a sentence), or ""."""
    if layers.scene is None:
        return ""
    if key == "coverage" and layers.scene.snapshot.target.known_modes is None:
        return _tr("This target has no modes to count.")
    if key == "average" and layers.scene.snapshot.average is None:
        return _tr("No averaged generator: set its average under Dynamics.")
    reasons = (
        layers.computed[need].data.reason
        for need in sorted(LAYERS[key].needs, reverse=True)
        if need in layers.computed
    )
    return translated(next((each for each in reasons if each), ""))


def _of(layers: FigureLayers, key: str) -> str:
    layer = LAYERS[key]
    name, why = translated(layer.label), reason(layers, key)
    if why:
        return _tr("{layer}: n/a. {reason}").format(layer=name, reason=why)
    if layers.scene is None:
        text = translated(layer.sentence)
    elif not layer.needs <= layers.computed.keys():
        return _tr("{layer}: not computed at this step; Branch (Ctrl+B) computes it.").format(
            layer=name
        )
    else:
        parts = (_main(layers, key), _more(layers, key), _age(layers, key))
        text = " ".join(part for part in parts if part)
    return _tr("{layer}: {sentence}").format(layer=name, sentence=text)


def _main(layers: FigureLayers, key: str) -> str:
    if key != "discriminator":
        return translated(LAYERS[key].sentence)
    output = Output.in_map(layers.computed[key].data)
    if output is Output.LOGIT and not layers.choice.probability:
        return translated(LOGIT_SENTENCE)
    return translated(SENTENCES[output])


def _more(layers: FigureLayers, key: str) -> str:
    """Scale, slice, blur: the numbers without which the picture cannot be read."""
    if LAYERS[key].fills and layers.scene.filling != key:
        dashes = {
            "discriminator": _tr("(Solid lines only.)"),
            "optimal": _tr("(Dashed lines only.)"),
        }
        return dashes.get(key, "")
    if key in ("arrows", "field"):
        slope = number(layers.scene.slope)
        return _tr("Length 1 is a slope of {slope}.").format(slope=slope)
    if key == "density":
        blurs = {name: number(width) for name, width in layers.blurs.items()}
        return _tr("Blurred by {real} and {fake}.").format(**blurs)
    if key == "manifold":
        return _slice(layers.computed[key].data)
    if key == "optimal" and "bandwidth" in layers.computed[key].data.arrays:
        width = float(layers.computed[key].data.arrays["bandwidth"][0])
        text = _tr("Both clouds blurred by {width}; empty where neither is.")
        return text.format(width=number(width))
    return ""


def _slice(data: LayerData) -> str:
    first, second = (int(axis) for axis in data.arrays["axes"])
    reach = number(float(data.arrays["reach"][0]))
    if first == second:
        return _tr("Latent to ±{reach}.").format(reach=reach)
    text = _tr("Dimensions {first} and {second} to ±{reach}, any others 0.")
    return text.format(first=first + 1, second=second + 1, reach=reach)


def _age(layers: FigureLayers, key: str) -> str:
    """Of which step it is, where that is not the points' one."""
    steps = [layers.computed[need].step for need in LAYERS[key].needs]
    if not steps or min(steps) == layers.scene.snapshot.step:
        return ""
    return _tr("(Of step {step}.)").format(step=f"{min(steps):,}")


def _points(layers: FigureLayers) -> str:
    choice = layers.choice
    has_average = layers.scene is not None and layers.scene.snapshot.average is not None
    shown = (choice.shows("real"), choice.shows("fake"), choice.shows("average") and has_average)
    texts = {
        (True, True, False): _tr("Points: real ones of the target, and what the generator makes."),
        (True, True, True): _tr(
            "Points: real ones of the target, and what the generator and its average make."
        ),
        (True, False, False): _tr("Points: real ones of the target."),
        (True, False, True): _tr("Points: real ones, and what the averaged generator makes."),
        (False, True, False): _tr("Points: what the generator makes."),
        (False, True, True): _tr("Points: what the generator and its average make."),
        (False, False, True): _tr("Points: what the averaged generator makes."),
    }
    return texts.get(shown, "")
