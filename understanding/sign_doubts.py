"""Warning signs that only the meaning of a message has, against the rest of what it says.

The model of signs hears one in much that is like nothing it was taught. What somebody plainly asks,
and what was done months ago, speak against that; neither against the words of a sign.
"""

import re
from collections.abc import Sequence

from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.safety import LevelName
from language.text import Text
from understanding.asking import asks_plainly
from understanding.intent_model import RankedIntent
from understanding.kinds import HARM, SINCE, STARTED, TOPIC_TOLD
from understanding.particular import RankedQuestion
from understanding.signs import Found
from understanding.so_far import SoFar
from understanding.topics import UNCLEAR
from understanding.understood import Sign

_NOTHING_ASKED = frozenset(
    {UNCLEAR, "out_of_scope", "smalltalk", "follow_up", "affirm", "deny", "personal_advice"}
)
"""Topics of messages whose question, if they have one, may well be on a sign."""
_MOST_WORDS, _MOST_IN_ALL = 40, 70
"""A longer message may ask something plainly and tell of a sign besides; one still longer may well
tell of one faintly."""
_DENIED = re.compile(
    r"\b(?:ca|wo|do|does|did|is|are|was|were|has|have|could|would|should)n['’]?t\b"
)
"""Begins no question where it begins a clause: "can't sleep"."""
_SURE_TOPIC = 0.5
"""How sure the topic of a question must be for a faint sign in it to be none."""
_FAINT: dict[LevelName, float] = {"emergency_now": 0.285, "today": 0.285, "self_harm": 0.25}
"""Below which likeness a sign is faint."""
_PLAIN, _PLAINEST = (0.63, 0.5), (0.7, 0.6)
"""How sure a particular question must be, and how near its examples, to be plain; and to speak
against a sign that is sure."""
_CERTAIN, _DISTANT = (0.9, 0.7), 0.35
"""How sure and near a question must be that one sentence asks or says it again ("so it isn't
permanent"), and below which likeness despair that only meaning hears in it is none."""
_FAINT_DESPAIR = {True: 0.39, False: 0.29}
"""Below which likeness despair in doubt, that only meaning hears, is none: beside a plain question,
and without one."""
_DOUBTED: dict[LevelName, float] = {"emergency_now": 0.4, "today": 0.28, "self_harm": 0.29}
"""Below which likeness a sign in doubt is none in a message that plainly asks something."""
_HARDLY_SURE, _HARDLY_ONE = 0.7, 0.6
"""Below which share an alarm that only the meaning raised is a question; and a question for today
nothing.

Of 450 messages that had taught nothing 3 of 72 true alarms by meaning alone lie there and all 4
false ones, and of such questions for today none of 3 true ones and both others.
"""
_SURE = 0.45
"""Below which likeness a sure emergency is in doubt in one that asks something most plainly."""
_OF_SKIN = frozenset({"new_patches", "new_scars"})
"""Signs by whose words people name what they want treated as well, and what is old."""
_COLD_SORES = "cold_sores"
"""A sign after a treatment, and before one a reason to put it off."""
_PUS = "pus"
"""A sign after a treatment, and before one what pimples have."""
_GONE_OVER = re.compile(
    r"\b(?:needle|needling|go|going|treat|treating|work|do|roll) (?:right )?"
    r"(?:over|around|on|across) (?:it|that|them|those|'?em|these|pimples|zits|bumps|acne)\b",
    re.IGNORECASE,
)
_HAD_IT = re.compile(
    r"\b(?:had|did|done|got (?:it|my|the)|since|after|post|day \d)\b(?:\W+[\w']+){0,4}?\W+"
    r"(?:needl\w*|microneedl\w*|session|treatment|roller|rolled|it done|mine done)\b",
    re.IGNORECASE,
)
_SPREADS = re.compile(
    r"\b(?:fever\w*|chills|hot|warm|swoll\w*|swell\w*|spread\w*|worse|hurts?|painful|eyes?"
    r"|red line)\b",
    re.IGNORECASE,
)
_VISIT_AHEAD = re.compile(
    r"\b(?:appt|appointment|visit|session|treatment|booking|facial)s?\b(?:\W+(?!was\b|were\b)[\w']+){0,3}?"
    r"\W+(?:tomorrow|tmrw|tmr|next (?:week|month)|later today|coming up"
    r"|in (?:a|an|one|two|three|four|five|six|\d+) (?:days?|weeks?|hours?)"
    r"|(?:on |this |next )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
    r"|\b(?:booked|scheduled|coming) (?:in )?(?:for|on) \w+"
    r"|\b(?:can|should|do) i (?:still )?(?:come|cancel)\b",
    re.IGNORECASE,
)
_AFTER_VISIT = re.compile(
    r"\b(?:since|after|from) (?:\w+ ){0,3}(?:session|treatment|needling|visit|it|then)\b"
    r"|\b(?:eyes?|eyelids?|spread\w*|all over|everywhere)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:like (?:this|that)|still|had it since|ever since|keeps?|now|today|getting|again)\b",
    re.IGNORECASE,
)
_OF_ILLNESS = re.compile(
    r"\b(?:pus|fever\w*|chills|hot|warm|swoll\w*|swell\w*|bleed\w*|blood\w*|ooz\w*|weep\w*|leak\w*"
    r"|infect\w*|spread\w*|blister\w*|open|sores?|yellow|green|smell\w*|throb\w*|numb\w*|eyes?"
    r"|vision|lumps?|faint\w*|dizzy|breath\w*|redness|rash|hives|burn\w*|pain\w*)\b",
    re.IGNORECASE,
)
"""What is no old mark."""
_EASES = re.compile(
    r"\b(?:better|less|calmer|smaller|fading|faded|drying|dried) (?:(?:up|out) )?"
    r"(?:today|now|already|this morning|since|every day|each day|than (?:yesterday|last night))\b"
    r"|\b(?:is|it'?s|are|they'?re|and) (?:already )?"
    r"(?:healing|calming down|going down|drying up|on the mend)\b",
    re.IGNORECASE,
)
_WORSENS = re.compile(
    r"\b(?:worse\w*|spread\w*|but now|fever(?! blister)|chills|pus|yellow|isn'?t|aren'?t"
    r"|more (?:pain|swollen|red)|redder|hotter|eyes?|vision)\b",
    re.IGNORECASE,
)
_NONE_OF = re.compile(
    r"\b(?:no|not|without|never|nor|zero)\b(?:[ ,]+(?:or |and )?[\w']+){1,4}", re.IGNORECASE
)
"""What is denied does not get worse: "no fever, no pus"."""
_OF_LOOKS = re.compile(
    r"\b(?:can['’]?t|cannot|can not)(?: (?:even|anymore|any more|deal|cope))* with "
    r"(?:this|my|these) (?:\w+ )?(?:face|skin|scars?|acne|pores|spots|marks|lines)\b",
    re.IGNORECASE,
)
"""What is said of one's looks in anger as well as in despair, so that it has to be asked."""
_GRADE = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\\d+th) grade"
_IN_YOUTH = re.compile(
    rf"\b(?:in (?:{_GRADE}|(?:elementary|primary|middle|junior high|high) ?school|kindergarten)"
    r"|as an? (?:kid|child|baby|toddler|teen\w*|boy|girl)|when (?:i|he|she|they) (?:was|were)"
    r" (?:just |only )?(?:a (?:kid|child|baby|toddler|teen\w*|boy|girl)|little"
    r"|\d+(?! ?(?:min|hour|hr|day|week|sec))))\b"
)
"""Of what was then nobody needs help now."""
_MONTH = 28
"""Days after which harm is old."""
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_OLD = re.compile(
    r"\b(?:months?|mths?|mnths?|years?|yrs?)\b(?: ago| back| later| on| now| after|$|[.,!])"
    r"|\b(?:for|since|these|over|past|last|within|almost|nearly) (?:\w+ ){0,2}"
    r"(?:months?|mths?|mnths?|years?|yrs?)\b(?! ?-?old)"
    rf"|\b(?:since|in|from|last) (?:{_MONTHS}|summer|winter|spring|autumn|fall|year|christmas)\b"
)
_ACUTE = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|yesterday|last night|suddenly|now|new"
    r"|just|again|days?|more|bigger|worse|worsening|spread\w*|grow\w*|hot|warm|pus|fever\w*|chills"
    r"|swoll\w*|swell\w*|bleed\w*|blood\w*|ooz\w*|weep\w*|leak\w*|infect\w*|hurt\w*|pain\w*|sore\w*"
    r"|heal\w*|numb\w*|blister\w*|eyes?|eyelids?|vision|hiv|hep\w*|needles?|same|shar\w+"
    r"|throb\w*|yellow|green|crust\w*|discharg\w*|smell\w*|tender|burn\w*|lumps?|redder"
    r"|pregnan\w*)\b"
)
"""What is no old harm, whenever it began."""


