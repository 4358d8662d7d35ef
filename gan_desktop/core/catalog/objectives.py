"""Losses, and the kinds of discriminator that they need."""

from gan_desktop.core.catalog.rows import entry, expected, explained, listed, simulated

# Objectives with labels can smooth them.
_SMOOTHING = "regularisers.label_smoothing"

# An objective's family is the kind of discriminator that it needs.
JUDGES = listed(
    "discriminator",
    ("logit", "One logit", "High means: looks real.", "judges.networks:logit"),
    ("twins", "Two positive outputs", "Two networks of one shape.", "judges.networks:twins"),
    (
        "autoencoder",
        "Autoencoder",
        "Minus its reconstruction error: high means looks real.",
        "judges.networks:autoencoder",
    ),
)

OBJECTIVES = explained(
    "objective",
    entry(
        "non-saturating",
        "Non-saturating",
        "D: E[softplus(-f(x))] + E[softplus(f(y))]; G: E[softplus(-f(y))]. The blog's choice.",
        "objectives.non_saturating:OBJECTIVE",
        "logit",
        "Goodfellow et al. 2014, arXiv:1406.2661, section 3",
        simulated("Alternating steps creep inwards; simultaneous ones end on a circle."),
        (_SMOOTHING,),
    ),
    entry(
        "minimax",
        "Minimax (saturating)",
        "D: as non-saturating; G: -E[softplus(f(y))]. Its gradient fades when D wins.",
        "objectives.minimax:OBJECTIVE",
        "logit",
        "Goodfellow et al. 2014, arXiv:1406.2661, equation 1",
        simulated("Alternating steps circle for ever; simultaneous ones spiral outwards."),
        (_SMOOTHING,),
    ),
    entry(
        "least-squares",
        "Least squares (LSGAN)",
        "D: ½E(f(x) - b)² + ½E(f(y) - a)²; G: ½E(f(y) - c)². Pulls from afar, too.",
        "objectives.least_squares:objective",
        "logit",
        "Mao et al. 2017, arXiv:1611.04076, equation 2",
        expected("Points far from the boundary are still pulled; modes can still be dropped."),
        ("loss.fake_label", "loss.real_label", "loss.wanted_label", _SMOOTHING),
    ),
    entry(
        "wasserstein",
        "Wasserstein",
        "D: E f(y) - E f(x); G: -E f(y). Needs something that bounds D's slope.",
        "objectives.wasserstein:OBJECTIVE",
        "logit",
        "Arjovsky et al. 2017, arXiv:1701.07875, equations 2 and 3",
        simulated("Without a bound on D the circle grows without end; clipping holds it."),
    ),
    entry(
        "hinge",
        "Hinge",
        "D: E max(0, 1 - f(x)) + E max(0, 1 + f(y)); G: -E f(y).",
        "objectives.hinge:OBJECTIVE",
        "logit",
        "Lim & Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957, equations 16 "
        "and 17",
        expected("Points beyond the margin no longer move D, and G's pull stays steady."),
    ),
    entry(
        "rpgan",
        "Relativistic, in pairs (RpGAN)",
        "D: E softplus(f(y) - f(x)); G: E softplus(f(x) - f(y)).",
        "objectives.rpgan:OBJECTIVE",
        "logit",
        "Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.1; Sun et al. 2020, "
        "arXiv:2011.04926",
        expected("Points leave a mode that holds them all, where other losses stay."),
    ),
    entry(
        "ragan",
        "Relativistic average (RaGAN)",
        "D: ½E softplus(mean f(y) - f(x)) + ½E softplus(f(y) - mean f(x)); G: exchanged.",
        "objectives.ragan:OBJECTIVE",
        "logit",
        "Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.3",
        expected("As in pairs, with less noise in the gradients."),
    ),
    entry(
        "ralsgan",
        "Relativistic average least squares",
        "D: ½E(f(x) - mean f(y) - 1)² + ½E(f(y) - mean f(x) + 1)²; G: exchanged.",
        "objectives.ralsgan:OBJECTIVE",
        "logit",
        "Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.3",
        expected("The two classes end at a distance of 1 in D's output, wherever that lies."),
    ),
    entry(
        "rahinge",
        "Relativistic average hinge",
        "D: ½E max(0, 1 - f(x) + mean f(y)) + ½E max(0, 1 + f(y) - mean f(x)); G: exchanged.",
        "objectives.rahinge:OBJECTIVE",
        "logit",
        "Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.3",
        expected("Points that are told apart by 1 or more no longer move D."),
    ),
    entry(
        "d2gan",
        "Dual discriminator (D2GAN)",
        "D: E[D1(y) - α log D1(x)] + E[D2(x) - β log D2(y)]; G: E[β log D2(y) - D1(y)].",
        "objectives.d2gan:objective",
        "twins",
        "Nguyen et al. 2017, arXiv:1709.03831, equation 1",
        expected("Spreads over the modes quickly; D's outputs have no bound and can blow up."),
        ("loss.alpha", "loss.beta"),
    ),
    entry(
        "ebgan",
        "Energy-based (EBGAN)",
        "D: E R(x) + E max(0, m - R(y)); G: E R(y) + pull-away; R the reconstruction error.",
        "objectives.ebgan:objective",
        "autoencoder",
        "Zhao et al. 2017, arXiv:1609.03126, equations 1 and 2, section 2.4",
        expected("D's energy is low along a curve, and the points lie along it."),
        ("loss.margin", "loss.pull_away"),
    ),
    entry(
        "began",
        "Boundary equilibrium (BEGAN)",
        "D: E R(x) - k E R(y); G: E R(y); k keeps E R(y) at γ E R(x).",
        "objectives.began:objective",
        "autoencoder",
        "Berthelot et al. 2017, arXiv:1703.10717, section 3.4",
        expected("A small γ gives up variety; collapse is common, and k can stay at 0."),
        ("loss.gamma", "loss.k_rate"),
    ),
)
