"""`ExperimentConfig`: the one tree that decides a run.

The panels, the command line's `--set` and the files are all built from the metadata in here.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from gan_desktop.core.catalog import ACTIVATIONS, INITIALISATIONS, LATENT_LAWS, OBJECTIVES
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.mixture import GaussianMixture
from gan_desktop.core.model import Value
from gan_desktop.core.params import Choice, Flag, Number, Numbers, Param, as_tuples


def _learning_rate(network: str) -> Number:
    return Number(
        label=f"Learning rate ({network})",
        tooltip=f"Adam's step size for the {network}. Up and down keys multiply by 1.25.",
        low=1e-7,
        high=1,
        factor=1.25,
        live=True,
    )


def _beta(which: int, network: str) -> Number:
    what = ("its memory of the gradient", "its memory of the squared gradient")[which - 1]
    return Number(
        label=f"Adam β{'₁₂'[which - 1]} ({network})",
        tooltip=f"Decay of Adam's moment estimate for the {network}: {what}.",
        low=0,
        high=0.9999,
        increment=0.01,
        live=True,
        more=True,
    )


def _widths(network: str) -> Numbers:
    return Numbers(
        label=f"Hidden layers ({network})",
        tooltip=f"Width of each hidden layer of the {network}, from input to output.",
        low=1,
        high=1024,
        integer=True,
    )


def _limits(axis: str) -> Numbers:
    return Numbers(
        label=f"View {axis}",
        tooltip=f"First and last {axis} of the view that Home returns to.",
        unit="data",
        low=-1e4,
        high=1e4,
        shortest=2,
        longest=2,
        increasing=True,
        live=True,
    )


class NetworksConfig(Value):
    """Generator and discriminator: multilayer perceptrons."""

    latent_size: Annotated[
        int,
        Number(
            label="Latent size",
            tooltip="Dimensions of the noise that the generator maps to points.",
            low=1,
            high=512,
            integer=True,
        ),
    ]
    latent_law: Annotated[
        str,
        Choice(
            label="Latent law",
            tooltip="The law the noise is drawn from.",
            registry=LATENT_LAWS,
        ),
    ]
    generator_hidden: Annotated[tuple[int, ...], _widths("generator")]
    discriminator_hidden: Annotated[tuple[int, ...], _widths("discriminator")]
    activation: Annotated[
        str,
        Choice(
            label="Activation",
            tooltip="Between the layers of both networks; the outputs stay linear.",
            registry=ACTIVATIONS,
        ),
    ]
    initialisation: Annotated[
        str,
        Choice(
            label="Initialisation",
            tooltip="How the weights start. It matters: on the blog's ring the small normal one "
            "covers all modes, the fan-in one hops between them.",
            registry=INITIALISATIONS,
        ),
    ]


class TrainingConfig(Value):
    """The two-player game and its optimisers. "Step" is one generator update."""

    objective: Annotated[
        str,
        Choice(
            label="Objective",
            tooltip="The pair of losses that the two networks minimise.",
            registry=OBJECTIVES,
            live=True,
        ),
    ]
    learning_rate_g: Annotated[float, _learning_rate("generator")]
    learning_rate_d: Annotated[float, _learning_rate("discriminator")]
    batch_size: Annotated[
        int,
        Number(
            label="Batch size",
            tooltip="Real points, and as many generated ones, in each update.",
            unit="points",
            low=1,
            high=16_384,
            integer=True,
            factor=2,
            live=True,
        ),
    ]
    d_steps: Annotated[
        int,
        Number(
            label="D steps per G step",
            tooltip="Discriminator updates before each generator update.",
            low=1,
            high=100,
            integer=True,
            live=True,
        ),
    ]
    seed: Annotated[
        int,
        Number(
            label="Seed",
            tooltip="Decides initial weights, data and noise. The same seed gives the same run, "
            "bit for bit, on one machine.",
            low=0,
            high=2**63 - 1,
            integer=True,
        ),
    ]
    steps: Annotated[
        int,
        Number(
            label="Steps",
            tooltip="Length of a run on the command line and of Training > Train to step. "
            "Play trains until paused.",
            unit="steps",
            low=1,
            high=100_000_000,
            integer=True,
            increment=1000,
            live=True,
        ),
    ]
    beta1_g: Annotated[float, _beta(1, "generator")]
    beta2_g: Annotated[float, _beta(2, "generator")]
    beta1_d: Annotated[float, _beta(1, "discriminator")]
    beta2_d: Annotated[float, _beta(2, "discriminator")]


class DisplayConfig(Value):
    """What is drawn, and how often."""

    snapshot_every: Annotated[
        int,
        Number(
            label="Redraw every",
            tooltip="Steps between two snapshots: canvas, curves and recorded frames.",
            unit="steps",
            low=1,
            high=1000,
            integer=True,
            live=True,
        ),
    ] = 50
    x_limits: Annotated[tuple[float, ...], _limits("x")] = (-3.0, 3.0)
    y_limits: Annotated[tuple[float, ...], _limits("y")] = (-4.0, 4.0)
    point_size: Annotated[
        int,
        Number(
            label="Point size",
            tooltip="Size of the marks on the canvas.",
            unit="px",
            low=2,
            high=20,
            integer=True,
            live=True,
        ),
    ] = 7
    show_centres: Annotated[
        bool,
        Flag(
            label="Show centres",
            tooltip="The handles that move the modes of the target.",
            live=True,
        ),
    ] = True


class ExperimentConfig(Value):
    """Everything that decides a run, and nothing else."""

    target: GaussianMixture
    networks: NetworksConfig
    training: TrainingConfig
    display: DisplayConfig = DisplayConfig()

    def value(self, path: str) -> Any:
        """The value at a path such as `training.batch_size`."""
        section, name = split(path)
        return getattr(getattr(self, section), name)

    def with_values(self, values: Mapping[str, Any]) -> "ExperimentConfig":
        """The same config with some values changed together, validated once.

        Raises:
            InvalidValueError: an unknown path, or a value that is not allowed.
        """
        changes: dict[str, dict[str, Any]] = {}
        for path, value in values.items():
            section, name = split(path)
            changes.setdefault(section, {})[name] = as_tuples(value)
        try:
            sections = {
                name: getattr(self, name).replaced(**fields) for name, fields in changes.items()
            }
        except InvalidValueError as error:
            section = next(iter(changes))
            raise InvalidValueError(str(error), f"{section}.{error.path}".rstrip(".")) from None
        return self.replaced(**sections)

    def needs_restart(self, running: "ExperimentConfig") -> tuple[str, ...]:
        """Paths whose values a training that runs with `running` cannot take over."""
        return tuple(
            path
            for path, param in all_params()
            if not param.live and self.value(path) != running.value(path)
        )


def all_params() -> Iterator[tuple[str, Param]]:
    """Path and metadata of every input, in the order of the panels."""
    for section, field in ExperimentConfig.model_fields.items():
        model: Any = field.annotation
        for name, param in model.params().items():
            yield f"{section}.{name}", param


def split(path: str) -> tuple[str, str]:
    """Section and name of a path, or InvalidValueError that lists what is known."""
    section, _, name = path.partition(".")
    if section not in ExperimentConfig.model_fields:
        known = ", ".join(ExperimentConfig.model_fields)
        raise InvalidValueError(f"unknown setting '{path}'; it must start with one of: {known}", path)
    model: Any = ExperimentConfig.model_fields[section].annotation
    if name not in model.params():
        known = ", ".join(f"{section}.{known}" for known in model.params())
        raise InvalidValueError(f"unknown setting '{path}'; allowed: {known}", path)
    return section, name


def param_at(path: str) -> Param:
    """Metadata of one input."""
    section, name = split(path)
    model: Any = ExperimentConfig.model_fields[section].annotation
    param: Param = model.params()[name]
    return param


def parse_assignment(text: str) -> tuple[str, Any]:
    """Path and value of `training.batch_size=256`.

    Raises:
        InvalidValueError: no "=", an unknown path, or a value that is not allowed.
    """
    path, equals, value = text.partition("=")
    path = path.strip()
    if not equals:
        raise InvalidValueError(f"'{text}' is not a setting; write it as training.batch_size=256")
    param = param_at(path)
    try:
        return path, param.parse(value)
    except ValueError as error:
        reason = str(error).removeprefix(f"{param.label}: ")
        raise InvalidValueError(f"{path}: {reason}", path) from None
