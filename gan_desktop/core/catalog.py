"""What can be chosen from, one line each: to add an alternative, add its file and a line here.

The implementations need torch and are named by module, so that menus, presets and the command
line can list them without it.
"""

from gan_desktop.core.registry import Entry, Registry

_TRAINING = "gan_desktop.training"

OBJECTIVES = Registry("objective")
for _entry in (
    Entry(
        "non-saturating",
        "Non-saturating",
        "D: E[softplus(-f(x))] + E[softplus(f(y))]; G: E[softplus(-f(y))]. The blog's choice.",
        f"{_TRAINING}.objectives.non_saturating:OBJECTIVE",
    ),
    Entry(
        "minimax",
        "Minimax (saturating)",
        "D: as non-saturating; G: -E[softplus(f(y))]. Its gradient fades when D wins.",
        f"{_TRAINING}.objectives.minimax:OBJECTIVE",
    ),
):
    OBJECTIVES.add(_entry)

ACTIVATIONS = Registry("activation")
for _entry in (
    Entry("relu", "ReLU", "max(0, x)", f"{_TRAINING}.networks:relu"),
    Entry("leaky-relu", "Leaky ReLU 0.2", "max(0.2 x, x)", f"{_TRAINING}.networks:leaky_relu"),
    Entry("tanh", "tanh", "tanh(x)", f"{_TRAINING}.networks:tanh"),
):
    ACTIVATIONS.add(_entry)

INITIALISATIONS = Registry("initialisation")
for _entry in (
    Entry(
        "normal-0.01",
        "N(0, 0.01²), the blog's",
        "Weights from a normal law with standard deviation 0.01, biases 0.",
        f"{_TRAINING}.initialisation:normal_001",
    ),
    Entry(
        "fan-in",
        "Fan-in uniform (PyTorch's default)",
        "Weights and biases uniform in ±1/sqrt(fan-in).",
        f"{_TRAINING}.initialisation:fan_in",
    ),
):
    INITIALISATIONS.add(_entry)

LATENT_LAWS = Registry("latent law")
for _entry in (
    Entry(
        "normal",
        "Normal N(0, 1)",
        "Each coordinate standard normal.",
        f"{_TRAINING}.latents:normal",
    ),
    Entry("uniform", "Uniform [-1, 1]", "Each coordinate uniform.", f"{_TRAINING}.latents:uniform"),
):
    LATENT_LAWS.add(_entry)
