"""Greetings, thanks, and what the assistant is: honest, short, and back to the subject."""

from actions.answer import Answer, Button, Sentence
from actions.composing import plain, topic_button
from actions.wording import listed, sentence
from knowledge.model import Knowledge
from understanding.kinds import SMALLTALK
from understanding.meant import treatment_of
from understanding.so_far import SoFar
from understanding.understood import Question

_STARTERS = ("conditions", "pain", "downtime")
"""Topics offered to somebody who has asked nothing yet; those that patients ask about most."""

_WITH_STARTERS = frozenset({"greeting", "robot", "help", "default"})


def compose_smalltalk(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer small talk by its kind; kinds without a phrase get the usual one."""
    phrases = knowledge.phrases.phrases
    kind = next((k for k in question.ids(SMALLTALK) if f"smalltalk_{k}" in phrases), "default")
    treatment_id = treatment_of(question, so_far.treatment, knowledge)
    key = f"smalltalk_{kind}"
    text = knowledge.phrases.render(key, treatment=treatment_names(knowledge))
    buttons = starters(knowledge) if kind in _WITH_STARTERS else ()
    return plain("smalltalk", [Sentence(sentence(text), None, key)], buttons, treatment_id)


def starters(knowledge: Knowledge) -> tuple[Button, ...]:
    """Buttons for a conversation that has no subject yet."""
    return tuple(topic_button(topic, knowledge) for topic in _STARTERS)


def treatment_names(knowledge: Knowledge) -> str:
    """All treatments that the assistant can speak of."""
    return listed([treatment.name for treatment in knowledge.treatments.values()])
