"""What a message names beside what it asks: each thing gets a word, whether it is known or not."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from actions.composing import Draft
from actions.of_condition import BY_CONDITION, PLACE, conditions_of
from actions.selection import facts_anywhere, is_told_apart, uncovered
from actions.wording import called, listed, word_for
from knowledge.matching import is_about, mentions, names_term, says
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.treatments import Fact, TermKind
from understanding.kinds import AGE
from understanding.understood import Detail, Question

CARE: tuple[TermKind, ...] = ("circumstance",)
"""The kind of reasons for care, which each get a word."""
_UNKNOWN = (
    ("nothing_on_taken", "name"),
    ("nothing_on_illness", "name"),
    ("nothing_on", "details"),
)
"""The phrases by which nothing is known, each with what it takes a name by."""
_MOVES: tuple[TermKind, ...] = ("product", "body_area")
"""Kinds of details that bring the facts on them forward."""
_NO_REASON = frozenset({"older_age"})
"""Circumstances that hold nobody back."""
OF_VISIT, YOUNG = frozenset({"booking", "cost", "procedure", "handoff"}), "age_under_22"
"""Topics of questions on the visit, whose answers no age changes, and the age below the limit."""
_AFTERWARDS = frozenset({"downtime", "aftercare"})
"""Topics of questions on the days after, which a word for a child may stand in by the way."""
_TELLING = 5
"""Letters of a word that tells what a name is of."""
_BY_THING: frozenset[str] = BY_CONDITION | {"comparison", "products"}
_BY_PLACE: frozenset[str] = BY_CONDITION | {"conditions", "procedure", "pain"}
"""Topics whose answers differ by what is treated, and by where; of others a place says little."""


def say_by_their_words(draft: Draft, asked: KnownQuestion) -> None:
    """Say of which medicine the answer is, where the visitor's word for it is not in its name."""
    knowledge = draft.knowledge
    on = {
        state
        for id_ in (*asked.facts, *asked.near)
        for state in knowledge.facts[id_].about.circumstance
    }
    names = [
        called(each, knowledge)
        for each in draft.question.details
        if each.kind in CARE and each.value in draft.question.ids(each.kind)
        # What is asked of radiation is no answer on the tablets named beside it.
        if not on or each.value in on
        if word_for(each, knowledge) not in (knowledge.term_name("circumstance", str(each.value)))
        if _is_asked_of(str(each.value), asked, knowledge)
    ]
    said = [asked.name, *(knowledge.facts[id_].text for id_ in asked.facts[:1])]
    is_said = any(
        each.split(" (")[0].casefold() in text.casefold() for each in names for text in said
    )
    if names and not is_said:
        draft.say("for_their_own", name=listed(names))
        draft.most_sentences += 1


