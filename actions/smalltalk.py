"""Greetings, thanks, and what the assistant is: honest, short, and back to the subject."""

from actions.answer import Answer, Button
from actions.composing import Draft, phrase, plain, question_button, topic_button
from knowledge.model import Knowledge
from understanding.about_last import RECAP
from understanding.kinds import QUESTION, SMALLTALK

_STARTERS = ("conditions", "pain", "downtime")
"""Topics offered to somebody who has asked nothing yet; those that patients ask about most."""

_WITH_STARTERS = frozenset({"greeting", "robot", "help", "default", "start_over"})
_TAKES_NOTE = frozenset({"acknowledgement"})


def compose_smalltalk(draft: Draft) -> Answer:
    """Answer small talk by its kind; kinds without a phrase get the usual one."""
    knowledge = draft.knowledge
    # "Ok, gotta run" is a goodbye: what only takes note comes last.
    kinds = sorted(draft.question.ids(SMALLTALK), key=_TAKES_NOTE.__contains__)
    kind = next((k for k in kinds if f"smalltalk_{k}" in knowledge.phrases.phrases), "default")
    buttons = starters(knowledge) if kind in _WITH_STARTERS else ()
    if RECAP in kinds:
        return plain("smalltalk", [phrase("recap", knowledge, subject=_subject(draft))], (), None)
    said = phrase(draft.wording(f"smalltalk_{kind}"), knowledge)
    return plain("smalltalk", [said], buttons, draft.treatment_id)


def starters(knowledge: Knowledge) -> tuple[Button, ...]:
    """Buttons for a conversation that has no subject yet."""
    return tuple(topic_button(topic, knowledge) for topic in _STARTERS)


def _subject(draft: Draft) -> str:
    """What was spoken of last, as a button would say it."""
    asked = next((d.value for d in draft.so_far.details if d.kind == QUESTION), None)
    if asked in draft.knowledge.questions:
        return question_button(str(asked), draft.knowledge).title
    return topic_button(draft.so_far.topic or "smalltalk", draft.knowledge).title
