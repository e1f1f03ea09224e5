"""The first message of a conversation."""

from actions.composing import emergency_line, phrase, plain
from actions.smalltalk import starters
from knowledge import Knowledge
from records.messages import Message, message_of


def greeting(knowledge: Knowledge) -> Message:
    """Who is speaking, what it can help with and what it cannot, with questions to start from."""
    lines = [phrase(key, knowledge) for key in ("welcome", "welcome_not_advice")]
    return message_of(plain("smalltalk", [*lines, emergency_line(knowledge)], starters(knowledge)))
