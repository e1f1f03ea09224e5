"""Phone numbers in a readable text."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumberMatcher

from privacy.birth_dates import written_dates
from privacy.digit_groups import (
    Group,
    between,
    digits_of,
    is_amount,
    lengths_of,
    runs,
    windows,
)
from privacy.readable_text import Stretch

_NORTH_AMERICA = 1
_SHORTEST, _LONGEST = 7, 15
_SHORTEST_INTERNATIONAL = 8
_LONGEST_PREFIX = 3
_TEN = frozenset({(10,), (3, 3, 4), (3, 7), (6, 4)})
_TEN_AND_ONE = frozenset({(11,), *((1, *lengths) for lengths in _TEN), (4, 3, 4), (4, 7)})
_LOCAL = (3, 4)
_ELSEWHERE = frozenset({10, 11})
"""How many digits a number of another country has with the 0 before it."""
_EVER_A_PRICE = frozenset({0, 49, 50, 99})
"""How the last two digits of a price that is given as a range tend to read."""
_PLUS_BEFORE = re.compile(r"\+ ?\(?\Z")
_INTERNATIONAL_PREFIX = re.compile(r"(?:011|00)(?=[1-9]|\Z)")
_THOUSANDS_BEFORE = re.compile(r"[0-9],\Z")
_MORE_BEFORE = re.compile(r"[0-9][,.:/\-]\Z")
_MORE_AFTER = re.compile(r"[.:/\-][0-9]")
_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?- ?(?:19|20)[0-9]{2}")
_EXTENSION = re.compile(r" ?[,;]? ?(?:x|ext\.?|extension|#) ?[0-9]{1,6}\b", re.I)
_SAID_BEFORE = re.compile(
    r"\b(?:call|phone|ring|text|sms|tel|telephone|cell(?:phone)?|mobile|whats ?app|number|reach"
    r"|contact|dial|fax|ph)\b(?:[ :.,#(='\-]+(?:me|us|my|at|on|is|it|its|s|number|no|cell|mobile"
    r"|phone|home|work|office|back|please|pls|the|to|him|her|or|text|call|anytime|today|tomorrow"
    r"|here)\b)*[ :.,#(='\-]*\+?\Z",
    re.I,
)
_FAR = 60
_WITH_COMMAS = re.compile(
    r"(?<![0-9])(?<![0-9][,.])(?:1,)?[2-9][0-9]{2},[2-9][0-9]{2},[0-9]{4}(?![0-9]|[,.][0-9])"
)
"""No thousands: those end with three digits."""
_FEWEST_AMOUNTS, _LONGEST_AMOUNT = 4, 5
"""So many round figures on end, each higher than the one before, are prices or lengths; and how
many digits one of these has at most."""


def phone_numbers(text: str, region: str) -> Iterator[Stretch]:
    """Where there is a phone number of the region, or an international one.

    Args:
        text: As `readable` gives it.
        region: Two capital letters; an unknown one leaves the international numbers.
    """
    code = phonenumbers.country_code_for_region(region)
    # Neither dates nor rows of amounts are numbers to call.
    amounts = [each for groups in runs(text) for each in _amounts(text, groups)]
    dates = [*written_dates(text), *amounts]
    if code == _NORTH_AMERICA:
        yield from _with_commas(text)
    for groups in runs(text):
        first = 0
        while first < len(groups):
            if _meets(amounts, groups[first].start, groups[first].end):
                first += 1
                continue
            found = _from(text, groups, first, region, code, dates)
            if found:
                yield _whole(text, found[0].start, found[-1].end)
            first += len(found) if found else 1
    yield from _known_to_the_library(text, region, dates)


def _amounts(text: str, groups: Sequence[Group]) -> Iterator[Stretch]:
    """Where round figures rise, such as `250-500-1000-1500`."""
    first = 0
    for last in range(len(groups)):
        is_end = last + 1 == len(groups) or not _rises(text, groups, first, last)
        if is_end and last + 1 - first >= _FEWEST_AMOUNTS:
            yield groups[first].start, groups[last].end
        first = last + 1 if is_end else first


def _rises(text: str, groups: Sequence[Group], first: int, last: int) -> bool:
    """Whether the next group goes on with the figures from the first to the last one."""
    gaps = between(text, groups[first : last + 2])
    pair = [groups[last].digits, groups[last + 1].digits]
    if max(map(len, pair)) > _LONGEST_AMOUNT:
        return False
    low, high = map(int, pair)
    return len(set(gaps)) == 1 and low < high and {low % 100, high % 100} <= _EVER_A_PRICE


def _with_commas(text: str) -> Iterator[Stretch]:
    """Numbers such as `202,555,0143`, but for three amounts such as `250,500,1000`."""
    for found in _WITH_COMMAS.finditer(text):
        figures = [int(each) for each in found[0].split(",")]
        is_round = {each % 100 for each in figures} <= _EVER_A_PRICE and sorted(figures) == figures
        if not is_round and not is_amount(text, *found.span()):
            yield _whole(text, *found.span())


def _from(
    text: str,
    groups: Sequence[Group],
    first: int,
    region: str,
    code: int,
    dates: Sequence[Stretch],
) -> Sequence[Group] | None:
    """The groups of the number that begins with the first group; none where none does."""
    rows = windows(groups, first, _LONGEST + _LONGEST_PREFIX)
    # The 006 of 3,006 is no beginning.
    is_thousands = bool(
        _THOUSANDS_BEFORE.search(text[max(0, groups[first].start - 2) : groups[first].start])
    )
    if not is_thousands and (found := _international(text, rows)):
        return found
    is_said = first == 0 and _is_said_before(text, groups[0].start)
    for row in rows:
        if (
            _is_one_long_group(row, region)
            or (code == _NORTH_AMERICA and _is_north_american(text, row))
            or (
                row[0].digits[0] == "0"
                and not is_thousands
                and _has_trunk_prefix(row, region, dates)
            )
            or (is_said and _may_be_number(text, row, region, dates))
        ):
            return row
    return None


def _international(text: str, rows: Sequence[Sequence[Group]]) -> Sequence[Group] | None:
    """The number after a plus or its equivalent: a valid one if there is, else a possible one."""
    first = rows[-1][0] if rows else None
    if first is None:
        return None
    prefix = _INTERNATIONAL_PREFIX.match(first.digits)
    if not prefix and not _PLUS_BEFORE.search(text[max(0, first.start - 3) : first.start]):
        return None
    possible = None
    for row in rows:
        digits = digits_of(row)[prefix.end() if prefix else 0 :]
        if not _SHORTEST_INTERNATIONAL <= len(digits) <= _LONGEST or _has_decimals(text, row):
            continue
        number = _parsed(f"+{digits}", None)
        if number and phonenumbers.is_valid_number(number):
            return row
        if number and phonenumbers.is_possible_number(number):
            possible = possible or row
    return possible


def _is_one_long_group(row: Sequence[Group], region: str) -> bool:
    """Whether it is more digits on end than any length, price, year or count has."""
    digits = row[0].digits
    if len(row) > 1 or len(digits) > _LONGEST:
        return False
    return len(digits) >= 10 or (len(digits) == 9 and _is_possible(digits, region))


def _is_north_american(text: str, row: Sequence[Group]) -> bool:
    lengths, gaps = lengths_of(row), between(text, row)
    start, end = row[0].start, row[-1].end
    if lengths == _LOCAL:
        return gaps[0].strip() == "-" and _is_local(text, row)
    digits = digits_of(row)
    # Digit by digit, but not `0.5 1.0 1.5`.
    is_spelled = max(lengths) == 1 and len(set(gaps)) == 1 and gaps[0] in {" ", "-", "."}
    is_ten = lengths in _TEN or (len(digits) == 10 and is_spelled)
    is_eleven = lengths in _TEN_AND_ONE or (len(digits) == 11 and is_spelled)
    if not is_ten and not (is_eleven and digits[0] == "1"):
        return False
    is_uniform = len(set(gaps)) == 1 and bool(gaps[0].strip())
    has_area_code = text[max(0, start - 1) : start] == "(" and ")" in "".join(gaps[:1])
    return is_uniform or has_area_code or not is_amount(text, start, end)


def _is_local(text: str, row: Sequence[Group]) -> bool:
    """Whether seven digits such as `555-0143` are no range of prices or of microns."""
    low, high = (int(group.digits) for group in row)
    is_range = low < high and {low % 100, high % 100} <= _EVER_A_PRICE
    start, end = row[0].start, row[-1].end
    is_part = bool(
        _MORE_BEFORE.search(text[max(0, start - 2) : start]) or _MORE_AFTER.match(text, end)
    )
    return not is_range and not is_part and not is_amount(text, start, end)


def _has_trunk_prefix(row: Sequence[Group], region: str, dates: Sequence[Stretch]) -> bool:
    """Whether it begins with the 0 that numbers of many countries have at home."""
    digits, lengths = digits_of(row), lengths_of(row)
    if min(lengths) < 2 or _meets(dates, row[0].start, row[-1].end):
        return False
    if lengths[0] > 2 and len(digits) in _ELSEWHERE:
        return True
    is_used_here = phonenumbers.ndd_prefix_for_region(region, True) == "0"
    return is_used_here and 9 <= len(digits) <= 12 and _is_possible(digits, region)


def _may_be_number(text: str, row: Sequence[Group], region: str, dates: Sequence[Stretch]) -> bool:
    """Whether digits of which words before say that they are a phone number can be one."""
    digits, start, end = digits_of(row), row[0].start, row[-1].end
    return (
        _SHORTEST <= len(digits) <= _LONGEST
        and not _has_decimals(text, row)
        and not _meets(dates, start, end)
        and not is_amount(text, start, end)
        and (_is_possible(digits, region) or _is_possible(f"+{digits}", None))
    )


def _known_to_the_library(text: str, region: str, dates: Sequence[Stretch]) -> Iterator[Stretch]:
    """Valid numbers that are grouped as people of the region do it."""
    for found in PhoneNumberMatcher(text, region, leniency=Leniency.STRICT_GROUPING):
        digits = sum(character.isdigit() for character in found.raw_string)
        if (
            digits >= _SHORTEST
            and not _YEARS.fullmatch(found.raw_string)
            and not _meets(dates, found.start, found.end)
            and not is_amount(text, found.start, found.end)
        ):
            yield found.start, found.end


def _whole(text: str, start: int, end: int) -> Stretch:
    """The number with the plus and the bracket before it, and the extension after it."""
    if text[start - 1 : start] == "(" and ")" in text[start:end]:
        start -= 1
    if plus := _PLUS_BEFORE.search(text[max(0, start - 3) : start]):
        start -= len(plus[0])
    extension = _EXTENSION.match(text, end)
    return start, extension.end() if extension else end


def _is_said_before(text: str, start: int) -> bool:
    return bool(_SAID_BEFORE.search(text[max(0, start - _FAR) : start]))


def _has_decimals(text: str, row: Sequence[Group]) -> bool:
    gaps = between(text, row)
    return any(gap == "." and len(group.digits) == 1 for group, gap in zip(row, gaps, strict=False))


def _meets(spans: Sequence[Stretch], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def _is_possible(digits: str, region: str | None) -> bool:
    number = _parsed(digits, region)
    return number is not None and phonenumbers.is_possible_number(number)


def _parsed(digits: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException:
        return None
