"""The same message as others would type it."""

import random
import re
from collections.abc import Callable, Mapping

Vary = Callable[[str], str]
"""The same message gives the same variation in every run."""

_WORD = re.compile(r"[A-Za-z]{4,}")
_ONE_IN = 4
"""Words of four letters and more, of which one is mistyped."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBORS = {letter: row[place - 1] for row in _KEYS for place, letter in enumerate(row)}
_MARKS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,'’]")
"""All signs but apostrophes and what stands within a number."""
_LITTLE_WORDS = re.compile(
    r"\b(?:an?|the|do|does|did|is|are|am|was|were|will|would|has|have|it|to)\b\s*", re.IGNORECASE
)
"""What people leave out whose own language has no such words."""


def mistyped(text: str) -> str:
    """With letters swapped, left out, doubled or from the next key, in one long word of four."""
    chance = random.Random(text)
    words = list(_WORD.finditer(text))
    chosen = chance.sample(words, max(len(words) // _ONE_IN, 1)) if words else []
    for word in sorted(chosen, key=lambda each: -each.start()):
        place = word.start() + chance.randrange(1, len(word.group()) - 1)
        letter, after = text[place], text[place + 1]
        slip = chance.choice((after + letter, after, letter * 2 + after, _neighbor(letter) + after))
        text = text[:place] + slip + text[place + 2 :]
    return text


def without_marks(text: str) -> str:
    """In small letters and without punctuation."""
    return " ".join(_MARKS.sub(" ", text).lower().split()) or text


def without_little_words(text: str) -> str:
    """As by somebody who learns the language: without articles and auxiliary verbs."""
    return _LITTLE_WORDS.sub("", text).strip() or text


def _neighbor(letter: str) -> str:
    return _NEIGHBORS[letter.lower()]


VARIATIONS: Mapping[str, Vary] = {
    "with typos": mistyped,
    "in capitals": str.upper,
    "no punctuation": without_marks,
    "second language": without_little_words,
}
