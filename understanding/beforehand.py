"""Whether harm is asked of before anything was done."""

import re

from language.words import words_of
from understanding.cues import norms_of

_PEOPLE = words_of("i im ive my me mine we our us she her he his him they their mom dad friend")
"""Words of whoever tells what happened to somebody."""
_AHEAD = re.compile(
    r"\b(?:will|would|could|can|might|may|does|do) (?:it|this|that|they|these|needling|the needles?"
    r"|micro-?needling|the treatment|having it)\b"
    r"|\b(?:is|are) (?:it|they|this) (?:going to|gonna)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:since|after(?:wards)?|now|still|already|ago|was|were|had|has|have|got|did|made|left|ruined"
    r"|came|went|turned|became|gave|last|yesterday|\w+(?:ed|ened))\b",
    re.IGNORECASE,
)
"""Words of what may come of it, and of what has been."""


def is_beforehand(words: str) -> bool:
    """Whether harm is asked of before anything was done: "does it melt fat", "will it scar me"."""
    if _PEOPLE.isdisjoint(norms_of(words)):
        return True
    return _AHEAD.search(words) is not None and _DONE.search(words) is None
