"""What is said on a warning sign after it was answered: can it wait, shall I put something on it?

Such a message asks nothing of the treatment, whatever it names: "can it wait till Monday" is no
question of opening hours. It has an answer of its own in `safety.yml`.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.safety import AfterName, LevelName, SafetyFile
from understanding.after_despair import (
    company_of,
    names_pills,
    speaks_of_company,
    tells_anew,
)
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.learned_signs import LEVELS
from understanding.passing_on import passes_on
from understanding.said_of_sign import (
    MISTAKEN,
    SEEN,
    goes_to_help,
    name_of,
    over_by,
)
from understanding.sign_doubts import is_long_ago
from understanding.signs import Found
from understanding.so_far import SoFar
from understanding.understood import Over, Sign

_SAID_OF_A_VISIT = frozenset({None, "better", "own_remedy"})
"""What may be said of a sign that somebody has looked at, and of the medicine for it."""
_IN_DESPAIR = frozenset({"person", "afraid"})
"""What is answered by its own wording after an alarm of self-harm."""
ASKED_ABOUT: frozenset[LevelName] = frozenset({"emergency_now", "today"})
"""Levels of which people ask on; somebody in despair is not read the same lines twice."""
_FEW = 12
"""Words that are on the sign before, if the meaning alone hears more in them."""
_OF_BODY = frozenset({"worse", "wait", "usual", "going", "to_tell"})
"""What speaks of the sign before, so that the meaning alone of few words is no despair."""
_DESPAIR = re.compile(
    r"\b(?:point|anyone|anymore|any more|life|live|living|die|dying|dead|myself|hope\w*|burden|end"
    r"|alone|world|worth\w*|exist\w*)\b",
    re.IGNORECASE,
)
"""What is said of more than the body, however ill somebody feels besides."""
_VITAL = re.compile(
    r"\b(?:throat|tongue|lips?|chest|eyes?|breath\w*|airway|voice)\b", re.IGNORECASE
)
"""Of these nobody is taken to have been misunderstood: "no I meant my throat"."""
_WORSENS = re.compile(r"\b(?:more|worse|clos\w+|tight\w*|thick\w*|can'?t|cannot)\b", re.IGNORECASE)
IN_CARE: Over = "in_care"
_SAID_ON_THE_WAY = frozenset({None, "going", "to_tell", "to_mention"})
_LEAST_TELLING, _STEM = 3, 4
_TELLS_LITTLE = re.compile(
    r"and|the|for|not|are|was|has|had|but|did|its|all|can|got|get|how|who|why|out|now|too|been|very"
    r"|one|two|day|lips?|throat|tongue|face|facial|mouth|cheek\w*|chin|neck|skin|hand\w*|nose|chest|body"
    r"|today|morning|since|after|ago|hours?|days?|have|having|been|really|feel\w*|think|there"
    r"|treatment|session|with|from|that|this|just|still|more|some|over|when|what|like|looks"
    r"|going|doing|getting|them|then|they|side|left|right|small|little|couple|around|under",
    re.IGNORECASE,
)
"""Words of a sign's sentences that tell nothing of it."""


class After(NamedTuple):
    """What a message says of a sign that was answered before.

    Attributes:
        found: The sign that it tells of itself.
        level: Of the answer; None where it says nothing of the kind.
        name: What is answered.
        over: Why the sign is none any more.
    """

    found: Found
    level: LevelName | None = None
    name: AfterName | None = None
    over: Over | None = None


