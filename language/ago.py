"""How long ago something else than the session was, and a figure that is put right."""

import re
from typing import NamedTuple

from language.numbers import NUMBER, number_of

_DAYS_IN = {"day": 1, "week": 7, "wk": 7, "month": 30, "mo": 30, "year": 365, "yr": 365}
_NAMES = {"wk": "week", "mo": "month", "yr": "year"}
_UNIT = r"days?|weeks?|wks?|months?|mos?|years?|yrs?"
_ABOUT = r"(?:(?:like|about|around|roughly|maybe|only|just|some|over|almost|nearly) )*"
_AMOUNT = rf"(?P<n>{NUMBER}) (?P<unit>{_UNIT})\b"
_AMOUNT_TOO = _AMOUNT.replace("<n>", "<n2>").replace("<unit>", "<unit2>")
_ENDED = r"(?:off|stopped|quit|finished|ended|came off|been off|got off|done with)"
_AGO = re.compile(
    rf"\b{_AMOUNT} (?:ago|back|off|since|clean|out)\b"
    rf"|\b{_ENDED}\b[^.?!;,]{{0,40}}?\b{_AMOUNT_TOO}",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.?!;,]\s|[.?!;,]$")
_NOT = re.compile(
    rf"(?<![.\d])\b(?P<n>{NUMBER})(?: (?P<unit>{_UNIT}))?(?: ago| old| away| out)?,? "
    rf"(?:not|instead of|rather than) {_ABOUT}(?P<was>{NUMBER})(?: (?P<was_unit>{_UNIT}))?\b"
    r"(?!\.\d| (?:times|sessions?|%|percent))",
    re.IGNORECASE,
)
"""A figure and the one that is denied: "4 months, not 2"."""
_SAID = re.compile(
    rf"\b(?:said|told (?:you|u)|wrote|typed|put) {_ABOUT}(?P<was>{NUMBER})"
    rf"(?: (?P<was_unit>{_UNIT}))?\b[^.?!]{{0,40}}?\b(?:it'?s|it was|was|is|actually|really|more"
    rf"|closer to|meant|mean) (?:like |to |been |actually |really |more like )*{_ABOUT}"
    rf"(?P<n>{NUMBER})(?: (?P<unit>{_UNIT}))?\b",
    re.IGNORECASE,
)
"""A figure that was said, and the right one: "I said 2 months, it was more like 4"."""
_DECIMAL = re.compile(
    r"(?<![\d.])(?P<n>\d(?:\.\d+)?) ?(?:mm)?,? (?:not|instead of|rather than) "
    r"(?P<was>\d(?:\.\d+)?)(?![\d.])",
    re.IGNORECASE,
)


_ALONE = re.compile(
    rf"\W*(?:(?:no|wait|oops|sorry|actually|i mean|i meant|make (?:that|it)|it'?s|oh|rather)\W+)+"
    rf"{_ABOUT}{_AMOUNT}(?: actually| sorry)?\W*",
    re.IGNORECASE,
)
"""A time that stands for the one told last: "no wait, 6 weeks"."""


class Amount(NamedTuple):
    """A time, in days, and as an answer writes it."""

    days: int
    said: str


class PutRight(NamedTuple):
    """A figure that is put right: the new one, and the one that was said before.

    Attributes:
        number: The right one.
        was: The one that it stands for.
        unit: That of both where it is a time; None where no unit is said.
        was_unit: That of the one before, where it is another.
    """

    number: float
    was: float
    unit: str | None = None
    was_unit: str | None = None

    def amount(self) -> Amount | None:
        """The right figure as a time."""
        return None if self.unit is None else _amount(int(self.number), self.unit)


def amount_ago(text: str, place: int) -> Amount | None:
    """How long ago that was which a normalised message names at a place: "off it 3 months"."""
    start = end = 0
    for cut in _CLAUSE_END.finditer(text):
        if cut.start() >= place:
            end = cut.start()
            break
        start = cut.end()
    found = _AGO.search(text, start, end or len(text))
    if found is None:
        return None
    number, unit = found["n"] or found["n2"], found["unit"] or found["unit2"]
    return _amount(number_of(number), _plain(unit))


def amount_alone(text: str) -> Amount | None:
    """The time that a normalised message says in place of the one before, and nothing else."""
    found = _ALONE.fullmatch(text)
    return None if found is None else _amount(number_of(found["n"]), _plain(found["unit"]))


def figure_put_right(text: str) -> PutRight | None:
    """The figure that a normalised message puts right, with the one that was said before."""
    found = _NOT.search(text) or _SAID.search(text)
    if found is None:
        decimal = _DECIMAL.search(text)
        return PutRight(float(decimal["n"]), float(decimal["was"])) if decimal else None
    unit, was_unit = found["unit"], found["was_unit"]
    return PutRight(
        number_of(found["n"]),
        number_of(found["was"]),
        _plain(unit or was_unit) if unit or was_unit else None,
        _plain(was_unit) if was_unit else None,
    )


def _amount(number: int, unit: str) -> Amount:
    return Amount(number * _DAYS_IN[unit], f"{number} {unit}{'' if number == 1 else 's'}")


def _plain(unit: str) -> str:
    plain = unit.lower().rstrip("s")
    return _NAMES.get(plain, plain)
