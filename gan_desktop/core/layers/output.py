"""What a map of the discriminator's output means, and how it is read."""

from enum import IntEnum

from gan_desktop.core.layers.data import LayerData
from gan_desktop.core.metrics.game import Reading


class Output(IntEnum):
    """What is in a map: the numbers are in files, so they stay."""

    LOGIT = 0
    MARGIN = 1
    RELATIVE = 2
    SCORE = 3
    LOG_FIRST = 4

    @classmethod
    def of(cls, reading: Reading, scores: int) -> "Output":
        """Of a loss: what its discriminator's output means, and how many outputs are scores."""
        return cls.LOG_FIRST if scores > 1 else cls[reading.name]

    @classmethod
    def in_map(cls, data: LayerData) -> "Output":
        """Of a map with `output`; a bare score where that is missing or unknown."""
        number = data.arrays.get("output")
        known = number is not None and number.size == 1 and float(number.flat[0]) in set(cls)
        return cls(int(number.flat[0])) if known and number is not None else cls.SCORE


SENTENCES = {
    Output.LOGIT: "The discriminator's probability that a point of this place is real.",
    Output.MARGIN: "The discriminator's output, no probability under this loss: high looks real.",
    Output.RELATIVE: "The discriminator's output: only its differences count here; the "
    "middle is between its means on both clouds.",
    Output.SCORE: "The discriminator's output, a score: high looks real; the "
    "middle is between its means on both clouds.",
    Output.LOG_FIRST: "log D1, of the discriminator that rewards real points.",
}
LOGIT_SENTENCE = "The discriminator's output: log of probability real over probability generated."
