"""Words that name nothing by how they stand in the sentence: "bring it back", "I tan easily"."""

import re
from collections.abc import Iterable, Sequence

from language.entities import Entity
from language.grammar import Token, parsed
from language.words import words_of

_BACK, _TAN = "back", frozenset({"tan", "tans"})
_TREATED = words_of("""
    do treat needle laser have fix
    """)
"""Verbs that are said of a place: "can you do back"."""
_STAYS = words_of("stand sit wait hide stay park be seat row")
"""Verbs of whoever is at the back of a room."""
_HOW = words_of("""
    easily easy well fast quickly quick badly deeply never always not n't
    """)
"""How somebody's skin tans, which says nothing of a tan that is there."""
_RETURNED = re.compile(
    r"\W*(?:(?:ok|okay|hi|hey|hello|well|i'?m|i am)[, ]+)*back(?: again)?"
    r"(?=\s*[.!:]\s*\w|,?\s(?:it|its|it's|i|im|i'm|i've|so|sorry|had|now|ok|okay|from)\b)",
    re.IGNORECASE,
)
"""Whoever goes on after a while: "back. had a call", "ok im back, it's saturday"."""
_OF_A_PLACE = frozenset({"ADP", "DET", "CCONJ"})


def as_meant(text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities without words that are meant otherwise, as their sentence has them.

    Args:
        text: The message, normalised.
        entities: What it seems to name.
    """
    returned = _RETURNED.match(text)
    if returned is not None:
        entities = [
            each for each in entities if each.end > returned.end() or each.text.casefold() != _BACK
        ]
    doubtful = [each for each in entities if each.text.casefold() in {_BACK, *_TAN}]
    if not doubtful:
        return tuple(entities)
    tokens = parsed(text)
    starts = {each.start: place for place, each in enumerate(tokens)}
    gone = {
        each for each in doubtful if each.start in starts and _is_other(starts[each.start], tokens)
    }
    return tuple(each for each in entities if each not in gone)


def _is_other(place: int, tokens: Sequence[Token]) -> bool:
    here = tokens[place]
    if here.word in _TAN:
        return here.pos == "VERB" and not _HOW.isdisjoint(_hanging_on(place, tokens))
    over = tokens[here.head]
    if here.dep == "pobj" and over.word in ("in", "at"):
        return tokens[over.head].lemma in _STAYS
    before = tokens[place - 1].pos if place else ""
    return (
        here.dep in ("advmod", "prt")
        and over.pos in ("VERB", "AUX")
        and over.lemma not in _TREATED
        and before not in _OF_A_PLACE
    )


def _hanging_on(place: int, tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(each.word for each in tokens if each.head == place)
