"""The words that staff search for, in whatever visitors wrote or left."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

LONGEST_SEARCH = 100
"""Characters."""
_BETWEEN = " -./()+"
"""What stands between the digits of a telephone number, as one or another person writes it."""
_OF_A_NUMBER = re.compile(rf"[\d{re.escape(_BETWEEN)}]*\d[\d{re.escape(_BETWEEN)}]*", re.ASCII)
_FEWEST_DIGITS = 5
"""Fewer are a price or an age, which is looked for as it was typed."""


def holds_all(words: str, *columns: Any) -> Any:
    """The condition that some columns of a row hold all of some words, each in any of them.

    Args:
        words: Any words; case makes no difference, but to letters with accents on SQLite; and what
            stands between the digits of a long number makes none.
        columns: Texts.
    """
    every = words.split()
    of_number = {word: digits for word in every if (digits := _digits(word))}
    if sum(map(len, of_number.values())) < _FEWEST_DIGITS:
        of_number = {}

    # SQLite's `lower` leaves letters with accents as they are, so words also count as typed.
    def ways(word: str) -> Iterator[Any]:
        for column in columns:
            yield sa.func.lower(column).contains(word.lower(), autoescape=True)
            yield column.contains(word, autoescape=True)
            if word in of_number:
                yield _joined(column).contains(of_number[word], autoescape=True)

    return sa.and_(*(sa.or_(*ways(word)) for word in every))


def _digits(word: str) -> str:
    """The digits of a word that is a number or a piece of one, else nothing."""
    return re.sub(r"\D", "", word) if _OF_A_NUMBER.fullmatch(word) else ""


def _joined(column: Any) -> Any:
    """A text whose numbers have nothing between their digits."""
    for sign in _BETWEEN:
        column = sa.func.replace(column, sign, "")
    return column
