"""Separate random streams of a run: what one draws never changes what another draws."""

from enum import IntEnum

import numpy as np
import torch


class Stream(IntEnum):
    """The uses of randomness; the numbers are part of what a seed means, so they stay."""

    INITIALISATION = 0
    DATA = 1
    LATENT = 2
    EVALUATION_LATENT = 3
    EVALUATION_REAL = 4


def torch_stream(seed: int, stream: Stream) -> torch.Generator:
    """A generator at the start of one stream."""
    state = _sequence(seed, stream).generate_state(1, np.uint64)[0]
    return torch.Generator().manual_seed(int(state) % 2**63)


def numpy_stream(seed: int, stream: Stream) -> np.random.Generator:
    """The same for NumPy."""
    return np.random.default_rng(_sequence(seed, stream))


def _sequence(seed: int, stream: Stream) -> np.random.SeedSequence:
    # The stream-th child that `SeedSequence(seed).spawn` would give.
    return np.random.SeedSequence(seed, spawn_key=(stream,))
