"""Which particular question a short message asks in its conversation.

"So should I worry", after a question on pregnancy, asks what neither says alone. The message is
read once more behind the question that was answered last, and once with each thing that the visitor
told ("how many would I need" with "for acne scars"); what is clearly asked then counts where the
message alone tells less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from knowledge.model import Knowledge
from understanding.kinds import OTHER_QUESTION, QUESTION, SIGN, TOLD
from understanding.particular import RankedQuestion
from understanding.settling import can_be
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_SHORT = 25
"""Words up to which a message may lean on what was said before."""
_KEPT = frozenset({"smalltalk", "affirm", "deny", "handoff", "emergency", "source"})
"""Topics of messages that say all by themselves."""
_OPEN = frozenset({"unclear", "out_of_scope", "follow_up"})
"""Topics of messages that say nothing by themselves."""
_FEW = 7
"""Words of a message from which on a question that it may ask by itself is the one."""
_SURE, _NEAR = 0.65, 0.6
"""How sure a particular question must be, and how near its examples must come, to be the one."""
_SURE_ALONE = 0.75
"""How sure one must be by itself, where no topic of ours was understood but one was spoken of."""
_ALIKE = 0.5
"""The same where the message alone and behind the last question both have it for the likeliest."""
_ON_THE_SAME = 0.6
"""How sure it must be that a message without a subject asks the last question again."""
_DOUBTFUL = 0.6
"""A topic less sure than that, right after a warning sign, is the sign."""
_ASKED_ABOUT = frozenset({"emergency_now", "today"})
"""Levels of which people ask on; somebody in despair is not read the same lines twice."""
_JOINTS = {"condition": "for", "body_area": "on my", "circumstance": "with"}
"""How a message would name what the visitor told, by its kind."""


class Reworded(NamedTuple):
    """A message as it would stand alone."""

    words: str
    detail: Detail | None
    """What was added of the visitor; None where it was the last question."""


def reworded(words: str, so_far: SoFar, knowledge: Knowledge) -> list[Reworded]:
    """A message with what it may leave out; nothing where it is long or is the first.

    Args:
        words: The message, corrected.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    if so_far.topic is None or len(words.split()) > _SHORT:
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
    """What was asked last: a particular question in its plainest words, others as they were."""
    asked = next((d.value for d in so_far.details if d.kind == QUESTION), None)
    if isinstance(asked, str) and asked in knowledge.questions:
        return knowledge.questions[asked].examples[0]
    return so_far.words or knowledge.phrases.render(f"topic_title_{so_far.topic}")


def in_context(
    question: Question,
    alone: Sequence[RankedQuestion],
    others: Sequence[tuple[Reworded, Sequence[RankedQuestion]]],
    so_far: SoFar,
    knowledge: Knowledge,
) -> Question:
    """The question with the particular one that it is in its conversation.

    Args:
        question: The message, as it was understood by itself.
        alone: Its particular questions, the likeliest first.
        others: The same for each way to reword it.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    if question.topic in _KEPT or question.named(TOLD):
        return question
    is_sure = question.named(QUESTION) and alone and _is_sure(alone[0])
    is_doubtful = not is_sure and question.confidence < _DOUBTFUL
    if so_far.alarm in _ASKED_ABOUT and so_far.alarm_for and is_doubtful:
        # "Who do I even go to?": what is not surely another question is asked of the sign.
        return replace(question, topic="emergency", details=(Detail(SIGN, so_far.alarm or ""),))
    if not others:
        return question
    if question.topic == "personal_advice" and question.named(QUESTION):
        return question
    likely = {each.id for each in alone}
    for way, ranked in others:
        best = next(iter(ranked), None)
        if way.detail is None or best is None or not _is_sure(best):
            continue
        if best.id not in likely and knowledge.questions[best.id].topic != question.topic:
            continue
        if _turns_on(way.detail, best, knowledge) and _may_take(question, best, knowledge):
            return _asking(question, best, knowledge, [way.detail])
    if is_sure or (question.named(QUESTION) and len(question.words.split()) > _FEW):
        return question
    asked = {d.value for d in so_far.details if d.kind == QUESTION}
    behind = next(ranked for way, ranked in others if way.detail is None)
    behind = [each for each in behind if can_be(each, question, knowledge)]
    new = next((each for each in behind if each.id not in asked), None)
    if new is not None and (_is_sure(new) or _agree(new, alone)):
        return _asking(question, new, knowledge)
    if question.topic not in _OPEN:
        return question
    if alone and alone[0].confidence >= _SURE_ALONE and alone[0].closeness >= _NEAR:
        return _asking(question, alone[0], knowledge)
    again = next((each for each in behind if each.id in asked), None)
    if question.topic != "follow_up" and again is not None and again.confidence >= _ON_THE_SAME:
        return replace(question, topic="follow_up")
    return question


def _agree(new: RankedQuestion, alone: Sequence[RankedQuestion]) -> bool:
    """Whether a question is the likeliest both ways, though not surely by itself."""
    return (
        bool(alone) and new.id == alone[0].id and min(new.closeness, alone[0].closeness) >= _ALIKE
    )


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
    facts: Mapping[str, object] = knowledge.facts
    of_it = (
        detail.value in getattr(knowledge.facts[id_].about, detail.kind, ())
        for id_ in (*asked.facts[:1], *asked.near[:1])
        if id_ in facts
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
