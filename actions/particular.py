"""A particular question: its own facts, best first, or that nothing here says it."""

from collections.abc import Sequence

from actions.answer import Answer
from actions.clinic import parts_beside, say_known_of, say_parts, values_of
from actions.composing import Draft, asked_key
from actions.named import (
    CARE,
    named_first,
    say_by_their_words,
    say_unknown,
    state_what_else_is_named,
)
from actions.of_condition import (
    PLACE,
    THINGS,
    of_its_condition,
    say_not_compared,
    with_subject,
)
from actions.of_last import say_of_last
from actions.own_line import compose_own_line
from actions.providers import say_who_here
from actions.selection import uncovered
from actions.their_own import asked_of_theirs, say_of_theirs, say_their_own
from knowledge.matching import is_of_harm
from knowledge.questions import KnownQuestion
from knowledge.topics import record_of
from knowledge.treatments import TermKind
from understanding.kinds import ANSWERED_BY_TYPE, HARM, OF_LAST, OTHER_QUESTION, QUESTION
from understanding.understood import Question

MOST_SENTENCES = 3
"""The answer, and what qualifies it; the rest waits behind "More"."""
_NAMED: tuple[TermKind, ...] = ("condition", "body_area", "circumstance")
_GUESSED = frozenset({"facts", "conditions", "suitability"})
"""Families of topics whose likely questions may be answered in their place."""
_OF_CONDITION = frozenset({"general_only", "nearest_only", "nearest_only_repeated"})
"""The phrases by which nothing is known of a condition on the point that was asked."""
_TOPIC_SURE = 0.5
"""How sure a topic must be for its likely questions to be answered."""
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
    if question.topic == "handoff" and any(each.clinic_part for each in _asked(draft)):
        # Whoever wants a person gets every way to one, not the one line that may be blank.
        return None
    if len(question.ids("condition")) > 1 and question.topic == "conditions":
        return None
    found = next((each for each in _asked(draft) if each.topic == question.topic), None)
    if question.topic == "source" and draft.so_far.facts and (found is None or found.of_last):
        return None
    names_type = question.topic in ANSWERED_BY_TYPE and bool(question.depths())
    if found is not None and names_type and found.facts[:1] == draft.facts[:1]:
        # What one length counts as is looked up; the question has the ranges of all.
        return None
    return found


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
    if say_of_last(draft, asked):
        return draft.answer()
    if asked.clinic_part is not None:
        return _compose_of_clinic(draft, asked, asked.clinic_part)
    with_subject(draft)
    if draft.question.named(HARM) and "told_harm" not in draft.said:
        draft.say("told_harm")
    comes_first = asked.topic == "suitability" or record_of(asked.topic).leads_to_treatment
    unknown: list[tuple[str, str]] = []
    if comes_first:
        # Whoever says that she is pregnant reads of that before anything else.
        unknown += state_what_else_is_named(draft, asked, CARE)
    if asked.topic == "suitability":
        say_by_their_words(draft, asked)
    if asked.is_withheld:
        draft.say("withheld", name=asked.name)
    elif asked.is_gap:
        draft.say("gap", name=asked.name)
    elif asked.topic not in _WITH_A_WORD_MORE:
        draft.most_sentences = MOST_SENTENCES
    shown = (*asked.facts, *asked.near)
    is_uncompared = bool(asked.facts) and say_not_compared(draft, shown, asked.name)
    _say_facts(draft, asked)
    if asked.topic == "personal_advice":
        # What is nearest says more than whom to ask, which is said of everything.
        draft.state(asked.near[:1])
        draft.say("personal_advice_medicine")
        draft.say("personal_advice_ask")
    is_owned_up_to = is_uncompared or not _OF_CONDITION.isdisjoint(draft.phrases_so_far)
    place = tuple(kind for kind in PLACE if not (is_owned_up_to and kind == "condition"))
    later = (*THINGS, *place) if comes_first else (*CARE, *THINGS, *place)
    unknown += state_what_else_is_named(draft, asked, later)
    say_unknown(draft, unknown)
    # Behind a gap with nothing new to it, what was said elsewhere is better than silence.
    is_first, is_heard = asked_key(asked.id) not in draft.said, draft.said.issuperset(asked.near)
    near = asked.near if is_first or not is_heard else asked.near[:1]
    draft.offer(near, anew=is_heard)
    if asked.topic == "personal_advice" and asked.near:
        # Whom to ask is said already.
        draft.offers_person = True
    elif asked.is_gap or asked.is_withheld:
        # Where the gap is all there is to say, a person is the answer.
        draft.close_with_reach(always=not asked.near)
    elif asked.topic == "suitability" and not any(d.kind == HARM for d in draft.so_far.person):
        draft.close("suitability_provider_decides")
    say_who_here(draft, asked)
    draft.offer_later(draft.chosen.matching)
    return draft.answer()