def settled_doubt(
    found: Found,
    text: Text,
    topic: RankedIntent,
    ranked: Sequence[RankedQuestion],
    so_far: SoFar,
    knowledge: Knowledge,
) -> Found:
    """The sign that is left of one that may be none.

    Args:
        found: What was found.
        text: The message.
        topic: Its likeliest topic.
        ranked: The particular questions that it may ask, the likeliest first.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    sign = found.sign or found.check
    if sign is None:
        return found
    said = text.normalised.casefold()
    is_youth = _IN_YOUTH.search(said) is not None and _GOES_ON.search(said) is None
    if sign.level == "emergency_now" and is_youth and found.likeness < _SURE:
        return Found()
    if found.sign is not None and sign.level == "today" and _eases(text.normalised):
        found = found._replace(sign=None, check=sign)
    best = next(iter(ranked), None)
    known = knowledge.questions[best.id] if best is not None else None
    if sign.net != "meaning":
        is_wish = known is not None and known.topic == "conditions" and _is_plain(best, _PLAIN)
        is_wish = is_wish and found.sign is None and found.likeness < _DOUBTED["today"]
        is_none = sign.sign in _OF_SKIN and (is_wish or _is_old_harm(text.normalised, so_far))
        is_none |= sign.sign == _COLD_SORES and _is_before_visit(text.normalised)
        if is_none:
            return Found()
        is_pimple = sign.sign == _PUS and _is_of_pimples(text.normalised, so_far)
        return found._replace(sign=None, check=sign) if is_pimple else found
    if sign.level == "today" and _is_old_harm(text.normalised, so_far):
        return Found()
    if known is not None and _is_of_sign(known, knowledge):
        return found
    return _against_question(found, sign, text, topic, best)


def asked_about(found: Found, best: RankedQuestion | None) -> Found:
    """A sign that only meaning has and is hardly sure of is asked about, or is none.

    Args:
        found: What is left by the rest of the message.
        best: The likeliest particular question that it may ask.
    """
    asked = found.check
    if asked is not None and asked.level == "today" and asked.net == "meaning":
        return found if asked.confidence >= _HARDLY_ONE else Found()
    sign = found.sign
    if sign is None or sign.net != "meaning" or sign.confidence >= _HARDLY_SURE:
        return found
    if found.likeness < _DISTANT and _is_plain(best, _CERTAIN):
        return Found()
    return found._replace(sign=None, check=sign)


def _eases(said: str) -> bool:
    """Whether what is told is getting less, and nothing of it more."""
    left = _NONE_OF.sub("", said)
    return _EASES.search(left) is not None and _WORSENS.search(left) is None


def _against_question(
    found: Found, sign: Sign, text: Text, topic: RankedIntent, best: RankedQuestion | None
) -> Found:
    """What is left of a sign that only meaning has, where a message plainly asks something."""
    said = text.normalised
    length = len(said.split())
    if length > (_MOST_WORDS if sign.level == "self_harm" else _MOST_IN_ALL):
        return found
    is_sure = topic.name not in _NOTHING_ASKED and topic.confidence >= _SURE_TOPIC
    is_faint = found.likeness < _FAINT[sign.level]
    asks = asks_plainly(_DENIED.sub("", said))
    if is_sure and is_faint and asks:
        return Found()
    if length > _MOST_WORDS:
        return found
    if found.sign is None and sign.level == "self_harm" and found.likeness < _FAINT_DESPAIR[asks]:
        return Found()
    is_distant = sign.level == "self_harm" and found.likeness < _DISTANT
    if is_distant and len(text.sentences) == 1 and _is_plain(best, _CERTAIN):
        return Found()
    if found.sign is not None:
        is_one = len(text.sentences) == 1 and sign.level == "emergency_now"
        is_doubtful = is_one and found.likeness < _SURE and _is_plain(best, _PLAINEST)
        if sign.level == "self_harm" and _OF_LOOKS.search(said) is not None:
            return found._replace(sign=None, check=sign)
        if not is_doubtful:
            return found
        found = found._replace(sign=None, check=sign)
    if _is_plain(best, _PLAIN) and found.likeness < _DOUBTED[sign.level]:
        return Found()
    return found


def _is_plain(best: RankedQuestion | None, least: tuple[float, float]) -> bool:
    return best is not None and best.confidence >= least[0] and best.closeness >= least[1]


def _is_of_sign(known: KnownQuestion, knowledge: Knowledge) -> bool:
    """Whether a question is one on signs, which says what is usual on no day."""
    treatment = knowledge.treatments[known.treatment]
    of_sign = topic_answer(treatment, TOPIC_TOLD["after_effect"]).told_always
    return not set(of_sign).isdisjoint(known.facts)


def _is_of_pimples(said: str, so_far: SoFar) -> bool:
    """Whether somebody who had no session asks if pimples are gone over: "some have pus"."""
    had = any(each.kind in (SINCE, STARTED) for each in so_far.person)
    had |= _HAD_IT.search(said) is not None or _SPREADS.search(said) is not None
    return not had and _GONE_OVER.search(said) is not None


def _is_before_visit(said: str) -> bool:
    return _VISIT_AHEAD.search(said) is not None and _AFTER_VISIT.search(said) is None


def is_long_ago(said: str, told: Sequence[str]) -> bool:
    """Whether a message says that what was told was long ago, where that was no more than marks.

    Args:
        said: The message. That it has not healed since then is no news.
        told: The messages before it that told of something; pus and fever may last for months.
    """
    is_over = _OLD.search(said.casefold()) is not None and _GOES_ON.search(said) is None
    return is_over and not any(_OF_ILLNESS.search(each) for each in (said, *told))


def _is_old_harm(said: str, so_far: SoFar) -> bool:
    """Whether a message speaks of what was done a month or longer ago, and of nothing acute."""
    kinds = {each.kind for each in so_far.person}
    since = [each.value for each in so_far.person if each.kind == SINCE]
    told = (so_far.words, *so_far.background) if HARM in kinds else ()
    is_old = any(isinstance(days, float) and days >= _MONTH for days in since) or any(
        _OLD.search(each.casefold()) for each in (said, *told)
    )
    return is_old and _ACUTE.search(said.casefold()) is None
