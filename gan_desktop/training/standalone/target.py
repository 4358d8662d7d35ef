"""Where the real points come from, as text."""

import numpy as np

from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.words import Text
from gan_desktop.training.sampling import MixtureSampler

_MIXTURE = '''\
# One row a mode: mean x, mean y, and the root of its covariance: L11, L22, L21.
MODES = torch.tensor(
    [
{rows}
    ]
)
# Where one mode ends and the next begins, as shares of 1.
EDGES = torch.tensor({edges})


def real_points(count):
    """(count, 2) points of the mixture."""
    uniform = torch.rand(count, generator=data)
    normal = torch.randn(count, 2, generator=data)
    rows = MODES[torch.bucketize(uniform, EDGES, right=True)]
    points = torch.addcmul(rows[:, :2], rows[:, 2:4], normal)
    points[:, 1].addcmul_(rows[:, 4], normal[:, 0])
    return points
'''


def target_text(config: ExperimentConfig) -> str:
    """The function `real_points` of a mixture, whose stream is called `data`.

    Raises:
        InvalidValueError: the target is another one, or a finite data set: numpy draws those.
    """
    target = config.target
    if not isinstance(target, GaussianMixture):
        raise InvalidValueError(
            Text(
                "a script with torch alone draws mixtures; this target is a shape ({kind}), "
                "which numpy draws",
                kind=getattr(target, "shape", target.kind),
            ),
            "target",
        )
    if config.data.fixed_points:
        raise InvalidValueError(
            Text(
                "a script with torch alone draws fresh points; this run has a data set of {count} "
                "points, which numpy draws",
                count=f"{config.data.fixed_points:,}",
            ),
            "data.fixed_points",
        )
    sampler = MixtureSampler(target)
    rows = "\n".join(f"        {_numbers(row)}," for row in sampler.rows.numpy())
    return _MIXTURE.format(rows=rows, edges=_numbers(sampler.edges.numpy()))


def _numbers(values: np.ndarray) -> str:
    # The shortest texts that give the same float32 again.
    return f"[{', '.join(np.format_float_positional(value, trim='0') for value in values)}]"
