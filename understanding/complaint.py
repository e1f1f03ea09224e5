"""A wrong charge that is told, or money that is wanted back for it: a matter for a person."""

import re
from dataclasses import replace

from knowledge.model import Knowledge
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

_CHARGED = re.compile(
    r"\b(?:you|they|u|it|place|clinic|desk|people|guys|was|were|been|got|somebody|someone|card)"
    r"(?: \w+){0,2}? (?:charged|billed|overcharged|double[ -]charged)\b"
    r"|\b(?:took|taken) (?:my |our |the )?money\b|\bovercharged\b|\bcharged (?:twice|double)\b",
    re.IGNORECASE,
)
_ONLY_THOUGHT_OF = re.compile(
    r"\b(?:if|when|would|will|do|does|how much|what)\b[^.?!]*\b(?:charged|billed)\b", re.IGNORECASE
)
"""What is charged in some case is a question of the price."""
_MONEY_BACK = re.compile(
    r"\bmy money(?: back)?\b|\bwant it back\b|\b(?:my|a) refund\b"
    r"|\bpay(?:ing)? for (?:that|what i)\b",
    re.IGNORECASE,
)
_OF_HEALTH = frozenset(
    {"suitability", "side_effects", "downtime", "aftercare", "personal_advice", "pain"}
)
"""Topics that get their answer beside the one to a complaint."""
_UPSET = "handoff_upset"
"""The phrase by which such a matter was answered."""


def complained(
    understood: Understood, said: str, so_far: SoFar, knowledge: Knowledge
) -> Understood:
    """The message as a wish for a person, where it tells of a wrong charge.

    What it asks of its writer's health is answered as well.

    Args:
        understood: The message.
        said: Its words, normalised.
        so_far: What the conversation holds: money is wanted back for a charge told before.
        knowledge: Whose questions it may ask.
    """
    is_grave = understood.sign or understood.check or understood.questions[0].topic == "emergency"
    is_told = _CHARGED.search(said) is not None and _ONLY_THOUGHT_OF.search(said) is None
    is_again = _UPSET in so_far.said and _MONEY_BACK.search(said) is not None
    if is_grave or not (is_told or is_again):
        return understood
    known = knowledge.questions
    near = (
        id_
        for each in understood.questions
        for id_ in (*each.ids(QUESTION), *each.ids(OTHER_QUESTION))
        if id_ in known and known[id_].topic == "handoff"
    )
    details = tuple(Detail(QUESTION, id_) for id_ in list(near)[:1])
    wish = Question("handoff", details, said)
    asked = tuple(each for each in understood.questions if each.topic in _OF_HEALTH)
    return replace(understood, questions=(wish, *asked), tone="angry")
