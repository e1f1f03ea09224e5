"""For whom is asked: what was told of one is not counted for another, and comes back with them."""

from collections.abc import Iterable
from dataclasses import replace

from language.whose import ME as ME
from understanding.kinds import EVENT, OF_LAST, QUESTION, SIGN
from understanding.so_far import SoFar
from understanding.understood import Detail, Other

_MOST_OTHERS, _MOST_TOLD = 4, 12
"""How many others are kept, and how much of each; the oldest goes first."""
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


def _is_of_all(detail: Detail) -> bool:
    return detail.kind == SIGN or detail.kind.startswith(EVENT)
