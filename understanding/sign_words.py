"""A message as the patterns of warning signs see it: contractions written out, signs as pauses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from language.shorthand import IN_FULL
from language.text import Text
from language.tokens import Word, tokenizer

_END, _PAUSE = ".", ","
_ENDS = frozenset(".?!;")
_PAUSES = re.compile(r"\.{2,}|[,:()\[\]{}\"|]+")
_BETWEEN = re.compile(r"(?<=\d)(?=[a-z])|[^\w'.,]|_")
"""Where one token is several words here: "39c", "red/hot"."""
_FULL_STOP = re.compile(r"(?<!\.)\.(?![.\d])")


@dataclass(frozen=True)
class SignWords:
    """The words of a message.

    Attributes:
        forms: The words.
        sentences: The sentence that each stands in.
        pauses: The places of words with a comma or the like before them.
    """

    forms: tuple[str, ...]
    sentences: tuple[int, ...]
    pauses: frozenset[int]


def sign_words(text: Text) -> SignWords:
    """Takes the tokens of a message."""
    forms: list[str] = []
    sentences: list[int] = []
    pauses: set[int] = set()
    sentence, pause = 0, False
    for piece in _pieces(text.normalised, text.words):
        if piece == _END:
            sentence, pause = sentence + 1, False
        elif piece == _PAUSE:
            pause = True
        else:
            if pause:
                pauses.add(len(forms))
            pause = False
            forms.append(piece)
            sentences.append(sentence)
    return SignWords(tuple(forms), tuple(sentences), frozenset(pauses))


def words_of_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase of `sign_lexicon.yml`, in the form in which those of a message come."""
    return tuple(word for piece in phrase.split() for word in _words_of_piece(piece))


@cache
def _words_of_piece(piece: str) -> tuple[str, ...]:
    found = _pieces(piece, tokenizer().words(piece))
    return tuple(word for word in found if word not in (_END, _PAUSE))


def _pieces(text: str, words: Sequence[Word]) -> Iterator[str]:
    """The words, with a full stop for the end of each sentence and a comma for each pause."""
    end = 0
    for word in words:
        gap = text[end : word.start]
        end = word.end
        if "\n" in gap:
            yield _END
        if not word.is_sign:
            yield from _words_in(word.norm)
        elif word.norm in _ENDS:
            yield _END
        elif _PAUSES.fullmatch(word.norm) or (
            word.norm.startswith("-") and gap and text[end : end + 1].isspace()
        ):
            yield _PAUSE


def _words_in(token: str) -> Iterator[str]:
    if token in IN_FULL:
        yield from IN_FULL[token].split()
        return
    for number, part in enumerate(_FULL_STOP.split(token)):
        if number:
            yield _END
        for piece in _BETWEEN.split(part):
            if piece in IN_FULL:
                yield from IN_FULL[piece].split()
            elif any(map(str.isalnum, piece)):
                yield piece
