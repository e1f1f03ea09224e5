"""Greetings, thanks, and what the assistant is: honest, short, and back to the subject."""

from actions.answer import Answer, Button
from actions.composing import Draft, phrase, plain, topic_button
from knowledge.model import Knowledge
from understanding.kinds import SMALLTALK

_STARTERS = ("conditions", "pain", "downtime")
"""Topics offered to somebody who has asked nothing yet; those that patients ask about most."""

_WITH_STARTERS = frozenset({"greeting", "robot", "help", "default"})


def compose_smalltalk(draft: Draft) -> Answer:
    """Answer small talk by its kind; kinds without a phrase get the usual one."""
    knowledge = draft.knowledge
    kinds = draft.question.ids(SMALLTALK)
    kind = next((k for k in kinds if f"smalltalk_{k}" in knowledge.phrases.phrases), "default")
    buttons = starters(knowledge) if kind in _WITH_STARTERS else ()
    return plain("smalltalk", [phrase(f"smalltalk_{kind}", knowledge)], buttons, draft.treatment_id)


def starters(knowledge: Knowledge) -> tuple[Button, ...]:
    """Buttons for a conversation that has no subject yet."""
    return tuple(topic_button(topic, knowledge) for topic in _STARTERS)
