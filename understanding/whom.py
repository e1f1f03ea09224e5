"""For whom is asked: what was told of one is not counted for another, and comes back with them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from language.whose import ME as ME
from language.whose import owner_at
from understanding.kinds import EVENT, HEAT, OF_LAST, OTHER_TREATMENT, QUESTION, SIGN
from understanding.so_far import SoFar
from understanding.understood import Detail, Other, Understood

_MOST_OTHERS, _MOST_TOLD, _MOST_TREATMENTS = 4, 12, 4
"""How many others are kept, how much of each, and how many treatments; the oldest goes first."""
_WITHOUT_HEAT = re.compile(
    r"\b(?:plain|regular|normal|ordinary|other) (?:kind|type|one|version|(?:micro\W?)?needling)\b"
    r"|\bwithout (?:the |any )?heat\b|\bno (?:rf|heat)\b",
    re.IGNORECASE,
)
"""What turns from needling with heat to that without."""
_OF_ONE = frozenset({"circumstance", "condition", "body_area"})
"""Kinds of details of a question that are of whom it was asked for."""
_ASKED_OF_ONE = frozenset({"suitability", "personal_advice"})
"""Topics of what is asked of one person alone."""
_MANY = 9
"""Stands for so long ago that a reason for care is due."""


def turned_to(whom: str | None, so_far: SoFar) -> SoFar:
    """What the conversation holds once somebody else is asked for; None is nobody else.

    An event is waited for together, and a warning sign stands for whoever has it. Whether it suits
    one is no question that leans over to the next.
    """
    if whom in (None, so_far.whom):
        return so_far
    theirs = tuple(each for each in so_far.person if not _is_of_all(each))
    of_all = tuple(each for each in so_far.person if _is_of_all(each))
    before = next((each.person for each in so_far.others if each.whom == whom), ())
    kept = with_others((Other(so_far.whom, theirs),), so_far).others
    is_of_one = so_far.topic in _ASKED_OF_ONE
    left = _OF_ONE | {QUESTION, OF_LAST} if is_of_one else _OF_ONE
    conditions = [str(each.value) for each in before if each.kind == "condition"]
    return replace(
        so_far,
        whom=str(whom),
        person=(*before, *of_all),
        treatments=(),
        others=tuple(each for each in kept if each.whom != whom),
        condition=conditions[-1] if conditions else None,
        details=tuple(each for each in so_far.details if each.kind not in left),
        words="" if is_of_one else so_far.words,
        background=(),
        since_care=_MANY,
    )


def with_others(others: Iterable[Other], so_far: SoFar) -> SoFar:
    """What the conversation holds after something was told of others than is asked for."""
    kept = {each.whom: each.person for each in so_far.others}
    for each in others:
        new = {(detail.kind, detail.value) for detail in each.person}
        before = (d for d in kept.pop(each.whom, ()) if (d.kind, d.value) not in new)
        told = (*before, *(detail for detail in each.person if not detail.negated))
        kept[each.whom] = told[-_MOST_TOLD:]
    all_others = tuple(Other(whom, person) for whom, person in kept.items())
    return replace(so_far, others=all_others[-_MOST_OTHERS:])


def with_treatments(understood: Understood, so_far: SoFar) -> SoFar:
    """What the conversation holds after other treatments were named, or ruled out.

    What a friend had is not theirs.
    """
    asked = [d for each in understood.questions for d in each.details if d.kind == OTHER_TREATMENT]
    new = [
        each
        for each in understood.named
        if each.kind == OTHER_TREATMENT and _is_theirs(each, understood.words, so_far)
    ]
    gone = {each.value for each in (*new, *(d for d in asked if d.negated))}
    if HEAT not in gone and _WITHOUT_HEAT.search(understood.words):
        gone.add(HEAT)
    kept = (each for each in so_far.treatments if each.value not in gone)
    return replace(so_far, treatments=(*kept, *new)[-_MOST_TREATMENTS:])


def _is_theirs(named: Detail, words: str, so_far: SoFar) -> bool:
    known = [each.whom for each in reversed(so_far.others)]
    place = words.casefold().find(named.said.casefold())
    return owner_at(words, max(place, 0), so_far.whom, known) in (None, so_far.whom)


def _is_of_all(detail: Detail) -> bool:
    return detail.kind == SIGN or detail.kind.startswith(EVENT)
