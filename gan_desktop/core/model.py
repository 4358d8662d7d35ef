"""The base of all config values: strict, finite, closed, frozen."""

from types import UnionType
from typing import Any, Self, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.params import Param, number_text
from gan_desktop.core.words import Text, told


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
    location = _untagged(model, [part for part in problem["loc"] if isinstance(part, str)])
    path = ".".join(location)
    if problem["type"] == "value_error":
        return InvalidValueError(told(problem["ctx"]["error"]), path)
    if problem["type"] == "json_invalid":
        return InvalidValueError(Text("this is not JSON"))
    if problem["type"] == "extra_forbidden":
        owner, known = _known_fields(model, location[:-1])
        text = Text(
            "{owner}: unknown name '{name}'; allowed: {known}.",
            owner=owner,
            name=location[-1],
            known=known,
        )
        return InvalidValueError(text, path)
    if problem["type"] == "missing":
        return InvalidValueError(Text("{path}: missing.", path=path), path)
    if problem["type"].startswith("union_tag"):
        path, known = f"{path}.kind", problem["ctx"].get("expected_tags", "")
        text = Text("{path}: missing or unknown; allowed: {known}.", path=path, known=known)
        return InvalidValueError(text, path)
    param = _param_at(model, location)
    name = param.label if param else path or model.__name__
    given = problem.get("input")
    template = "{name} ({given}): {what}" if isinstance(given, int | float) else "{name}: {what}"
    template += "; allowed: {allowed}." if param else "."
    text = Text(
        template,
        name=name,
        given=number_text(given) if isinstance(given, int | float) else "",
        what=problem["msg"].lower(),
        allowed=param.allowed() if param else "",
    )
    return InvalidValueError(text, path)


def models_of(annotation: Any) -> tuple[type[Value], ...]:
    """The values that a field may hold: one model, or each of a union; () for none."""
    kinds = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return tuple(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Value))


def _untagged(model: type[Value], location: list[str]) -> list[str]:
    """A location without the kinds that pydantic puts behind the name of a union."""
    field = model.model_fields.get(location[0]) if location else None
    if field is not None and len(models_of(field.annotation)) > 1:
        return [location[0], *location[2:]]
    return location


def _owners(model: type[Value], location: list[str]) -> tuple[type[Value], ...]:
    """The models that a location leads to; several behind a union."""
    owners: tuple[type[Value], ...] = (model,)
    for part in location:
        fields = [owner.model_fields[part] for owner in owners if part in owner.model_fields]
        owners = tuple(kind for field in fields for kind in models_of(field.annotation))
    return owners


def _param_at(model: type[Value], location: list[str]) -> Param | None:
    if not location:
        return None
    owners = [
        owner for owner in _owners(model, location[:-1]) if location[-1] in owner.model_fields
    ]
    return owners[0].param(location[-1]) if owners else None


def _known_fields(model: type[Value], location: list[str]) -> tuple[str, str]:
    owners = _owners(model, location) or (model,)
    known = dict.fromkeys(name for owner in owners for name in owner.model_fields)
    return ".".join(location) or "config", ", ".join(known)
