"""Which particular question a short message asks in its conversation.

"So should I worry", after a question on pregnancy, asks what neither says alone. The message is
read once more behind the question that was answered last, and once with each thing that the visitor
told ("how many would I need" with "for acne scars"); what is clearly asked then counts where the
message alone tells less.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from understanding.cues import norms_of
from understanding.kinds import AMOUNT, OTHER_QUESTION, QUESTION, SIGN, TOLD
from understanding.noticing import STANDS_FOR_IT
from understanding.particular import RankedQuestion
from understanding.settling import can_be
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_SHORT = 25
"""Words up to which a message may lean on what was said before."""
_KEPT = frozenset({"smalltalk", "affirm", "deny", "handoff", "emergency", "source"})
"""Topics of messages that say all by themselves."""
_OPEN = frozenset({"unclear", "out_of_scope"})
"""Topics of messages that say nothing by themselves; what a bare detail asks, `following` knows."""
_LEAST, _MOST = 5, 20
"""Words of a message that stands for itself before another."""
_FEW = 7
"""Words of a message from which on a question that it may ask by itself is the one."""
_SURE, _NEAR = 0.6, 0.6
"""How sure a particular question must be, and how near its examples must come, to be the one."""
_SURE_ALONE = 0.75
"""How sure one must be by itself, where no topic of ours was understood but one was spoken of."""
_ALIKE = 0.5
"""The same where the message alone and behind the last question both have it for the likeliest."""
_ON_THE_SAME = 0.6
"""How sure it must be that a message without a subject asks the last question again."""
_PLAIN = 0.85
"""A question as sure as that by itself is asked for anybody."""
_WEAK = 0.5
"""A topic that is less sure is none in the middle of a conversation."""
_ASKED_ABOUT = frozenset({"emergency_now", "today"})
"""Levels of which people ask on; somebody in despair is not read the same lines twice."""
_JOINTS = {"condition": "for", "body_area": "on my", "circumstance": "with"}
"""How a message would name what the visitor told, by its kind."""


class Reworded(NamedTuple):
    """A message as it would stand alone."""

    words: str
    detail: Detail | None
    """What was added of the visitor; None where it was the last question."""


class Ranked(NamedTuple):
    """The particular questions that a message may ask, the likeliest first, by how it is read.

    Attributes:
        alone: By itself.
        behind: Behind the last question; empty where there was none or the message is long.
        within: By itself, as a question of the last topic.
        told: With each thing that the visitor told of themselves.
    """

    alone: Sequence[RankedQuestion]
    behind: Sequence[RankedQuestion] = ()
    within: Sequence[RankedQuestion] = ()
    told: Sequence[tuple[Detail, Sequence[RankedQuestion]]] = ()


def reworded(words: str, so_far: SoFar, knowledge: Knowledge) -> list[Reworded]:
    """A message with what it may leave out; nothing where it is long, one word, or the first.

    Args:
        words: The message, corrected.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    if so_far.topic is None or not 1 < len(words.split()) <= _SHORT:
        return []
    found = [Reworded(f"{_asked_last(so_far, knowledge)} {words}", None)]
    for detail in so_far.person:
        name = _name(detail, knowledge)
        if name is not None:
            found.append(Reworded(f"{words} {_JOINTS[detail.kind]} {name}", detail))
    return found


def _name(detail: Detail, knowledge: Knowledge) -> str | None:
    """How the knowledge calls what a visitor told; None where it has no such thing."""
    for kind, terms in knowledge.terms.items():
        if kind == detail.kind and kind in _JOINTS and detail.value in terms:
            return knowledge.term_name(kind, str(detail.value))
    return None


def _asked_last(so_far: SoFar, knowledge: Knowledge) -> str:
    """What was asked last as it was, if that is short; a particular question in plain words."""
    if _LEAST <= len(so_far.words.split()) <= _MOST:
        return so_far.words
    asked = next((d.value for d in so_far.details if d.kind == QUESTION), None)
    if isinstance(asked, str) and asked in knowledge.questions:
        return knowledge.questions[asked].examples[0]
    return so_far.words or knowledge.phrases.render(f"topic_title_{so_far.topic}")


def in_context(
    question: Question, ranked: Ranked, so_far: SoFar, knowledge: Knowledge, *, leans: bool = False
) -> Question:
    """The question with the particular one that it is in its conversation.

    Args:
        question: The message, as it was understood by itself.
        ranked: The particular questions that it may ask.
        so_far: What the conversation holds.
        knowledge: The version in force.
        leans: Whether its words can only be told by what was spoken of before.
    """
    if question.topic in _KEPT or question.named(TOLD):
        return question
    alone = next(iter(ranked.alone), None)
    is_sure = bool(question.named(QUESTION)) and alone is not None and _is_sure(alone)
    if so_far.alarm in _ASKED_ABOUT and not question.named(QUESTION):
        # "Can it wait until Monday?": what is no question of its own is asked of the sign.
        return replace(question, topic="emergency", details=(Detail(SIGN, str(so_far.alarm)),))
    is_advice = question.topic == "personal_advice" and bool(question.named(QUESTION))
    if not ranked.behind or is_advice or _is_carried_on(question):
        return question
    asked = _asked(so_far)
    behind = [
        each
        for each in ranked.behind
        if each.id in asked
        or (can_be(each, question, knowledge) and not _is_of_harm(each, knowledge))
    ]
    if leans:
        return _on_the_last(question, behind, ranked.within, so_far, knowledge)
    for_them = _of_what_was_told(question, ranked, knowledge)
    if for_them is not None:
        return for_them
    if is_sure or (question.named(QUESTION) and len(question.words.split()) > _FEW):
        return question
    new = next((each for each in behind if each.id not in asked), None)
    if new is not None and (_is_sure(new) or _agree(new, ranked.alone)):
        return _asking(question, new, knowledge)
    is_open = question.topic in _OPEN
    if alone is not None and (is_open or question.topic == "follow_up") and _is_plain(alone):
        return _asking(question, alone, knowledge)
    is_weak = question.confidence < _WEAK and not (alone is not None and _is_sure(alone))
    says_nothing = is_open or (is_weak and len(question.words.split()) <= _FEW)
    again = next((each for each in behind if each.id in asked), None)
    is_again = again is not None and again.confidence >= _ON_THE_SAME
    if again is not None and is_again and says_nothing:
        return _asking(question, again, knowledge)
    return question


