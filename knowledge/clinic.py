"""The shape of `clinic.yml`: what only this clinic can say. Everything may stay blank."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from knowledge.treatments import Entry, WebAddress

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ().\-/]*( ?(x|ext\.?) ?[0-9]+)?", re.IGNORECASE)
_EMERGENCY_NUMBER = re.compile(r"[0-9]{2,4}")


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError(
            "email", "is not an e-mail address", {"mend": "write it like `desk@example.com`."}
        )
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value) or not 7 <= len(re.sub(r"\D", "", value)) <= 20:
        raise PydanticCustomError(
            "phone", "is not a phone number", {"mend": "write it like `+1 202 555 0143`."}
        )
    return value


def _emergency_number(value: str) -> str:
    if not _EMERGENCY_NUMBER.fullmatch(value):
        raise PydanticCustomError(
            "emergency_number",
            "is not an emergency number",
            {"mend": "write the digits that people here dial, such as `911` or `112`."},
        )
    return value


def _blank_is_empty(value: Any) -> Any:
    return () if value is None else value


Line = Annotated[str, Field(min_length=1)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_blank_is_empty)]


class Price(Entry):
    """What one service costs, as the clinic words it."""

    service: Line
    price: Line


class ClinicProfile(Entry):
    """This clinic's own details; None or an empty tuple where it gave none."""

    name: str | None = None
    emergency_number: Annotated[str, AfterValidator(_emergency_number)] | None = None
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    email: Annotated[str, AfterValidator(_email)] | None = None
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

    def ways_to_reach(self) -> tuple[str, ...]:
        """The phone number, e-mail address and contact page that are filled in, in that order."""
        return tuple(way for way in (self.phone, self.email, self.contact_url) if way)
