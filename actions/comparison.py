"""A treatment beside others, and what is put on or into the skin with it: products, serums, PRP."""

from actions.answer import Answer
from actions.composing import Draft
from actions.of_condition import say_not_compared
from actions.selection import facts_anywhere, uncovered
from knowledge.treatments import TermKind

_THINGS: tuple[TermKind, ...] = ("other_treatment", "product")


def compose_comparison(draft: Draft) -> Answer:
    """Answer `comparison` and `products`: the things named first, then what holds in general."""
    question, knowledge = draft.question, draft.knowledge
    elsewhere = [
        fact
        for kind in _THINGS
        for term in question.ids(kind)
        for fact in facts_anywhere(draft.treatment, question, kind, term, knowledge)
    ]
    covering = (*draft.chosen.matching, *elsewhere)
    missing = [n for kind in _THINGS for n in uncovered(kind, question, covering, knowledge)]
    if missing:
        draft.say_missing(f"{question.topic}_uncovered", missing, "names")
    else:
        say_not_compared(draft, (*covering, *draft.chosen.general))
    draft.offer(covering)
    draft.offer(draft.chosen.general)
    if missing and not draft.chosen.all:
        draft.close_with_reach()
    return draft.answer()
