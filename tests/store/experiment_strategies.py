"""What experiments, and what files that should be experiments and are not, look like."""

from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from gan_desktop.core.config import ExperimentConfig, all_params
from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.model import validated
from gan_desktop.core.params import Choice, Flag, Number, Numbers, Param, Table
from gan_desktop.core.presets import presets
from gan_desktop.store.experiment_text import text_of

_COORDINATES = st.floats(-1e3, 1e3)
_MODES = st.tuples(
    st.floats(1e-6, 1e6),
    st.tuples(_COORDINATES, _COORDINATES),
    st.tuples(st.floats(1e-9, 1e6), st.floats(1e-9, 1e6), st.floats(-0.99, 0.99)),
)


def _values(param: Param) -> st.SearchStrategy[Any]:
    match param:
        case Number(integer=True):
            return st.integers(int(param.low), int(param.high))
        case Number():
            return st.floats(param.low, param.high)
        case Flag():
            return st.booleans()
        case Choice():
            return st.sampled_from(param.registry.keys())
        case Numbers(least_gap=0):
            one = (
                st.integers(int(param.low), int(param.high))
                if param.integer
                else st.floats(param.low, param.high)
            )
            return st.lists(one, min_size=param.shortest, max_size=param.longest).map(tuple)
        case Numbers():
            return st.tuples(st.floats(param.low, -1), st.floats(0, param.high))
    raise AssertionError(param)


_SETTINGS = {path: _values(p) for path, p in all_params() if not isinstance(p, Table)}


@st.composite
def configs(draw: st.DrawFn, most_modes: int = 12) -> ExperimentConfig:
    """Any allowed experiment."""
    base = draw(st.sampled_from(list(presets().values()))).config
    paths = draw(st.sets(st.sampled_from(sorted(_SETTINGS)), max_size=12))
    values = {path: draw(_SETTINGS[path]) for path in sorted(paths)}
    if draw(st.booleans()):
        modes = draw(st.lists(_MODES, min_size=1, max_size=most_modes))
        target: dict[str, Any] = {"weights": (), "means": (), "covariances": ()}
        for weight, mean, (x, y, correlation) in modes:
            xy = correlation * (x * y) ** 0.5
            target["weights"] += (weight,)
            target["means"] += (mean,)
            target["covariances"] += (((x, xy), (xy, y)),)
        base = base.replaced(target=validated(type(base.target), target))
    try:
        return base.with_values(values)
    except InvalidValueError:
        # Some settings do not go together.
        return reject()


HOSTILE_VALUES = (
    "nan", "inf", "-inf", "0", "-1", "1e400", "-0.0", "true", '""', "''", "[]", "{}", "[[]]",
    "[[[]]]",
    "1979-05-27", "07:32:00", "0x10", "1_000", "9" * 30, "9" * 5000, "1e-400", '"x"', "'''a\nb'''",
    '"\\u0000"', '"\\ud800"', "__import__('os')", "!!python/object", "[" * 40 + "]" * 40,
    "[" * 5000, "{a=" * 40 + "1" + "}" * 40, "{" + "a." * 40 + "b=1}", '"' + "x" * 5000 + '"',
    "[" + "1," * 3000 + "]", "[" + "[0.0, 0.0]," * 200 + "]", "$(reboot)", "null", "None", "1,5",
)  # fmt: skip
HOSTILE_LINES = (
    "", "[", "]", "=", "[[]]", "[[target]]", "[target]", "[training]", "[training.seed]", "[a.b.c]",
    "x", "x = 1", "schema = 1", "schema = 2", "schema = 99999999999999999999", "schema = '1'",
    '"" = 1', "'\u202e' = 1", '"a\\nb" = 1', "a.b.c = 1", "a" * 5000 + " = 1",
    ".".join("a" * 400) + " = 1",
    "\ufeff", "\x00", "\x1b[2J", "é = 'é'", '"""', "'''", "# " + "x" * 5000, "training.seed = 3",
)  # fmt: skip


@st.composite
def hostile_files(draw: st.DrawFn) -> bytes:
    """Files that began as experiments, or never were."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    lines = text_of(draw(configs(most_modes=3))).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        _spoil(draw, lines)
    raw = "\n".join(lines).encode("utf-8", "surrogatepass")
    match draw(st.integers(0, 11)):
        case 0:
            return raw[: draw(st.integers(0, len(raw)))]
        case 1:
            place = draw(st.integers(0, len(raw)))
            return raw[:place] + draw(st.binary(min_size=1, max_size=8)) + raw[place:]
        case 2:
            return raw.replace(b"\n", b"\r\n")
        case 3:
            return raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    return raw


def _spoil(draw: st.DrawFn, lines: list[str]) -> None:
    index = draw(st.integers(0, len(lines) - 1))
    line = lines[index]
    name, equals, value = line.partition(" = ")
    match draw(st.integers(0, 7)):
        case 0:
            lines[index] = f"{name} = {draw(st.sampled_from(HOSTILE_VALUES))}"
        case 1:
            lines.insert(index, draw(st.sampled_from(HOSTILE_LINES)))
        case 2:
            lines.insert(draw(st.integers(0, len(lines))), line)
        case 3:
            del lines[index]
        case 4:
            lines[index] = draw(st.text(max_size=40))
        case 5:
            lines[index] = line.replace("0", draw(st.sampled_from(("nan", "-", "1e9", "", "0."))))
        case 6:
            lines[index] = f"{name[:-1]}{equals}{value}"
        case 7:
            lines[index] = line.replace("[", draw(st.sampled_from(("", "[[", "{"))))
    if not lines:
        lines.append("")
