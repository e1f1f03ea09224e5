"""Where a person has to answer: a wish to speak to one, and advice on somebody's own case."""

from actions.answer import Answer
from actions.composing import Draft, phrase, plain, reach
from knowledge.model import Knowledge

_MOST_STATED = 2
"""How many facts about the things named are shown at once."""


def compose_handoff(draft: Draft) -> Answer:
    """Answer a wish to speak to a person with the ways to reach one."""
    draft.say("handoff")
    draft.say_reach()
    return draft.answer()


def compose_personal_advice(draft: Draft) -> Answer:
    """Answer a wish for advice on one's own medicine, skin or choice: never with advice.

    What the sources say of the things named is shown beside that, or whom to tell of them; the rest
    waits behind "More".
    """
    stated = draft.chosen.matching[:_MOST_STATED] or draft.facts[:1]
    draft.offers_person = True
    draft.say("personal_advice")
    draft.state(stated, bullet=len(stated) > 1)
    draft.say("personal_advice_medicine")
    draft.say("personal_advice_ask")
    draft.offer_later(draft.chosen.all)
    return draft.answer()


def apology(knowledge: Knowledge) -> Answer:
    """What is said when no answer could be made: a plain apology, and how to reach the clinic."""
    return plain("handoff", [phrase("apology", knowledge), reach(knowledge)])
