"""The whole script: streams, target, networks, losses, loop, points."""

from textwrap import fill

import torch
from torch import nn

from gan_desktop import __version__
from gan_desktop.core.catalog import INITIALISATIONS, LATENT_LAWS
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text
from gan_desktop.training.networks import build_networks
from gan_desktop.training.plan import objective_of
from gan_desktop.training.standalone.loop import Loop
from gan_desktop.training.standalone.moves import RULES
from gan_desktop.training.standalone.networks import network_text
from gan_desktop.training.standalone.sources import Sources
from gan_desktop.training.standalone.target import target_text
from gan_desktop.training.streams import Stream, torch_stream

# Of the text, in characters.
LINE = 96

_HEAD = '''\
"""A GAN on a two-dimensional mixture: {steps:,} steps, seed {seed}.

Needs torch alone. Prints the losses; `python SCRIPT points.csv` also writes the points that the
generator makes of the evaluation latent at the end. Written by GAN Desktop {version}: on the same
machine with the same torch (here {torch}) it reaches the same points bit for bit.
{note}"""
'''

_LATENT = '''\
def latent_points(count):
    """(count, LATENT) random numbers, the generator's input."""
    return {law}(count, LATENT, latent)
'''

_END = """\
generator.eval()
with torch.no_grad():
    points = generator({law}({count}, LATENT, evaluation))
if len(sys.argv) > 1:
    with open(sys.argv[1], "w") as file:
        file.write("x,y\\n")
        file.writelines(f"{{x!r}},{{y!r}}\\n" for x, y in points.tolist())
"""

_END_AVERAGED = """\
generator.eval()
with torch.no_grad():
    z = {law}({count}, LATENT, evaluation)
    points = generator(z)
    # Beside it the generator with averaged weights.
    for param, average in zip(g_params, mean):
        param.copy_(average)
    points = torch.cat((points, generator(z)), dim=1)
if len(sys.argv) > 1:
    with open(sys.argv[1], "w") as file:
        file.write("x,y,average_x,average_y\\n")
        file.writelines(",".join(map(repr, row)) + "\\n" for row in points.tolist())
"""

_SPECTRAL = """\
for layer in [layer for layer in discriminator.modules() if isinstance(layer, nn.Linear)]:
    torch.manual_seed(int(torch.randint(2**62, (), generator=initialisation)))
    spectral_norm(layer)
"""


def standalone_script(
    config: ExperimentConfig, steps: int, count: int = 1000, note: str = ""
) -> str:
    """A Python script that repeats a run with torch alone and ends at the same points.

    The losses, penalties and classes in it are the text of the ones that train here.

    Args:
        config: of the run, which nothing was changed in.
        steps: how many.
        count: points made at the end from the evaluation latent.
        note: what else the script is to say of itself.

    Raises:
        InvalidValueError: something of the run is not to be had with torch alone.
    """
    if config.dynamics.update not in RULES:
        raise InvalidValueError(
            Text("a script does not know the update rule '{key}'", key=config.dynamics.update),
            "dynamics.update",
        )
    sources, objective = Sources(), objective_of(config)
    sources.use("torch", "nn")
    target = target_text(config)
    plain = config.replaced(networks=config.networks.replaced(spectral_norm=False))
    generator, discriminator = build_networks(plain, torch.Generator())
    apart = any(isinstance(module, nn.BatchNorm1d) for module in discriminator.modules())
    networks = "\n".join(
        f"{name} = {network_text(network, sources)}"
        for name, network in (("generator", generator), ("discriminator", discriminator))
    )
    law = sources.add(LATENT_LAWS[config.networks.latent_law].load())
    loop = Loop(config, objective, apart, sources).text()
    start = sources.add(INITIALISATIONS[config.networks.initialisation].load())
    networks += (
        "\nfor network in (generator, discriminator):\n"
        "    for layer in network.modules():\n"
        "        if isinstance(layer, nn.Linear):\n"
        f"            {start}(layer, initialisation)"
    )
    if config.networks.spectral_norm:
        sources.use("torch.nn.utils.parametrizations", "spectral_norm")
        networks += "\n" + _SPECTRAL.rstrip()
    parts = [
        _HEAD.format(
            steps=steps,
            seed=config.training.seed,
            version=__version__,
            torch=torch.__version__,
            note=f"\n{fill(note, LINE)}\n" if note else "",
        ),
        "import sys\n\n" + "\n".join(sources.imports),
        _constants(config, steps),
        target,
        *sources.definitions,
        _LATENT.format(law=law),
        networks,
        loop,
        (_END_AVERAGED if config.dynamics.ema else _END).format(law=law, count=count),
    ]
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def _constants(config: ExperimentConfig, steps: int) -> str:
    seeds = {
        name: torch_stream(config.training.seed, stream).initial_seed()
        for name, stream in (
            ("initialisation", Stream.INITIALISATION),
            ("data", Stream.DATA),
            ("latent", Stream.LATENT),
            ("added", Stream.NOISE),
            ("evaluation", Stream.EVALUATION_LATENT),
        )
    }
    packing, batch = config.networks.packing, config.training.batch_size
    lines = [
        "torch.set_num_threads(1)",
        f"STEPS, BATCH, LATENT = {steps}, {batch}, {config.networks.latent_size}",
        # Of each class; the discriminator sees `packing` of them in a row.
        f"POINTS = {packing} * BATCH" if packing > 1 else "POINTS = BATCH",
        "# A stream of random numbers for each use.",
    ]
    lines += [f"{name} = torch.Generator().manual_seed({seed})" for name, seed in seeds.items()]
    return "\n".join(lines)
