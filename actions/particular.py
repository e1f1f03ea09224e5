"""A particular question: its own facts, best first, or that nothing here says it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from actions.answer import Answer
from actions.clinic import parts_beside, say_parts
from actions.composing import Draft, asked_key
from actions.own_line import compose_own_line
from actions.selection import facts_anywhere, uncovered
from actions.their_own import say_their_own
from knowledge.matching import is_of_harm, mentions
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.topics import record_of
from knowledge.treatments import Fact, TermKind
from understanding.kinds import ANSWERED_BY_TYPE, HARM, OF_LAST, OTHER_QUESTION, QUESTION
from understanding.understood import Detail, Question

MOST_SENTENCES = 3
"""The answer, and what qualifies it; the rest waits behind "More"."""
_CARE: tuple[TermKind, ...] = ("circumstance",)
_THINGS: tuple[TermKind, ...] = ("product", "other_treatment")
"""Kinds of details that each get a word, whatever was asked: reasons for care, and things."""
_NAMED: tuple[TermKind, ...] = ("condition", "body_area", "circumstance")
_GUESSED = frozenset({"facts", "conditions", "suitability"})
"""Families of topics whose likely questions may be answered in their place."""
_TOPIC_SURE = 0.5
"""How sure a topic must be for its likely questions to be answered."""
_TELLING = 5
"""Letters of a word that tells what a name is of."""
_OF_ITSELF = 5
"""Words of a question on the sources that names what it asks; "says who" leans on the answer."""
_MOST_LIKELY = 2
"""How many questions are answered where it is not sure which one is meant."""
_WITH_A_WORD_MORE = frozenset({"suitability", "personal_advice"})
"""Topics whose answers also say who decides."""


def particular_of(draft: Draft) -> KnownQuestion | None:
    """The particular question that is answered; None where its topic answers better.

    What a question says of several conditions, of a type or of a needle length, is looked up; and
    where the last answer comes from is said of that answer.
    """
    question = draft.question
    if question.topic == "source" and draft.so_far.facts and not _is_of_sources(question):
        return None
    if question.topic == "handoff" and any(each.clinic_part for each in _asked(draft)):
        # Whoever wants a person gets every way to one, not the one line that may be blank.
        return None
    if len(question.ids("condition")) > 1 and question.topic == "conditions":
        return None
    found = next((each for each in _asked(draft) if _is_of(each, question, draft)), None)
    names_type = question.topic in ANSWERED_BY_TYPE and bool(question.depths())
    if found is not None and names_type and found.facts[:1] == draft.facts[:1]:
        # What one length counts as is looked up; the question has the ranges of all.
        return None
    return found


def _is_of_sources(question: Question) -> bool:
    """Whether it asks of the sources as such, rather than where the last answer comes from."""
    words = question.words.casefold().split()
    return bool(question.named(QUESTION)) and len(words) >= _OF_ITSELF and "that" not in words


def compose_particular(draft: Draft, asked: KnownQuestion) -> Answer:
    """Answer a particular question.

    What a clinic filled in comes before any fact. A gap is owned up to by its name, and so is what
    nobody has released; what is nearest follows, and the way to the front desk. Advice on one's own
    case is never given.
    """
    draft.asked = asked.id
    own = compose_own_line(draft, asked)
    if own is not None:
        return own
    comes_first = asked.topic == "suitability" or record_of(asked.topic).leads_to_treatment
    unknown: list[str] = []
    if comes_first and asked.clinic_part is None:
        # Whoever says that she is pregnant reads of that before anything else.
        unknown += _state_what_else_is_named(draft, asked, _CARE)
    if asked.clinic_part is not None:
        # What others charge is no answer to what this clinic charges.
        say_parts(draft, parts_beside(draft.question, asked.clinic_part))
    if asked.is_withheld:
        draft.say("withheld", name=asked.name)
    elif asked.is_gap:
        draft.say("gap", name=asked.name)
    elif asked.topic not in _WITH_A_WORD_MORE:
        draft.most_sentences = MOST_SENTENCES
    if asked.clinic_part is None:
        first, *others = _named_first(asked.facts, draft) or (None,)
        is_again = asked_key(asked.id) in draft.said and (first is None or first in draft.said)
        if asked.facts and is_again:
            draft.say("said_before")
        elif asked.facts:
            if is_of_harm(asked, draft.knowledge) and "told_harm" not in draft.said:
                draft.say("told_harm")
                draft.most_sentences += 1
            say_their_own(draft, asked)
        draft.state(filter(None, [first]))
        draft.offer(others, anew=not is_again)
    if asked.topic == "personal_advice":
        draft.say("personal_advice_medicine")
        draft.say("personal_advice_ask")
    if asked.clinic_part is None:
        later = _THINGS if comes_first else (*_CARE, *_THINGS)
        unknown += _state_what_else_is_named(draft, asked, later)
        if unknown:
            draft.say_missing("nothing_on", unknown, "details")
        draft.offer(asked.near)
    if asked.is_gap or asked.is_withheld:
        draft.close_with_reach(always=False)
    elif asked.topic == "suitability" and not any(d.kind == HARM for d in draft.so_far.person):
        draft.close("suitability_provider_decides")
    draft.offer_later(draft.chosen.matching)
    return draft.answer()


def _named_first(facts: Sequence[str], draft: Draft) -> list[str]:
    """The facts of a question in their order, but none on another reason for care than is named.

    Chemotherapy and radiotherapy share a question, whose first fact is of one of them.
    """
    named, known = set(draft.question.ids("circumstance")), draft.knowledge.facts

    def is_of_another(id_: str) -> bool:
        of = set(known[id_].about.circumstance)
        return bool(of) and bool(named) and of.isdisjoint(named)

    return sorted(facts, key=is_of_another)


def _state_what_else_is_named(
    draft: Draft, asked: KnownQuestion, kinds: Iterable[TermKind]
) -> list[str]:
    """Say what is known of a medicine, an illness or a product that the answer passes over.

    Whoever names two medicines has to read of both.

    Returns:
        The names of those of which nothing is known.
    """
    knowledge, question = draft.knowledge, draft.question
    shown = knowledge.with_qualifiers((*asked.facts, *asked.near))
    unknown: list[str] = []
    for kind in kinds:
        for term in question.ids(kind):
            named = Question(question.topic, (Detail(kind, term),))
            name = knowledge.term_name(kind, term)
            is_told = _share_a_word(name, asked.name) or not uncovered(
                kind, named, shown, knowledge
            )
            if is_told:
                continue
            known = facts_anywhere(draft.treatment, named, kind, term, knowledge) or tuple(
                id_
                for id_, fact in _facts_of(draft, asked.topic)
                if mentions(fact, kind, term, knowledge)
            )
            draft.state(id_ for id_ in known[:1] if id_ not in draft.said)
            if not known and not _is_spoken_of(kind, term, knowledge):
                unknown.append(name)
    return unknown


def _share_a_word(one: str, other: str) -> bool:
    """Whether two names speak of one thing, such as a filler and a recent filler."""
    words = [
        {word for word in re.findall(r"\w+", name.casefold()) if len(word) >= _TELLING}
        for name in (one, other)
    ]
    return not words[0].isdisjoint(words[1])


def _facts_of(draft: Draft, topic: str) -> Iterator[tuple[str, Fact]]:
    """The facts of a topic and of its particular questions."""
    of_questions = (q.facts for q in draft.knowledge.questions.values() if q.topic == topic)
    for id_ in dict.fromkeys(chain(draft.facts, *of_questions)):
        yield id_, draft.knowledge.facts[id_]


def _is_spoken_of(kind: TermKind, term: str, knowledge: Knowledge) -> bool:
    return any(mentions(fact, kind, term, knowledge) for fact in knowledge.facts.values())


def likely_of(draft: Draft) -> tuple[KnownQuestion, ...]:
    """The particular questions that may be meant where none surely is.

    A topic that looks up what is named (a condition, a circumstance, a length) answers itself,
    unless it has nothing on it.
    """
    question = draft.question
    if question.part > 1 or question.named(OF_LAST):
        return ()
    most, is_lacking = _MOST_LIKELY, False
    if question.confidence < _TOPIC_SURE or not _can_be_guessed(question):
        is_lacking = _lacks_what_is_named(draft)
        if not is_lacking:
            return ()
        most = 1
    known = draft.knowledge.questions
    likely = [known[id_] for id_ in question.ids(OTHER_QUESTION) if id_ in known]
    # That nothing is known of what nobody may have asked helps nobody.
    return tuple(
        each
        for each in likely
        if _is_of(each, question, draft)
        and not is_of_harm(each, draft.knowledge)
        and (is_lacking or not each.is_gap or each.own_line is not None)
    )[:most]


def compose_likely(draft: Draft, likely: Sequence[KnownQuestion]) -> Answer:
    """Answer each of the questions that may be meant, the likelier first, before the topic."""
    draft.most_sentences = MOST_SENTENCES
    for asked in likely:
        if asked.own_line is not None:
            draft.say("clinic_own_line", value=asked.own_line)
            continue
        if asked.is_withheld:
            draft.say("withheld", name=asked.name)
        elif asked.is_gap:
            draft.say("gap", name=asked.name)
        draft.state((*asked.facts, *asked.near)[:1])
    for asked in likely:
        if asked.own_line is None:
            draft.offer((*asked.facts, *asked.near)[1:])
    draft.offer_later(draft.chosen.all)
    return draft.answer()


def _lacks_what_is_named(draft: Draft) -> bool:
    """Whether the topic would have to say that it has nothing on what is named."""
    question, knowledge = draft.question, draft.knowledge
    if record_of(question.topic).family not in _GUESSED:
        return False
    conditions = set(question.ids("condition"))
    if len(conditions) > 1:
        # Several are answered one by one.
        return False
    if question.topic == "conditions" and conditions - set(draft.treatment.conditions):
        return True
    return any(uncovered(kind, question, draft.chosen.all, knowledge) for kind in _NAMED)


def _can_be_guessed(question: Question) -> bool:
    family = record_of(question.topic).family
    if family in ("conditions", "suitability"):
        return not (question.ids("condition") or question.ids("circumstance"))
    if family == "comparison":
        return not (question.ids("product") or question.ids("other_treatment"))
    return family == "facts"


def _asked(draft: Draft) -> list[KnownQuestion]:
    known = draft.knowledge.questions
    return [known[id_] for id_ in draft.question.ids(QUESTION) if id_ in known]


def _is_of(asked: KnownQuestion, question: Question, draft: Draft) -> bool:
    return asked.topic == question.topic and asked.treatment == draft.treatment_id
