"""Networks, objectives and the trainer, on torch alone: usable from a notebook, no Qt, no threads.

Importing this sets torch to one thread for the process: the toy's networks are so small that a
second thread gains nothing, and falls to a tenth of the speed as soon as a window wants a core.
"""

import torch

torch.set_num_threads(1)

from gan_desktop.training.trainer import GanTrainer  # noqa: E402 -- threads are set first

__all__ = ["GanTrainer"]
