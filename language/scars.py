"""What is told beside scars or a rash: "scars on my cheeks from acne" are acne scars.

And a rash from earrings, or on an arm, is no rash on the face.
"""

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
_RASH = "face_rash"
_METAL = r"(?:nickel|earrings?|jewel\w+|metals?|necklaces?|rings?|watch\w*|belts?|bracelets?|latex)"
_ELSEWHERE = (
    r"(?:arms?|legs?|hands?|wrists?|back|chest|belly|stomach|feet|foot|ears?|earlobes?|lobes?)"
)
_NOT_OF_FACE = re.compile(
    rf"(?: \w+){{0,3}}? (?:from|to|with|off) (?:[\w']+ ){{0,2}}?{_METAL}\b"
    rf"|(?: \w+){{0,2}}? on (?:(?:my|the|both|his|her|left|right) ){{1,3}}{_ELSEWHERE}\b"
    rf"|[^.?!]{{0,12}} (?:if|when|whenever) (?:i|she|he) wears? (?:[\w']+ ){{0,3}}?{_METAL}\b",
    re.IGNORECASE,
)
_METAL_BEFORE = re.compile(
    rf"\b{_METAL} (?:always |sometimes |can )?(?:gives?|gave|leaves?|brings?|causes?|makes?)"
    r"(?: [\w']+){0,4} $",
    re.IGNORECASE,
)
_ON_FACE_NOW = re.compile(
    r"\b(?:face|cheeks?|forehead|chin|neck|right now|at the moment|today)\b", re.IGNORECASE
)
_BESIDE = 30
"""Letters between acne and the scars from it."""


def with_cause(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """The entities of a message, scars that it says are from acne as acne scars.

    A rash that is not of the face is left out.

    Args:
        text: The message, normalised.
        entities: What it names, in order.
    """
    left = (each for each in entities if not _is_rash_elsewhere(each, text))
    return [replace(each, value=_OF_ACNE) if _is_of_acne(each, text) else each for each in left]


def _is_rash_elsewhere(entity: Entity, text: str) -> bool:
    if entity.value != _RASH or _ON_FACE_NOW.search(text) is not None:
        return False
    is_before = _METAL_BEFORE.search(text[: entity.start]) is not None
    return is_before or _NOT_OF_FACE.match(text, entity.end) is not None


def _is_of_acne(entity: Entity, text: str) -> bool:
    if entity.value != _OTHER:
        return False
    if _FROM_ACNE.match(text, entity.end):
        return True
    is_near = _ACNE.search(text, max(0, entity.start - _BESIDE), entity.start) is not None
    return is_near and _FROM_IT.match(text, entity.end) is not None
