"""Words that point at something, as a table: which of its rows a text speaks of.

A row's phrases are words in a row; `insur*` stands for all that begins so, `<` and `>` for the
beginning and the end of the text. Where phrases overlap the longest counts: "late fee" is no fee.
"""

from collections.abc import Mapping
from functools import lru_cache

from language.entities import Entity
from language.negation import mark_negated
from language.tokens import Word, tokenizer

Table = Mapping[str, str]
"""Phrases by what they point at, separated by commas and white space."""

IDIOM = "idiom"
"""The row of phrases that point at nothing, whatever their words."""

_CURRENCY = "$£€"
_LEAST_BEGINNING = 3
"""Letters that stand before a `*`, or more."""
_Phrase = tuple[str, ...]


class Cues:
    """The phrases of a table, ready to be found."""

    def __init__(self, table: Table) -> None:
        self._order = tuple(table)
        self._by_first: dict[str, list[tuple[_Phrase, str]]] = {}
        for row, phrases in table.items():
            for phrase in filter(None, (each.strip() for each in phrases.split(","))):
                self._add(_phrase(phrase), row)

    def _add(self, phrase: _Phrase, row: str) -> None:
        is_beginning = phrase[0].endswith("*")
        first = phrase[0][:_LEAST_BEGINNING] + "*" if is_beginning else phrase[0]
        self._by_first.setdefault(first, []).append((phrase, row))

    def found(self, text: str, *, even_denied: bool = True) -> tuple[str, ...]:
        """The rows that a text speaks of, in the order of the table.

        Args:
            text: What was said.
            even_denied: Whether what it denies ("I don't want to cancel") counts where it speaks of
                nothing else.
        """
        every = _tokens(text)
        words = tuple(word for word in every if not word.is_sign or word.norm in _CURRENCY)
        spoken = ["<", *(word.norm for word in words), ">"]
        spans: list[Entity] = []
        place = 0
        while place < len(spoken):
            length, row = self._longest(spoken, place)
            if length and row != IDIOM:
                spans.append(_span(row, words, place - 1, place - 1 + length))
            place += max(length, 1)
        marked = mark_negated(every, spans)
        rows = {each.kind for each in marked if not each.negated}
        if even_denied and not rows:
            rows = {each.kind for each in marked}
        return tuple(row for row in self._order if row in rows)

    def _longest(self, spoken: list[str], place: int) -> tuple[int, str]:
        """How many words from here on make the longest phrase, and its row; 0 for none."""
        word = spoken[place]
        candidates = (
            *self._by_first.get(word, ()),
            *self._by_first.get(word[:_LEAST_BEGINNING] + "*", ()),
        )
        return max(
            ((len(phrase), row) for phrase, row in candidates if _stands(phrase, spoken, place)),
            key=lambda each: each[0],
            default=(0, ""),
        )


def norms_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without signs."""
    return tuple(word.norm for word in _tokens(text) if not word.is_sign)


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[Word, ...]:
    return tokenizer().words(text.replace("\u2019", "'"))


def _phrase(text: str) -> _Phrase:
    words: list[str] = []
    for part in text.split():
        if part in ("<", ">") or part.endswith("*"):
            words.append(part)
        else:
            words += (
                word.norm
                for word in tokenizer().words(part)
                if part in _CURRENCY or not word.is_sign
            )
    return tuple(words)


def _stands(phrase: _Phrase, spoken: list[str], place: int) -> bool:
    here = spoken[place : place + len(phrase)]
    return len(here) == len(phrase) and all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for wanted, word in zip(phrase, here, strict=True)
    )


def _span(row: str, words: tuple[Word, ...], first: int, after: int) -> Entity:
    """A found phrase as the negation wants it; `<` and `>` have no place in the text."""
    inside = words[max(first, 0) : after]
    start, end = (inside[0].start, inside[-1].end) if inside else (0, 0)
    return Entity(row, row, start, end, "")
