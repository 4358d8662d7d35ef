"""Mean log-likelihood of the generated points under the target."""

import numpy as np

from gan_desktop.core.metrics.metric import Metric
from gan_desktop.core.metrics.scene import Scene


def mean_log_likelihood(scene: Scene) -> float | None:
    """Mean over the generated points y of log p(y), in nats; None without a known law."""
    if scene.mixture is None:
        return None
    return float(np.mean(scene.mixture.log_density(scene.fake)))


LOG_LIKELIHOOD = Metric(
    "log_likelihood",
    "Log-likelihood",
    "Mean log density of the target at the generated points. It sees points where the target has "
    "none, and a single far one can ruin it. It rewards collapse: all points on the highest peak "
    "read better than the target itself, so more than the band is no good sign. Never judge by it "
    "alone.",
    "nats",
    None,
    mean_log_likelihood,
)