def _say_facts(draft: Draft, asked: KnownQuestion) -> None:
    """Say the facts that answer, best first: those on what is named and on their condition.

    What was answered before is said again by its first fact alone, with what is new.
    """
    is_harm = is_of_harm(asked, draft.knowledge)
    facts = list(asked.facts) if is_harm else named_first(asked.facts, draft)
    if not facts:
        return
    is_again = asked_key(asked.id) in draft.said and facts[0] in draft.said
    if is_again:
        draft.say("said_before")
    else:
        if is_harm and "told_harm" not in (*draft.said, *draft.phrases_so_far):
            draft.say("told_harm")
            draft.most_sentences += 1
        theirs = asked_of_theirs(draft, asked)
        if theirs is not None and not is_harm:
            say_of_theirs(draft, theirs)
        else:
            say_their_own(draft, asked)
    fitting, others = of_its_condition(facts, draft)
    for id_ in fitting[:1]:
        if id_ == asked.facts[0]:
            draft.state_answer(id_)
        else:
            draft.state([id_])
    if is_again:
        others = [*(id_ for id_ in fitting if id_ in draft.said), *others]
        fitting = [id_ for id_ in fitting if id_ not in draft.said]
    draft.offer(fitting, anew=not is_again)
    draft.offer_later(others)


def _compose_of_clinic(draft: Draft, asked: KnownQuestion, part: str) -> Answer:
    """What the clinic filled in; where it has not, what is known in general, in a line."""
    # What others charge is no answer to what this clinic charges.
    say_parts(draft, parts_beside(draft.question, part))
    if not values_of(draft.knowledge.clinic, part):
        if part == "services":
            say_known_of(draft)
        if asked.topic != "cost":
            draft.offer(asked.near[:1])
    draft.offer_later(draft.chosen.matching)
    return draft.answer()


def _presumes(asked: KnownQuestion, draft: Draft) -> bool:
    """Whether it is answered for somebody of whom nobody said so: pregnant, on a medicine."""
    facts = (draft.knowledge.facts[id_] for id_ in asked.facts[:1])
    states = {state for fact in facts for state in fact.about.circumstance}
    told = (*draft.question.details, *draft.so_far.person)
    return bool(states) and states.isdisjoint(each.value for each in told if not each.negated)


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
        if each.topic == question.topic
        and not _presumes(each, draft)
        and not is_of_harm(each, draft.knowledge)
        and (is_lacking or not each.is_gap or each.own_line is not None)
    )[:most]


def compose_likely(draft: Draft, likely: Sequence[KnownQuestion]) -> Answer:
    """Answer each of the questions that may be meant, the likelier first, before the topic."""
    draft.most_sentences = MOST_SENTENCES
    with_subject(draft)
    more: list[str] = []
    later: list[str] = []
    for asked in likely:
        if asked.own_line is not None:
            draft.say("clinic_own_line", value=asked.own_line)
            continue
        if asked.is_withheld:
            draft.say("withheld", name=asked.name)
        elif asked.is_gap:
            draft.say("gap", name=asked.name)
        fitting, others = of_its_condition(asked.facts, draft)
        answering = (*fitting, *asked.near)
        draft.state(answering[:1])
        more += answering[1:]
        later += others
    draft.offer(more)
    draft.offer_later(later)
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
