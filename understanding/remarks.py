"""What is said to the assistant as to a person, and asks nothing: leave is taken, people chat.

A message of such words is met in a few words, whatever question it may resemble; one that asks
something beside them is answered.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from understanding.about_last import PASS_ON
from understanding.asking import asks_plainly
from understanding.chat import (
    OFFER,
    UNKNOWING,
    VOUCH,
    chat_of,
    offers,
    scoffs_at_trade,
    verdict_of,
    wants_word_for_others,
    without_what_of_it,
)
from understanding.kinds import AGE, HARM, OF_LAST, QUESTION, SINCE, SMALLTALK, TOLD
from understanding.smalltalk_kinds import kind_said
from understanding.so_far import SoFar
from understanding.tone import names_called
from understanding.understood import Detail, Question, Sign, Tone, Understood

LEAVING, MAY_ASK, JOKE = "leaving", "may_ask", "joke"
"""Somebody says what they will do next; asks whether they may ask; makes fun."""

_MAKES_FUN = re.compile(
    r"\b(?:let me get (?:this|it) straight|so (?:you'?re|you are) telling me"
    r"|(?:you )?mean to tell me|so basically you)\b",
    re.IGNORECASE,
)
_LOST = frozenset({"unclear", "out_of_scope", "smalltalk"})
"""Topics of what was not understood, or asks nothing."""
_PARTING = frozenset({"thanks", "goodbye", "farewell"})
_AGE_GROUPS = frozenset({"age_under_22", "older_age"})
"""Reasons for care that words such as "kids" stand for."""

_ALL_NEEDED = re.compile(
    r"\b(?:have|got|gave me|that'?s|that is|ve) (?:all|everything|what) (?:that )?(?:i|we)"
    r" (?:need(?:ed)?|want(?:ed)?|came for)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:i'?ll|i will|(?:i'?m )?(?:gonna|going to)|imma|we'?ll|we will)"
    r" (?:(?:go|first|then|just|have to|definitely|probably|perhaps|maybe|and) ){0,2}"
    r"(?:(?:ask|talk to|talk with|speak to|speak with|tell|check with)(?! (?:you|u|for)\b)"
    r"|(?:see|visit) (?:my|the|a|our) (?:doc|doctor|dr|derm|dermatologist|gp|specialist|nurse"
    r"|provider|\w+ologist)|(?:call|ring|phone|email)(?! (?:911|999|112|an ambulance)\b)"
    r"|think (?:about|it over|on it)|sleep on|let you know|get back|be in touch|discuss)\b"
    r"|\blet me (?:first )?"
    r"(?:(?:ask|talk to|talk with|speak to|speak with|check with) (?:my|him|her)"
    r"|think (?:about|it over)|sleep on)\b",
    re.IGNORECASE,
)
_ASKS_LEAVE = re.compile(
    r"(?:\W*\b(?:hi|hello|hey|um+|uh+|so|ok|sorry|excuse me|please|good morning|good evening)\b)*"
    r"\W*(?:(?:can|could|may) i (?:just |please |maybe |quickly )?ask"
    r"|is it (?:ok|okay|fine|alright|all right|allowed) (?:if i ask|to ask)"
    r"|(?:do|would) you mind if i ask(?:ed)?|am i allowed to ask)"
    r"(?: (?:you|u|here|something|sth|smth|anything|a thing|a (?:quick |silly |stupid )?question"
    r"|questions|a few things|things|please))*"
    r"(?:\W*(?:even )?(?:if|though|but|as) (?:i'?m|i am) (?:not|no)\b"
    r"(?: (?:a|an|your|yet|one|from here|registered|booked|patient|client"
    r"|customer|member)){1,4})?\W*",
    re.IGNORECASE,
)
_OWN_REPLY = frozenset({"thanks", "goodbye", "farewell", "compliment", "wish", "insult"})
"""Kinds of small talk that are the better reply to somebody who leaves."""
_DONT_KNOW_WHY = re.compile(
    r"\bso (?:that )?(?:you|u)(?:'?d|'?ll| would| will)? know\b[^.?!]*"
    r"|\b(?:do not|don'?t|idk|dunno|no idea|not sure|god knows) (?:even )?(?:know )?why\b[^.?!]*",
    re.IGNORECASE,
)
_DESPAIRS = re.compile(
    r"\b(?:nothing left|(?:be|go) with (?:him|her|them)|what(?:'?s| is) the point|no point"
    r"|(?:can'?t|cannot|can not) (?:do|take|go on)|no reason|without (?:him|her|them))\b",
    re.IGNORECASE,
)
_FELT: Mapping[Tone, float] = {
    "let_down": 1.1,
    "grieving": 1.1,
    "corrected": 1.1,
    "unhappy": 0.4,
    "ashamed": 0.6,
    "hurt": 1.1,
    "judged": 0.9,
    "sorry": 0.9,
}
"""Feelings and the like that are spoken to, and nothing else, where nothing is asked; and how sure
a particular question must be to be answered for all that."""
_MAY_PUT_RIGHT: frozenset[Tone | None] = frozenset({"corrected", "sorry"})
_ANSWERED = ("condition", "circumstance")
"""Kinds of details that an answer is for."""
_TOLD_OF_BODY = frozenset({"circumstance", "condition", SINCE, HARM})
"""Kinds of what somebody told that no plan makes a mere good-bye."""
_HARMED = re.compile(
    r"\b(?:burn\w*|scar\w*|marks?|lumps?|bumps?|blister\w*|dents?|holes?|pits?|infect\w*|pus|rash"
    r"|bleed\w*|swoll\w*|swell\w*|hurt\w*|pain\w*|worse|darker|patch\w*|stripes?|craters?|damage\w*|numb\w*)\b",
    re.IGNORECASE,
)
"""What was done, beside what was not."""
_BESIDE_VERDICT = frozenset({None, "angry"})
"""Feelings beside which a word on the last reply is met."""
_SURE = 0.9
"""How sure a particular question must be to be answered beside a plan."""
_MOST_WORDS = 30


def in_passing(understood: Understood, said: str, so_far: SoFar) -> Understood:
    """The message as small talk, where it only takes leave, asks for it, or tells of a feeling.

    Args:
        understood: The message, with the feeling that it speaks of.
        said: Its words, normalised.
        so_far: What the conversation holds; after a warning sign nothing is said in passing.
    """
    is_grave = understood.sign or understood.check or understood.over or so_far.alarm
    is_to_pass_on = any(PASS_ON in each.ids(OF_LAST) for each in understood.questions)
    if is_grave or is_to_pass_on or understood.unreadable or len(said.split()) > _MOST_WORDS:
        return understood
    if understood.tone == "grieving" and _DESPAIRS.search(said) is not None:
        # Who grieves and sees nothing ahead is asked whether they are safe.
        return replace(understood, check=Sign("self_harm", "self_harm", "meaning"))
    kind = _by_the_way(understood, said, so_far) or _kind(understood, said)
    kind = kind or _leave_taken(understood, said)
    if kind is None:
        return understood
    if understood.tone is None and scoffs_at_trade(said):
        understood = replace(understood, tone="wary")
    if understood.tone == "let_down" and _HARMED.search(said) is None:
        # That nothing changed is no harm.
        kept = tuple(each for each in understood.person if each.kind != HARM)
        understood = replace(understood, person=kept)
    if understood.tone == "hurt":
        # "The kids call me names" says nothing of an age, "I am a teenager" does.
        names = names_called(said)
        person = tuple(
            d
            for d in understood.person
            if d.value not in _AGE_GROUPS or d.said.casefold() not in names
        )
        understood = replace(understood, person=person)
    talk = Question("smalltalk", (Detail(SMALLTALK, kind),), said)
    return replace(understood, questions=(talk,))


def _by_the_way(understood: Understood, said: str, so_far: SoFar) -> str | None:
    """The kind of what is said by the way, to whoever listens.

    Where something was told that an answer is for, such as a reason for care, nothing is.
    """
    if _tells_of_body(understood, said) or _HARMED.search(said) is not None:
        return None
    if offers(said):
        return OFFER
    is_again = bool(so_far.said) and understood.tone in _BESIDE_VERDICT
    verdict = verdict_of(said) if is_again or understood.tone == "grateful" else None
    is_lost = all(each.topic in _LOST for each in understood.questions)
    if verdict is not None and (is_lost or verdict != UNKNOWING):
        return verdict
    if wants_word_for_others(said):
        return VOUCH
    if scoffs_at_trade(said) or (is_lost and understood.tone == "self_doubt"):
        return "default"
    if asks_plainly(without_what_of_it(said)):
        return None
    if understood.tone == "let_down":
        return "default"
    kind = chat_of(said)
    parting = kind_said(said) if kind is not None else None
    if parting in _PARTING:
        return parting
    if any(each.kind == AGE or each.value in _AGE_GROUPS for each in understood.person):
        # What a child's mother thinks of it is not for the child alone to decide.
        return None
    return kind if is_lost else None


def _kind(understood: Understood, said: str) -> str | None:
    asked = [each for each in understood.questions if each.named(QUESTION)]
    if _ASKS_LEAVE.fullmatch(said):
        return MAY_ASK
    is_lost = all(each.topic in _LOST for each in understood.questions)
    is_plain = understood.tone is None and not understood.person and "?" not in said
    if is_lost and is_plain and _MAKES_FUN.search(said):
        # "So you charge for what I do all day" asks nothing, whatever its words.
        return JOKE
    if asks_plainly(_ALL_NEEDED.sub(" ", _DONT_KNOW_WHY.sub(" ", said))):
        return None
    is_surely_asked = any(each.confidence >= _SURE for each in asked)
    if _tells_of_body(understood, said):
        return None
    if understood.tone in _MAY_PUT_RIGHT and understood.person:
        # What is right now may change the last answer.
        return None
    leaves = _ALL_NEEDED.search(said) or (_PLANS.search(said) and not is_surely_asked)
    if leaves:
        own = kind_said(said)
        return own if own in _OWN_REPLY else LEAVING
    enough = _FELT.get(understood.tone) if understood.tone is not None else None
    return None if enough is None or _is_answered(understood, enough) else "default"


def _tells_of_body(understood: Understood, said: str) -> bool:
    """Whether something was told that no plan and no scoff makes mere talk."""
    told = [*understood.person, *(d for other in understood.others for d in other.person)]
    kinds = {each.kind for each in told if each.value not in _AGE_GROUPS}
    if understood.tone == "let_down" and _HARMED.search(said) is None:
        # That it did nothing sounds like harm.
        kinds -= {HARM}
    return not kinds.isdisjoint(_TOLD_OF_BODY)


def _leave_taken(understood: Understood, said: str) -> str | None:
    """Thanks or a good-bye that were said, where only a part of them was heard."""
    is_talk = all(each.topic == "smalltalk" for each in understood.questions)
    kind = kind_said(said) if is_talk and not asks_plainly(said) else None
    return kind if kind in _PARTING else None


def _is_answered(understood: Understood, enough: float) -> bool:
    """Whether it asks, or names, something that there is an answer to."""
    return any(
        (question.named(QUESTION) and question.confidence >= enough)
        or question.named(TOLD)
        or any(d.kind in _ANSWERED and d.value not in _AGE_GROUPS for d in question.details)
        for question in understood.questions
    )
