"""The words that staff search for, in whatever visitors wrote or left."""

from typing import Any

import sqlalchemy as sa

LONGEST_SEARCH = 100
"""Characters."""


def holds_all(words: str, *columns: Any) -> Any:
    """The condition that some columns of a row hold all of some words, each in any of them.

    Args:
        words: Any words; case makes no difference, but to letters with accents on SQLite.
        columns: Texts.
    """

    # SQLite's `lower` leaves letters with accents as they are, so words also count as typed.
    def has(word: str) -> Any:
        lower = (sa.func.lower(c).contains(word.lower(), autoescape=True) for c in columns)
        return sa.or_(*lower, *(c.contains(word, autoescape=True) for c in columns))

    return sa.and_(*map(has, words.split()))
