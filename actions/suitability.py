"""Who should be careful: the circumstances named are looked up one by one. It never decides."""

from actions.answer import Answer
from actions.composing import Draft
from actions.selection import facts_anywhere, is_told_apart, withheld
from actions.wording import called
from knowledge.matching import is_about, mentions
from knowledge.treatments import TermKind
from understanding.kinds import OTHER_QUESTION

_BEFORE = frozenset({"suitability", "preparation"})
"""Topics of what is asked of a medicine before a session."""
AGE_GROUPS = frozenset({"older_age", "age_under_22"})
"""What is told beside a question, rather than asked about."""


def compose_suitability(draft: Draft) -> Answer:
    """Answer whether a treatment suits somebody by what the sources list, without deciding it."""
    knowledge = draft.knowledge
    named = _named(draft)
    if len(named) == 1:
        for (kind, term), own in named.items():
            if not own:
                name = _name(draft, kind, term)
                if _is_known_elsewhere(kind, term, draft):
                    draft.say_missing("products_uncovered", [name], "names")
                else:
                    draft.say_missing("suitability_unlisted", [name], "name")
            draft.state(own[:1])
            draft.offer(own)
    elif named:
        draft.say("one_by_one")
        for (kind, term), own in named.items():
            if own:
                draft.offer(own[:1], bullet=True)
            else:
                name = knowledge.term_name(kind, term)
                is_withheld = name in withheld(draft.question, knowledge)
                key = "withheld_item" if is_withheld else "suitability_unlisted_item"
                if not is_withheld and _is_known_elsewhere(kind, term, draft):
                    key = "products_uncovered"
                name = _name(draft, kind, term)
                draft.offer_item(key, None, name=name, names=name)
        for own in named.values():
            draft.offer(own)
    if not named:
        draft.state([id_ for id_ in draft.facts if id_ in draft.chosen.general][:1])
        draft.offer(draft.chosen.general or draft.facts, bullet=True)
    if set(draft.question.ids("circumstance")) <= AGE_GROUPS:
        _state_what_else_is_asked(draft)
    if not draft.is_empty:
        draft.close("suitability_provider_decides")
    return draft.answer()


def _state_what_else_is_asked(draft: Draft) -> None:
    """Answer what somebody of a certain age may ask: "I am 71, would it help my neck"."""
    known = draft.knowledge.questions
    for id_ in draft.question.ids(OTHER_QUESTION):
        other = known.get(id_)
        if other is not None and other.topic == "conditions" and not other.is_gap:
            draft.state(other.facts[:1])


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


def _is_known_elsewhere(kind: TermKind, term: str, draft: Draft) -> bool:
    """Whether something is known of it beside another treatment: no gap of all sources."""
    several = len(draft.knowledge.treatments) > 1
    return several and is_told_apart(kind, term, draft.knowledge)


def _name(draft: Draft, kind: TermKind, term: str) -> str:
    """How a thing is called, by the visitor's word where that is a medicine's."""
    named = (d for d in draft.question.details if (d.kind, d.value) == (kind, term))
    return called(next(named), draft.knowledge)


def _facts_on(draft: Draft, kind: TermKind, term: str) -> tuple[str, ...]:
    question, knowledge = draft.question, draft.knowledge
    matching = draft.chosen.matching
    own = tuple(id_ for id_ in matching if is_about(knowledge.facts[id_], kind, term))
    return (
        own
        or tuple(id_ for id_ in matching if mentions(knowledge.facts[id_], kind, term, knowledge))
        or facts_anywhere(draft.treatment, question, kind, term, knowledge)
        or _of_medicine(draft, kind, term)
    )


def _of_medicine(draft: Draft, kind: TermKind, term: str) -> tuple[str, ...]:
    """What the particular questions have on a medicine before a session, by its names."""
    knowledge = draft.knowledge
    if knowledge.terms[kind][term].sort != "medicine":
        return ()
    asked = (q for q in knowledge.questions.values() if q.topic in _BEFORE)
    facts = dict.fromkeys(id_ for each in asked for id_ in each.facts)
    return tuple(id_ for id_ in facts if mentions(knowledge.facts[id_], kind, term, knowledge))[:1]
