"""The shape of `clinic.yml`: what only this clinic can say. Everything may stay blank."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from knowledge.questions import QuestionId
from knowledge.treatments import Entry, WebAddress, written_as

Email = Annotated[
    str,
    written_as(
        r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+",
        "is not an e-mail address",
        "write it like `desk@example.com`.",
    ),
]
Phone = Annotated[
    str,
    written_as(
        # 7 to 20 digits in all.
        r"(?=(\D*\d){7,20}\D*$)[+(]?[0-9][0-9 ().\-/]*( ?(x|ext\.?) ?[0-9]+)?",
        "is not a phone number",
        "write it like `+1 202 555 0143`.",
    ),
]
EmergencyNumber = Annotated[
    str,
    written_as(
        "[0-9]{2,4}",
        "is not an emergency number",
        "write the digits that people here dial, such as `911` or `112`.",
    ),
]


NAMED_LINES = ("own_lines", "replies")
"""The fields that hold lines by name; no question asks for one as a whole."""


def _blank_is_empty(value: Any) -> Any:
    return () if value is None else value


def _blank_is_none_given(value: Any) -> Any:
    return {} if value is None else value


Line = Annotated[str, Field(min_length=1)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_blank_is_empty)]


class Price(Entry):
    """What one service costs, as the clinic words it."""

    service: Line
    price: Line


class ClinicProfile(Entry):
    """This clinic's own details; None or an empty tuple where it gave none."""

    name: str | None = None
    emergency_number: EmergencyNumber | None = None
    phone: Phone | None = None
    email: Email | None = None
    address: str | None = None
    hours: Lines = ()
    """One line a day or a range of days: "Monday to Friday: 9 am to 5 pm"."""
    booking_url: WebAddress | None = None
    contact_url: WebAddress | None = None
    prices: Annotated[tuple[Price, ...], BeforeValidator(_blank_is_empty)] = ()
    insurance: str | None = None
    finance: str | None = None
    deposits: str | None = None
    cancellations: str | None = None
    services: Lines = ()
    """Treatments offered, by name: "medical micro-needling", "chemical peel"."""
    devices: Lines = ()
    team: Lines = ()
    """Who works here, and as what, a line each."""
    parking: str | None = None
    consultation: str | None = None
    """Whether a first consultation is offered, and on what terms."""
    privacy_notice: WebAddress | None = None
    own_lines: Annotated[Mapping[QuestionId, Line], BeforeValidator(_blank_is_none_given)] = {}
    """What this clinic says itself to a particular question, in place of the facts."""

    replies: Annotated[Mapping[Line, Line], BeforeValidator(_blank_is_none_given)] = {}
    """What the front desk often writes or says, by title; visitors are never shown it."""

    def ways_to_reach(self) -> tuple[str, ...]:
        """The phone number, e-mail address and contact page that are filled in, in that order."""
        return tuple(way for way in (self.phone, self.email, self.contact_url) if way)
