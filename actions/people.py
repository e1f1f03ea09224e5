"""Where a person has to answer: a wish to speak to one, and advice on somebody's own case."""

from actions.answer import Answer
from actions.clinic import say_parts, values_of
from actions.composing import Draft, phrase, plain, reach
from knowledge.model import Knowledge
from understanding.kinds import CLINIC_PART, HARM, QUESTION

_ASKED_FOR = frozenset({"hours", "phone", "email"})
_CLINICIAN = "speak-to-a-clinician"
"""The question of whoever wants somebody that treats, and not the front desk alone."""

_MOST_STATED = 2
"""How many facts about the things named are shown at once."""


def compose_handoff(draft: Draft) -> Answer:
    """Answer a wish to speak to a person with the ways to reach one.

    Whoever was harmed elsewhere and complains reads where that is reported. Hours that are asked
    for are said, and that a number is not known.
    """
    known, clinic = draft.knowledge.questions, draft.knowledge.clinic
    asked = [known[id_] for id_ in draft.question.ids(QUESTION) if id_ in known]
    parts = [part for part in draft.question.ids(CLINIC_PART) if part in _ASKED_FOR]
    parts += [each.clinic_part for each in asked if each.clinic_part == "hours"]
    draft.asked = next((each.id for each in asked), None)
    if "told_harm" in draft.said or any(each.kind == HARM for each in draft.so_far.person):
        draft.state(id_ for each in asked for id_ in each.near)
    draft.say("handoff_clinician" if _CLINICIAN in draft.question.ids(QUESTION) else "handoff")
    # What is filled in stands among the ways to reach the front desk.
    told = [part for part in parts if part == "hours" or not values_of(clinic, part)]
    say_parts(draft, tuple(dict.fromkeys(told)), with_reach=False)
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
