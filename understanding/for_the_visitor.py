"""What is asked for somebody like the visitor, where a message nearly asks it by itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from knowledge.model import Knowledge
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.particular import RankedQuestion
from understanding.read_in_conversation import name_of
from understanding.settling import can_be
from understanding.understood import Detail, Question

_TOLD_ENOUGH = 0.4
"""How sure the same question must be, asked by somebody like the visitor."""


def of_what_was_told(
    question: Question,
    near: Collection[object],
    told: Mapping[Detail, Sequence[RankedQuestion]],
    knowledge: Knowledge,
) -> Question | None:
    """The question for somebody like the visitor; None where the message hardly asks it.

    Args:
        question: The message, as it was understood by itself.
        near: The ids of the questions that it may ask by itself.
        told: The particular questions that it may ask with each thing that the visitor told.
        knowledge: The version in force.
    """
    for detail, found in told.items():
        best = next(iter(found), None)
        if best is None or best.confidence < _TOLD_ENOUGH or best.id not in near:
            continue
        is_of_topic = knowledge.questions[best.id].topic == question.topic
        may_be = is_of_topic and can_be(best, question, knowledge)
        is_known = not knowledge.questions[best.id].is_gap
        if may_be and is_known and _turns_on(detail, best, knowledge):
            return asking_that(question, best, (), knowledge)
    return None


def _turns_on(detail: Detail, best: RankedQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is asked of a detail: its facts are limited to it, or it names it."""
    known = knowledge.questions[best.id]
    of_it = (
        detail.value in getattr(knowledge.facts[id_].about, detail.kind, ())
        for id_ in (*known.facts[:1], *known.near[:1])
    )
    name = name_of(detail, knowledge) or ""
    return any(of_it) or name.casefold() in known.name.casefold()


def asking_that(
    question: Question,
    best: RankedQuestion,
    others: Sequence[RankedQuestion],
    knowledge: Knowledge,
) -> Question:
    """The question as a particular one, with others that may be meant."""
    kept = (d for d in question.details if d.kind not in (QUESTION, OTHER_QUESTION))
    topic = knowledge.questions[best.id].topic
    return replace(
        question,
        topic=topic,
        details=(
            *kept,
            Detail(QUESTION, best.id),
            *(Detail(OTHER_QUESTION, each.id) for each in others),
        ),
        confidence=best.confidence,
    )
