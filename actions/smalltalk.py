"""Greetings, thanks, and what the assistant is: honest, short, and back to the subject."""

from actions.answer import Answer, Button, Sentence
from actions.composing import Draft, phrase, plain, question_button, topic_button
from actions.times import days_since, wait_of
from knowledge.model import Knowledge
from understanding.about_last import RECAP
from understanding.kinds import HARM, QUESTION, SMALLTALK
from understanding.so_far import SoFar

_STARTERS = ("conditions", "pain", "downtime")
"""Topics offered to somebody who has asked nothing yet; those that patients ask about most."""

_WITH_STARTERS = frozenset({"greeting", "robot", "help", "default", "start_over"})
_PARTING = frozenset({"goodbye", "farewell", "leaving", "offer"})
"""Kinds of small talk with which somebody leaves."""
_SEEN_TO = frozenset({"today", "emergency_now"})
"""Levels of warning signs with which somebody has to be seen."""
_HEALS = 14
"""Days after a session within which it is wished that it heals well."""
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
    so_far = draft.so_far
    stands = _standing(kind, so_far, knowledge)
    if kind == "thanks" and so_far.sign is not None:
        # Nobody who has to be seen today, or is in despair, is asked what else they want to know.
        kind = "farewell"
    if kind == "acknowledgement" and so_far.sign == "self_harm":
        return plain("smalltalk", [phrase("alarm_stands_self_harm", knowledge)])
    if kind == "acknowledgement" and so_far.alarm in _SEEN_TO:
        return plain("smalltalk", [*stands, phrase("acknowledged_unwell", knowledge)])
    if stands and (kind == "acknowledgement" or so_far.alarm == "self_harm"):
        return plain("smalltalk", stands)
    said = [*stands, phrase(draft.wording(f"smalltalk_{kind}"), knowledge)]
    if kind in _PARTING:
        said += _wished(so_far, knowledge)
    return plain("smalltalk", said, buttons, draft.treatment_id)


def _standing(kind: str, so_far: SoFar, knowledge: Knowledge) -> list[Sentence]:
    """What comes before any word to whoever takes note of a warning sign or leaves with one."""
    is_last_word = kind in _PARTING | _TAKES_NOTE | {"thanks"}
    # Nobody in despair leaves without the number, whoever may be with them.
    is_said = so_far.since_alarm and not (so_far.alarm == "self_harm" and kind in _PARTING)
    if so_far.alarm is None or is_said or not is_last_word:
        return []
    return [phrase(f"alarm_stands_{so_far.alarm}", knowledge)]


def _wished(so_far: SoFar, knowledge: Knowledge) -> list[Sentence]:
    """What is wished to whoever leaves, for what they told; nothing where that says nothing."""
    since, wait = days_since(so_far.person), wait_of(so_far.person, knowledge)
    if so_far.sign == "self_harm":
        return []
    if so_far.sign is not None or any(each.kind == HARM for each in so_far.person):
        return [phrase("wish_better", knowledge)]
    if wait is not None:
        return [phrase("wish_event", knowledge, event=wait.name)]
    if since is not None and since <= _HEALS:
        return [phrase("wish_healing", knowledge)]
    return []


def starters(knowledge: Knowledge) -> tuple[Button, ...]:
    """Buttons for a conversation that has no subject yet."""
    return tuple(topic_button(topic, knowledge) for topic in _STARTERS)


def _subject(draft: Draft) -> str:
    """What was spoken of last, as a button would say it."""
    asked = next((d.value for d in draft.so_far.details if d.kind == QUESTION), None)
    if asked in draft.knowledge.questions:
        return question_button(str(asked), draft.knowledge).title
    return topic_button(draft.so_far.topic or "smalltalk", draft.knowledge).title
