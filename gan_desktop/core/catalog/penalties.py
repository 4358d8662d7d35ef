"""Penalties on D's slope; strengths and intervals are inputs of `core/sections/regularisers.py`."""

from gan_desktop.core.catalog.rows import entry, expected, explained, simulated

_GP = "regularisers.gradient_penalties"

PENALTIES = explained(
    "penalty",
    entry(
        "wgan-gp",
        "Gradient penalty 1 (WGAN-GP)",
        "λ E(|∇f(x̂)| - 1)²",
        f"{_GP}:wgan_gp",
        reference="Gulrajani et al. 2017, arXiv:1704.00028, equation 3",
        note=simulated("With one D step a step the path keeps circling at some distance."),
    ),
    entry(
        "wgan-lp",
        "Gradient penalty ≤ 1 (WGAN-LP)",
        "λ E max(0, |∇f(x̂)| - 1)²",
        f"{_GP}:wgan_lp",
        reference="Petzka et al. 2018, arXiv:1709.08894, equation 8",
        note=expected("D may be flat where there is nothing to tell apart."),
    ),
    entry(
        "gp-0",
        "Gradient penalty 0 (GP-0)",
        "λ E|∇f(x̂)|²",
        f"{_GP}:gp_0",
        reference="Thanh-Tung et al. 2019, arXiv:1902.03984, equation 7",
        note=expected("Comes to rest where the penalty to 1 keeps circling."),
    ),
    entry(
        "r1",
        "R1",
        "γ/2 E|∇f(x)|²",
        f"{_GP}:r1",
        reference="Mescheder et al. 2018, arXiv:1801.04406, equation 9",
        note=simulated("The circle becomes a spiral into the solution."),
    ),
    entry(
        "r2",
        "R2",
        "γ/2 E|∇f(y)|²",
        f"{_GP}:r2",
        reference="Mescheder et al. 2018, arXiv:1801.04406, equation 10",
        note=expected("As R1; too strong, both make D timid and the modes blurred."),
    ),
    entry(
        "dragan",
        "DRAGAN",
        "λ E(|∇f| - 1)² around real points",
        f"{_GP}:dragan",
        reference="Kodali et al. 2017, arXiv:1705.07215, equation 4",
        note=expected("D is smooth around the data, with fewer cliffs."),
    ),
)