def _is_carried_on(question: Question) -> bool:
    """Whether it is "more", or names a type or a length, which the last answer takes up."""
    kinds = {detail.kind for detail in question.details}
    is_type = bool(kinds & {"depth", "treatment_type"})
    return question.topic == "follow_up" and (not kinds or is_type)


def leans_on_last(question: Question) -> bool:
    """Whether words can only be told by what was spoken of: "how long until it's gone".

    Args:
        question: A message with what its words tell.
    """
    words = norms_of(question.words)
    stands_for_it = not STANDS_FOR_IT.isdisjoint(words)
    return len(words) <= _FEW and ("how_long" in question.ids(AMOUNT) or stands_for_it)


def _on_the_last(
    question: Question,
    behind: Sequence[RankedQuestion],
    within: Sequence[RankedQuestion],
    so_far: SoFar,
    knowledge: Knowledge,
) -> Question:
    """What a message asks that names nothing: of the last topic, or of what was told of."""
    asked = _asked(so_far)
    if question.named(QUESTION) and question.topic == so_far.topic:
        return question
    new = next((each for each in behind if each.id not in asked), None)
    if new is not None and _is_sure(new):
        return _asking(question, new, knowledge)
    likely = next((each for each in within if each.id not in asked), None)
    is_of_topic = likely is not None and knowledge.questions[likely.id].topic == so_far.topic
    if likely is not None and is_of_topic and likely.closeness >= _ALIKE:
        return _asking(question, likely, knowledge)
    again = next((each for each in behind if each.id in asked), None)
    is_again = again is not None and again.confidence >= _ON_THE_SAME
    if again is not None and is_again and question.named(AMOUNT):
        return _asking(question, again, knowledge)
    return question


def _of_what_was_told(question: Question, ranked: Ranked, knowledge: Knowledge) -> Question | None:
    """The question for somebody like the visitor, where the message asks it for anybody."""
    alone = next(iter(ranked.alone), None)
    if alone is None or alone.confidence >= _PLAIN or not question.named(QUESTION):
        return None
    likely = {each.id for each in ranked.alone}
    for detail, found in ranked.told:
        best = next(iter(found), None)
        if best is None or not _is_sure(best):
            continue
        is_near = best.id in likely and detail.kind != "circumstance"
        if not is_near and knowledge.questions[best.id].topic != question.topic:
            continue
        is_for_them = _turns_on(detail, best, knowledge) and not _is_of_harm(best, knowledge)
        if is_for_them and _may_take(question, best, knowledge):
            return _asking(question, best, knowledge, [detail])
    return None


def _is_of_harm(ranked: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether it is asked by somebody who was harmed, which nobody is taken to be."""
    asked = knowledge.questions[ranked.id]
    told = topic_answer(knowledge.treatments[asked.treatment], asked.topic).told_always
    return not set(told).isdisjoint(asked.facts[:1])


def _asked(so_far: SoFar) -> set[object]:
    return {detail.value for detail in so_far.details if detail.kind == QUESTION}


def _agree(new: RankedQuestion, alone: Sequence[RankedQuestion]) -> bool:
    """Whether a question is the likeliest both ways, though not surely by itself."""
    return (
        bool(alone) and new.id == alone[0].id and min(new.closeness, alone[0].closeness) >= _ALIKE
    )


def _is_plain(ranked: RankedQuestion) -> bool:
    return ranked.confidence >= _SURE_ALONE and ranked.closeness >= _NEAR


def _is_sure(ranked: RankedQuestion) -> bool:
    return ranked.confidence >= _SURE and ranked.closeness >= _NEAR


def _may_take(question: Question, best: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether a question on what the visitor told may take the place of what was understood."""
    if best.id in question.ids(QUESTION):
        return False
    topic = knowledge.questions[best.id].topic
    return question.topic in (*_OPEN, topic) or not question.named(QUESTION)


def _turns_on(detail: Detail, best: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is asked of a detail: its facts are limited to it, or it names it."""
    asked = knowledge.questions[best.id]
    of_it = (
        detail.value in getattr(knowledge.facts[id_].about, detail.kind, ())
        for id_ in (*asked.facts[:1], *asked.near[:1])
    )
    name = _name(detail, knowledge) or ""
    return any(of_it) or name.casefold() in asked.name.casefold()


def _asking(
    question: Question,
    best: RankedQuestion,
    knowledge: Knowledge,
    details: Sequence[Detail] = (),
) -> Question:
    kept = (d for d in question.details if d.kind not in (QUESTION, OTHER_QUESTION))
    topic = knowledge.questions[best.id].topic
    return replace(
        question,
        topic=topic,
        details=tuple(dict.fromkeys((*kept, *details, Detail(QUESTION, best.id)))),
        confidence=best.confidence,
    )
