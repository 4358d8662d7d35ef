"""The run's random streams as torch generators."""

import numpy as np
import torch

from gan_desktop.core.streams import Stream, numpy_stream, seed_sequence

__all__ = ["Stream", "numpy_stream", "torch_stream"]


def torch_stream(seed: int, stream: Stream) -> torch.Generator:
    """A generator at the start of one stream."""
    state = seed_sequence(seed, stream).generate_state(1, np.uint64)[0]
    return torch.Generator().manual_seed(int(state) % 2**63)
