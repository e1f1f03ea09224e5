"""The words of a message, cut by spaCy's English tokenizer."""

from collections.abc import Iterable
from functools import cache
from threading import Lock
from typing import NamedTuple


class Word(NamedTuple):
    """One token: a word, a number or a sign.

    Attributes:
        norm: The token in lower case, with "nt" for every written form of "n't".
        start: Where it begins in the text.
        end: Where it ends, exclusive.
    """

    norm: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        """Whether it has neither letter nor digit."""
        return not any(map(str.isalnum, self.norm))


class Tokenizer:
    """Cuts text into words; what one message adds to spaCy's memory goes with the message."""

    def __init__(self) -> None:
        import spacy  # takes a second, so not before there is something to read

        self._language = spacy.blank("en")
        self._lock = Lock()

    def words(self, text: str) -> tuple[Word, ...]:
        """The tokens of a text without its white space."""
        return self.words_of_each([text])[0]

    def words_of_each(self, texts: Iterable[str]) -> list[tuple[Word, ...]]:
        """The tokens of many texts, quicker than one by one."""
        # spaCy keeps every string that it has seen; the zone lets them go. Only one may be open.
        with self._lock, self._language.memory_zone():
            return [
                tuple(
                    Word(_norm(token.lower_), token.idx, token.idx + len(token))
                    for token in self._language.tokenizer(_in_lower_case(text))
                    if not token.is_space
                )
                for text in texts
            ]


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer of this process."""
    return Tokenizer()


def _in_lower_case(text: str) -> str:
    """The text as spaCy's rules are written for it, which do not cut "CAN'T"; same places."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _norm(word: str) -> str:
    return "nt" if word in ("n't", "n`t") else word
