"""Changing `clinic.yml` field by field, with problems worded for whoever fills in the form."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from knowledge.clinic import NAMED_LINES, ClinicProfile
from knowledge.loading import CLINIC
from knowledge.sayable import unsayable
from knowledge.shape import shaped
from knowledge.yaml_edit import block, edited, put
from knowledge.yaml_file import read_yaml

FieldKind = Literal["text", "lines", "prices", "named_lines"]
FieldValue = None | str | tuple[str, ...] | tuple[tuple[str, str], ...]
"""A blank, a text, lines, or pairs: service and price, or question and line; none is empty."""

_KINDS: Mapping[str, FieldKind] = {
    **dict.fromkeys(("hours", "services", "devices", "team"), "lines"),
    "prices": "prices",
    **dict.fromkeys(NAMED_LINES, "named_lines"),
}
FIELDS: dict[str, FieldKind] = {
    name: _KINDS.get(name, "text") for name in ClinicProfile.model_fields
}
"""Every field of the profile in the order of the file, and how it is filled in."""


def fields_of(content: bytes) -> dict[str, FieldValue]:
    """What each field of a `clinic.yml` says.

    Raises:
        KnowledgeError: The file is not in order.
    """
    profile = shaped(read_yaml(Path("knowledge") / CLINIC, content), ClinicProfile)
    fields: dict[str, FieldValue] = {}
    for name, kind in FIELDS.items():
        value = getattr(profile, name)
        if kind == "prices":
            value = tuple((price.service, price.price) for price in value)
        if kind == "named_lines":
            value = tuple(value.items())
        fields[name] = value or None
    return fields


def tidied(name: str, value: object) -> FieldValue:
    """A field as it was typed, without spare blanks, empty lines and empty rows.

    Args:
        name: The field.
        value: A text; for lines, a text with line breaks or a sequence; else pairs.
    """
    kind = FIELDS[name]
    if kind == "text":
        return " ".join(str(value or "").split()) or None
    if kind == "lines":
        lines = value.splitlines() if isinstance(value, str) else value
        found = (" ".join(str(line).split()) for line in _sequence(lines))
        return tuple(line for line in found if line) or None
    rows = (tuple(" ".join(str(cell).split()) for cell in row) for row in _sequence(value))
    return tuple((row[0], row[1]) for row in rows if any(row)) or None


def problems_of(fields: Mapping[str, FieldValue]) -> dict[str, str]:
    """What is wrong with each field, in a sentence or two; empty when nothing is."""
    for row in _rows(fields.get("replies")):
        for wrong, mend in unsayable(row[1]):
            return {"replies": f"“{row[0]}” {wrong}. {mend[:1].upper()}{mend[1:]}"}
    titles = Counter(row[0] for row in _rows(fields.get("replies")))
    for title, count in titles.items():
        if count > 1:
            return {"replies": f"“{title}” stands here twice. Give one of them another title."}
    try:
        ClinicProfile.model_validate({name: _data(name, value) for name, value in fields.items()})
    except ValidationError as error:
        problems: dict[str, list[str]] = {}
        for detail in error.errors(include_url=False):
            name, *place = detail["loc"]
            where = f"Row {int(place[0]) + 1}: " if place and str(place[0]).isdecimal() else ""
            problems.setdefault(str(name), []).append(where + _told(dict(detail), place))
        return {name: " ".join(dict.fromkeys(told)) for name, told in problems.items()}
    return {}


def with_fields(content: bytes, changes: Mapping[str, FieldValue]) -> bytes:
    """A `clinic.yml` with some fields changed, its comments and layout kept.

    Raises:
        KnowledgeError: The file is written in a way that cannot be changed here.
    """

    def change(data: dict[str, Any]) -> None:
        for name, value in changes.items():
            data_value = _data(name, value)
            put(data, name, block(data_value) if isinstance(data_value, dict) else data_value)

    return edited(Path("knowledge") / CLINIC, content, change)


def _data(name: str, value: FieldValue) -> object:
    if value is None or FIELDS[name] in ("text", "lines"):
        return value
    if FIELDS[name] == "named_lines":
        return {row[0]: row[1] for row in value}
    return [{"service": row[0], "price": row[1]} for row in value]


def _told(detail: dict[str, object], place: Sequence[object]) -> str:
    context = detail.get("ctx")
    mend = str(context.get("mend", "")) if isinstance(context, dict) else ""
    if detail["type"] in ("string_too_short", "string_type"):
        named = {"service": "service", "price": "price", "[key]": "title"}
        missing = next((word for part, word in named.items() if part in place), "text")
        return f"The {missing} is missing."
    sentence = mend.replace("`", "").strip()
    return f"This {detail['msg']}. {sentence[:1].upper()}{sentence[1:]}".strip()


def _rows(value: FieldValue) -> list[tuple[str, str]]:
    return [row for row in value or () if not isinstance(row, str)]


def _sequence(value: object) -> Sequence[Sequence[object]]:
    return value if isinstance(value, list | tuple) else ()
