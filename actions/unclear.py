"""Questions that were not understood, or that are not for this assistant."""

from dataclasses import replace

from actions.answer import Answer, Sentence
from actions.composing import plain, reach, topic_button
from actions.smalltalk import starters, treatment_names
from actions.wording import sentence
from knowledge.model import Knowledge
from knowledge.topics import BY_ID
from understanding.meant import treatment_of
from understanding.so_far import SoFar
from understanding.understood import Question, Understood

_MOST_GUESSES = 3


def compose_unclear(understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Ask what was meant, by buttons."""
    why = understood.unreadable
    likely = dict.fromkeys(understood.likely)
    guesses = [topic for topic in likely if topic in BY_ID and BY_ID[topic].is_guess]
    key = "unclear" if guesses else "unclear_no_guess"
    if why is not None:
        key = f"unreadable_{why}"
    if why is not None or not guesses:
        buttons = starters(knowledge)
    else:
        buttons = tuple(topic_button(topic, knowledge) for topic in guesses[:_MOST_GUESSES])
    treatment_id = treatment_of(understood.questions[0], so_far.treatment, knowledge)
    return plain("unclear", [_phrase(key, knowledge)], buttons, treatment_id)


def with_person(answer: Answer, knowledge: Knowledge) -> Answer:
    """An answer to what was not understood again: a person is offered beside the choices."""
    lines = (*answer.sentences, _phrase("unclear_again", knowledge), reach(knowledge))
    buttons = (*answer.buttons, topic_button("handoff", knowledge))
    return replace(answer, sentences=lines, buttons=buttons)


def compose_out_of_scope(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Say at once that this is not something the assistant answers, and what is."""
    treatment_id = treatment_of(question, so_far.treatment, knowledge)
    lines = [_phrase("out_of_scope", knowledge)]
    return plain("out_of_scope", lines, starters(knowledge), treatment_id)


def _phrase(key: str, knowledge: Knowledge) -> Sentence:
    text = knowledge.phrases.render(key, treatment=treatment_names(knowledge))
    return Sentence(sentence(text), None, key)
