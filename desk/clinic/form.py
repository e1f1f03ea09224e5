"""The clinic profile as a form: its labels, what a change means, and changes by two at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.clinic import NAMED_LINES
from knowledge.clinic_editing import FIELDS, FieldKind, FieldValue, tidied

Fields = Mapping[str, FieldValue]

REACH = ("phone", "email", "contact_url")


@dataclass(frozen=True)
class Field:
    """One field as the form shows it."""

    name: str
    label: str
    hint: str = ""

    @property
    def kind(self) -> FieldKind:
        """How it is filled in."""
        return FIELDS[self.name]


GROUPS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        "The clinic",
        (
            Field("name", "Name", "As patients know it."),
            Field("address", "Address"),
            Field("hours", "Opening hours", "One line for each day or range of days."),
            Field("parking", "Parking"),
        ),
    ),
    (
        "How to reach it",
        (
            Field("phone", "Phone"),
            Field("email", "E-mail"),
            Field("contact_url", "Contact page", "A web address."),
            Field("booking_url", "Booking page", "A web address."),
            Field("emergency_number", "Emergency number", "What people here dial, such as 911."),
        ),
    ),
    (
        "What it costs",
        (
            Field("prices", "Prices", "Worded as a patient should read it. An empty row goes."),
            Field("insurance", "Insurance"),
            Field("finance", "Paying over time"),
            Field("deposits", "Deposits"),
            Field("cancellations", "Changing or canceling a visit"),
        ),
    ),
    (
        "What it offers",
        (
            Field("services", "Services", "One on each line."),
            Field("devices", "Devices", "One on each line."),
            Field("team", "Team", "Who works here, and as what: one on each line."),
            Field("consultation", "First consultation"),
            Field("privacy_notice", "Privacy notice", "A web address."),
        ),
    ),
    (
        "At the front desk",
        (
            Field(
                "replies",
                "Saved replies",
                "What you often say or write, found beside the answers. Visitors never see them.",
            ),
        ),
    ),
)
LABELS = {
    **{field.name: field.label for _, fields in GROUPS for field in fields},
    # Written at /desk/gaps, beside the questions that they answer.
    "own_lines": "The clinic's own lines",
}


@dataclass(frozen=True)
class Change:
    """One field that would be saved."""

    name: str
    now: FieldValue
    """What stands in the file."""
    then: FieldValue
    """What it would become."""
    started: FieldValue
    """What stood there when the form was opened."""
    warnings: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What the form calls the field."""
        return LABELS[self.name]

    @property
    def is_clash(self) -> bool:
        """Whether somebody else changed the same field meanwhile."""
        return self.now != self.started


def changes_of(base: Fields, typed: Fields, now: Fields, no_number: str) -> tuple[Change, ...]:
    """What somebody changed in a form, beside what others have saved since it was opened.

    Args:
        base: The fields as the form showed them first.
        typed: The fields as they were sent.
        now: The fields as they stand in the file.
        no_number: What visitors read in place of a blank emergency number.
    """
    changed = [name for name in FIELDS if typed[name] != base[name] and typed[name] != now[name]]
    then = {**now, **{name: typed[name] for name in changed}}
    return tuple(
        Change(name, now[name], typed[name], base[name], _warnings(name, then, no_number))
        for name in changed
    )


def _warnings(name: str, then: Fields, no_number: str) -> tuple[str, ...]:
    told = []
    if name == "emergency_number":
        told.append(
            "Visitors with a warning sign are told to dial this number. Check it once more."
            if then[name]
            else f"Visitors with a warning sign will read “{no_number}” in place of a number."
        )
    elif then[name] is None and name not in NAMED_LINES:
        told.append("The assistant will say that it does not have this.")
    if name in REACH and not any(then[way] for way in REACH):
        told.append(
            "Nobody can be told how to reach the clinic any more: fill in a phone number, an "
            "e-mail address or a contact page."
        )
    return tuple(told)


def as_text(value: FieldValue) -> str:
    """A field's value for reading: a line for each entry; empty for a blank."""
    if value is None or isinstance(value, str):
        return value or ""
    return "\n".join(item if isinstance(item, str) else ": ".join(item) for item in value)


def packed(fields: Fields) -> str:
    """Fields for a hidden field of a form; `unpacked` reads them."""
    return json.dumps(fields)


def unpacked(text: str) -> dict[str, FieldValue]:
    """Fields from a hidden field; what does not belong there is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    fields: dict[str, FieldValue] = {}
    for name, value in found.items():
        if name in FIELDS:
            is_rows = FIELDS[name] in ("prices", "named_lines") and isinstance(value, list)
            rows = [row for row in value if _is_pair(row)] if is_rows else value
            fields[name] = tidied(name, rows)
    return fields


def _is_pair(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2
