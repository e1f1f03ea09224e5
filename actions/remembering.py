"""What the conversation holds after an answer."""

from dataclasses import replace

from actions.answer import Answer
from actions.buttons import pressed
from knowledge.lengths import types_of
from knowledge.model import Knowledge
from knowledge.topics import record_of
from understanding.so_far import Offer, SoFar
from understanding.understood import Question, Sign


def remember(question: Question, answer: Answer, so_far: SoFar, knowledge: Knowledge) -> SoFar:
    """What the conversation holds after an answer.

    Args:
        question: What was answered, in full.
        answer: What was said to it.
        so_far: What it held before.
        knowledge: What the answer was made from.
    """
    so_far = replace(so_far, offer=_offer(question, answer), choices=(), checked=None)
    if question.topic == "unclear":
        return replace(so_far, choices=tuple(pressed(each.id).topic for each in answer.buttons))
    if record_of(question.topic).is_aside:
        return so_far
    types, depths = question.ids("treatment_type"), question.depths()
    conditions = question.ids("condition")
    type_, depth = so_far.treatment_type, so_far.depth
    if types or depths:
        treatment = knowledge.treatments[answer.treatment] if answer.treatment else None
        meant = types or (types_of(depths, treatment) if treatment else ())
        type_ = meant[0] if len(meant) == 1 else None
        depth = depths[0] if len(depths) == 1 else None
    return replace(
        so_far,
        topic=question.topic,
        treatment=answer.treatment or so_far.treatment,
        treatment_type=type_,
        condition=conditions[-1] if conditions else so_far.condition,
        depth=depth,
        details=question.details,
        part=question.part,
        facts=answer.facts or (so_far.facts if question.part > 1 else ()),
    )


def asked_about(sign: Sign, so_far: SoFar) -> SoFar:
    """What the conversation holds after the question whether a sign is happening."""
    offer: Offer = "safe" if sign.level == "self_harm" else "check"
    return replace(so_far, offer=offer, choices=(), checked=sign.level)


def _offer(question: Question, answer: Answer) -> Offer | None:
    """What a "yes" to this answer takes up."""
    record = record_of(question.topic)
    if question.topic == "unclear":
        return "choice"
    if record.leads_to_person:
        return "person"
    return "more" if question.part < answer.parts and not record.is_aside else None
