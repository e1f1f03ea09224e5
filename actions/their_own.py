"""What is known of the condition or the place that somebody told, beside what holds in general."""

from collections.abc import Iterator

from actions.composing import Draft
from actions.named import is_of_their_kind
from knowledge.matching import is_about, mentions
from knowledge.questions import KnownQuestion
from knowledge.treatments import TermKind
from understanding.kinds import HARM

_TELLING_APART = frozenset({"sessions", "results", "evidence"})
"""Topics whose answers differ from one condition to another."""
_KINDS: tuple[TermKind, ...] = ("condition", "body_area")


def say_their_own(draft: Draft, asked: KnownQuestion) -> None:
    """Say what a general question has for what the visitor told, before what holds in general.

    "How long until I see anything", from somebody with thinning hair, is answered on hair first;
    where nothing is known of that and the answer is on another condition, that is said.
    """
    person = draft.so_far.person
    if draft.question.topic not in _TELLING_APART or not _is_general(asked, draft):
        return
    if any(draft.question.ids(k) for k in _KINDS) or any(each.kind == HARM for each in person):
        return
    told = [
        (kind, str(each.value))
        for kind in _KINDS
        for each in reversed(person)
        if each.kind == kind and (kind == "body_area" or each.value in draft.treatment.conditions)
    ]
    for kind, term in told:
        own = next(_own_facts(draft, asked, kind, term), None)
        if own is not None:
            draft.say("for_their_own", name=draft.knowledge.term_name(kind, term))
            draft.state([own])
            return
    for kind, term in told:
        if kind == "condition" and _is_on_others(draft, asked, term):
            if "general_only" not in draft.said:
                draft.say_missing(
                    "general_only", [draft.knowledge.term_name(kind, term)], "details"
                )
            return


def _is_general(asked: KnownQuestion, draft: Draft) -> bool:
    """Whether a question asks no more than its topic does: how many sessions, whether it works.

    Its best fact and that of its topic may be two, of which it has both.
    """
    return set(asked.facts[:1]) <= set(draft.facts) and set(draft.facts[:1]) <= set(asked.facts)


def _own_facts(draft: Draft, asked: KnownQuestion, kind: TermKind, term: str) -> Iterator[str]:
    """The facts of questions on the same topic that are asked of this condition or place."""
    knowledge = draft.knowledge
    shown = (knowledge.facts[id_] for id_ in asked.facts[:1])
    if any(is_about(f, kind, term) or mentions(f, kind, term, knowledge) for f in shown):
        return
    for each in knowledge.questions.values():
        if each.topic != asked.topic or not each.facts or each.id == asked.id:
            continue
        first = knowledge.facts[each.facts[0]]
        if not (is_about(first, kind, term) or mentions(first, kind, term, knowledge)):
            continue
        if kind != "condition" or is_of_their_kind(first, term, draft):
            yield each.facts[0]


def _is_on_others(draft: Draft, asked: KnownQuestion, term: str) -> bool:
    """Whether the facts of a question speak of other conditions and not of this one."""
    knowledge = draft.knowledge
    facts = [knowledge.facts[id_] for id_ in asked.facts]
    named = {
        other
        for other in draft.treatment.conditions
        for fact in facts
        if mentions(fact, "condition", other, knowledge)
    }
    return bool(named) and term not in named
