"""Where a person has to answer: a wish to speak to one, and advice on somebody's own case."""

from actions.answer import Answer, Sentence
from actions.composing import Draft, plain, reach
from actions.selection import select
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from understanding.meant import treatment_of
from understanding.so_far import SoFar
from understanding.understood import Question

_MOST_STATED = 2
"""How many facts about the things named are shown at once."""


def compose_handoff(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer a wish to speak to a person with the ways to reach one."""
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    draft.say("handoff")
    draft.close_with_reach()
    return draft.answer()


def compose_personal_advice(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer a wish for advice on one's own medicine, skin or choice: never with advice.

    What the sources say of the things named is shown beside that; the rest waits behind "More".
    """
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    facts = topic_answer(draft.treatment, question.topic).facts
    chosen = select(facts, question, knowledge)
    stated = chosen.matching[:_MOST_STATED]
    draft.say("personal_advice")
    draft.state(stated, bullet=len(stated) > 1)
    draft.say("personal_advice_medicine")
    draft.say("personal_advice_ask")
    draft.offer_later(chosen.all)
    if not stated:
        draft.close_with_reach()
    return draft.answer()


def apology(knowledge: Knowledge) -> Answer:
    """What is said when no answer could be made: a plain apology, and how to reach the clinic."""
    sorry = Sentence(knowledge.phrases.render("apology"), None, "apology")
    return plain("handoff", [sorry, reach(knowledge)])
