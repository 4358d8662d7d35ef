"""Regularisers and dynamics that are a setting, not an entry of a menu: off unless given."""

from gan_desktop.core.catalog.rows import Added, expected, published, simulated
from gan_desktop.core.registry import KeyedRegistry


def _added(noun: str, *rows: Added) -> KeyedRegistry[Added]:
    registry = KeyedRegistry[Added](noun)
    for row in rows:
        registry.add(row)
    return registry


ADDED_REGULARISERS = _added(
    "regulariser",
    Added(
        "regularisers.weight_clipping",
        "w ← min(max(w, -c), c) for each weight of D, after each of its steps",
        "Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1",
        simulated("The Wasserstein loss circles at about the distance of the clip."),
    ),
    Added(
        "networks.spectral_norm",
        "W / σ(W) for each weight of D, σ its largest singular value",
        "Miyato et al. 2018, arXiv:1802.05957, algorithm 1",
        expected("D is smooth, without cliffs."),
    ),
    Added(
        "regularisers.instance_noise",
        "x + ε, y + ε, ε ~ N(0, σ²), for all points that D sees",
        "Sønderby et al. 2017, arXiv:1610.04490",
        simulated("The path comes to rest at the solution, where without noise it circles."),
    ),
    Added(
        "regularisers.label_smoothing",
        "real label 1 - e",
        "Salimans et al. 2016, arXiv:1606.03498, section 3.4",
        expected("D is less sure: its outputs at real points stay bounded."),
    ),
    Added(
        "networks.packing",
        "D sees rows (x₁, …, x_m), all real or all generated",
        "Lin et al. 2018, arXiv:1712.04086",
        published("Modes that were dropped come back (its table 1)."),
        off=1,
    ),
)

ADDED_DYNAMICS = _added(
    "dynamics",
    Added(
        "dynamics.lookahead",
        "every k steps w ← w_slow + α (w - w_slow), w_slow ← w, for both networks",
        "Chavdarova et al. 2021, arXiv:2006.14567, algorithm 1",
        simulated("The circle shrinks towards its centre."),
    ),
    Added(
        "dynamics.consensus",
        "v + r ∇½|v|², v the gradients of both networks",
        "Mescheder et al. 2017, arXiv:1705.10461, algorithm 2",
        simulated("Straight into the solution, without a circle."),
    ),
    Added(
        "dynamics.unrolled",
        "G's loss against D after k steps of its own, which are not taken",
        "Metz et al. 2017, arXiv:1611.02163, equations 7 to 9",
        published("Points stop hopping between modes: the ring is covered, but not sharp."),
    ),
    Added(
        "dynamics.ema",
        "w_mean ← β w_mean + (1 - β) w, of G's weights, after each step",
        "Yazıcı et al. 2019, arXiv:1806.04498",
        simulated("The average sits at the centre of the circle that the raw path follows."),
    ),
)
