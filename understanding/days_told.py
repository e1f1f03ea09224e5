"""The days that a message tells: of the session that was had, and of what is planned after it."""

from collections.abc import Iterator
from datetime import date

from language import weekdays
from language.events import last_session
from language.text import Text
from language.weekdays import A_WEEK, DAYS, Span
from understanding.kinds import DAY, SINCE, STARTED
from understanding.so_far import SoFar
from understanding.understood import Detail

_LATELY = 30
"""Days after a session within which its days of the week are counted."""


def days_told(text: Text, so_far: SoFar, today: date | None) -> tuple[Detail, ...]:
    """How long ago the session was, its day of the week, and the day that something is planned for.

    Args:
        text: The message.
        so_far: What the conversation holds: "friday now" counts on from the session that was told.
        today: The day on which it is said.
    """
    said = text.normalised
    days, weekday = last_session(said, text.entities, today)
    before, started = since_of(so_far), started_of(so_far)
    now = weekdays.here(said, started, before, today)
    if days is None and before is not None and started is not None:
        days = _counted_on(said, before, started)
    else:
        started = weekday if days is not None or weekday is not None else started
    if weekday is None and days is not None and days <= A_WEEK and now is not None:
        started = (now - days) % A_WEEK
    told = () if days is None else (Detail(SINCE, float(days)),)
    if days is not None and started is not None:
        told = (*told, Detail(STARTED, DAYS[started]))
    since = before if days is None else days
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
    return weekdays.here(text.normalised, started_of(so_far), since_of(so_far), None)


def _counted_on(said: str, before: int, started: int) -> int | None:
    """The days since the session, where a later message says what day it is."""
    now = weekdays.day_said(said)
    if now is None:
        return None
    days = weekdays.days_after(started, now) % A_WEEK
    while days < before:
        days += A_WEEK
    return days if days != before else None


def _planned(
    said: str, now: int | None, since: int | None, started: int | None
) -> Iterator[Detail]:
    start = None if started is None else DAYS[started]
    span: Span | None
    if since is not None and since <= _LATELY:
        span = weekdays.planned_after(said, now, since, start)
    else:
        span = weekdays.planned_between(said)
    if span is not None:
        yield Detail(f"{DAY}{span.day}", float(span.days), said=span.start or "")
