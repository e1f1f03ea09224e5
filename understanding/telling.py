"""What a message tells more than it asks: an event, more of the last question, harm done."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from knowledge.topics import HARM_TOPIC, record_of
from understanding.about_last import FOR_ME, WRONGED
from understanding.cues import norms_of
from understanding.keeping_on import as_kept
from understanding.kinds import (
    DETAIL,
    EVENT,
    HARM,
    KEEPS,
    LEADING,
    OF_LAST,
    OTHER_QUESTION,
    QUESTION,
    QUIET,
    SINCE,
    SMALLTALK,
    STARTED,
    TOLD,
    TOPIC_TOLD,
)
from understanding.months import counted_from
from understanding.noticing import REFERRING
from understanding.so_far import ASKED, SoFar
from understanding.understood import Detail, Question, Understood

_HARM_DONE, _AFTER_EFFECT = "harm", "after_effect"
_EVENT_TOPIC = "downtime"
_BEFORE_EVENT = frozenset(
    {"unclear", "out_of_scope", "smalltalk", "preparation", "results", "sessions", "procedure"}
    | {"benefits", "evidence", "personal_advice", "downtime", "follow_up", "suitability"}
)
"""Topics of messages whose event is answered, where no particular question is asked."""
_ASKED_OF_HARM = frozenset(
    {"side_effects", "suitability", "conditions", "results", "downtime", "unclear"}
)
"""Topics of what is asked of harm that was told, without naming it."""
_DETAILED = frozenset({"facts", "conditions", "suitability"})
"""Families of topics that are not answered again to somebody who tells more of themselves."""
_PLAIN = 0.8
"""From how sure on a question is asked also by words that only tell."""
_LOST = frozenset({"unclear", "out_of_scope"})
"""Topics of what was not understood."""
_CARE = frozenset({"aftercare", "preparation"})
_THINGS = ("product", "other_treatment")
_VAGUE = 0.5
"""How sure a topic must be that a message is not only of the day of a session."""
_FEW = 8
"""Words of a message that asks no more of a thing than whether it may be."""
_QUIET_SAID = re.compile(
    r"^(?:(?:it'?s|its|been|and|but|all|is|are|they'?re|now|mostly)\b\W*)*(?:calm|quiet|stable"
    r"|clear|in remission|under control|healed|gone|inactive|no flare\W?ups?|nothing there|none)"
    r"\b.*\b(?:since|now|for|at the moment|any ?more|lately|these days|years|months|currently)\b",
    re.IGNORECASE,
)
_SURE = 0.7
"""How sure a particular question must be that is no more of the last one."""
_SHORT = 6
"""Words of a message that asks no more than whether that stays."""
_FRESH = 7.0
"""Days after a session within which nobody is taken to be harmed for good."""


def as_told(
    question: Question, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Question:
    """The question as what is told, where a message tells more than it asks.

    An event with its time is answered by what the time means; more of the last question by what is
    new about it; what is asked after harm by what to do; and what somebody fears in the first days
    by what is usual then.

    Args:
        question: One question of the message, in full.
        understood: The message.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    kept = as_kept(question, understood, so_far, knowledge)
    if kept.named(KEEPS):
        return kept
    if is_fresh((*so_far.person, *understood.person)):
        usual = _not_yet_harm(question, knowledge)
        return usual if usual != question else _found_again(question, understood, so_far)
    harm = [each for each in understood.person if each.kind == HARM]
    if _HARM_DONE in question.ids(TOLD):
        return question.with_details(harm)
    if question.named(TOLD) or question.named(OF_LAST) or question.part > 1:
        return question
    is_harmed = any(each.kind == HARM for each in so_far.person)
    if understood.tone == "angry" and understood.only_tells and is_harmed:
        return Question("smalltalk", (Detail(SMALLTALK, WRONGED),), question.words)
    found = _found_again(question, understood, so_far)
    if found != question:
        return found
    if is_harmed and question.topic == "personal_advice" and not question.named("product"):
        # Whether to have it again is answered with all that was told.
        return replace(question, details=(Detail(OF_LAST, FOR_ME),))
    if _is_of_harm_told(question, understood, so_far):
        return _telling(question, HARM_TOPIC, _HARM_DONE).with_details(harm)
    return _more_of_last(question, understood, so_far)


def _found_again(question: Question, understood: Understood, so_far: SoFar) -> Question:
    """The question by what its words tell or name, where its topic says little of them."""
    if question.named(TOLD) or question.named(OF_LAST) or question.part > 1:
        return question
    if _is_of_event(question, understood) and not _tells_session(understood):
        return _telling(question, _EVENT_TOPIC, EVENT)
    if _is_quiet(question, understood, so_far):
        return _of_care_told(so_far, question).with_details([Detail(TOLD, QUIET)])
    if counted_from(question.words) is not None and _care_told(so_far):
        return _of_care_told(so_far, question)
    if question.topic in _LOST and understood.only_tells and question.named("circumstance"):
        return replace(question, topic="suitability")
    topic = _topic_of_thing(question, understood, so_far)
    if topic is not None:
        return replace(question, topic=topic)
    if _is_of_session(question, understood):
        return _telling(question, TOPIC_TOLD[_AFTER_EFFECT], _AFTER_EFFECT)
    return question


