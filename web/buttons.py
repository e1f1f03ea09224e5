"""Pressed buttons: only those that the knowledge in force can answer are passed on."""

import actions.buttons
from actions.emergency import levels_of
from knowledge import TOPICS, Knowledge
from understanding.kinds import CLINIC_PART, QUESTION, SIGN, SMALLTALK, TOLD, TOPIC_TOLD
from understanding.understood import Detail, Question
from web.errors import ApiError

LONGEST_ID = 200
_NOT_IN_THE_FILES = frozenset({"depth", SMALLTALK, CLINIC_PART})
"""Kinds of detail whose values no knowledge file lists."""


def pressed(button: str, knowledge: Knowledge) -> Question:
    """What a pressed button asks.

    Raises:
        ApiError: `unknown_button`: there is no such topic, or it names something that the knowledge
            does not have.
    """
    try:
        if len(button) > LONGEST_ID:
            raise ValueError("too long")
        question = actions.buttons.pressed(button)
    except ValueError:
        raise ApiError("unknown_button") from None
    if question.topic not in TOPICS or not all(_is_known(d, knowledge) for d in question.details):
        raise ApiError("unknown_button")
    return question


def _is_known(detail: Detail, knowledge: Knowledge) -> bool:
    if detail.kind in _NOT_IN_THE_FILES:
        return True
    if not isinstance(detail.value, str):
        return False
    if detail.kind == "treatment":
        return detail.value in knowledge.treatments
    if detail.kind == QUESTION:
        return detail.value in knowledge.questions
    if detail.kind == TOLD:
        return detail.value in TOPIC_TOLD
    if detail.kind == SIGN:
        return bool(levels_of(detail.value, knowledge.safety))
    return any(
        kind == detail.kind and detail.value in terms for kind, terms in knowledge.terms.items()
    )
