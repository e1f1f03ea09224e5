"""The first message of a conversation."""

from actions.answer import Sentence
from actions.composing import plain, treatment_names
from actions.smalltalk import starters
from actions.wording import sentence
from knowledge import Knowledge
from records.messages import Message, message_of

_LINES = ("welcome", "welcome_not_advice", "welcome_emergency")


def greeting(knowledge: Knowledge) -> Message:
    """Who is speaking, what it can help with and what it cannot, with questions to start from."""
    fields = {
        "treatment": treatment_names(knowledge),
        "emergency_number": knowledge.clinic.emergency_number
        or knowledge.safety.emergency_number_when_blank,
    }
    lines = [
        Sentence(sentence(knowledge.phrases.render(key, **fields)), phrase=key) for key in _LINES
    ]
    return message_of(plain("smalltalk", lines, starters(knowledge)))
