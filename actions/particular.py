"""A particular question: its own facts, best first, or that nothing here says it."""

from collections.abc import Sequence

from actions.answer import Answer
from actions.clinic import say_parts
from actions.composing import Draft, asked_key
from actions.own_line import compose_own_line
from knowledge.questions import KnownQuestion
from knowledge.topics import record_of
from understanding.kinds import ANSWERED_BY_TYPE, OF_LAST, OTHER_QUESTION, QUESTION, TYPE
from understanding.understood import Question

MOST_SENTENCES = 3
"""The answer, and what qualifies it; the rest waits behind "More"."""
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
    if question.topic == "source" and draft.so_far.facts:
        return None
    if question.topic == "handoff" and any(each.clinic_part for each in _asked(draft)):
        # Whoever wants a person gets every way to one, not the one line that may be blank.
        return None
    if len(question.ids("condition")) > 1 and question.topic == "conditions":
        return None
    if question.topic in ANSWERED_BY_TYPE and (question.depths() or question.named(TYPE)):
        return None
    return next((each for each in _asked(draft) if _is_of(each, question, draft)), None)


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
    if asked.clinic_part is not None:
        # What others charge is no answer to what this clinic charges.
        say_parts(draft, (asked.clinic_part,))
    if asked.is_withheld:
        draft.say("withheld", name=asked.name)
    elif asked.is_gap:
        draft.say("gap", name=asked.name)
    elif asked.topic not in _WITH_A_WORD_MORE:
        draft.most_sentences = MOST_SENTENCES
    if asked.clinic_part is None:
        if asked.facts and asked_key(asked.id) in draft.said:
            draft.say("said_before")
        draft.state(asked.facts[:1])
        draft.offer(asked.facts[1:])
    if asked.topic == "personal_advice":
        draft.say("personal_advice_medicine")
        draft.say("personal_advice_ask")
    if asked.clinic_part is None:
        draft.offer(asked.near)
    if asked.is_gap or asked.is_withheld:
        draft.close_with_reach(always=False)
    elif asked.topic == "suitability":
        draft.close("suitability_provider_decides")
    draft.offer_later(draft.chosen.matching)
    return draft.answer()


def likely_of(draft: Draft) -> tuple[KnownQuestion, ...]:
    """The particular questions that may be meant where none surely is.

    A topic that looks up what is named (a condition, a circumstance, a length) answers itself.
    """
    question = draft.question
    if question.part > 1 or question.named(OF_LAST) or not _can_be_guessed(question):
        return ()
    known = draft.knowledge.questions
    likely = [known[id_] for id_ in question.ids(OTHER_QUESTION) if id_ in known]
    return tuple(each for each in likely if _is_of(each, question, draft))[:_MOST_LIKELY]


def compose_likely(draft: Draft, likely: Sequence[KnownQuestion]) -> Answer:
    """Answer each of the questions that may be meant, the likelier first, before the topic."""
    draft.most_sentences = MOST_SENTENCES
    for asked in likely:
        if asked.is_withheld:
            draft.say("withheld", name=asked.name)
        elif asked.is_gap:
            draft.say("gap", name=asked.name)
        draft.state((*asked.facts, *asked.near)[:1])
    for asked in likely:
        draft.offer((*asked.facts, *asked.near)[1:])
    draft.offer_later(draft.chosen.all)
    return draft.answer()


def _can_be_guessed(question: Question) -> bool:
    family = record_of(question.topic).family
    if family in ("conditions", "suitability"):
        return not (question.ids("condition") or question.ids("circumstance"))
    return family in ("facts", "comparison")


def _asked(draft: Draft) -> list[KnownQuestion]:
    known = draft.knowledge.questions
    return [known[id_] for id_ in draft.question.ids(QUESTION) if id_ in known]


def _is_of(asked: KnownQuestion, question: Question, draft: Draft) -> bool:
    return asked.topic == question.topic and asked.treatment == draft.treatment_id
