"""A treatment beside others, and what is put on or into the skin with it: products, serums, PRP."""

from actions.answer import Answer
from actions.composing import Draft
from actions.selection import facts_anywhere, select, uncovered
from actions.wording import listed
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.treatments import TermKind
from understanding.meant import treatment_of, types_meant
from understanding.so_far import SoFar
from understanding.understood import Question

_THINGS: tuple[TermKind, ...] = ("other_treatment", "product")


def compose_comparison(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer `comparison` and `products`: the things named first, then what holds in general."""
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    facts = topic_answer(draft.treatment, question.topic).facts
    chosen = select(facts, question, knowledge, types_meant(question, draft.treatment))
    elsewhere = [
        fact
        for kind in _THINGS
        for term in question.ids(kind)
        for fact in facts_anywhere(draft.treatment, question, kind, term, knowledge)
    ]
    covering = (*chosen.matching, *elsewhere)
    missing = [n for kind in _THINGS for n in uncovered(kind, question, covering, knowledge)]
    if missing:
        draft.say(f"{question.topic}_uncovered", names=listed(missing, "or"))
    draft.offer(covering)
    draft.offer(chosen.general)
    if missing and not chosen.all:
        draft.close_with_reach()
    return draft.answer()
