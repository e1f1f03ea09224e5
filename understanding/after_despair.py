"""What somebody says who was in despair a moment ago: that they are not alone, or have help.

Whoever has told a person, or has one coming, is glad of a word to that, and reads no alarm again.
Nothing here weighs against despair that is told anew: what is said of pills, of a last time or of
a plan is left to the signs.
"""

import re
from typing import Literal

Company = Literal["not_alone", "safe", "helped"]
"""Somebody is there, comes or was told; they will do nothing; it was a while ago, and they have
help since."""

_WHO = (
    r"(?:sister|brother|siblings?|mom|mum|mama|mother|dad|father|parents?|family|husband|wife|hubby"
    r"|partner|boyfriend|girlfriend|fianc\w+|friends?|bestie|buddy|mate|room ?mates?|flat ?mates?"
    r"|house ?mates?|neighbou?rs?|cousins?|aunt\w*|uncles?|grand(?:ma|pa|mother|father)\w*|nan"
    r"|son|daughter|colleagues?|co-?workers?|pastor|priest|rabbi|imam|sponsor|therapist|counsell?or"
    r"|psychiatrist|psychologist|doctor|nurse|gp|social worker|crisis (?:line|team)|hot ?line"
    r"|help ?line|lifeline"
    r"|samaritans|ambulance|paramedics|police|988|911|999|somebody|someone|s?he|they|her|him|them)"
)
_COMES = re.compile(
    rf"\b{_WHO}(?:'?s|'?re| is| are|'?ll be| will be| is about to be)? (?:now |already |just )?"
    r"(?:(?:coming|driving|walking|rushing|heading|on (?:her|his|their|the) way|picking me up)\b"
    r"|(?:(?:staying|sitting|stays?|sits?|sat|stayed) )?"
    r"(?:(?:right |home )?(?:here|with me|beside me|next to me|over)|by my side)\b"
    r"|on the phone with me\b|(?:came|drove) (?:over|by|here)\b|arrived\b|picked up\b)"
    r"(?! (?:home )?(?:\w+ )?to (?:get|take|collect|fetch|pick up)(?! me\b))",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b(?:called|rang|phoned|texted|messaged|told|reached|got hold of|facetimed|spoke (?:to|with)"
    rf"|talked (?:to|with)|talking (?:to|with)|on the phone (?:to|with)) "
    rf"(?:(?:my|a|an|the|our) )?(?:\w+ )?{_WHO}\b",
    re.IGNORECASE,
)
_DOES_NOTHING = re.compile(
    r"\b(?:not|n'?t|never|wo n'?t|wont) (?:\w+ )?(?:going to |gonna |gunna |about to )?"
    r"(?:do|try) (?:anything|nothing|something|it)\b"
    r"|\b(?:not|n'?t|never|wo n'?t|wont) (?:going to |gonna |gunna )?"
    r"(?:hurt|harm|kill) (?:myself|me)\b"
    r"|\b(?:i'?m|i am|im|am|feel(?:ing)?) (?:\w+ ){0,2}?(?:safe|calmer|safer|better|fine|ok|okay"
    r"|alright|all right)\b",
    re.IGNORECASE,
)
_HAS_HELP = re.compile(
    r"\b(?:see(?:ing)?|saw|have|got|found|started (?:with|seeing)?|working with|talk(?:ing)? to) "
    r"(?:(?:an?|my|the|this) )?(?:\w+ )?(?:therapist|counsell?or|psychiatrist|psychologist|someone"
    r"|somebody|doctor|support group|social worker)\b"
    r"|\bin (?:therapy|treatment|counsell?ing)\b|\bgetting help\b|\bon (?:meds|medication)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:days?|weeks?|months?|years?) (?:later|on|since|ago)\b"
    r"|\bbeen (?:an?|\w+|about \w+) (?:days?|weeks?|months?|years?)\b|\blast (?:week|month|year)\b",
    re.IGNORECASE,
)
_GRAVE = re.compile(
    r"\b(?:but|(?<!can i )(?<!could i )(?<!can you )(?<!do you )still"
    r"|until|before"
    r"|goodbyes?|bye to|say bye|last time|the last|a note|my note|pills?"
    r"|tablets|gun|bridge|rope|knife|blade|razor|trains?|tracks|roof|too late|f[io]u?nd me"
    r"|forgive|sorry for|will take care of|looks? after|anymore|any more|voice ?mail|hung up"
    r"|die|dead|dying|death|suicid\w*|end it|kill(?:ing)? (?!myself|me)|cut(?:ting)?)\b",
    re.IGNORECASE,
)
"""What is no word of somebody who is looked after, whoever may be there."""
_DENIED = re.compile(
    r"\b(?:no|not|nobody|no one|none|never|can'?t|cannot|won'?t|wont|isn'?t|aren'?t|doesn'?t"
    r"|didn'?t|don'?t|dont|haven'?t|if|unless|wish|hope|maybe|without|should|could|would"
    r"|used to)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.,;:!?\n]+|\b(?:so|then)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|\b(?:can|could|should|may|shall|would) (?:i|we|you|u|someone|somebody|anyone|they)\b"
    r"|\bhow (?:much|long|many|do)\b|\bwhat about\b"
    r"|\b(?:do|does|is|are|will|would) (?:they|it|these|those|this|that|the|my)\b",
    re.IGNORECASE,
)


def company_of(said: str) -> Company | None:
    """What a message says of being looked after; None where it says nothing, or something grave.

    Args:
        said: The message, normalised.
    """
    if _GRAVE.search(said) is not None:
        return None
    has_help, is_later = _stated(_HAS_HELP, said), _LATER.search(said) is not None
    if has_help and is_later:
        return "helped"
    if _stated(_COMES, said) or _stated(_TOLD, said):
        return "not_alone"
    if _DOES_NOTHING.search(said) is None:
        return None
    return "helped" if is_later else "safe"


def asks_besides(said: str) -> bool:
    """Whether somebody who says so asks for something as well."""
    return _ASKS.search(said) is not None


def _stated(pattern: re.Pattern[str], said: str) -> bool:
    """Whether a clause says it, and does not deny or only wish it."""
    return any(
        pattern.search(clause) is not None and _DENIED.search(clause) is None
        for clause in _CLAUSE.split(said)
    )
