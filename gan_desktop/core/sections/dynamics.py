"""How the two players move: optimiser, update rule, schedules, averages."""

from typing import Annotated

from gan_desktop.core.catalog import OPTIMISERS, SCHEDULES, UPDATES
from gan_desktop.core.conditions import Above0, UsedByChoice
from gan_desktop.core.model import Value
from gan_desktop.core.params import Choice, Number


def _schedule(network: str) -> Choice:
    return Choice(
        label=f"Schedule ({network[0].upper()})",
        tooltip=f"How the {network}'s learning rate goes over the run, until the step given as "
        "its length.",
        registry=SCHEDULES,
        live=True,
        more=True,
    )


def _end(network: str) -> Number:
    return Number(
        label=f"Final rate ({network[0].upper()})",
        tooltip="Part of the learning rate that is left at the end of its schedule.",
        low=0,
        high=1,
        increment=0.05,
        live=True,
        more=True,
        used_when=(UsedByChoice(f"dynamics.schedule_{network[0]}"),),
    )


class DynamicsConfig(Value):
    """The path through the game, whatever the losses are."""

    optimiser: Annotated[
        str,
        Choice(label="Optimiser", tooltip="How each network follows its gradient.",
               registry=OPTIMISERS),
    ] = "adam"  # fmt: skip
    update: Annotated[
        str,
        Choice(label="Update rule", tooltip="In which order the networks move.",
               registry=UPDATES, live=True),
    ] = "alternating"  # fmt: skip
    unrolled: Annotated[
        int,
        Number(label="Unrolled steps", tooltip="G's gradient looks so many D steps ahead (Metz et "
               "al. 2017, arXiv:1611.02163); each costs a D step. 0 for none.",
               low=0, high=20, integer=True, live=True),
    ] = 0  # fmt: skip
    consensus: Annotated[
        float,
        Number(label="Consensus", tooltip="Strength of the pull towards points where both "
               "gradients vanish (Mescheder et al. 2017, arXiv:1705.10461). 0 for none.",
               low=0, high=1e3, increment=1, live=True),
    ] = 0.0  # fmt: skip
    lookahead: Annotated[
        int,
        Number(label="Lookahead every", tooltip="Every so many steps both networks go back "
               "towards where they were (Chavdarova et al. 2021, arXiv:2006.14567). 0 for never.",
               unit="steps", low=0, high=10_000, integer=True),
    ] = 0  # fmt: skip
    lookahead_part: Annotated[
        float,
        Number(label="Lookahead part", tooltip="Part of the way that is kept then.",
               low=0, high=1, increment=0.1, live=True, more=True,
               used_when=(Above0("dynamics.lookahead"),)),
    ] = 0.5  # fmt: skip
    ema: Annotated[
        float,
        Number(label="Average of G", tooltip="Decay of a moving average of the generator's "
               "weights, shown as a third cloud: 0.999 is usual. 0 for none.",
               low=0, high=0.99999, increment=0.001),
    ] = 0.0  # fmt: skip
    schedule_g: Annotated[str, _schedule("generator")] = "constant"
    schedule_d: Annotated[str, _schedule("discriminator")] = "constant"
    final_rate_g: Annotated[float, _end("generator")] = 0.0
    final_rate_d: Annotated[float, _end("discriminator")] = 0.0
