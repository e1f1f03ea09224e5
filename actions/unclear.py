"""Questions that were not understood, or that are not for this assistant."""

from dataclasses import replace

from actions.answer import Answer
from actions.composing import Draft, emergency_line, phrase, plain, reach, topic_button
from actions.here import whether_offered
from actions.smalltalk import starters
from knowledge.model import Knowledge
from knowledge.topics import BY_ID
from understanding.kinds import HERE
from understanding.understood import Understood

_MOST_GUESSES = 3
_NO_EMERGENCY = frozenset({"angry", "grateful"})


def compose_unclear(understood: Understood, draft: Draft) -> Answer:
    """Ask what was meant, by buttons; whoever needs help now reads whom to call."""
    why, knowledge = understood.unreadable, draft.knowledge
    likely = dict.fromkeys(understood.likely)
    guesses = [topic for topic in likely if topic in BY_ID and BY_ID[topic].is_guess]
    key = "unclear" if guesses else "unclear_no_guess"
    if why is not None:
        key = f"unreadable_{why}"
    if why is not None or not guesses:
        buttons = starters(knowledge)
    else:
        buttons = tuple(topic_button(topic, knowledge) for topic in guesses[:_MOST_GUESSES])
    # Whoever is plainly angry or thankful is not sent to the emergency number.
    first = () if understood.tone in _NO_EMERGENCY else (emergency_line(knowledge),)
    asks_here = why is None and draft.question.named(HERE)
    line = whether_offered(draft.question, knowledge) if asks_here else phrase(key, knowledge)
    return plain("unclear", [*first, line], buttons, draft.treatment_id)


def with_person(answer: Answer, knowledge: Knowledge) -> Answer:
    """An answer to what was not understood again: a person is offered beside the choices."""
    lines = (*answer.sentences, phrase("unclear_again", knowledge), reach(knowledge))
    buttons = (*answer.buttons, topic_button("handoff", knowledge))
    return replace(answer, sentences=lines, buttons=buttons)


def compose_out_of_scope(draft: Draft) -> Answer:
    """Say at once that this is not something the assistant answers, and what is.

    Whether this clinic does something else, its front desk knows: "do you do acupuncture".
    """
    knowledge = draft.knowledge
    if draft.question.named(HERE):
        desk = (topic_button("handoff", knowledge), *starters(knowledge)[:2])
        said = [whether_offered(draft.question, knowledge)]
        return plain("out_of_scope", said, desk, draft.treatment_id)
    said = [phrase(draft.wording("out_of_scope"), knowledge)]
    return plain("out_of_scope", said, starters(knowledge), draft.treatment_id)
