"""The base of all config values: strict, finite, closed, frozen."""

from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.params import Param, number_text
from gan_desktop.core.words import told


class Value(BaseModel):
    """A value that is replaced, never changed. Unknown keys, NaN and infinities are refused."""

    model_config = ConfigDict(
        strict=True, allow_inf_nan=False, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    def replaced(self, **changes: Any) -> Self:
        """The same value with some fields changed, validated (`model_copy` would not be).

        Raises:
            InvalidValueError: one sentence that says which field and what is allowed.
        """
        return validated(type(self), {**dict(self), **changes})

    @classmethod
    def param(cls, name: str) -> Param | None:
        """The metadata of one field, or None for a field that holds a section."""
        metadata = cls.model_fields[name].metadata
        return next((m for m in metadata if isinstance(m, Param)), None)

    @classmethod
    def params(cls) -> dict[str, Param]:
        """The metadata of each input, in the order of the fields."""
        found = {name: cls.param(name) for name in cls.model_fields}
        return {name: param for name, param in found.items() if param is not None}


V = TypeVar("V", bound=Value)


def validated(model: type[V], data: dict[str, Any]) -> V:
    """Build a value from fields, or raise `InvalidValueError` with one sentence."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise explained(error, model) from None


def from_json(model: type[V], text: str) -> V:
    """Build a value from JSON, or raise `InvalidValueError` with one sentence."""
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise explained(error, model) from None


def explained(error: ValidationError, model: type[Value]) -> InvalidValueError:
    """The first problem of a pydantic error as one sentence about one field.

    An unknown name goes first: what is misspelled is missing, too.
    """
    problems = error.errors()
    problem = next((p for p in problems if p["type"] == "extra_forbidden"), problems[0])
    location = [part for part in problem["loc"] if isinstance(part, str)]
    path = ".".join(location)
    if problem["type"] == "value_error":
        return InvalidValueError(told(problem["ctx"]["error"]), path)
    if problem["type"] == "extra_forbidden":
        owner, known = _known_fields(model, location[:-1])
        return InvalidValueError(f"{owner}: unknown name '{location[-1]}'; allowed: {known}.", path)
    if problem["type"] == "missing":
        return InvalidValueError(f"{path}: missing.", path)
    param = _param_at(model, location)
    name = param.label if param else path or model.__name__
    allowed = f"; allowed: {param.allowed()}" if param else ""
    given = problem.get("input")
    shown = f" ({number_text(given)})" if isinstance(given, int | float) else ""
    return InvalidValueError(f"{name}{shown}: {problem['msg'].lower()}{allowed}.", path)


def _walk(model: type[Value], location: list[str]) -> type[Value] | None:
    for part in location:
        field = model.model_fields.get(part)
        if field is None or not (
            isinstance(field.annotation, type) and issubclass(field.annotation, Value)
        ):
            return None
        model = field.annotation
    return model


def _param_at(model: type[Value], location: list[str]) -> Param | None:
    owner = _walk(model, location[:-1])
    return (
        owner.param(location[-1])
        if owner and location and location[-1] in owner.model_fields
        else None
    )


def _known_fields(model: type[Value], location: list[str]) -> tuple[str, str]:
    owner = _walk(model, location) or model
    return ".".join(location) or "config", ", ".join(owner.model_fields)
