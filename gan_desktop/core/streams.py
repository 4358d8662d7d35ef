"""Separate random streams of a run: what one draws never changes what another draws."""

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """The uses of randomness; the numbers are part of what a seed means, so they stay."""

    INITIALISATION = 0
    DATA = 1
    LATENT = 2
    EVALUATION_LATENT = 3
    EVALUATION_REAL = 4
    NOISE = 5


def seed_sequence(seed: int, stream: Stream) -> np.random.SeedSequence:
    """The stream-th child that `SeedSequence(seed).spawn` would give."""
    return np.random.SeedSequence(seed, spawn_key=(stream,))


def numpy_stream(seed: int, stream: Stream) -> np.random.Generator:
    """A generator at the start of one stream."""
    return np.random.default_rng(seed_sequence(seed, stream))
