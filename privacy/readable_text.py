"""A text in plain characters, each of which knows where it came from."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

Stretch = tuple[int, int]
"""From this character up to, not including, that one."""

HIDDEN = "\x00"
"""Stands for something that is masked already."""
HIDDEN_BIRTH_DATE = "\x01"

_INVISIBLE = frozenset({"Cf", "Me", "Mn"})
_DOTS = frozenset("。․‧·•・")
_MINUS = "−"


class ReadableText(NamedTuple):
    """The plain characters, and the place of each in the text as written."""

    text: str
    places: tuple[int, ...]
    """One more than there are characters; the last is the length of the text as written."""

    def original(self, start: int, end: int) -> Stretch:
        """Where in the text as written this part is, with the invisible characters in it."""
        return self.places[start], self.places[end]


def readable(text: str, signs: Mapping[str, str]) -> ReadableText:
    """The text with one way of writing digits, dashes, dots and spaces, and nothing invisible.

    Args:
        text: Anything at all.
        signs: What is to be read as a single character, and as which.
    """
    characters: list[str] = []
    places: list[int] = []
    known = re.compile("|".join(map(re.escape, signs)))
    index = 0
    while index < len(text):
        sign = known.match(text, index) if text[index] == "[" else None
        plain = signs[sign[0]] if sign else _plain(text[index])
        if plain:
            characters.append(plain)
            places.append(index)
        index = sign.end() if sign else index + 1
    return ReadableText("".join(characters), (*places, len(text)))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One plain character, or nothing for an invisible one."""
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    if category == "Cc" or character.isspace():
        return " "
    if category == "Pd" or character == _MINUS:
        return "-"
    if character in _DOTS:
        return "."
    if category == "Nd":
        return str(unicodedata.decimal(character))
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 else character
