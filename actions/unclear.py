"""Questions that were not understood, or that are not for this assistant."""

from actions.answer import Answer, Sentence
from actions.composing import plain, reach, topic_button, treatment_of
from actions.question import Context, Question
from actions.smalltalk import starters, treatment_names
from actions.wording import sentence
from knowledge.model import Knowledge
from knowledge.treatments import TOPICS

UNREADABLE = "unreadable"
"""The kind of detail that says why a message could not be read: `language` or `text`."""

_MOST_GUESSES = 3
_NO_GUESSES = frozenset({"emergency", "smalltalk", "unclear", "out_of_scope"})


def compose_unclear(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Ask what was meant, by buttons; from the second miss in a row on, offer a person too."""
    treatment_id = treatment_of(question, context.treatment, knowledge)
    why = question.ids(UNREADABLE)
    guesses = [topic for topic in question.likely if topic in TOPICS and topic not in _NO_GUESSES]
    if "language" in why:
        key = "unreadable_language"
    elif why:
        key = "unreadable_text"
    else:
        key = "unclear" if guesses else "unclear_no_guess"
    lines = [_phrase(key, knowledge)]
    if why or not guesses:
        buttons = starters(knowledge)
    else:
        buttons = tuple(
            topic_button(topic, knowledge) for topic in dict.fromkeys(guesses[:_MOST_GUESSES])
        )
    if context.misses > 0:
        lines += [_phrase("unclear_again", knowledge), reach(knowledge)]
        buttons += (topic_button("handoff", knowledge),)
    return plain("unclear", lines, buttons, treatment_id)


def compose_out_of_scope(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Say at once that this is not something the assistant answers, and what is."""
    treatment_id = treatment_of(question, context.treatment, knowledge)
    lines = [_phrase("out_of_scope", knowledge)]
    return plain("out_of_scope", lines, starters(knowledge), treatment_id)


def _phrase(key: str, knowledge: Knowledge) -> Sentence:
    text = knowledge.phrases.render(key, treatment=treatment_names(knowledge))
    return Sentence(sentence(text), None, key)
