"""Settles which particular question is asked, or that it is only the topic that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.questions import KnownQuestion
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.model import Thresholds
from understanding.particular import RankedQuestion
from understanding.understood import Detail, Question

_NOT_ANSWERED = frozenset({"unclear", "out_of_scope", "smalltalk"})
"""Topics under which a question is answered nothing that the knowledge has."""
_KEPT = frozenset({"follow_up", "affirm", "deny", "personal_advice", "handoff", "emergency"})
"""Topics that no question of another one takes the place of: they lean on what was said before, or
a person is what is needed."""
_MOST_OTHERS = 2
_MOST_FOR_FRAGMENT = 3
_NEAR_FRAGMENT = 0.4
"""How near a question must come to words that are hardly any."""


def may_be_meant(
    fragment: Question, ranked: Sequence[RankedQuestion], thresholds: Thresholds
) -> Question:
    """A message of details alone, with what it would ask at the start of a conversation."""
    return fragment.with_details(
        Detail(OTHER_QUESTION, each.id)
        for each in ranked[:_MOST_FOR_FRAGMENT]
        if each.confidence >= thresholds.question_too and each.closeness >= _NEAR_FRAGMENT
    )


def settled(
    question: Question,
    ranked: Sequence[RankedQuestion],
    known: Mapping[str, KnownQuestion],
    thresholds: Thresholds,
) -> Question:
    """A question with the particular one that it is, and with others that may be meant.

    A wrong particular answer is worse than that on the topic, so a question has to be clearly the
    likeliest, and all the more where it is of another topic; where it is not, those that may be
    meant are offered beside the topic's answer.

    Args:
        question: As the intent model understood it.
        ranked: The particular questions, the likeliest first.
        known: All of them, by id.
        thresholds: How sure is sure enough.
    """
    if not ranked:
        return question
    best, *others = ranked
    topic = known[best.id].topic
    in_doubt = question.topic in _NOT_ANSWERED
    may_move = question.topic not in _KEPT and (in_doubt or best.confidence > question.confidence)
    if topic == question.topic:
        enough, near = thresholds.question
    else:
        enough, near = thresholds.question_in_doubt if in_doubt else thresholds.question_elsewhere
    together = best.confidence
    if topic == question.topic and others and known[others[0].id].topic == topic:
        together += others[0].confidence
    is_likely = best.confidence >= enough or together >= thresholds.question_tie
    is_sure = is_likely and best.closeness >= near
    if is_sure and (topic == question.topic or may_move):
        confidence = max(best.confidence, 0.0 if in_doubt else question.confidence)
        question = replace(question, topic=topic, confidence=confidence, particular=best.confidence)
        question = question.with_details([Detail(QUESTION, best.id)])
    elif in_doubt or question.topic in _KEPT:
        return question
    else:
        others = [best, *others]
    too = [each.id for each in others if each.confidence >= thresholds.question_too]
    return question.with_details(Detail(OTHER_QUESTION, id_) for id_ in too[:_MOST_OTHERS])
