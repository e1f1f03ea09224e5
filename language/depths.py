"""Needle lengths in a message, in every form that people type them, as mm.

A number counts as a length when it has a unit of length. Without one it counts only where the
message speaks of needles: beside the device ("0.5 derma roller"), after a word for length ("depth
of 1"), or as a decimal fraction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

_WORDS = {
    "zero": 0, "oh": 0, "o": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_SHARES = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2, "tenth": 0.1}

_ONES = "zero|oh|one|two|three|four|five|six|seven|eight|nine|ten"
_DIGIT_WORDS = "zero|one|two|three|four|five|six|seven|eight|nine"
_NUMBER = re.compile(
    rf"""(?<![A-Za-z0-9_])(?:
        (?P<whole>\d{{1,2}})(?:\s|\s?-\s?)(?P<over>[1-9])\s?/\s?(?P<under>[2-9]|10)(?![\d/])
      | (?<![/.,\d])(?P<top>\d{{1,2}})\s?/\s?(?P<bottom>\d{{1,2}})(?!\s?/|[.,]?\d)
      | (?P<base>\d{{1,2}}|{_ONES})\s+(?:and|&|n)\s+(?:an?\s+)?(?P<share>half|quarter|1/2|1/4)\b
      | (?:(?P<before>\d|{_ONES}|o)\s+)?point\s+
        (?P<after>(?:{_DIGIT_WORDS})(?:\s+(?:{_DIGIT_WORDS}))?|\d{{1,2}})\b
      | (?P<date>\d+(?:\.\d+){{2,}}\b)
      | (?P<figures>(?<!\d)[.,]\d+|\d+\.\d+|\d+,\d{{1,3}}(?!\d)|\d+)
      | (?:(?P<some>a|one|two|three)[\s-]+)?(?P<part>half|quarter|third|tenth)s?\b
      | (?P<word>{_ONES}|a|an)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_OF = re.compile(r"\s+(?:of\s+)?(?:an?|one)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"""\s*-?\s*(?:
        (?P<mm>m\.?m(?:s|'s|\.s)?(?=derma|roll|needl|pen|micro|depth|deep)
            | m\.\s?m\.?s?(?![a-z0-9])
            | mm(?:s|'s)?(?![a-z0-9'\u00b2])
            | mil+[aeiou]*m+[aeiou]+t+(?:er|re|r|ers|res|rs|eres|e|s)(?![a-z]))
      | (?P<um>micro(?:n|s|ns|-?met(?:er|re)s?)(?![a-z])|[\u00b5\u03bc]m?(?![a-z])
            |um(?![a-z0-9])|mcm(?![a-z0-9]))
      | (?P<cm>cms?(?![a-z0-9])|centimet(?:er|re)s?(?![a-z]))
      | (?P<mil>mils?(?![a-z]))
      | (?P<inch>inch(?:es)?(?![a-z]))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MM_PER = {"mm": 1.0, "um": 0.001, "cm": 10.0, "mil": 1.0, "inch": 25.4}
_AND_A_HALF = re.compile(
    r"\s+(?:and|&|n)\s+(?:an?\s+)?(?P<share>half|quarter|1/2)\b"
    r"(?!\s*-?(?:of\s+)?(?:an?\s+)?(?:mm|mil|mic))",
    re.IGNORECASE,
)

_RANGE_LINK = re.compile(r"\s*(?:-+|to|till|until|through|thru|up to|~)\s*", re.IGNORECASE)
_AND_LINK = re.compile(r"\s*(?:and|&|n|-)\s*", re.IGNORECASE)
_LIST_LINK = re.compile(
    r"\s*(?:,|;|/|\||\+|&|,?\s*(?:or|and|vs\.?|versus|v|than|then)(?:\s+(?:an?|the|even|maybe|just|like))*)\s*",
    re.IGNORECASE,
)
_RANGE_START = re.compile(r"\b(?:between|from|btw|btwn|range of)\s*$", re.IGNORECASE)

_NEEDLE_WORDS = re.compile(
    r"""\b(?:needl\w*|niddl\w*|(?:derma|micro)[\s-]?(?:roll|pen|need|stamp)\w*|roll(?:er|ers|ing)|pens?|stamps?
    |skin[\s-]?pen|dermal|depths?|deep|deeper|deepest|length\w*|cartridges?|tips?|mm|millimet\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LENGTH_WORD_BEFORE = re.compile(
    r"""\b(?:depths?|lengths?|sizes?|sized|setting|set|deep|go(?:es|ing)?)
    (?:\s+(?:of|at|to|is|was|be|as|like|a|an|the|say|around|about|up|only|just|down|needles?))*\s*[:=]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_DEVICE_BEFORE = re.compile(
    r"""\b(?:needl\w*|rollers?|rolling|derma-?\w*|skin-?pen|pens?|stamps?|cartridges?|tips?)
    (?:\s+(?:of|at|to|is|was|in|with|a|an|size|length|depth|around|about|the|my|using|on))*\s*[:=(]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_DEVICE_AFTER = re.compile(
    r"""\s*-?\s*(?:(?:sized?|length|long|depth|deep|titanium|gold|micro|dermal|skin)\s+)*-?
    (?:needl\w*|niddl\w*|(?:derma|micro)[\s-]?(?:roll|pen|need|stamp)\w*|rollers?|rolling|pens?|stamps?|cartridges?
    |tips?|depth|deep|length)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    r"(?:[$\u00a3\u20ac#@]|\b(?:usd|eur|gbp|spf|aged?|grade|version|v|norwood|fitzpatrick|type"
    r"|days?|weeks?|months?|step|stage|session|number|no\.|room|suite|call|phone|ph|tel|bmi|a1c"
    r"|hba1c|score)\s*[:=]?)\s*$",
    re.IGNORECASE,
)
_OTHER_UNIT_AFTER = re.compile(
    r"""\s*-?\s*(?:%|\$|\u20ac|\u00a3|x\b|k\b|\+|:\d|/\d|
    (?:percent|dollars?|bucks|usd|euros?|pounds?|lbs?|kgs?|grams?|g|mgs?|mcg|mls?|ccs?|iu|oz|litres?|liters?|units?
    |secs?|seconds?|mins?|minutes?|hrs?|hours?|h|days?|nights?|wks?|weeks?|mths?|months?|mos?|yrs?|years?|yo|y/o|am|pm
    |a\.m|p\.m|o'?clock|times?|x|sessions?|treatments?|visits?|appointments?|rounds?|passes|people|persons?|areas?
    |stars?|reviews?|miles?|km|blocks?|ft|feet|foot|meters?|metres?|degrees?|watts?|hz|mhz|joules?|price|off|st|nd|rd
    |th|older|younger|and\s+under|bottles?|tubes?|syringes?|coats?|packs?|boxes|kids|children|babies|friends
    |retin\w*|tret\w*|differin|adapalene|minoxidil|vitamin\w*|serum|cream|gel|acid|glycolic|salicylic|hyaluronic
    |peroxide|lidocaine|hydroquinone|niacinamide|strength)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_OF_A_NEEDLE = re.compile(
    r"""\s*-?\s*(?:in\s+(?:size|diameter)\s+)?(?:wide\s+)?(?:skin\s+)?(?:mole|scar|wart|lump|spot|cyst|bump|pimple|hole
    |tumou?r|growth|lesion|blister|nodule|piercing|gauge|stone|camera|film|screw)(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_OWNED_BEFORE = re.compile(r"\b(?:an?|my|the|this|that|his|her)\s+$", re.IGNORECASE)
_ONLY_FILLER = re.compile(
    r"""(?:\s|[?!.,]|\b(?:and|or|what|how|about|is|was|for|a|an|the|then|but|also|with|would|be|ok|okay|too|so|on|at|of
    |short|long|deep|good|better|best|enough|safe|hi|hello|please|instead|it|just|using|if|i|use|used|do|does|can
    |medical|cosmetic)\b)*""",
    re.VERBOSE | re.IGNORECASE,
)
_SIZE_ASKED_FOR = re.compile(
    r"\b(?:is|are|does|do|did|use|uses|used|using|recommends|recommended"
    r"|try|tried|about|than|buy|bought|get|got|start with)"
    r"(?:\s+(?:a|an|the|my))?\s*$",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"\s*(?:[?!.,;)]|$)")
_TIME_WORDS = re.compile(
    r"\b(?:come|book|booking|appointment|slot|call|visit|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|weeks?|months?|days?|hours?|times|sessions?|treatments?)\b",
    re.IGNORECASE,
)
_LONGEST_BARE_MM = 3.5
_SHORTEST_MICRONS = 10.0
_LONGEST_CM = 0.5
_LONGEST_INCHES = 0.25
_LONGEST_COUNTED_MM = 10.0
_FINEST_FRACTION = 16
_MOST_DIGITS = 6
_FAR_ENOUGH_BACK = 60


@dataclass(frozen=True)
class Depth:
    """A needle length, or a range of them.

    Attributes:
        low: The length in mm, or the shorter end of the range.
        high: The longer end in mm; the same as `low` for one length.
        start: Where it begins in the text.
        end: Where it ends, exclusive.
    """

    low: float
    high: float
    start: int
    end: int


@dataclass(frozen=True)
class _Number:
    """A number with the unit that stands behind it, or the one that it shares with a neighbour."""

    value: float
    start: int
    end: int
    form: Literal["whole", "decimal", "fraction", "word"]
    unit: str | None = None

    @property
    def mm(self) -> float:
        return round(self.value * _MM_PER[self.unit or "mm"], 4)


_Link: TypeAlias = Literal["range", "list"]


@dataclass(frozen=True)
class _Run:
    """Numbers that belong together ("0.2 or 0.3"); `links[i]` joins number i to the next."""

    numbers: tuple[_Number, ...]
    links: tuple[_Link, ...]


def find_depths(text: str) -> tuple[Depth, ...]:
    """The needle lengths that a normalised message names, in their order; a range is one of them.

    Values are reported as they stand, however absurd: what a needle can be is not decided here.
    """
    speaks_of_needles = _NEEDLE_WORDS.search(text) is not None
    depths: list[Depth] = []
    for run in _runs(_numbers(text), text):
        run = _with_shared_units(run, text)
        lengths = [_is_length(number, run, text, speaks_of_needles) for number in run.numbers]
        depths += _as_depths(run, lengths)
    return tuple(depths)


def _numbers(text: str) -> Iterator[_Number]:
    place = 0
    while found := _NUMBER.search(text, place):
        number = _number(found, text)
        place = found.end() if number is None else number.end
        if number is not None:
            yield number


def _number(found: re.Match[str], text: str) -> _Number | None:
    read = _value(found)
    if read is None:
        return None
    value, form = read
    end = found.end()
    if (form == "fraction" or found["part"]) and (of := _PART_OF.match(text, end)):
        end = of.end()
    unit = _UNIT.match(text, end)
    name = unit.lastgroup if unit else None
    if unit is None or (name == "um" and value < _SHORTEST_MICRONS):
        # "a" is a number only before a unit, and "um" is a pause for breath.
        article = found["word"] and found["word"].lower() in ("a", "an")
        return None if article else _Number(value, found.start(), found.end(), form)
    end = unit.end()
    if more := _AND_A_HALF.match(text, end):
        value += _share(more["share"])
        end = more.end()
    return _Number(value, found.start(), end, form, name)


def _value(
    found: re.Match[str],
) -> tuple[float, Literal["whole", "decimal", "fraction", "word"]] | None:
    """The number that the match stands for, and how it was written; None for a date."""
    if found["date"]:
        return None
    if found["whole"]:
        return int(found["whole"]) + int(found["over"]) / int(found["under"]), "fraction"
    if found["top"]:
        top, bottom = int(found["top"]), int(found["bottom"])
        return (top / bottom, "fraction") if 0 < top < bottom <= _FINEST_FRACTION else None
    if found["base"]:
        return _whole(found["base"]) + _share(found["share"]), "word"
    if found["after"]:
        digits = "".join(str(_whole(digit)) for digit in found["after"].split())
        return float(f"{_whole(found['before'] or 'zero')}.{digits}"), "decimal"
    if found["figures"]:
        return _figures(found["figures"])
    if found["part"]:
        return _whole(found["some"] or "a") * _SHARES[found["part"].lower()], "word"
    return float(_whole(found["word"])), "word"


def _whole(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _share(text: str) -> float:
    return 0.25 if text.lower() in ("quarter", "1/4") else 0.5


def _figures(text: str) -> tuple[float, Literal["whole", "decimal"]] | None:
    head, sign, tail = text.replace(",", ".").partition(".")
    if len(head) > _MOST_DIGITS or len(tail) > _MOST_DIGITS:
        return None
    if not sign:
        return float(head), "whole"
    if "," in text and len(tail) == 3 and head not in ("", "0"):
        return float(head + tail), "whole"
    return float(f"{head or 0}.{tail}"), "decimal"


def _runs(numbers: Iterator[_Number], text: str) -> Iterator[_Run]:
    run: list[_Number] = []
    links: list[_Link] = []
    for number in numbers:
        link = _link(run[-1], number, text) if run else None
        if link is not None:
            links.append(link)
        elif run:
            yield _Run(tuple(run), tuple(links))
            run, links = [], []
        run.append(number)
    if run:
        yield _Run(tuple(run), tuple(links))


def _link(left: _Number, right: _Number, text: str) -> _Link | None:
    between = text[left.end : right.start]
    if _RANGE_LINK.fullmatch(between):
        return "range"
    if _AND_LINK.fullmatch(between) and _RANGE_START.search(_before(text, left.start)):
        return "range"
    return "list" if _LIST_LINK.fullmatch(between) else None


def _with_shared_units(run: _Run, text: str) -> _Run:
    """The run with a unit that is written once ("0.5 or 1 mm") given to the others."""
    numbers = list(run.numbers)
    for place in range(len(numbers) - 2, -1, -1):
        number, follower = numbers[place], numbers[place + 1]
        plausible = number.value <= _LONGEST_COUNTED_MM or follower.unit == "um"
        if (
            number.unit is None
            and plausible
            and not _COUNTED_BEFORE.search(_before(text, number.start))
        ):
            numbers[place] = replace(number, unit=follower.unit)
    for place in range(1, len(numbers)):
        number = numbers[place]
        closes = number.form == "decimal" or _CLOSE.match(text, number.end)
        if number.unit is None and closes and not _OTHER_UNIT_AFTER.match(text, number.end):
            numbers[place] = replace(number, unit=numbers[place - 1].unit)
    return replace(run, numbers=tuple(numbers))


def _is_length(number: _Number, run: _Run, text: str, speaks_of_needles: bool) -> bool:
    before = _before(text, number.start)
    if number.unit is None:
        return _is_bare_length(number, run, text, speaks_of_needles)
    if _OWNED_BEFORE.search(before) and _NOT_OF_A_NEEDLE.match(text, number.end):
        return False
    if number.unit == "cm":
        return number.value <= _LONGEST_CM
    if number.unit == "inch":
        return speaks_of_needles and number.value <= _LONGEST_INCHES
    if number.unit == "mil":
        return speaks_of_needles and number.value <= _LONGEST_COUNTED_MM
    return True


def _is_bare_length(number: _Number, run: _Run, text: str, speaks_of_needles: bool) -> bool:
    first, last = run.numbers[0], run.numbers[-1]
    before = _before(text, first.start)
    if (
        number.form == "word"
        or not 0 < number.value <= _LONGEST_BARE_MM
        or _COUNTED_BEFORE.search(before)
        or _OTHER_UNIT_AFTER.match(text, last.end)
        or _OTHER_UNIT_AFTER.match(text, number.end)
    ):
        return False
    is_alone = bool(_ONLY_FILLER.fullmatch(text[: first.start])) and bool(
        _ONLY_FILLER.fullmatch(text, last.end)
    )
    if number.form == "decimal":
        return speaks_of_needles or is_alone or bool(_SIZE_ASKED_FOR.search(before))
    if not speaks_of_needles:
        return False
    if _LENGTH_WORD_BEFORE.search(before):
        return True
    if number.form == "fraction":
        return bool(_DEVICE_BEFORE.search(before) or _DEVICE_AFTER.match(text, last.end))
    if _TIME_WORDS.search(text) or any(other.value > _LONGEST_BARE_MM for other in run.numbers):
        return False
    return "range" in run.links or any(other.form == "decimal" for other in run.numbers)


def _as_depths(run: _Run, lengths: Sequence[bool]) -> Iterator[Depth]:
    place = 0
    while place < len(lengths):
        low = high = run.numbers[place]
        closes_range = (
            place + 1 < len(lengths) and run.links[place] == "range" and lengths[place + 1]
        )
        if lengths[place] and closes_range:
            place += 1
            high = run.numbers[place]
        if lengths[place]:
            ends = sorted((low.mm, high.mm))
            yield Depth(ends[0], ends[1], low.start, high.end)
        place += 1


def _before(text: str, place: int) -> str:
    return text[max(0, place - _FAR_ENOUGH_BACK) : place]
