"""The networks' weights as safetensors: what other programs can load, and nothing runs from."""

import torch
from safetensors.torch import save

from gan_desktop import __version__
from gan_desktop.training.trainer import GanTrainer


def weights_bytes(trainer: GanTrainer, run_id: str) -> bytes:
    """Weights and buffers of both networks, as a safetensors file.

    Names are `generator.` and `discriminator.` before those of PyTorch's `state_dict`, and
    `generator_average.` for the generator with averaged weights, where there is one. The metadata
    says `step`, `run_id`, `config` (the whole experiment as JSON) and the versions.
    """
    tensors = {
        f"{name}.{key}": value.detach().clone().contiguous()
        for name in ("generator", "discriminator")
        for key, value in getattr(trainer, name).state_dict().items()
    }
    for key, value in trainer.averaged_weights().items():
        tensors[f"generator_average.{key}"] = value.detach().clone().contiguous()
    return save(
        tensors,
        {
            "format": "pt",
            "step": str(trainer.steps_done),
            "run_id": run_id,
            "config": trainer.config.model_dump_json(),
            "gan_desktop": __version__,
            "torch": torch.__version__,
        },
    )
