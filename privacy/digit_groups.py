"""Numbers as people write them: groups of digits with a little between them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_RUN = re.compile(r"[0-9]+(?:[ ().\-/]{1,4}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_CURRENCY_BEFORE = re.compile(r"[$€£¥] ?(?:[0-9]{1,3},){0,3}\Z")
_LONGEST_BEFORE = 14
_UNIT_AFTER = re.compile(
    r" ?-? ?(?:[$€£¥%](?! ?[0-9])|(?:mm|cm|um|[µμ]m|mil+imet\w*|micromet\w*|microns?|inch(?:es)?"
    r"|dollars?|usd|bucks?|euros?|eur|pounds?|gbp|percent|ml|mg|kg|lbs?)\b)",
    re.I,
)
"""No days or weeks: nobody counts them in thousands, and a phone number can be for some days."""


class Group(NamedTuple):
    """Digits without anything between them, and where they are."""

    digits: str
    start: int
    end: int


def runs(text: str) -> Iterator[list[Group]]:
    """The groups that stand together, such as the three of `(202) 555-0143`."""
    for run in _RUN.finditer(text):
        yield [
            Group(found[0], found.start(), found.end())
            for found in _GROUP.finditer(text, run.start(), run.end())
        ]


def windows(groups: Sequence[Group], first: int, most_digits: int) -> list[Sequence[Group]]:
    """The groups from the first on that have so many digits together, the longest row first."""
    rows: list[Sequence[Group]] = []
    digits = 0
    for last in range(first, len(groups)):
        digits += len(groups[last].digits)
        if digits > most_digits:
            break
        rows.append(groups[first : last + 1])
    return rows[::-1]


def rows(
    text: str, most_digits: int, is_one: Callable[[Sequence[Group]], bool]
) -> Iterator[Sequence[Group]]:
    """The longest rows of groups that are one, none of which shares a group with another."""
    for groups in runs(text):
        first = 0
        while first < len(groups):
            found = next(filter(is_one, windows(groups, first, most_digits)), None)
            if found:
                yield found
            first += len(found) if found else 1


def digits_of(groups: Sequence[Group]) -> str:
    """All digits of the groups."""
    return "".join(group.digits for group in groups)


def lengths_of(groups: Sequence[Group]) -> tuple[int, ...]:
    """How many digits each group has."""
    return tuple(len(group.digits) for group in groups)


def between(text: str, groups: Sequence[Group]) -> list[str]:
    """What stands between one group and the next."""
    return [text[one.end : following.start] for one, following in pairwise(groups)]


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether a currency stands before the number, or a unit after it."""
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    return bool(_CURRENCY_BEFORE.search(before) or _UNIT_AFTER.match(text, end))
