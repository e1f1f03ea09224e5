"""The shape of `phrases.yml`: every sentence of the assistant that is not a clinical fact."""

import string
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from knowledge.treatments import Entry, TermId

_FORMATTER = string.Formatter()


def fields_of(template: str) -> frozenset[str]:
    """The names in braces in a template.

    Raises:
        ValueError: A brace is left open, or holds anything but a plain name.
    """
    names = set()
    for _, name, spec, conversion in _FORMATTER.parse(template):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(name)
        names.add(name)
    return frozenset(names)


def _template(value: str) -> str:
    try:
        fields_of(value)
    except ValueError:
        raise PydanticCustomError(
            "template",
            "has a brace that does not hold a plain name",
            {"mend": "write a field as `{name}`, and a brace that is meant as such twice: `{{`."},
        ) from None
    return value


Template = Annotated[str, Field(min_length=1), AfterValidator(_template)]


class Phrases(Entry):
    """Connectives and wording by key, with fields in braces: `"I don't have the {detail}."`."""

    phrases: dict[TermId, Template]
    desk: dict[TermId, Template] = Field(default_factory=dict)
    """How the front desk says some of them on the phone."""

    def render(self, key: str, **fields: str) -> str:
        """Fill in one phrase.

        Args:
            key: Its key in `phrases.yml`.
            **fields: A text for each name in braces; spare ones are ignored.

        Raises:
            KeyError: There is no such phrase, or a name in braces was not given.
        """
        return self.phrases[key].format_map(fields)
