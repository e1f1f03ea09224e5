"""What somebody tells rather than asks: what is new of it, or usual; that harm is heard."""

from actions.answer import Answer
from actions.composing import Draft
from actions.selection import facts_anywhere, limits_of, unspoken
from actions.suitability import AGE_GROUPS
from actions.times import compose_event, is_harmed
from actions.wording import listed
from knowledge.matching import care_after_harm, is_about, is_of_harm, topic_answer
from knowledge.treatments import TermKind, TopicAnswer
from understanding.kinds import (
    AGE,
    DETAIL,
    EVENT,
    HARM,
    LEADING,
    OTHER_QUESTION,
    QUESTION,
    QUIET,
    TOLD,
)

_OF_DETAIL: tuple[TermKind, ...] = ("circumstance", "condition", "body_area", "product")
_OF_EFFECTS = frozenset({"downtime", "aftercare"})
"""Topics of questions on what is felt and seen afterwards."""
_SELLS = frozenset({"benefits", "results"})
"""Topics by which a treatment is shown from its best side."""
_SURELY = 0.8
"""How sure such a topic is that was surely asked about."""
_MOST_NEW, _MOST_OF_HARM = 2, 3
"""How many facts are stated on a detail, and after harm."""


def is_told(draft: Draft) -> bool:
    """Whether this tells of something that has an answer of its own."""
    if _is_after_harm(draft):
        return True
    told = draft.question.ids(TOLD)
    return bool(told and (told[0] in (EVENT, DETAIL, QUIET) or _always(draft, told[0])))


def compose_told(draft: Draft) -> Answer:
    """What is known of what was told, and what everybody who tells of it has to know."""
    if _is_after_harm(draft):
        return _compose_harm(draft, _answer(draft), [])
    told = draft.question.ids(TOLD)[0]
    if told == EVENT:
        return compose_event(draft)
    if told == QUIET:
        draft.say(
            "noted_quiet", names=draft.names("circumstance", draft.question.ids("circumstance"))
        )
        return draft.answer()
    if told == DETAIL:
        return _compose_detail(draft)
    answer = _answer(draft)
    near = [id_ for id_ in draft.question.ids(LEADING) if id_ in answer.told]
    if told == HARM:
        return _compose_harm(draft, answer, near)
    draft.say("told_after_effect")
    draft.state((*_on_what_is_named(draft), *near, *answer.told)[:1])
    first, *others = answer.told_always
    draft.state([first, *(id_ for id_ in others if id_ not in draft.said)])
    draft.offer_later(answer.told)
    return draft.answer()


def _is_after_harm(draft: Draft) -> bool:
    """Whether somebody who was hurt would be told what a session is good for, unasked."""
    question = draft.question
    is_asked = any(question.named(each) for each in (QUESTION, TOLD, *_OF_DETAIL))
    is_elsewhere = question.part > 1 or question.confidence >= _SURELY
    return question.topic in _SELLS and is_harmed(draft.so_far) and not (is_asked or is_elsewhere)


def _on_what_is_named(draft: Draft) -> list[str]:
    """What answers the likeliest question on the very effect that was told."""
    known = draft.knowledge.questions
    likely = (known[id_] for id_ in draft.question.ids(OTHER_QUESTION) if id_ in known)
    return [
        each.facts[0]
        for each in likely
        if each.topic in _OF_EFFECTS and each.facts and not is_of_harm(each, draft.knowledge)
    ]


def _compose_harm(draft: Draft, answer: TopicAnswer, near: list[str]) -> Answer:
    """What to do after harm; first what was not said yet of the harm that was told."""
    draft.say("told_harm")
    known = draft.knowledge.questions
    of_it = [each.value for each in draft.so_far.person if each.kind == HARM]
    fitting = known[str(of_it[-1])].facts if of_it and of_it[-1] in known else ()
    always = _always(draft, HARM)
    facts = tuple(dict.fromkeys((*fitting[:_MOST_NEW], *always, *fitting)))
    is_told_now = bool(draft.question.named(HARM))
    new = [id_ for id_ in facts if is_told_now or id_ not in draft.said]
    stated = tuple(dict.fromkeys((*facts[:1], *(new or fitting[1:2]))))
    draft.state(stated[:_MOST_OF_HARM])
    if not new:
        draft.say("told_harm_gap")
    draft.offer_later((*near[:1], *facts))
    return draft.answer()


def _compose_detail(draft: Draft) -> Answer:
    """That it is noted, and what is new with it; that nothing is known of it."""
    question, knowledge = draft.question, draft.knowledge
    named = [(kind, term) for kind in _OF_DETAIL for term in question.ids(kind)]
    years = [f"{age:g}" for age in question.named(AGE) if isinstance(age, float)]
    spoken = [each for each in named if not (years and each[1] in AGE_GROUPS)]
    names = list(dict.fromkeys(knowledge.term_name(kind, term) for kind, term in spoken))
    names += [knowledge.phrases.render("noted_age", years=each) for each in years]
    if names:
        draft.say("noted", names=listed(names))
    else:
        draft.say("noted_unnamed")
    new = [id_ for kind, term in named for id_ in _facts_on(draft, kind, term)[:1]]
    draft.state(dict.fromkeys(id_ for id_ in new if id_ not in draft.said))
    shown = knowledge.with_qualifiers((*new, *draft.said_facts))
    missing = unspoken(("body_area", "condition", "circumstance"), question, shown, knowledge)
    if missing:
        draft.say_missing("nothing_on", missing, "details")
    if not draft.facts_so_far and not missing:
        if new:
            # What was said of it a moment ago still holds.
            draft.say("said_before")
            draft.state(new[:1])
        else:
            draft.say("noted_same" if names else "noted_no_more")
    return draft.answer()


def _facts_on(draft: Draft, kind: TermKind, term: str) -> tuple[str, ...]:
    """What is said of a detail: under the topic, else anywhere."""
    of_topic = (id_ for id_ in draft.chosen.matching if _is_of(draft, id_, kind, term))
    found = facts_anywhere(draft.treatment, draft.question, kind, term, draft.knowledge)
    return tuple(dict.fromkeys((*of_topic, *found)))[:_MOST_NEW]


def _is_of(draft: Draft, id_: str, kind: TermKind, term: str) -> bool:
    fact = draft.knowledge.facts[id_]
    return bool(limits_of(fact)) and is_about(fact, kind, term)


def _always(draft: Draft, told: str) -> tuple[str, ...]:
    """What everybody who tells of this has to know."""
    if told == HARM:
        return care_after_harm(draft.treatment, draft.knowledge)
    return _answer(draft).told_always


def _answer(draft: Draft) -> TopicAnswer:
    return topic_answer(draft.treatment, draft.question.topic)