def _is_asked_of(term: str, asked: KnownQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is on a reason for care, by its name or by the fact that answers it."""
    first = [knowledge.facts[id_] for id_ in (*asked.facts, *asked.near)[:1]]
    return _is_in_name("circumstance", term, asked, knowledge) or any(
        is_about(each, "circumstance", term) or mentions(each, "circumstance", term, knowledge)
        for each in first
    )


def named_first(facts: Sequence[str], draft: Draft) -> list[str]:
    """The facts of a question in their order, the first of them first, then those on what is named.

    So are those on a reason for care that was told, such as how to lower the risk on dark skin.

    None is on another reason for care than is named: chemotherapy and radiotherapy share a
    question, whose first fact is of one of them. And one of several of a family is named by its
    own word: scleroderma, of the autoimmune diseases.
    """
    question, knowledge = draft.question, draft.knowledge
    circumstances = set(question.ids("circumstance"))
    told = {str(each.value) for each in draft.so_far.person if each.kind in CARE}
    # Where they are asked of, every fact is on them.
    theirs = set[str]() if question.topic == "suitability" else circumstances | told
    own_words = _own_words(question, knowledge)

    def place(id_: str) -> tuple[bool, bool]:
        fact = knowledge.facts[id_]
        of = set(fact.about.circumstance)
        is_of_another = bool(of) and bool(circumstances) and of.isdisjoint(circumstances)
        is_on_it = (
            not of.isdisjoint(theirs)
            or says(fact.text, own_words)
            or any(
                is_about(fact, kind, term) or mentions(fact, kind, term, knowledge)
                for kind in _MOVES
                for term in question.ids(kind)
            )
        )
        return is_of_another, id_ != facts[0] and not is_on_it

    return sorted(facts, key=place)


def _own_words(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The visitor's own words for reasons for care, where they say more than their names."""
    return tuple(
        word
        for each in question.details
        if each.kind in CARE and each.value in question.ids(each.kind)
        for word in [word_for(each, knowledge)]
        if word != knowledge.term_name("circumstance", str(each.value))
    )


def state_what_else_is_named(
    draft: Draft, asked: KnownQuestion, kinds: Iterable[TermKind]
) -> list[tuple[str, str]]:
    """Say what is known of a thing, an illness or a place that the answer passes over.

    Whoever names two medicines has to read of both.

    Returns:
        Of what nothing is known: the phrase that says so, and the name.
    """
    knowledge, question = draft.knowledge, draft.question
    shown = knowledge.with_qualifiers((*asked.facts, *draft.facts_so_far))
    unknown: list[tuple[str, str]] = []
    for kind in kinds:
        for term in _terms_asked(kind, asked, draft):
            named = Question(question.topic, (Detail(kind, term),))
            name = knowledge.term_name(kind, term)
            is_told = _is_in_name(kind, term, asked, knowledge) or not uncovered(
                kind, named, shown, knowledge
            )
            if is_told:
                continue
            if kind == "body_area":
                known = tuple(_known_of_place(draft, asked, term))
            else:
                near = (id_ for id_ in asked.near if not uncovered(kind, named, [id_], knowledge))
                known = tuple(near) or facts_anywhere(draft.treatment, named, kind, term, knowledge)
                known = known or tuple(_known_of(draft, asked.topic, kind, term))
            new = [id_ for id_ in known[:1] if id_ not in draft.said]
            if new and kind == "body_area":
                draft.say("for_their_own", name=name)
            draft.state(new)
            is_asked = names_term(asked.name, kind, term, knowledge)
            is_unknown = kind in PLACE or not _is_spoken_of(kind, term, knowledge)
            if not known and not is_asked and is_unknown:
                unknown.append(_unknown(kind, term, draft))
    return list(dict.fromkeys(unknown))


def _unknown(kind: TermKind, term: str, draft: Draft) -> tuple[str, str]:
    """The phrase by which nothing is known of a term, and how it is called."""
    said = (each for each in draft.question.details if (each.kind, each.value) == (kind, term))
    return nothing_on(kind, term, draft.knowledge), called(next(said), draft.knowledge)


def nothing_on(kind: TermKind, term: str, knowledge: Knowledge) -> str:
    """The phrase by which nothing is known of a term: a provider has to know of what one has."""
    sort = knowledge.terms[kind][term].sort
    if sort == "medicine":
        return "nothing_on_taken"
    return "nothing_on_illness" if kind in CARE and sort != "worn" else "nothing_on"


def say_unknown(draft: Draft, unknown: Sequence[tuple[str, str]]) -> None:
    """Say that nothing is known of some things, those that need the same words together."""
    for key, field in _UNKNOWN:
        names = [name for each, name in unknown if each == key]
        if names:
            draft.say_missing(key, names, field)


def _terms_asked(kind: TermKind, asked: KnownQuestion, draft: Draft) -> tuple[str, ...]:
    """The terms of one kind that need a word; where one of several places has it, the rest pass."""
    terms = draft.question.ids(kind)
    if kind in CARE and asked.topic != "suitability":
        # That nobody is too old was not asked, nor how old a child is that comes along.
        told = (*draft.question.details, *draft.so_far.person)
        is_beside = age_is_beside({asked.topic}, told)
        left_out = _NO_REASON | {YOUNG} if is_beside else _NO_REASON
        return tuple(term for term in terms if term not in left_out)
    if kind not in PLACE:
        return terms
    if asked.topic not in (_BY_PLACE if kind == "body_area" else _BY_THING):
        return ()
    knowledge = draft.knowledge
    shown = knowledge.with_qualifiers((*asked.facts, *asked.near, *draft.facts_so_far))
    if kind == "body_area":
        terms = tuple(term for term in terms if is_told_apart(kind, term, knowledge))
        if len(terms) == 1 and _is_implied(draft, asked, terms[0]):
            return ()
    named = Question(asked.topic, tuple(Detail(kind, term) for term in terms))
    has_one = len(uncovered(kind, named, shown, knowledge)) < len(terms)
    return () if has_one or any(_is_in_name(kind, t, asked, knowledge) for t in terms) else terms


def age_is_beside(topics: Collection[str], told: Iterable[Detail]) -> bool:
    """Whether an age below the limit changes no answer on these topics.

    On the days after, one is spoken of where it was told in years: "the kids I teach" are no
    patients.
    """
    has_years = any(each.kind == AGE for each in told)
    return OF_VISIT.issuperset(topics) or (_AFTERWARDS.issuperset(topics) and not has_years)


def _known_of(draft: Draft, topic: str, kind: TermKind, term: str) -> Iterator[str]:
    """The facts of a topic that speak of a term."""
    for id_, fact in _facts_of(draft, topic):
        if mentions(fact, kind, term, draft.knowledge):
            yield id_


def _known_of_place(draft: Draft, asked: KnownQuestion, term: str) -> Iterator[str]:
    """The facts that speak of a place, and of the condition that is asked of, if one is."""
    named = set(draft.question.ids("condition"))
    if asked.topic == "procedure":
        # Of how long a visit takes it says nothing whether a place can be treated.
        return
    topics = ("conditions", "procedure") if asked.topic == "conditions" else (asked.topic,)
    for topic in topics:
        for id_ in _known_of(draft, topic, "body_area", term):
            if not named or conditions_of([draft.knowledge.facts[id_]], draft) & named:
                yield id_


def _is_implied(draft: Draft, asked: KnownQuestion, place: str) -> bool:
    """Whether what is asked of is nowhere else: hair loss is of the scalp."""
    facts = draft.knowledge.facts
    meant = set(draft.question.ids("condition"))
    meant = meant or conditions_of([facts[id_] for id_ in asked.facts[:1]], draft)
    spoken = {
        term
        for fact in facts.values()
        if conditions_of([fact], draft) & meant
        for term in draft.knowledge.terms["body_area"]
        if is_told_apart("body_area", term, draft.knowledge)
        and mentions(fact, "body_area", term, draft.knowledge)
    }
    return spoken == {place}


def _is_in_name(kind: TermKind, term: str, asked: KnownQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is asked of a term by its name: a filler, of a recent filler."""
    entry = knowledge.terms[kind][term]
    names = (entry.name, *entry.synonyms) if kind in PLACE else (entry.name,)
    return any(_share_a_word(name, asked.name) for name in names)


def _share_a_word(one: str, other: str) -> bool:
    words = [
        {word for word in re.findall(r"\w+", name.casefold()) if len(word) >= _TELLING}
        for name in (one, other)
    ]
    return not words[0].isdisjoint(words[1])


def _facts_of(draft: Draft, topic: str) -> Iterator[tuple[str, Fact]]:
    """The facts of a topic and of its particular questions."""
    knowledge = draft.knowledge
    of_topic = draft.treatment.topics.get(topic)
    of_questions = (q.facts for q in knowledge.questions.values() if q.topic == topic)
    for id_ in dict.fromkeys(chain(of_topic.facts if of_topic else (), *of_questions)):
        yield id_, knowledge.facts[id_]


def _is_spoken_of(kind: TermKind, term: str, knowledge: Knowledge) -> bool:
    return any(mentions(fact, kind, term, knowledge) for fact in knowledge.facts.values())
