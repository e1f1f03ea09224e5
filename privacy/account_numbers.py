"""Card numbers and US social security numbers in a readable text."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from privacy.digit_groups import (
    Group,
    between,
    digits_of,
    is_amount,
    lengths_of,
    rows,
)
from privacy.readable_text import Stretch

_CARD_DIGITS = range(13, 20)
_SHORTEST_CARD_GROUP, _LONGEST_CARD_GROUP = 4, 8
_SOCIAL_SECURITY_LENGTHS = (3, 2, 4)
_SOCIAL_SECURITY_DIGITS = 9
_DIALLED_ABROAD = "011"
_MORE = re.compile(r"[ .\-]{1,2}[0-9]{3}")
_SOCIAL_SECURITY_BEFORE = re.compile(
    r"\b(?:ssn|s\.s\.n\.?|social|soc\.? sec\.?)\b(?:[\s:#'=,()-]+[^\W\d]+){0,6}[^\w\x00\x01]*\Z",
    re.I,
)
_FAR = 60


def card_numbers(text: str) -> Iterator[Stretch]:
    """Where there are 13 to 19 digits with the check digit of a card."""
    for row in rows(text, _CARD_DIGITS[-1], _is_card):
        yield row[0].start, row[-1].end


def _is_card(groups: Sequence[Group]) -> bool:
    digits, lengths = digits_of(groups), lengths_of(groups)
    # Rows of other numbers pass the check digit one time in ten, but are not written in fours.
    is_written_so = len(groups) == 1 or (
        min(lengths[:-1]) >= _SHORTEST_CARD_GROUP and max(lengths) <= _LONGEST_CARD_GROUP
    )
    return (
        len(digits) in _CARD_DIGITS
        and (is_written_so or max(lengths) == 1)
        and any(digit != "0" for digit in digits)
        and _has_check_digit(digits)
    )


def _has_check_digit(digits: str) -> bool:
    """Luhn's check: every second digit from the right counts double, as the sum of its digits."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def social_security_numbers(text: str) -> Iterator[Stretch]:
    """Where there are nine digits as 3-2-4, or in any way after words that say what they are."""
    for row in rows(text, _SOCIAL_SECURITY_DIGITS, partial(_is_social_security, text)):
        yield row[0].start, row[-1].end


def _is_social_security(text: str, groups: Sequence[Group]) -> bool:
    start, end = groups[0].start, groups[-1].end
    if len(digits_of(groups)) != _SOCIAL_SECURITY_DIGITS:
        return False
    if groups[0].digits == _DIALLED_ABROAD and _MORE.match(text, end):
        return False
    if lengths_of(groups) == _SOCIAL_SECURITY_LENGTHS and not any(
        set(gap) & set("/()") for gap in between(text, groups)
    ):
        return not is_amount(text, start, end)
    return bool(_SOCIAL_SECURITY_BEFORE.search(text[max(0, start - _FAR) : start]))
