"""Dates as people say them: "June 5", "the 20th", "the second week of October", "in March"."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATE = re.compile(
    rf"\b(?:(?P<m1>{MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf" (?:of )?(?P<m2>{MONTH})"
    rf"|(?:the|on the) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)(?! (?:of )?{MONTH}))\b",
    re.IGNORECASE,
)
_PARTS = {
    re.compile(r"(?:early|beginning of|begin of|start of|first week of|1st week of)"): 4,
    re.compile(r"(?:second week of|2nd week of)"): 10,
    re.compile(r"(?:mid|mid-|middle of)"): 15,
    re.compile(r"(?:third week of|3rd week of)"): 17,
    re.compile(r"(?:late|end of|last week of|fourth week of|4th week of)"): 28,
}
"""Parts of a month by a day that stands for each."""
_PART = "|".join(rf"(?P<p{day}>{said.pattern})" for said, day in _PARTS.items())
_PART_OF_MONTH = re.compile(rf"\b(?:{_PART})\s?(?P<month>{MONTH})", re.IGNORECASE)
_IN_MONTH = re.compile(
    rf"\b(?:in|is|this|next|come)(?: (?:early|mid|late))? (?P<month>(?!may\b|march\b){MONTH}"
    r"|(?<=in )(?:may|march)\b)",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"\b(?:it'?s|it is|we'?re at|we are at|we'?re in|we are in|today is|now is|now it'?s)"
    rf" (?:now )?(?:the )?(?:(?:{_PART})\s?)?(?P<month>{MONTH})(?: (?P<day>\d{{1,2}})\b)?"
    r"(?= now|[,.;!?]|$| so\b| and\b)",
    re.IGNORECASE,
)
"""What day it is, as somebody says."""
_MIDDLE = 15
_A_WEEK = 7
_A_MONTH, _A_YEAR = 31, 366


def days_until(text: str, today: date) -> int | None:
    """How many days are left until the date that a normalised message names.

    Of a part of a month no more than the full weeks are counted.

    Args:
        text: The message.
        today: The day on which it is said, unless it says another one.
    """
    today, text = _today_as_said(text, today)
    found = _DATE.search(text)
    if found is not None:
        month = found["m1"] or found["m2"]
        day = int(found["d1"] or found["d2"] or found["d3"])
        return _days_to(day, _month_of(month) if month else None, today)
    part = _PART_OF_MONTH.search(text)
    if part is not None:
        left = _days_to(_day_of(part), _month_of(part["month"]), today)
    else:
        whole = _IN_MONTH.search(text)
        if whole is None or _month_of(whole["month"]) == today.month:
            return None
        left = _days_to(_MIDDLE, _month_of(whole["month"]), today)
    if left is None or left > _A_YEAR - _A_MONTH:
        # A part of this month that is over is none of the next year's.
        return None
    return left - left % _A_WEEK or None


def _today_as_said(text: str, today: date) -> tuple[date, str]:
    """What day it is, and the message without the words that say so."""
    now = next((each for each in _NOW.finditer(text) if not _is_of_event(text, each)), None)
    if now is None:
        return today, text
    day = int(now["day"]) if now["day"] else _day_of(now)
    said = _days_to(day, _month_of(now["month"]), today)
    if said is None:
        return today, text
    return today + timedelta(days=said), f"{text[: now.start()]} {text[now.end() :]}"


def _is_of_event(text: str, now: re.Match[str]) -> bool:
    """Whether "it's the second week of October" is said of something that is waited for."""
    is_plain = re.match(r"we|today|now", now[0], re.IGNORECASE) is not None
    return not (is_plain or re.match(r"\W*now\b", text[now.end() :]))


def _day_of(found: re.Match[str]) -> int:
    return next((day for day in _PARTS.values() if found[f"p{day}"]), _MIDDLE)


def _month_of(said: str) -> int:
    return _MONTHS.index(said[:3].lower()) + 1


def _days_to(day: int, month: int | None, today: date) -> int | None:
    near = (today + timedelta(days=ahead) for ahead in range(_A_YEAR))
    when = next((each for each in near if each.day == day and month in (None, each.month)), None)
    return (when - today).days if when is not None else None
