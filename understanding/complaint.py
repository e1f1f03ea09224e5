"""What is a matter for a person: a wrong charge, prices that are missing, a wish for who knows."""

import re
from dataclasses import replace

from knowledge.model import Knowledge
from understanding.asking import asks_plainly
from understanding.kinds import CLINIC_PART, OTHER_QUESTION, QUESTION
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
_WHO_KNOWS = re.compile(
    r"\b(?:human(?: being)?|person|people|somebody|someone|anybody|anyone)\b"
    r"(?: \w+){0,2}? (?:who|that) (?:actually |really )?"
    r"(?:knows?|has|have|(?:can|could) (?:tell|give|say))"
    r"(?: \w+){0,2}? (?:prices?|numbers?|costs?|figures?|rates?|them|those|it)\b"
    r"|\b(?:hear|have|get) (?:it|that|this) from (?:an?|some|your)(?: \w+){0,2}? "
    r"(?:human(?: being)?|person)\b",
    re.IGNORECASE,
)
"""A wish for a person, beside what the person is to know."""
_TRADE = (
    r"(?:devices?|machines?|equipment|medic\w*|clinical|skin|treatments?|needling|pacemakers?"
    r"|implants?|health|conditions?)"
)
_NOT_THE_DESK = re.compile(
    r"\b(?:not|no|n'?t want|rather than|instead of|other than|besides)"
    r"(?: (?:just|only|to|talk|speak|with|from|some|the|an?|your|another|girl|lady|at|on)){0,4}"
    r" (?:front desk|desk|receptionists?|reception|secretar(?:y|ies)|call cent(?:er|re))\b"
    r"|(?:^\W*|\b(?:(?:talk|speak|chat|write) (?:to|with)|ask|reach|i want|is there|get me"
    r"|(?<!do )i need)(?: an?| some| the)? )(?:somebody|someone|anybody|anyone|person|human|people)"
    r"(?: (?:there|here|over there))? (?:who|that|with)"
    rf"(?: \w+){{0,2}}? (?:knows?|understands?|training|trained|experience|does|do)"
    rf"(?: \w+){{0,3}}? {_TRADE}\b",
    re.IGNORECASE,
)
"""Somebody who knows the trade, and not whoever is at the desk."""
_WISHES = re.compile(
    r"\b(?:talk|speak|ask|reach|want|need|get|is there|please|pls|who can|chat|put me through)\b",
    re.IGNORECASE,
)
_TO_REACH, _CLINICIAN = "reach-a-person", "speak-to-a-clinician"
_ELSEWHERE = frozenset(
    {"cost", "source", "providers", "booking", "handoff", "out_of_scope", "unclear", "follow_up"}
)
"""Topics for which such a wish is easily taken."""
_OF_HEALTH = frozenset(
    {"suitability", "side_effects", "downtime", "aftercare", "personal_advice", "pain"}
)
"""Topics that get their answer beside the one to a complaint."""
_UPSET = "handoff_upset"
"""The phrase by which such a matter was answered."""


def complained(
    understood: Understood, said: str, so_far: SoFar, knowledge: Knowledge
) -> Understood:
    """The message as a wish for a person, where it tells of a wrong charge or wants who knows.

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
    if is_grave:
        return understood
    if _WHO_KNOWS.search(said) is not None:
        return _to_a_person(understood, said, _TO_REACH, knowledge)
    if _NOT_THE_DESK.search(said) is not None and _WISHES.search(said) is not None:
        return _to_a_person(understood, said, _CLINICIAN, knowledge)
    if understood.tone == "lacking" and not asks_plainly(said):
        missing = Question("cost", (Detail(CLINIC_PART, "prices"),), said)
        return replace(understood, questions=(missing,))
    if not (is_told or is_again):
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


def _to_a_person(understood: Understood, said: str, id_: str, knowledge: Knowledge) -> Understood:
    """The message with the wish for a person in place of what it was taken for."""
    details = (Detail(QUESTION, id_),) if id_ in knowledge.questions else ()
    others = tuple(each for each in understood.questions if each.topic not in _ELSEWHERE)
    return replace(understood, questions=(Question("handoff", details, said), *others))