def after_sign(said: str, found: Found, so_far: SoFar) -> After:
    """What a message says of the sign that was answered before it.

    Args:
        said: The message, normalised.
        found: The sign that it tells by itself.
        so_far: What the conversation holds.
    """
    level = so_far.alarm or so_far.sign
    if level is None:
        is_no_answer = so_far.offer == "safe" and found == Found() and speaks_of_company(said)
        # Company is no yes to whether somebody is safe.
        return After(
            Found(check=Sign("self_harm", "self_harm", "meaning")) if is_no_answer else found
        )
    if found.sign is not None and found.sign.language is not None:
        return After(found)
    if (
        level == "today"
        and found == Found()
        and is_long_ago(said, (so_far.words, *so_far.background))
    ):
        return After(found, over=MISTAKEN)
    if level not in ASKED_ABOUT:
        return _after_despair(said, found, level, so_far)
    name = name_of(said, so_far)
    told = found.sign or found.check
    is_short = len(norms_of(said)) <= _FEW
    is_meant = told is None or (told.net == "meaning" and is_short)
    over = over_by(said, found)
    # What tells of more than the way is no mere word on it.
    goes = goes_to_help(said) and (told is None or _WORSENS.search(said) is None)
    if told is not None and told.level == "self_harm":
        is_of_body = is_meant and so_far.alarm is not None and name in _OF_BODY
        if not is_of_body or _DESPAIR.search(said) is not None:
            return After(found)
        found, is_meant = Found(), True
    elif told is not None and told.sign != "ambulance" and _is_graver(told.level, level):
        return After(found)
    if is_meant and name is None and over == MISTAKEN and _VITAL.search(said) is None:
        return After(Found(), over=MISTAKEN)
    is_help = told is not None and told.sign == "ambulance"
    if goes and name in _SAID_ON_THE_WAY and (is_meant or is_help):
        return _on_the_way(said, name, level)
    sure = found.sign.level if found.sign is not None else None
    if over == SEEN and sure != "emergency_now" and name in _SAID_OF_A_VISIT:
        return After(Found(), over=SEEN)
    if sure is not None:
        return After(found, level, "worse") if so_far.alarm is not None else After(found)
    if name is not None:
        sign = Sign(level, level, "pattern") if name == "worse" else None
        return After(Found(sign=sign), level, name)
    if so_far.alarm is not None and found.check is not None and found.check.level == level:
        # What is in doubt by itself is none behind a sign.
        return After(Found(sign=found.check), level, "worse")
    return After(found)


def named_signs(said: str, named: Iterable[str], safety: SafetyFile) -> tuple[str, ...]:
    """The signs that the words of a message tell of, for who is to repeat them to others.

    A sign may be heard in words that tell of another one: blisters at the lip are no swelling of
    it. One counts whose name or sentences share a word with the message, other than a place.

    Args:
        said: The message, normalised.
        named: The signs that were heard.
        safety: With the names and sentences.
    """
    signs = {id_: sign for level in safety.levels.values() for id_, sign in level.signs.items()}
    told = _stems(said)
    return tuple(
        id_
        for id_ in named
        if id_ not in signs or told & _stems(" ".join((signs[id_].name, *signs[id_].fires)))
    )


def _stems(text: str) -> set[str]:
    """The beginnings of the words that say more than a place or a time."""
    words = (each for each in norms_of(text) if len(each) >= _LEAST_TELLING)
    return {each[:_STEM] for each in words if _TELLS_LITTLE.fullmatch(each) is None}


def _after_despair(said: str, found: Found, level: LevelName, so_far: SoFar) -> After:
    """What somebody says who was in despair: that they are not alone, are afraid, want a person.

    Only a message that tells of no sign at all is met by a word to that.
    """
    is_anew = tells_anew(said) or names_pills(said)
    if found.sign is None and so_far.alarm is not None and is_anew:
        return After(Found(sign=Sign(level, level, "pattern")))
    if found != Found():
        return After(found)
    company = company_of(said)
    if company is not None:
        return After(found, level, company)
    if passes_on(said) is not None:
        # What is to be told to others may be a good-bye.
        return After(Found(check=Sign(level, level, "meaning")))
    name = name_of(said, so_far)
    return After(found, level, name) if name in _IN_DESPAIR else After(found)


def _on_the_way(said: str, name: AfterName | None, level: LevelName) -> After:
    """That somebody is on the way to help; what they ask besides is answered behind that."""
    if name in ("to_tell", "to_mention"):
        return After(Found(), level, name, over=IN_CARE)
    asks = asks_plainly(said) or passes_on(said) is not None
    return After(Found(), over=IN_CARE) if asks else After(Found(), level, "going", IN_CARE)


def _is_graver(one: LevelName, other: LevelName) -> bool:
    return LEVELS.index(one) < LEVELS.index(other)
