"""Sentences that can be told in another language after they were made."""

from typing import Any, Self


class Text(str):
    """A sentence that remembers its template and values.

    It is plain English as it stands; the window makes it again from the translated template and
    values (`ui.words.translated`).

    Attributes:
        template: the sentence with names in braces.
        values: what stands for the names; a `str` among them may itself be a `Text`.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """Fill the template."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (_made, (self.template, self.values))


def _made(template: str, values: dict[str, Any]) -> Text:
    return Text(template, **values)


def counted(count: int, one: str, many: str, **values: Any) -> Text:
    """A sentence about a number of things: singular for 1, plural for every other number.

    Args:
        count: stands for `{count}` in both templates, with commas between the thousands.
        one: the template for exactly 1, such as "{count} seed".
        many: the template for every other number, such as "{count} seeds".
        values: of the other names in the templates.
    """
    return Text(one if count == 1 else many, count=f"{count:,}", **values)


# Units that are counted, each with its singular.
_SINGULAR = {"modes": "mode", "points": "point", "steps": "step", "D steps": "D step"}


def unit_of(number: str, unit: str) -> str:
    """The unit behind a number as it is read: singular behind 1, as given behind all others."""
    return _SINGULAR.get(unit, unit) if number == "1" else unit


def told(error: BaseException) -> str:
    """An error's sentence, still as the `Text` that it was raised with (`str` would lose that)."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, str) else str(error)


def packed(text: str) -> Any:
    """A sentence as data for another process, with its template and values where it has them."""
    if not isinstance(text, Text):
        return str(text)
    values = {
        name: packed(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return {"template": text.template, "values": values}


def unpacked(data: Any) -> str:
    """The sentence of `packed`.

    Raises:
        ValueError: this is no such data.
    """
    match data:
        case str():
            return data
        case {"template": str(template), "values": dict(values)}:
            made = {
                name: unpacked(value) if isinstance(value, str | dict) else value
                for name, value in values.items()
            }
            try:
                return Text(template, **made)
            except (LookupError, TypeError) as error:
                raise ValueError(f"the values do not fit: {error}") from error
    raise ValueError("neither a sentence nor a template with values")
