"""What a message asks of by its name: what no list has, and the places of the body."""

import re
from collections.abc import Callable, Iterator

from language.clauses import Stretch
from language.entities import Entity
from language.text import Text
from language.things_asked import Asked, things_asked
from understanding.kinds import THING
from understanding.smalltalk_kinds import kind_said
from understanding.understood import Detail

_PLACE = "body_area"
_WORD = re.compile(r"\w+")
_MOST, _SENTENCE = 2, 3
"""How many things get a word; words of English by which a message is a sentence."""


def asked_by_name(text: Text, knows: Callable[[str], bool]) -> tuple[Detail, ...]:
    """What the clauses of a message that ask turn on.

    Of the things that the knowledge lists these are places of the body alone: the others get a
    word where they are named first, wherever that is.

    Args:
        text: The message.
        knows: Whether a word in lower case is English, of the field, or a slip for one of these.
    """
    if not text.is_latin or text.is_foreign or not text.is_readable:
        return ()
    mended = text.corrected(text.whole)
    known = sum(map(knows, _WORD.findall(mended.casefold())))
    found = (
        _detail(each, text)
        for each in things_asked(mended)
        # A name that no dictionary has stands in a sentence, or may be noise; "gracias" is none.
        if all(map(knows, each.words)) or (known >= _SENTENCE and kind_said(each.lemma) is None)
    )
    return tuple(dict.fromkeys(each for each in found if each is not None))[:_MOST]


def _detail(asked: Asked, text: Text) -> Detail | None:
    listed = [each for each in text.entities if not asked.words.isdisjoint(_words(each, text))]
    if not listed:
        return Detail(THING, asked.lemma, said=asked.said) if asked.is_thing else None
    if not asked.is_place and len(listed) < len(text.entities):
        # "A plate in my jaw, is RF ok" asks nothing of the jaw.
        return None
    places = (each for each in listed if each.kind == _PLACE and not each.negated)
    return next((Detail(_PLACE, each.value, said=each.text) for each in places), None)


def _words(entity: Entity, text: Text) -> Iterator[str]:
    """The words of an entity, as they were written and as they were mended."""
    yield from _WORD.findall(entity.text.casefold())
    yield from _WORD.findall(text.corrected(Stretch(entity.start, entity.end)).casefold())
