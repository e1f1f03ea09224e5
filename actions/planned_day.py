"""A day that something is planned for after a session, set against how long a thing takes."""

from collections.abc import Iterable
from typing import NamedTuple

from actions.answer import Answer, Sentence
from actions.composing import phrase
from actions.wording import sentence
from knowledge.model import Knowledge
from knowledge.treatments import Range
from understanding.kinds import DAY, SINCE, STARTED
from understanding.understood import Detail

_HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720}
"""Hours in a unit, by the word that stands in the name of a number."""
_NO_WAIT = ("sheets", "before", "ahead", "apart", "worst", "normal", "not_yet", "people")
"""Words in the name of a number that is no time to wait after a session."""
_SHORTEST, _LONGEST = "shortest", ("longest", "longer")


class _Waited(NamedTuple):
    """A time to wait, in hours, and as an answer says it."""

    least: float
    most: float
    said: str


def day_of(new: Iterable[Detail]) -> Detail | None:
    """The day that something is planned for, where a message tells it."""
    return next((each for each in new if each.kind.startswith(DAY)), None)


def today_of(person: Iterable[Detail]) -> Detail | None:
    """This very day, where it is known how long ago the session was."""
    told = {each.kind: each.value for each in person}
    days = told.get(SINCE)
    return Detail(f"{DAY}today", days, said=str(told.get(STARTED, ""))) if days else None


def day_said(
    key: str,
    day: Detail,
    knowledge: Knowledge,
    *,
    cite: str | None = None,
    time: str = "",
    longest: str = "",
) -> Sentence:
    """A phrase on a day: its name, the days to it, and from when they are counted."""
    start = sentence(day.said) if day.said else knowledge.phrases.render("day_session")
    return phrase(
        key,
        knowledge,
        cite=cite,
        day=sentence(day.kind.removeprefix(DAY)),
        count=f"{day.value:g}",
        start=start,
        time=time,
        longest=longest,
    )


def day_line(day: Detail, answer: Answer, knowledge: Knowledge) -> Sentence | None:
    """Whether a day after a session is past the time of the first fact; None where that has none.

    Args:
        day: The day, with the days from the session to it.
        answer: What is said to the question.
        knowledge: What the answer was made from.
    """
    fact = next(iter(answer.facts), None)
    waited = None if fact is None else _waited(fact, knowledge)
    if waited is None or not isinstance(day.value, float):
        return None
    usual, longest = waited
    hours = day.value * _HOURS["day"]
    if hours <= usual.most:
        return day_said("day_within", day, knowledge, cite=fact, time=usual.said)
    if longest is None:
        return day_said("day_past", day, knowledge, cite=fact, time=usual.said)
    key = "day_past_within" if hours <= longest.most else "day_past_both"
    return day_said(key, day, knowledge, cite=fact, time=usual.said, longest=longest.said)


def _waited(fact: str, knowledge: Knowledge) -> tuple[_Waited, _Waited | None] | None:
    """The time that a fact gives, and the longest that it names beside; None where it has none."""
    found = [
        (name, number, unit)
        for name, number in knowledge.facts[fact].numbers.items()
        for unit in _HOURS
        if f"{unit}s" in name and not any(word in name for word in _NO_WAIT)
    ]
    usual = [each for each in found if not each[0].startswith((_SHORTEST, *_LONGEST))]
    longest = next((_as_time(*each) for each in found if each[0].startswith(_LONGEST)), None)
    if usual:
        return _as_time(*usual[0]), longest
    shortest = next((_as_time(*each) for each in found if each[0].startswith(_SHORTEST)), None)
    return None if shortest is None else (shortest, longest)


def _as_time(name: str, number: float | Range, unit: str) -> _Waited:
    least, most = (number.min, number.max) if isinstance(number, Range) else (number, number)
    said = f"{least:g} {unit}" if least == most else f"{least:g} to {most:g} {unit}"
    plural = "" if most == 1 else "s"
    return _Waited(least * _HOURS[unit], most * _HOURS[unit], f"{said}{plural}")
