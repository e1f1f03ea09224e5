"""Whether a message can be read at all: it has words, and is not code, a link or noise."""

import re
import unicodedata
from collections.abc import Sequence

from language.tokens import Word
from language.words import EnglishWords

_PAYLOAD = re.compile(
    r"/[A-Za-z_]\w*(?:\s*\{|\s*$|@)|[\[{]\s*\"?\w*\"?\s*[:}\]]|<\s*/?\s*[a-z!][^>]*>", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_CODE = re.compile(
    r"\b(?:select\s.+\sfrom|drop\s+table|insert\s+into|function\s*\(|import\s+\w+;)|\$\{|\{\{|;\s*--",
    re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[a-z\u00c0-\u024f]+", re.IGNORECASE)
_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
_LONGEST_ROW_RUN = 4
_CONSONANTS = re.compile(r"[^aeiouy\W\d_\u00c0-\u024f]{5,}")
_VOWEL = re.compile(r"[aeiouy\u00c0-\u024f]")
_LETTERS_THAT_SAY = frozenset("kyn")
_LAUGHTER = re.compile(r"(?:[hj][aeo]){2,}h?|l+(?:ol)+|lmf?ao+")
_LONGEST_WORD = 34
_SHORTEST_JUNK = 4


def is_latin(text: str) -> bool:
    """Whether most letters are of the Latin script; true of a text without letters."""
    letters = [character for character in text if character.isalpha()]
    latin = sum(
        character.isascii() or "LATIN" in unicodedata.name(character, "") for character in letters
    )
    return latin * 2 >= len(letters)


def is_readable(text: str, words: Sequence[Word], english: EnglishWords) -> bool:
    """Whether there is anything that may be meant as words in the Latin script.

    Args:
        text: The normalised message.
        words: Its tokens.
        english: Words that are certainly words.
    """
    if _PAYLOAD.match(text) or _CODE.search(text):
        return False
    text = _LINK.sub(" ", text)
    if not any(map(str.isalpha, text)):
        return False
    if not is_latin(text):
        return False
    spoken = _LATIN_WORD.findall(text.lower())
    return any(_is_word(word, english) for word in spoken) or not all(map(_is_junk, spoken))


def _is_word(word: str, english: EnglishWords) -> bool:
    if len(word) == 1:
        return word in _LETTERS_THAT_SAY
    return english.knows(word) or _LAUGHTER.fullmatch(word) is not None


def _is_junk(word: str) -> bool:
    if len(word) < 2 or len(word) > _LONGEST_WORD:
        return True
    if len(word) < _SHORTEST_JUNK:
        return False
    return bool(
        not _VOWEL.search(word)
        or _CONSONANTS.search(word)
        or len(set(word)) < 3
        or any(word[place : place + _LONGEST_ROW_RUN] in row for row in _KEYBOARD_ROWS
               for place in range(len(word) - _LONGEST_ROW_RUN + 1))
    )  # fmt: skip