def _is_quiet(question: Question, understood: Understood, so_far: SoFar) -> bool:
    """Whether it is told that what was told of is quiet: "calm since April"."""
    is_short = len(question.words.split()) <= _SHORT and "?" not in question.words
    names_nothing = not understood.person
    said = _QUIET_SAID.search(question.words) is not None
    return is_short and names_nothing and said and bool(_care_told(so_far))


def _care_told(so_far: SoFar) -> tuple[Detail, ...]:
    """The reason for care that was told last."""
    return tuple(d for d in so_far.person if d.kind == "circumstance")[-1:]


def _of_care_told(so_far: SoFar, question: Question) -> Question:
    return Question("suitability", _care_told(so_far), question.words)


def _topic_of_thing(question: Question, understood: Understood, so_far: SoFar) -> str | None:
    """What a thing is asked of by a few words that were not understood; None for anything else.

    It is the care after a session that was had, or the care that was spoken of last.
    """
    is_lost = question.topic in _LOST and len(question.words.split()) <= _FEW
    if not is_lost or not any(question.named(kind) for kind in _THINGS):
        return None
    if any(each.kind == SINCE for each in (*so_far.person, *understood.person)):
        return "aftercare"
    return so_far.topic if so_far.topic in _CARE else None


def _is_of_session(question: Question, understood: Understood) -> bool:
    """Whether nothing but the day of a session is told."""
    is_vague = question.topic in _LOST or question.confidence < _VAGUE
    is_bare = understood.only_tells and not question.named(QUESTION)
    return _tells_session(understood) and is_bare and is_vague


def _tells_session(understood: Understood) -> bool:
    return any(each.kind == SINCE for each in understood.person)


def is_fresh(person: Iterable[Detail]) -> bool:
    """Whether the visitor's session was so lately that what is seen may well pass.

    Who names the day of the week that it was on speaks of the last days.
    """
    told = {each.kind: each.value for each in person if each.kind in (SINCE, STARTED)}
    since = told.get(SINCE, _FRESH if STARTED in told else None)
    return isinstance(since, float) and since <= _FRESH


def _telling(question: Question, topic: str, kind: str) -> Question:
    left_out = (QUESTION, OTHER_QUESTION, LEADING, TOLD)
    kept = (each for each in question.details if each.kind not in left_out)
    return replace(question, topic=topic, details=(*kept, Detail(TOLD, kind)))


def _is_of_event(question: Question, understood: Understood) -> bool:
    names_event = any(each.kind.startswith(EVENT) for each in understood.person)
    is_bare = understood.only_tells or not question.named(QUESTION)
    # "Could I still have it" beside a wedding is of the time that is left, unless it surely is not.
    is_bare |= question.topic == "suitability" and question.confidence < _PLAIN
    is_of_care = bool(question.ids("circumstance"))
    return names_event and is_bare and question.topic in _BEFORE_EVENT and not is_of_care


def _more_of_last(question: Question, understood: Understood, so_far: SoFar) -> Question:
    """The question as more of the last one, where nothing but that is told."""
    answered = {f"{ASKED}{id_}" for id_ in question.ids(QUESTION)} <= set(so_far.said)
    tells_little = bool(understood.person) and not question.ids("circumstance")
    enough = _SURE if question.named(QUESTION) else _PLAIN
    is_vague = tells_little and question.confidence < enough
    is_again = question.topic == so_far.topic and (answered or is_vague)
    # Who puts something right has the last question answered anew.
    is_again &= understood.tone != "corrected"
    if not (understood.only_tells and is_again and record_of(question.topic).family in _DETAILED):
        return question
    new = tuple(each for each in understood.person if each not in so_far.person)
    return replace(question, details=(*new, Detail(TOLD, DETAIL)))


def _is_of_harm_told(question: Question, understood: Understood, so_far: SoFar) -> bool:
    """Whether it is asked of the harm that was told: now, or shortly before."""
    if any(each.kind == HARM for each in understood.person):
        return not question.named(QUESTION) and question.topic in _ASKED_OF_HARM
    if not any(each.kind == HARM for each in so_far.person):
        return False
    if question.topic == HARM_TOPIC:
        return not question.named(QUESTION)
    is_short = len(question.words.split()) <= _SHORT
    refers = not REFERRING.isdisjoint(norms_of(question.words))
    return so_far.topic == HARM_TOPIC and is_short and refers and question.topic in _ASKED_OF_HARM


def _not_yet_harm(question: Question, knowledge: Knowledge) -> Question:
    """What somebody fears shortly after a session, as what they tell of its effects."""
    known = knowledge.questions
    asked = (known[id_] for id_ in question.ids(QUESTION) if id_ in known)
    if _HARM_DONE in question.ids(TOLD) or any(is_of_harm(each, knowledge) for each in asked):
        return _telling(question, TOPIC_TOLD[_AFTER_EFFECT], _AFTER_EFFECT)
    return question
