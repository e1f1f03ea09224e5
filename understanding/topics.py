"""Intents, as Rasa and the examples name them, and topics, as everybody else does."""

ANSWERED_INTENT = "ask_"
"""Begins the name of the intent of each topic."""
UNCLEAR = "unclear"
FALLBACK = "nlu_fallback"
"""Rasa's name for the intent of what was not understood."""


def topic_of(intent: str | None) -> str:
    """The topic that an intent asks for; `follow_up`, `affirm` and `deny` stand for themselves."""
    if intent is None or intent == FALLBACK:
        return UNCLEAR
    return intent.removeprefix(ANSWERED_INTENT)
