"""The first message of a conversation."""

from actions.composing import phrase, plain
from actions.smalltalk import starters
from knowledge import Knowledge
from records.messages import Message, message_of

_LINES = ("welcome", "welcome_not_advice", "welcome_emergency")


def greeting(knowledge: Knowledge) -> Message:
    """Who is speaking, what it can help with and what it cannot, with questions to start from."""
    number = knowledge.clinic.emergency_number or knowledge.safety.emergency_number_when_blank
    lines = [phrase(key, knowledge, emergency_number=number) for key in _LINES]
    return message_of(plain("smalltalk", lines, starters(knowledge)))
