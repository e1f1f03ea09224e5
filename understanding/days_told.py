"""The days that a message tells: of the session that was had, and of what is planned after it."""

import re
from collections.abc import Iterator

from language import weekdays
from language.dates import MONTH
from language.events import last_session
from language.text import Text
from language.weekdays import A_WEEK, DAY_NAME, DAYS, SHORT_DAY
from understanding.kinds import DAY, SINCE, STARTED
from understanding.so_far import SoFar
from understanding.understood import Detail

_NEXT = r"(?:next|another)(?: (?:session|one|treatment|appointment|round))?"
_ONE_MORE = r"(?:second|third|fourth|fifth|sixth|[2-9](?:nd|rd|th))(?: (?:session|one|treatment))?"
_TO_COME = re.compile(
    rf"\b(?:{_NEXT}|{_ONE_MORE})(?:'s| is)? (?:planned|booked|scheduled|coming up)\b"
    rf"|\b(?:{_NEXT}|{_ONE_MORE})(?:'s| is) (?:on|in|next|this|tomorrow|{DAY_NAME}|{SHORT_DAY})\b"
    rf"|\b{_NEXT} (?:on|this|tomorrow)\b",
    re.IGNORECASE,
)
"""A session that is to come, beside one that was had."""
_LONG_AGO = re.compile(
    rf"\b(?:in|since|from|last|of) (?:{MONTH}|month|year|spring|summer|fall|autumn|winter)\b"
    r"|\b(?:months?|years?) (?:ago|back)\b",
    re.IGNORECASE,
)
"""A Monday in March is none of the last days."""
_LATELY = 30
"""Days after a session within which its days of the week are counted."""


def days_told(text: Text, so_far: SoFar) -> tuple[Detail, ...]:
    """How long ago the session was, its day of the week, and the day that something is planned for.

    Days are counted between those that are told, and by no calendar: whoever says "Tuesday" may
    write of the week before, and a wrong count would call usual what is not.

    Args:
        text: The message.
        so_far: What the conversation holds: "friday now" counts on from the session that was told.
    """
    said = text.normalised
    if _TO_COME.search(said) is not None:
        # What is asked beside a session that is to come is counted from that one.
        return tuple(_planned(said, None, None, None))
    days, weekday = last_session(said, text.entities)
    if days is None and _LONG_AGO.search(said) is not None:
        weekday = None
    before, started = since_of(so_far), started_of(so_far)
    now = weekdays.here(said, started, before)
    is_told = days is not None or weekday is not None
    if is_told:
        started = weekday
    elif started is not None:
        days = _counted_on(said, before, started)
    if weekday is None and days is not None and days <= A_WEEK and now is not None:
        started = (now - days) % A_WEEK
    told = () if days is None else (Detail(SINCE, float(days)),)
    if started is not None and (is_told or days is not None):
        told = (*told, Detail(STARTED, DAYS[started]))
    since = before if days is None and not is_told else days
    return (*told, *_planned(said, now, since, started))


def since_of(so_far: SoFar) -> int | None:
    """How many days ago the session was that was told of before."""
    found = [each.value for each in so_far.person if each.kind == SINCE]
    return int(found[-1]) if found and isinstance(found[-1], float) else None


def started_of(so_far: SoFar) -> int | None:
    """On which day of the week that was."""
    found = [each.value for each in so_far.person if each.kind == STARTED]
    return DAYS.index(str(found[-1])) if found and found[-1] in DAYS else None


def weekday_now(text: Text, so_far: SoFar) -> int | None:
    """Which day of the week it is, as it is said now or follows from what was told."""
    return weekdays.here(text.normalised, started_of(so_far), since_of(so_far))


def _counted_on(said: str, before: int | None, started: int) -> int | None:
    """The days since the session, where a later message says what day it is."""
    now = weekdays.day_said(said)
    if now is None:
        return None
    days = (now - started) % A_WEEK
    while before is not None and days < before:
        days += A_WEEK
    return days if days != before else None


def _planned(
    said: str, now: int | None, since: int | None, started: int | None
) -> Iterator[Detail]:
    start = None if started is None else DAYS[started]
    if since is not None and since <= _LATELY:
        span = weekdays.planned_after(said, now, since, start)
    elif since is None and start is not None:
        span = weekdays.planned_from(said, start)
    else:
        span = weekdays.planned_between(said)
    if span is not None:
        yield Detail(f"{DAY}{span.day}", float(span.days), said=span.start or "")
