"""Scars whose cause is told beside them: "scars on my cheeks from acne" are acne scars."""

import re
from collections.abc import Iterable
from dataclasses import replace

from language.entities import Entity

_OTHER, _OF_ACNE = "other_scars", "acne_scars"
_ACNE = re.compile(r"\b(?:acne|akne|acnee|ance|pimples|zits|breakouts)\b", re.IGNORECASE)
_FROM_ACNE = re.compile(
    r"(?: (?!or\b|and\b|but\b)[\w']+){0,6}? (?:from|by|after|due to|because of)"
    r" (?:(?:my|the|all|that|old|bad|past|teen\w*|severe|cystic|years of|high school) ){0,3}"
    r"(?:acne|akne|acnee|ance|pimples|zits|breakouts)\b",
    re.IGNORECASE,
)
_FROM_IT = re.compile(r" from (?:it|that|them|those)\b", re.IGNORECASE)
_BESIDE = 30
"""Letters between acne and the scars from it."""


def with_cause(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """The entities of a message, scars that it says are from acne as acne scars.

    Args:
        text: The message, normalised.
        entities: What it names, in order.
    """
    return [replace(each, value=_OF_ACNE) if _is_of_acne(each, text) else each for each in entities]


def _is_of_acne(entity: Entity, text: str) -> bool:
    if entity.value != _OTHER:
        return False
    if _FROM_ACNE.match(text, entity.end):
        return True
    is_near = _ACNE.search(text, max(0, entity.start - _BESIDE), entity.start) is not None
    return is_near and _FROM_IT.match(text, entity.end) is not None
