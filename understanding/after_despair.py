"""What somebody says who was in despair a moment ago: that they are not alone, or are safe.

Whoever has told a person, or has one coming, is glad of a word to that, and reads no alarm again.
It counts only where a message says nothing else: what is said of pills, of a last time or of a plan
may stand in any words, and is left to the signs.
"""

import re
from typing import Literal

from understanding.cues import norms_of

Company = Literal["not_alone", "safe"]
"""Somebody is there, comes or was told; they will do nothing."""

_MOST_WORDS = 18
_WHO = (
    r"(?:sister|brother|mom|mum|mama|mother|dad|father|parents?|family|husband|wife|hubby"
    r"|partner|boyfriend|girlfriend|fianc\w+|friends?|bestie|room ?mates?|flat ?mates?"
    r"|house ?mates?|neighbou?rs?|cousins?|aunt\w*|uncles?|grand(?:ma|pa|mother|father)\w*|nan"
    r"|son|daughter|colleagues?|co-?workers?|pastor|priest|rabbi|imam|sponsor|therapist|counsell?or"
    r"|psychiatrist|psychologist|doctor|nurse|gp|social worker|crisis (?:line|team)|hot ?line"
    r"|help ?line|lifeline|samaritans|ambulance|paramedics|police|988|911|999|112|somebody|someone"
    r"|s?he|her|him)"
)
_WHOM = rf"(?:(?:my|a|an|the|our) )?(?:best |older |younger |big |little )?{_WHO}"
_NOW = r"(?: (?:here|now|tonight|already|right now))*"
_COMES = re.compile(
    rf"\b{_WHOM}(?:'?s|'?re| is| are|'?ll be| will be)? (?:now |already |just )?"
    r"(?:coming(?: over| here| to me| to get me)?"
    r"|on (?:her|his|their|the) way(?: over| here| to me)?"
    r"|driving over"
    r"|(?:(?:staying|sitting|stays?|sits?) )?(?:(?:right )?here )?"
    r"(?:with me|beside me|next to me|by my side)|(?:right )?here|on the phone with me"
    rf"|(?:came|drove) (?:over|here)|arrived){_NOW}(?![\w'])",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:i(?:'?ve| have)? )?(?:just )?(?:called|rang|phoned|texted|messaged|told"
    rf"|spoke (?:to|with)|talked (?:to|with)|am talking (?:to|with)|am on the phone (?:to|with))"
    rf" {_WHOM}{_NOW}(?![\w'])",
    re.IGNORECASE,
)
_DOES_NOTHING = re.compile(
    r"\bi(?:'?m| am)? ?(?:(?:not|never) (?:going to|gonna)|wo ?n'?t|will not|will never) "
    r"(?:do anything(?: stupid| bad| to myself)?|(?:hurt|harm|kill) myself)(?![\w'])",
    re.IGNORECASE,
)
_SAFE = re.compile(
    r"\b(?:i'?m|i am|i feel|am|feel) (?:really |totally |quite |all |very |perfectly )?"
    rf"(?:safe|fine|ok|okay|alright|all right){_NOW}(?![\w'])",
    re.IGNORECASE,
)
_FEELS_BETTER = re.compile(r"\b(?:better|calm\w*|safer)\b", re.IGNORECASE)
"""What is no word of safety by itself: one may be calm because of a plan."""
_FILLER = re.compile(
    r"(?:yes|yeah|yep|no worries|no|nope|oh|ok|okay|and|so|please|thanks?|thank you|really|honestly"
    r"|don'?t worry|i promise|promise|now|hello|hi|you|bot|lol)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[\s.,;:!()\-]+")
_PILLS = (
    r"(?:pills?|tablets?|ibuprofen|advil|motrin|tylenol|paracetamol|acetaminophen|aspirin|xanax"
    r"|opioids?|insulin|benadryl|(?:pain ?|sleeping )(?:killers?|meds?))"
)
_NAMES_PILLS = re.compile(rf"\b{_PILLS}\b", re.IGNORECASE)
_MEDICINE = rf"(?:{_PILLS}|meds|medicines?|medications?|lidocaine|numbing|warfarin)"
_AMOUNT = r"(?:how (?:much|many)|too (?:much|many)|enough|strong\w*|dos(?:e|age)|max\w*)"
_TELLS_ANEW = re.compile(
    r"(?:\b(?:not|never|no longer|dont|doesnt|isnt|cannot)|n'?t)"
    r"(?: (?:feel\w*|be|been|being|doing|really|very|so|all|that|quite|exactly|even|too))* "
    r"(?:safe|fine|ok|okay|alright|all right)\b|\bunsafe\b"
    r"|\b(?:do|doing|did|done|end|ends|ending) it\b|\bit ends\b"
    r"|\b(?:it'?s|it is|its) (?:time|done)\b"
    r"|\b(?:took|taken|swallowed) (?:\w+ ){0,2}"
    rf"(?:something|some|them|it|all|everything|whole|bottle|{_MEDICINE})\b"
    r"|\b(?:in my hand|the (?:edge|ledge|bridge|roof|hose|gun|rope|noose)|a note|the note"
    r"|my note|in my head|overdos\w*|lethal|to kill|goodbye to|say goodbye)\b"
    r"|\bi(?:'?ve| have)? (?:now )?(?:decided|made (?:up )?my (?:mind|decision))\b"
    r"|\bstill want to\W*$|\bstill feel (?:the same|like (?:it|this|that))\b"
    r"|\bknow what i(?:'?ll| will|'?m going to) do\b|\b(?:hitting|hits|beating|hurting) me\b"
    r"|\btell (?:\w+ ){1,3}?(?:(?:that )?i )?(?:'?m |im |am )?(?:sorry|love\w*)\b"
    r"|\btold (?:\w+ ){1,3}?i love\w*\b"
    rf"|\b{_AMOUNT}\b[^.!]*\b{_MEDICINE}\b|\b{_MEDICINE}\b[^.!]*\b{_AMOUNT}\b",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"\b(?:can|could|do|does|did|should|when|how|if|who|where)\b[^.!]*\b(?:do|doing|did|done) it\b"
    r"|^(?:is|are|isn'?t|aren'?t) (?:it|this|that|these|those|needling|micro\w*)\b",
    re.IGNORECASE,
)
"""What may well speak of the treatment: "how do they do it", "is it not safe"."""


def company_of(said: str) -> Company | None:
    """What a message says of being looked after, where it says nothing else but that.

    Args:
        said: The message, normalised.
    """
    if len(norms_of(said)) > _MOST_WORDS:
        return None
    left, companions = _COMES.subn(" ", said)
    left, told = _TOLD.subn(" ", left)
    left, nothing = _DOES_NOTHING.subn(" ", left)
    left, safe = _SAFE.subn(" ", left)
    if _SIGN.sub("", _FILLER.sub(" ", left)):
        return None
    if companions or told:
        return "not_alone"
    return "safe" if nothing or safe else None


def says_safe(said: str) -> bool:
    """Whether it says in so many words that its writer is safe, and nothing against it."""
    return company_of(said) is not None and _SAFE.search(said) is not None


def speaks_of_company(said: str) -> bool:
    """Whether it speaks of somebody who is there or was told, whatever it says besides."""
    return any(each.search(said) for each in (_COMES, _TOLD, _DOES_NOTHING, _FEELS_BETTER))


def tells_anew(said: str) -> bool:
    """Whether it speaks of danger by its words, said by somebody who was in despair just before.

    "It" that is done, something that was taken, not being safe: none of it is a sign by itself.
    """
    return _TELLS_ANEW.search(said) is not None and _ASKS_WHETHER.search(said) is None


def names_pills(said: str) -> bool:
    """Whether it names a medicine of which nothing is told to somebody in despair."""
    return _NAMES_PILLS.search(said) is not None
