"""Who should be careful: the circumstances named are looked up one by one. It never decides."""

from actions.answer import Answer
from actions.composing import Draft
from actions.selection import facts_anywhere, select
from knowledge.matching import is_about, mentions, topic_answer
from knowledge.model import Knowledge
from knowledge.treatments import TermKind
from understanding.meant import treatment_of
from understanding.so_far import SoFar
from understanding.understood import Question


def compose_suitability(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer whether a treatment suits somebody by what the sources list, without deciding it."""
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    named = _named(draft)
    facts = topic_answer(draft.treatment, question.topic).facts
    chosen = select(facts, question, knowledge)
    if len(named) == 1:
        for (kind, term), own in named.items():
            if not own:
                draft.say("suitability_unlisted", name=knowledge.term_name(kind, term))
            draft.state(own[:1])
            draft.offer(own)
    elif named:
        draft.say("one_by_one")
        for (kind, term), own in named.items():
            if own:
                draft.offer(own[:1], bullet=True)
            else:
                name = knowledge.term_name(kind, term)
                draft.offer_item("suitability_unlisted_item", None, name=name)
        for own in named.values():
            draft.offer(own)
    if not named:
        draft.state([id_ for id_ in facts if id_ in chosen.general][:1])
        draft.offer(chosen.general, bullet=True)
    if not draft.is_empty:
        draft.close("suitability_provider_decides")
    return draft.answer()


def _named(draft: Draft) -> dict[tuple[TermKind, str], tuple[str, ...]]:
    """What the visitor says of themselves, each with the facts about it.

    A word can name both a circumstance and a condition: the circumstance is meant here. A condition
    that the treatment is used for is no reason to be careful.
    """
    question, treatment = draft.question, draft.treatment
    kinds: tuple[TermKind, ...] = ("circumstance", "product")
    if not question.ids("circumstance"):
        kinds = ("condition", "product")
    return {
        (kind, term): _facts_on(draft, kind, term)
        for kind in kinds
        for term in question.ids(kind)
        if kind != "condition" or term not in treatment.conditions
    }


def _facts_on(draft: Draft, kind: TermKind, term: str) -> tuple[str, ...]:
    question, knowledge = draft.question, draft.knowledge
    topic_facts = topic_answer(draft.treatment, question.topic).facts
    matching = select(topic_facts, question, knowledge).matching
    own = tuple(id_ for id_ in matching if is_about(knowledge.facts[id_], kind, term))
    return (
        own
        or tuple(id_ for id_ in matching if mentions(knowledge.facts[id_], kind, term, knowledge))
        or facts_anywhere(draft.treatment, question, kind, term, knowledge)
    )
