"""What is added to the game: each regulariser with its strength, 0 for none."""

from typing import Annotated

from gan_desktop.core.conditions import Above0, UsedByChoice
from gan_desktop.core.model import Value
from gan_desktop.core.params import Number


def _strength(label: str, tooltip: str, high: float = 1e4, more: bool = False) -> Number:
    return Number(label=label, tooltip=f"{tooltip} 0 for none.", low=0, high=high,
                  increment=0.1, live=True, more=more)  # fmt: skip


def _interval(label: str, name: str) -> Number:
    return Number(
        label=f"Interval of {label}",
        tooltip="Every how many discriminator steps it is taken, times as strong then: the lazy "
        "form (Karras et al. 2020, arXiv:1912.04958, appendix B).",
        unit="D steps",
        low=1,
        high=1000,
        integer=True,
        live=True,
        more=True,
        used_when=(Above0(f"regularisers.{name}"),),
    )


class RegularisersConfig(Value):
    """Any combination."""

    weight_clipping: Annotated[
        float,
        _strength("Weight clipping", "D's weights are kept within ± this after each of its steps "
                  "(Arjovsky et al. 2017, arXiv:1701.07875).", 100),
    ] = 0.0  # fmt: skip
    wgan_gp: Annotated[
        float,
        _strength("Gradient penalty 1 (WGAN-GP)", "λ E(|∇f(x̂)| - 1)² between real and generated "
                  "points (Gulrajani et al. 2017, arXiv:1704.00028)."),
    ] = 0.0  # fmt: skip
    wgan_lp: Annotated[
        float,
        _strength("Gradient penalty ≤ 1 (WGAN-LP)", "λ E max(0, |∇f(x̂)| - 1)²: one-sided "
                  "(Petzka et al. 2018, arXiv:1709.08894).", more=True),
    ] = 0.0  # fmt: skip
    gp_0: Annotated[
        float,
        _strength("Gradient penalty 0 (GP-0)", "λ E|∇f(x̂)|² between real and generated points "
                  "(Thanh-Tung et al. 2019, arXiv:1902.03984).", more=True),
    ] = 0.0  # fmt: skip
    r1: Annotated[
        float,
        _strength("R1", "γ/2 E|∇f(x)|² at real points; with the ½ of the paper "
                  "(Mescheder et al. 2018, arXiv:1801.04406)."),
    ] = 0.0  # fmt: skip
    r2: Annotated[
        float,
        _strength("R2", "γ/2 E|∇f(y)|² at generated points; with the ½ of the paper "
                  "(Mescheder et al. 2018, arXiv:1801.04406)."),
    ] = 0.0  # fmt: skip
    dragan: Annotated[
        float,
        _strength("DRAGAN", "λ E(|∇f| - 1)² around the real points "
                  "(Kodali et al. 2017, arXiv:1705.07215).", more=True),
    ] = 0.0  # fmt: skip
    instance_noise: Annotated[
        float,
        Number(label="Instance noise", tooltip="Standard deviation of normal noise that is added "
               "to all points that D sees (Sønderby et al. 2017, arXiv:1610.04490). 0 for none.",
               unit="data", low=0, high=100, increment=0.05, live=True),
    ] = 0.0  # fmt: skip
    instance_noise_steps: Annotated[
        int,
        Number(label="Noise ends at step", tooltip="The instance noise goes down to 0 in a "
               "straight line until this step; 0 for steady noise.", unit="steps", low=0,
               high=100_000_000, integer=True, increment=1000, live=True, more=True,
               used_when=(Above0("regularisers.instance_noise"),)),
    ] = 0  # fmt: skip
    label_smoothing: Annotated[
        float,
        Number(label="Label smoothing", tooltip="Real labels are 1 minus this, one-sided "
               "(Salimans et al. 2016, arXiv:1606.03498). 0 for none.",
               low=0, high=0.5, increment=0.05, live=True,
               used_when=(UsedByChoice("training.objective"),)),
    ] = 0.0  # fmt: skip
    wgan_gp_interval: Annotated[int, _interval("WGAN-GP", "wgan_gp")] = 1
    wgan_lp_interval: Annotated[int, _interval("WGAN-LP", "wgan_lp")] = 1
    gp_0_interval: Annotated[int, _interval("GP-0", "gp_0")] = 1
    r1_interval: Annotated[int, _interval("R1", "r1")] = 1
    r2_interval: Annotated[int, _interval("R2", "r2")] = 1
    dragan_interval: Annotated[int, _interval("DRAGAN", "dragan")] = 1
