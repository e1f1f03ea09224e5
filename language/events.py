"""When something is: an event that is waited for, and how long ago the treatment was."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_NAMES = {
    "wedding": r"weddings?|(?:i|we) (?:marry|wed)|(?:get|getting|be) married|marrying|my big day",
    "photos": r"(?:photo|picture)s? ?(?:day|shoots?|session)|photoshoots?|headshots?",
    "holiday": r"(?<!public )(?<!bank )holidays?|vacations?|honeymoon|cruise"
    r"|(?:beach|ski|family) trip",
    "party": r"party|parties|bachelorette|hen do|baby shower",
    "interview": r"(?:job )?interview|audition",
    "event": r"(?:big|special|important) (?:event|day)|an event|my event|conference"
    r"|anniversary|birthday|competition|performance|prom|gala|reunion|graduation|christening"
    r"|quincea[nñ]era|bar mitzvah|bat mitzvah",
}
"""What is waited for, by what an answer calls it."""
_EVENT = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _NAMES.items()), re.IGNORECASE
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {
    **{word: number for number, word in enumerate(_WORDS, 1)},
    **{"a": 1, "an": 1, "twelve": 12, "a couple of": 2, "couple of": 2, "a couple": 2, "a few": 3},
}
_UNITS = {"day": 1, "week": 7, "wk": 7, "fortnight": 14, "month": 30, "mo": 30}
_AMOUNT = (
    rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?: and a half|\.5)?"
    r"[ -]?(?P<unit>days?|weeks?|wks?|fortnights?|months?|mos)"
)
_AMOUNT_TOO = _AMOUNT.replace("<n>", "<n2>").replace("<unit>", "<unit2>")
_AHEAD = re.compile(
    rf"\b(?:in|within|it'?s|is|are|that's)"
    rf"(?: only| just| about| in| like| around| roughly| under| less than)* {_AMOUNT}"
    r"\b(?! ago| old)"
    rf"|\b{_AMOUNT_TOO}"
    r" (?:away|off|out|from now|to go|left|till|until|til|before (?:my|the|our))\b",
    re.IGNORECASE,
)
_SOON = {"tomorrow": 1, "this weekend": 3, "next weekend": 7, "next week": 7, "next month": 30}
_SOON_SAID = re.compile(rf"\b({'|'.join(_SOON)})\b", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:on|this|next|by) ({'|'.join(_DAYS)})\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf" (?:of )?(?P<m2>{_MONTH})"
    rf"|(?:the|on the) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)(?! (?:of )?{_MONTH}))\b",
    re.IGNORECASE,
)
_DONE_SAID = (
    r"(?:sessions?|treatments?|it done|had it|did it|got it|had mine|did mine|got mine|rolled)"
)
_DONE = re.compile(rf"\b{_DONE_SAID}\b", re.IGNORECASE)
_AGO = re.compile(
    rf"\b{_AMOUNT} (?:ago|since my {_DONE_SAID})\b"
    rf"|\b{_DONE_SAID}\b[^,]{{0,20}}?\b(?:(?P<yesterday>yesterday)|(?P<today>this morning))\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:^|\bon |\bonly |\bat |\bit'?s )day (?P<day>\d{1,2})\b(?! (?:of|to|free))", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,.;?!] ")
_LONGEST = 730
"""Days ahead beyond which nobody counts."""


class Event(NamedTuple):
    """What is waited for, and in how many days; either may be unsaid."""

    name: str | None
    days: int | None


def find_event(text: str, today: date | None = None) -> Event:
    """The event that a normalised message speaks of, and how many days are left.

    Args:
        text: The message.
        today: The day on which it is said; without it a date says nothing.
    """
    found = next(iter(_EVENT.finditer(text)), None)
    if found is None:
        return Event(None, _days_ahead(text, today))
    # "The redness goes in 3 days, my wedding is in 2 months": its own time comes first.
    own = next((each for each in _CLAUSE_END.split(text) if _EVENT.search(each)), text)
    days = _days_ahead(own, today)
    return Event(found.lastgroup, _days_ahead(text, today) if days is None else days)


def days_since(text: str, *, names_treatment: bool = False) -> int | None:
    """How many days ago the treatment was, if a normalised message tells it.

    Args:
        text: The message.
        names_treatment: Whether it names the treatment, rather than only "it".
    """
    day = _DAY.search(text)
    if day is not None:
        return int(day["day"])
    for sentence in re.split(r"[.?!;]", text):
        found = _AGO.search(sentence)
        if found is not None and (names_treatment or _DONE.search(sentence)):
            if found["yesterday"] or found["today"]:
                return 1 if found["yesterday"] else 0
            return _amount(found["n"], found["unit"])
    return None


def _days_ahead(text: str, today: date | None) -> int | None:
    found = _AHEAD.search(text)
    if found is not None:
        days = _amount(found["n"] or found["n2"], found["unit"] or found["unit2"])
        return days if days <= _LONGEST else None
    said = _SOON_SAID.search(text)
    if said is not None:
        return _SOON[said[1].lower()]
    return _until(text, today) if today is not None else None


def _amount(number: str, unit: str) -> int:
    count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
    return count * _UNITS[unit.lower().rstrip("s")]


def _until(text: str, today: date) -> int | None:
    """How many days are left until the date or the day of the week that is named."""
    weekday = _WEEKDAY.search(text)
    if weekday is not None:
        return (_DAYS.index(weekday[1].lower()) - today.weekday()) % len(_DAYS) or len(_DAYS)
    found = _DATE.search(text)
    if found is None:
        return None
    day = int(found["d1"] or found["d2"] or found["d3"])
    month = found["m1"] or found["m2"]
    wanted = _MONTHS.index(month[:3].lower()) + 1 if month else None
    near = (today + timedelta(days=ahead) for ahead in range(366))
    when = next((d for d in near if d.day == day and wanted in (None, d.month)), None)
    return (when - today).days if when is not None else None
