"""When something is: an event that is waited for, and how long ago the treatment was."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from language.dates import days_until
from language.entities import Entity
from language.numbers import NUMBER, number_of
from language.weekdays import DAY_NAME, SHORT_DAY, day_said, days_after, weekday_of

_NAMES = {
    "wedding": r"weddings?|(?:i|we) (?:marry|wed)|marr(?:ying|ies)|my big day"
    r"|(?:gets?|getting|be) married(?!,? (?:for )?(?:\d+|[a-z]+) years)",
    "photos": r"(?:photo|picture)s? ?(?:day|shoots?|session)|photoshoots?|headshots?",
    "holiday": r"(?<!public )(?<!bank )holidays?|vacations?|honeymoon|cruise"
    r"|(?:beach|ski|family) trip",
    "party": r"party|parties|bachelorette|hen do|baby shower",
    "interview": r"(?:job )?interview|audition",
    "event": r"(?:big|special|important) (?:event|day)|an event|my event|conference"
    r"|anniversary|birthday|competition|performance|prom|gala|pageant|concert|ceremony|tournament"
    r"|(?:my|our|the|a|big) (?:\w+ )?(?:show|gig)(?! up)|reunion|graduation|christening"
    r"|graduates|graduating|(?:board |big |important )?presentation|recital"
    r"|quincea[nñ]era|bar mitzvah|bat mitzvah"
    r"|(?:season|school|semester|term|tour|rehearsals?|(?:new )?job) (?:starts?|begins?)",
}
"""What is waited for, by what an answer calls it."""
_EVENT = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _NAMES.items()), re.IGNORECASE
)
_UNITS = {"day": 1, "week": 7, "wk": 7, "fortnight": 14, "month": 30, "mo": 30}
_AMOUNT = (
    rf"(?P<n>{NUMBER})(?: and a half|\.5)?"
    r"[ -]?(?P<unit>days?|weeks?|wks?|fortnights?|months?|mos)"
)
_AMOUNT_TOO = _AMOUNT.replace("<n>", "<n2>").replace("<unit>", "<unit2>")
_AHEAD = re.compile(
    rf"\b(?:in|within|it'?s|is|are|that's)"
    rf"(?: (?:only|just|about|in|like|around|roughly|under|less than|actually|really|now|more like"
    rf"|closer to))* {_AMOUNT}"
    r"\b(?! ago| old| after| later| since)"
    rf"|\b{_AMOUNT_TOO}"
    r" (?:away|off|out|from now|to go|left|till|until|til|before (?:my|the|our)"
    rf"|(?:on|this|from|come) (?:today|{DAY_NAME}))\b",
    re.IGNORECASE,
)
_SOON = {"tomorrow": 1, "this weekend": 3, "next weekend": 7, "next week": 7, "next month": 30}
_SOON_SAID = re.compile(rf"\b({'|'.join(_SOON)})\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"\b(?:on|this|next|by) ({DAY_NAME})\b"
    rf"|\b(?:weddings?|party|prom|event)(?: is|'?s)? ({DAY_NAME})\b",
    re.IGNORECASE,
)
_ON_DAY = re.compile(
    r"\b(?:had|got|did|done|made|needled|went|was|rolled|sessions?|treatments?)\b[^.?!;,]{0,40}?"
    rf"\b(?:(?<!for )(?<!next )(?P<day>{DAY_NAME})|(?:on|last|this) (?P<short>{SHORT_DAY}))\b",
    re.IGNORECASE,
)
"""On which day of the week something was."""
_DAY_BEFORE = re.compile(
    rf"\b(?P<day>{DAY_NAME})(?: right| just| morning| evening)? before\b", re.IGNORECASE
)
_ANY_DAY = re.compile(rf"\b({DAY_NAME})\b", re.IGNORECASE)
_LONG_BEFORE = re.compile(
    rf"\b{_AMOUNT} (?:before|ahead of|prior to) (?:my|the|our|her|his|that|it)\b", re.IGNORECASE
)
"""How long before an event something is."""
_THAT_LONG_BEFORE = re.compile(rf"\b{_AMOUNT} (?:before|earlier)(?=\W*$|,)", re.IGNORECASE)
_HAS = re.compile(
    r"\b(?:there(?:'?s| is| are)|(?:we|i|they|she|he)(?:'?ve| also have| have| has|'?re having)"
    r"|(?:we|i)(?:'?re| are|'?m| am)? (?:go|going|fly|flying|leave|leaving|travel\w*)|is)\b",
    re.IGNORECASE,
)
"""What tells of something that will be, rather than of a session."""
_SUPPOSED = re.compile(
    r"\b(?:if|that'?d|that'?ll|would|could|should|can i|shall|do it|did it|have it|get it|book|come"
    r"|enough|too (?:late|soon|close)|last (?:one|session))\b",
    re.IGNORECASE,
)
"""Words of what is only thought of."""
_ENDED = re.compile(
    r"\b(?:finish\w*|stopped|ended|quit|last dose|came off|had (?:it|mine) done|did it)\b",
    re.IGNORECASE,
)
"""Words of what was before an event, and is not thought of."""
_DONE = re.compile(
    r"\b(?:sessions?|treatments?|it done|had it|did it|got it|had mine|did mine|got mine|rolled"
    r"|needled|(?:had|did|got) (?:my|the)"
    r" (?:first|second|third|fourth|last|1st|2nd|3rd|4th)(?: one)?)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"\b{_AMOUNT} (?:ago|since my {_DONE.pattern})\b"
    rf"|{_DONE.pattern}[^,]{{0,20}}?\b(?:(?P<yesterday>yesterday)|(?P<today>this morning))\b",
    re.IGNORECASE,
)
_STILL_AFTER = re.compile(
    r"\b(?:still|have|having|got|left|is it (?:\w+ )?['\"]?normal)\b[^.?!;]{0,60}?"
    rf"\b(?P<n>{NUMBER}) mo(?:nth)?s? after (?:(?:my|the|an?|this|that|your) )?(?:\w+ ){{0,2}}?"
    rf"(?:{_DONE.pattern}|micro\W?needl\w*|needling|rf)\b",
    re.IGNORECASE,
)
"""What is there months after a session, that was had then: "still have marks 4 months after it"."""
_DAY = re.compile(
    r"(?:^|[.!?] |\bon |\bonly |\bat |\bit'?s |\b(?:this|today|it|now) is |\btoday'?s |\bnow )"
    r"day (?P<day>\d{1,2})\b(?! (?:of|to|free))",
    re.IGNORECASE,
)
_OTHERS = frozenset({"other_treatment", "circumstance"})
"""Kinds of what was had or taken that is not the treatment."""
_OF_OTHERS = re.compile(
    r"\b(?:stop(?:ped)?|quit|finish(?:ed)?|c[ao]me off|(?:got|been|just) off|off of|born|birth"
    r"|baby|surgery|removed|diagnosed)\b",
    re.IGNORECASE,
)
_THOUGHT_OF = re.compile(
    r"\b(?:booked|planned|scheduled|have an?|going to|will|can i)\b", re.IGNORECASE
)
"""What stands before a session that is only thought of; behind one that was had it asks."""
_CLAUSE_END = re.compile(r"[,.;?!] ")
_LONGEST = 730
"""Days ahead beyond which nobody counts."""


class Session(NamedTuple):
    """How many days ago the treatment was, and on which day of the week; either may be unsaid."""

    days: int | None = None
    weekday: int | None = None


class Event(NamedTuple):
    """What is waited for, and in how many days; either may be unsaid."""

    name: str | None
    days: int | None


def find_event(text: str, today: date | None = None, now: int | None = None) -> Event:
    """The event that a normalised message speaks of, and how many days are left.

    Args:
        text: The message.
        today: The day on which it is said; without it a date says nothing.
        now: Which day of the week it is, where somebody says so.
    """
    found = next(iter(_EVENT.finditer(text)), None)
    if found is None:
        return Event(None, _days_ahead(text, today, now))
    # "The redness goes in 3 days, my wedding is in 2 months": its own time comes first.
    own = next((each for each in _CLAUSE_END.split(text) if _EVENT.search(each)), text)
    days = _days_ahead(own, today, now)
    return Event(found.lastgroup, _days_ahead(text, today, now) if days is None else days)


def days_between(text: str) -> int | None:
    """How many days lie between a session that is thought of and an event: "the Friday before".

    Args:
        text: A normalised message.
    """
    before = _DAY_BEFORE.search(text)
    if before is not None:
        others = (each[1] for each in _ANY_DAY.finditer(text) if each.start() != before.start())
        event = next(others, None)
        if event is not None:
            return days_after(weekday_of(before["day"]), weekday_of(event))
    found = _LONG_BEFORE.search(text)
    if found is None or _SUPPOSED.search(text) is None or _ENDED.search(text) is not None:
        return None
    return None if earlier_event(text) is not None else _amount(found["n"], found["unit"])


def earlier_event(text: str) -> Event | None:
    """What comes before the event that is waited for: "there is a dinner 3 days before it".

    Args:
        text: A normalised message.

    Returns:
        It, with the days from it to the event; None where there is no such thing.
    """
    for start, end in _spans(re.compile(r"[.?!;]"), text):
        found = _LONG_BEFORE.search(text, start, end) or _THAT_LONG_BEFORE.search(text, start, end)
        if found is None or _HAS.search(text, start, found.start()) is None:
            continue
        if _SUPPOSED.search(text, start, end) or _DONE.search(text, start, end):
            continue
        name = _EVENT.search(text, start, found.start())
        return Event(name.lastgroup if name else None, _amount(found["n"], found["unit"]))
    return None


def event_place(text: str) -> int | None:
    """Where a normalised message names an event; None where it names none."""
    found = _EVENT.search(text)
    return None if found is None else found.start()


def days_since(text: str, named: Sequence[Entity] = ()) -> int | None:
    """How many days ago the treatment was, if a normalised message tells it.

    Args:
        text: The message.
        named: What it names: "filler three weeks ago" is no session, nor is "off Accutane".
    """
    return last_session(text, named).days


def last_session(text: str, named: Sequence[Entity] = ()) -> Session:
    """When the treatment was, as far as a normalised message tells it.

    Args:
        text: The message.
        named: What it names: "filler three weeks ago" is no session, nor is "off Accutane".
    """
    day = _DAY.search(text)
    if day is not None:
        return Session(int(day["day"]))
    for start, end in _spans(re.compile(r"[.?!;]"), text):
        found = _AGO.search(text, start, end)
        if found is not None and _is_of_treatment(text, (start, end), found.start(), named):
            if found["yesterday"] or found["today"]:
                return Session(1 if found["yesterday"] else 0)
            return Session(_amount(found["n"], found["unit"]))
        still = _STILL_AFTER.search(text, start, end)
        if still is not None:
            return Session(_amount(still["n"], "month"))
        on = _ON_DAY.search(text, start, end)
        if on is not None and _DAY_BEFORE.search(text, start, end) is not None:
            # "If I did it the Friday before" is only thought of.
            continue
        if on is not None and _is_of_treatment(text, (start, end), on.start(), named):
            weekday = weekday_of(on["day"] or on["short"])
            now = day_said(text)
            return Session(None if now is None else days_after(weekday, now), weekday)
    return Session()


def _is_of_treatment(
    text: str, sentence: tuple[int, int], place: int, named: Sequence[Entity]
) -> bool:
    """Whether what is told at a place of a sentence is of the treatment and nothing else."""
    start, end = next(each for each in _spans(re.compile(","), text, *sentence) if place <= each[1])
    here = {each.kind for each in named if start <= each.start < end}
    if _OF_OTHERS.search(text, start, end) or _THOUGHT_OF.search(text, start, place):
        return False
    if "treatment" in here or here & _OTHERS:
        return "treatment" in here
    is_named = any(each.kind == "treatment" and sentence[0] <= each.start < place for each in named)
    return is_named or _DONE.search(text, *sentence) is not None


def _spans(
    cut: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where the pieces of a stretch of text begin and end."""
    end = len(text) if end is None else end
    for found in cut.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _days_ahead(text: str, today: date | None, now: int | None) -> int | None:
    found = _AHEAD.search(text)
    if found is not None:
        days = _amount(found["n"] or found["n2"], found["unit"] or found["unit2"])
        return days if days <= _LONGEST else None
    said = _SOON_SAID.search(text)
    if said is not None:
        return _SOON[said[1].lower()]
    if today is None:
        return None
    return _until(text, today, today.weekday() if now is None else now)


def _amount(number: str, unit: str) -> int:
    return number_of(number) * _UNITS[unit.lower().rstrip("s")]


def _until(text: str, today: date, now: int) -> int | None:
    """How many days are left until the date or the day of the week that is named."""
    weekday = _WEEKDAY.search(text)
    if weekday is not None:
        return days_after(now, weekday_of(weekday[1] or weekday[2]))
    return days_until(text, today)
