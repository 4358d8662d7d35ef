"""What the curves show, as far as the person chooses it."""

from dataclasses import dataclass
from typing import Self

from gan_desktop.core.metrics import METRICS

DEFAULT_KEYS = ("d_loss", "g_loss", "modes", "high_quality", "reverse_kl")
# Windows of the moving average in steps; 0 is off.
SMOOTHING_STEPS = (0, 100, 1000, 10_000)


@dataclass(frozen=True)
class CurveOptions:
    """Which curves, and how they are drawn.

    Attributes:
        keys: of the metrics shown.
        smoothing: window of the moving average in steps, one of `SMOOTHING_STEPS`.
        log_keys: metrics with a logarithmic axis.
    """

    keys: frozenset[str] = frozenset(DEFAULT_KEYS)
    smoothing: int = 0
    log_keys: frozenset[str] = frozenset()

    @classmethod
    def read(cls, keys: object, smoothing: object, log_keys: object) -> Self:
        """From a settings file's values; what makes no sense is the default.

        A metric that this version does not know is left out. No metrics at all are a choice too.
        """
        known = _known(keys)
        if known is None or (not known and keys):
            known = frozenset(DEFAULT_KEYS)
        windows = {str(steps): steps for steps in SMOOTHING_STEPS}
        return cls(known, windows.get(str(smoothing), 0), _known(log_keys) or frozenset())

    @property
    def texts(self) -> tuple[str, str, str]:
        """The values for a settings file: `read` understands them."""
        return joined(self.keys), str(self.smoothing), joined(self.log_keys)


def joined(keys: frozenset[str]) -> str:
    """Keys in the registry's order, with spaces between (commas mean lists to QSettings)."""
    return " ".join(key for key in METRICS.keys() if key in keys)  # noqa: SIM118 -- not a dict


def _known(text: object) -> frozenset[str] | None:
    if not isinstance(text, str):
        return None
    return frozenset(key for key in text.split() if key in METRICS)
