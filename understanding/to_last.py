"""What a message says to the last reply by its words alone: yes or no, why, that it is not so."""

import re
from collections.abc import Iterable

from language.text import Text
from understanding.about_last import (
    IS_NO,
    OF_ALL,
    PASS_ON,
    START_OVER,
    TO_TELL,
    WHY,
    WRONGED,
    asked_about_last,
)
from understanding.after_despair import says_safe, tells_anew
from understanding.asking import asks_plainly
from understanding.kinds import OF_LAST, SMALLTALK
from understanding.passing_on import left_of, passes_on
from understanding.smalltalk_kinds import kind_said
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_NAMED_BESIDE = frozenset({"body_area", "provider"})
_SHORT = 8
"""Words of a message that does no more than correct or answer something."""
_CHECKS = {"check": _SHORT, "safe": 3}
"""What was offered where a plain question was asked, and words of an answer to it: "no, I'm fine,
don't worry" is no no to whether somebody is safe."""
_MOST_TO_PASS_ON = 40
_HARMED = re.compile(r"\b(?:ruin\w*|burn\w*|scarr\w*|wreck\w*|damag\w*|botch\w*)\b", re.IGNORECASE)
"""What is told of harm is heard, whoever else is to hear it."""
_PARTING = frozenset({"thanks", "goodbye", "farewell"})
"""Small talk with which somebody leaves."""
_YES = re.compile(r"(?:yes|yeah|yep|yup|yea|ya|yh)\b", re.IGNORECASE)
_NO = re.compile(r"(?:no|nope|nah|not now|not really)\b", re.IGNORECASE)


def of_check(text: Text, so_far: SoFar) -> tuple[Question, ...]:
    """The yes or no to the question whether a sign is happening, or whether somebody is safe."""
    said = text.normalised
    if so_far.offer == "safe" and tells_anew(said):
        return (Question("deny", words=said),)
    if so_far.offer == "safe" and says_safe(said):
        return (Question("affirm", words=said),)
    most = _CHECKS.get(so_far.offer or "", 0)
    if len(said.split()) > most:
        return ()
    topic = "affirm" if _YES.match(said) else "deny" if _NO.match(said) else None
    return () if topic is None else (Question(topic, words=said),)


def of_last_answer(text: Text, so_far: SoFar) -> tuple[Question, ...]:
    """What is asked about the last answer, or of all that was told; nothing for other messages."""
    for_them = _told_for_them(text.normalised, so_far)
    if for_them:
        return for_them
    about = asked_about_last(text.normalised)
    is_first = so_far.topic is None and about != START_OVER
    if about is None or (is_first and so_far.sign is None):
        return ()
    if is_first and about != TO_TELL:
        return ()
    if about == WRONGED:
        is_fit = not asks_plainly(text.normalised)
    elif about == IS_NO:
        is_fit = any(each.kind == "circumstance" for each in so_far.person)
    elif about in OF_ALL:
        is_fit = bool(so_far.person or so_far.sign or (about == TO_TELL and so_far.treatments))
    else:
        # "It is her heart, not her face" names what it is not of.
        is_fit = all(about == WHY and each.kind in _NAMED_BESIDE for each in text.entities)
    if not is_fit:
        return ()
    return (Question("follow_up", (Detail(OF_LAST, about),), text.normalised),)


def _told_for_them(said: str, so_far: SoFar) -> tuple[Question, ...]:
    """That it be told for them; nothing where that is not wanted, or something else is asked.

    In despair it may be a good-bye, and harm is heard, whoever else is to hear it.
    """
    if "self_harm" in (so_far.sign, so_far.alarm) or len(said.split()) > _MOST_TO_PASS_ON:
        return ()
    wanted = passes_on(said)
    if wanted is None or _HARMED.search(said) is not None:
        return ()
    left = left_of(said)
    if asks_plainly(left):
        return ()
    of_last = [Detail(OF_LAST, PASS_ON)]
    if wanted == "case":
        of_last.append(Detail(OF_LAST, TO_TELL))
    talk = (Detail(SMALLTALK, "farewell"),) if kind_said(left) in _PARTING else ()
    return (Question("follow_up", (*of_last, *talk), said),)


def takes_back(text: Text, person: Iterable[Detail], so_far: SoFar) -> bool:
    """Whether all that a message says is that something told before is not so."""
    if "?" in text.normalised or len(text.normalised.split()) > _SHORT:
        return False
    if any(not each.negated for each in text.entities):
        return False
    denied = {(each.kind, each.value) for each in person if each.negated}
    return any((each.kind, each.value) in denied for each in so_far.person)
