"""Days of the week: which one a session was on, which one it is now, which one is planned for."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week, Monday first, as `date.weekday` counts them."""
A_WEEK = len(DAYS)
DAY_NAME = (
    "monday|t(?:ue|eu|u)sday|we(?:dne|dn|n|nd|den)sday|th(?:ur|ru)s?day|friday|sat(?:ur|u|er)day"
    "|sunday"
)
"""The days of the week, as people spell them."""
SHORT_DAY = (
    r"mon|tues?|wed|thurs?|thu|fri|sat|sun(?! ?(?:damag|expos|spot|burn|protect|light|care)\w*)"
)
TOMORROW = "tomorrow"
"""A day that is planned for by another word than its name."""
_IS_DAY = re.compile(
    r"\b(?:it'?s|it is|today is|today'?s|is now|now is|now it(?:'?s| is))(?: now| already| only)?"
    rf" (?P<day>{DAY_NAME}|{SHORT_DAY})\b|\b(?P<after>{DAY_NAME}) (?:now|today)\b",
    re.IGNORECASE,
)
"""Which day of the week it is."""
_AHEAD = re.compile(
    rf"(?P<before>\b(?:last|every|each|past|since|was|the) )?\b(?:(?P<day>{DAY_NAME})"
    rf"|(?<=\bon )(?P<short>{SHORT_DAY})|(?:this |the )(?P<weekend>weekend)"
    r"|(?P<tomorrow>tomorrow|tmrw?|tomorow))\b(?! (?:now|today|before|after)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:had|got|did|done|went|was|were|saw|said|told|started|began|woke|came|since|noticed"
    r"|rolled|needled|gave|used|put|last)\b[^.?!;,]*$",
    re.IGNORECASE,
)
"""What ends before the name of a day that is gone."""
_SUPPOSED = re.compile(
    r"\b(?:can|could|if|will|would|should|shall|may|get|getting)\b[^.?!;,]*$", re.IGNORECASE
)
"""What ends before the name of a day that is only thought of: "can I get it done Friday"."""
_THOUGHT_OF = re.compile(
    r"\b(?:session|treatment|appointment|needling|needled|microneedl\w*|rf|booked|get it|have it"
    r"|getting it|having it|do it|doing it|it done|come in|in for it|mine is)\b[^.?!;]*$",
    re.IGNORECASE,
)
"""What ends before the day that a session is thought of for."""


class Span(NamedTuple):
    """A day that something is planned for, and how many days after a session it is.

    Attributes:
        day: One of `DAYS`, or `TOMORROW`.
        days: The days between.
        start: The day of the session, where that is known.
    """

    day: str
    days: int
    start: str | None


def weekday_of(said: str) -> int:
    """The place of a day in the week by its name, however it is written."""
    begins = said[:2].lower().replace("te", "tu")
    return next(n for n, day in enumerate(DAYS) if day.startswith(begins))


def day_said(text: str) -> int | None:
    """Which day of the week it is, where a normalised message says so."""
    found = _IS_DAY.search(text)
    return None if found is None else weekday_of(found["day"] or found["after"])


def here(text: str, started: int | None, since: int | None) -> int | None:
    """Which day of the week it is, as it is said, or as a session was told of.

    Args:
        text: The message, normalised.
        started: The day of the week of the session that was told of before.
        since: How many days ago that was.
    """
    said = day_said(text)
    if said is not None or started is None or since is None:
        return said
    return (started + since) % A_WEEK


def days_after(first: int, last: int) -> int:
    """How many days after one day of the week another one is; the same one is a week later."""
    return (last - first) % A_WEEK or A_WEEK


def planned_after(text: str, now: int | None, since: int, start: str | None) -> Span | None:
    """The day that something is planned for after a session that was had.

    Args:
        text: The message, normalised.
        now: Which day of the week it is.
        since: How many days ago the session was.
        start: The day of the week of the session, where it is known.
    """
    for day, _ in _days_ahead(text):
        if day == TOMORROW:
            return Span(day, since + 1, start)
        if now is not None:
            return Span(day, since + days_after(now, weekday_of(day)), start)
    return None


def planned_from(text: str, start: str) -> Span | None:
    """The day that something is planned for after a session of which the day alone is known.

    Args:
        text: The message, normalised.
        start: The day of the week of the session.
    """
    for day, _ in _days_ahead(text):
        if day not in (TOMORROW, start):
            return Span(day, days_after(weekday_of(start), weekday_of(day)), start)
    return None


def planned_between(text: str) -> Span | None:
    """The day that something is planned for after a session that is thought of.

    "If I have it done on Friday, can I work Monday" is Monday, 3 days after Friday.
    """
    found = [(day, place) for day, place in _days_ahead(text) if day != TOMORROW]
    for (first, place), (last, _) in pairwise(found):
        if _THOUGHT_OF.search(text, 0, place) and first != last:
            return Span(last, days_after(weekday_of(first), weekday_of(last)), first)
    return None


def _days_ahead(text: str) -> Iterator[tuple[str, int]]:
    """The days of a message that are to come, with their places."""
    for found in _AHEAD.finditer(text):
        if found["before"] and not found["weekend"]:
            continue
        place = found.start()
        is_gone = _PAST.search(text, 0, place) and not _SUPPOSED.search(text, 0, place)
        if is_gone or _is_today(text, place):
            continue
        if found["tomorrow"]:
            yield TOMORROW, place
        elif found["weekend"]:
            yield DAYS[5], place
        else:
            yield DAYS[weekday_of(found["day"] or found["short"])], place


def _is_today(text: str, place: int) -> bool:
    """Whether the day that is named at a place is said to be today."""
    return any(each.start() <= place < each.end() for each in _IS_DAY.finditer(text))
