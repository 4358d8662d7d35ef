"""What a run file is called, and the values that only run files have."""

from dataclasses import dataclass

RUN_SUFFIX = ".ganrun"

# Of one state: networks of ten million weights with Adam's moments take 120 MB.
MAX_STATE_BYTES = 256 << 20
# All but its numbers: settings with 1,000 modes take 0.2 MiB.
MAX_TREE_BYTES = 1 << 20
# A hand that never rests makes ten a second: three hours of it.
MAX_EVENTS = 100_000


@dataclass(frozen=True)
class StoredState:
    """A trainer's whole state after `step` steps (`training.portable_state` makes and reads it).

    Attributes:
        step: steps done.
        tree: everything but the tensors, as JSON.
        tensors: the tensors, as safetensors.
        events: how many of the run's events it has gone through already.
    """

    step: int
    tree: bytes
    tensors: bytes
    events: int = 0

    @property
    def size(self) -> int:
        """Bytes on disk, about."""
        return len(self.tree) + len(self.tensors)
