"""What is known of the condition or the place that somebody told, beside what holds in general."""

import re
from collections.abc import Iterator
from functools import lru_cache

from actions.composing import Draft
from actions.of_condition import BY_CONDITION, is_of_their_kind
from knowledge.matching import is_about, mentions, names_term
from knowledge.questions import KnownQuestion
from knowledge.treatments import TermKind
from understanding.kinds import HARM, HEAT, OTHER_TREATMENT

_KINDS: tuple[TermKind, ...] = ("condition", "body_area")
_BY_HEAT = frozenset({"downtime", "pain"})
"""Topics that have something of needling with heat, beside those that differ by a condition."""
_OF_SELF: tuple[TermKind, ...] = ("circumstance", *_KINDS)
"""What somebody told that a question may be asked of by its name."""
_MOST_OF_THEIRS = 2
"""How many facts are stated that answer what is asked of it."""
_SHORTEST = 3
"""Letters of a word that tells what a question asks."""
_ASKING = frozenset(
    [
        "whether",
        "what",
        "when",
        "which",
        "who",
        "how",
        "much",
        "more",
        "most",
        "many",
        "with",
        "the",
        "and",
        "you",
        "your",
        "can",
        "are",
        "was",
        "for",
        "has",
        "have",
        "its",
        "one",
        "does",
        "did",
        "been",
    ]
)
"""Words of the names of questions that do not tell one from another."""
_ENDING = re.compile(r"(?:ness|ing|s)$")


def say_their_own(draft: Draft, asked: KnownQuestion) -> None:
    """Say what a general question has for what the visitor told, before what holds in general.

    "How long until I see anything", from somebody with thinning hair, is answered on hair first;
    where nothing is known of that and the answer is on another condition, that is said.
    """
    person = draft.so_far.person
    heat = [each for each in draft.so_far.treatments if each.value == HEAT]
    topics = BY_CONDITION | (_BY_HEAT if heat else frozenset())
    if draft.question.topic not in topics or not _is_general(asked, draft):
        return
    if any(draft.question.ids(k) for k in _KINDS) or any(each.kind == HARM for each in person):
        return
    told: list[tuple[TermKind, str]] = [(OTHER_TREATMENT, HEAT) for _ in heat]
    told += [
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


def asked_of_theirs(draft: Draft, asked: KnownQuestion) -> KnownQuestion | None:
    """The question that asks the same of something that the visitor told, by its name.

    "Does it bleed", from somebody on a blood thinner, asks whether one bleeds more on it.
    """
    words = _words_of(asked.name)
    questions = draft.knowledge.questions.values()
    for kind, term in _told_of_self(draft):
        entry = draft.knowledge.terms[kind][term]
        own = frozenset().union(*(_words_of(name) for name in (entry.name, *entry.synonyms)))
        if words <= own or names_term(asked.name, kind, term, draft.knowledge):
            continue
        for each in questions:
            more = _words_of(each.name) - words
            is_same = each.topic in (asked.topic, "suitability") and words <= _words_of(each.name)
            # Every other word of it has to be on what was told.
            is_of_it = is_same and bool(more) and more <= own
            if is_of_it and names_term(each.name, kind, term, draft.knowledge):
                return each
    return None


def say_of_theirs(draft: Draft, theirs: KnownQuestion) -> None:
    """Answer what is asked of something that the visitor told, before what holds in general."""
    if theirs.is_withheld:
        draft.say("withheld", name=theirs.name)
    elif theirs.is_gap:
        draft.say("gap", name=theirs.name)
    new = [id_ for id_ in theirs.facts if id_ not in draft.said]
    draft.state((new or theirs.facts)[:_MOST_OF_THEIRS])
    draft.most_sentences += 1


def _told_of_self(draft: Draft) -> Iterator[tuple[TermKind, str]]:
    for kind in _OF_SELF:
        told = (str(each.value) for each in reversed(draft.so_far.person) if each.kind == kind)
        yield from ((kind, term) for term in dict.fromkeys((*draft.question.ids(kind), *told)))


@lru_cache(maxsize=8192)
def _words_of(name: str) -> frozenset[str]:
    """The words that tell what a name is of, without their endings."""
    words = re.findall(r"\w+", name.casefold())
    telling = (word for word in words if len(word) >= _SHORTEST and word not in _ASKING)
    return frozenset(_ENDING.sub("", word) for word in telling)


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
