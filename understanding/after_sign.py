"""What is said on a warning sign after it was answered: can it wait, shall I put something on it?

Such a message asks nothing of the treatment, whatever it names: "can it wait till Monday" is no
question of opening hours. It has an answer of its own in `safety.yml`.
"""

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, cast

from knowledge.safety import AfterName, LevelName
from understanding.asking import asks_plainly
from understanding.cues import IDIOM, Cues, norms_of
from understanding.learned_signs import LEVELS
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
_AT_ANY_TIME = frozenset({"going", "to_tell"})
"""What is said of a sign also long after it was told."""
_MOST_WORDS, _MOST_OF_FEELING = 25, 12
"""Of a longer message the sign is hardly all that it is about."""
_SURELY = frozenset({"worse", "better", "going"})
"""What counts only where it is not denied, and nothing is asked."""
_OF_BODY = frozenset({"worse", "wait", "usual", "going", "to_tell"})
"""What speaks of the sign before, so that the meaning alone of few words is no despair."""
_PUT_ON = re.compile(r"\b(?:put|use|rub|spray|dab) (?:\w+ ){1,4}on (?:it|them|there|my)\b")
_DESPAIR = re.compile(
    r"\b(?:point|anyone|anymore|any more|life|live|living|die|dying|dead|myself|hope\w*|burden|end"
    r"|alone|world|worth\w*|exist\w*)\b"
)
"""What is said of more than the body, however ill somebody feels besides."""
_TURNED_AWAY = re.compile(
    r"\b(?:closed|left|wait|waiting|turned away|sent away|full|no (?:one|body)|nobody|if|unless)\b"
)
"""What is said of a visit at which nobody looked."""
_GIVEN = re.compile(
    r"\b(?:they|doctor|doc|dr|nurse|hospital|pharmacist)\b"
    r"(?:(?!n'?t\b|\bnot\b|\bnever\b|\bif\b)[^.!?]){0,60}"
    r"\b(?:prescribed (?:me|her|him|us)|(?:gave|give|put) (?:me|her|him|us)(?: \w+){0,3}? "
    r"(?:antibiotics?|pills?|tablets?|drops|ointment|steroids?|shots?|prescription|keflex|cephalexin|amoxicillin|antivirals?))\b"
)
"""What a professional gives to whom they have seen, and nobody beforehand: "they said infection and
gave me pills"."""
_LONG_BEFORE = re.compile(
    r"\b(?:before|beforehand|last (?:week|month|year|time)|(?:weeks?|months?|years?) ago"
    r"|for (?:my |the |her |his )?(?:acne|allerg\w+|scars?))\b"
)
"""What was given then, or for that, is no sign that somebody has looked at what is wrong now."""
_TO_SAY = re.compile(
    r"\bwhat (?:do (?:i|we)|(?:should|shall|can|must) (?:i|we|she|he|they|my \w+)) (?:say|tell)\b"
)
"""Who asks what to tell those who help, for themselves or for whoever goes along."""
_VITAL = re.compile(r"\b(?:throat|tongue|lips?|chest|eyes?|breath\w*|airway|voice)\b")
"""Of these nobody is taken to have been misunderstood: "no I meant my throat"."""
_SEEN: Over = "seen"
_MISTAKEN: Over = "mistaken"
_WORDS = MappingProxyType(
    {
        IDIOM: """
            how long should i wait, how long do i wait, how long to wait, wait between,
            should i wait before, normal needling, normal one, normal kind, numbing cream,
            numb cream, after the session, scared of needles, going to need, going to look,
            going to do, going to get, going to have, going to be, going to work,
            in and out,
            fever is gone, fever went, no more fever, temperature is normal, temp is normal,
            temperature is fine, temp is fine
            """,
        _SEEN: """
            went to urgent care, been to urgent care, went to the er, went to er, went to the ed,
            went to a&e, went to the hospital, went to hospital, been to hospital, been to the er,
            back from urgent care, back from the er, back from the hospital, saw a doctor,
            theyve seen, they've seen, they have seen, saw the doctor, saw my doctor, saw a nurse,
            saw my gp, seen by a doctor, been seen,
            got seen, was seen, doctor saw, they saw me, doctor looked, nurse looked,
            they said cellulitis,
            got antibiotics, got an antibiotic, got abx, started antibiotics, sent me home,
            let me go home, sent her home, sent him home, was seen
            """,
        _MISTAKEN: """
            not an emergency, no emergency, isn't an emergency, isnt an emergency, false alarm,
            < no i meant, nothing is wrong, nothing's wrong, nothing wrong with me, misunderstood,
            misread
            """,
        "to_tell": """
            do i tell them, should i tell them, what to tell them, do i tell the
            """,
        "going": """
            < going now, ok going, okay going, im going now, i'm going now, im going in now,
            i'm going in now, on my way, on our way, heading there, heading out, heading to,
            bringing me, taking me, driving me, leaving now, going to urgent care, going to the er,
            going to er, going to the hospital, going to hospital, going to go now, ill go now,
            i'll go now, i will go now, in the waiting room, calling them now,
            calling now, ambulance is here, ambulance is coming, ambulance is on the way,
            paramedics are here
            """,
        "worse": """
            fever, feverish, chills, shiver*, shaking, my temp, temperature, spreading, spread to,
            by my eye, near my eye, to my eye, toward my eye, towards my eye, under my eye,
            around my eye, in my eye, my eyelid, swollen shut, down my neck, worse, bigger now,
            going down my neck, going down my throat, going down my chest, going down my arm,
            going down my face, down my throat, down my chest, hoarse,
            feel sick, feel ill, feel bad, feel awful, feel terrible, feel weak, feel unwell,
            dont feel good, don't feel good, dont feel well, don't feel well, not feeling well,
            not feeling good, confused, dizzy, throwing up, vomit*, red line, red lines, red streak*
            """,
        "better": """
            going down, gone down, went down, better now, feel better, feels better,
            feeling better, a bit better, much better, it stopped, has stopped, went away, gone now,
            calmed down, settled down, fine now, ok now, okay now
            """,
        "wait": """
            go tomorrow, go on monday, go later, go in the morning, go to bed, go if,
            it wait, this wait, that wait, can i wait, i can wait, could i wait, should i wait,
            shld i wait, i just wait, i wait, wait til, wait till, wait until, wait for monday,
            wait for tomorrow, wait a day, wait and see, till monday, til monday, until monday,
            till tomorrow, til tomorrow, until tomorrow, tomorrow instead,
            tomorrow ok, tomorrow enough, is tomorrow, till morning, til morning,
            until morning, sleep on it, see how it goes, see how it is, midnight,
            middle of the night, late at night, its late, it's late, its the weekend,
            it's the weekend, is closed, are closed, you closed, u closed, your closed,
            youre closed, you're closed, clinic closed, till you open, til you open,
            until you open, til u open, til u guys open, till u guys open, until u guys open,
            not open, when you open, when do you open, opens, long drive, no car, no ride,
            can't get there, cant get there, can't go there, cant go there, can't go now,
            cant go now, can't go today, cant go today, can't go tonight, cant go tonight,
            can't drive, cant drive, without insurance, don't have insurance,
            dont have insurance, no insurance, can't afford, cant afford, make a fuss,
            be a bother, bother anyone, bother them, overreacting, over reacting,
            do nothing, ignore it, leave it, really need to, rly need to, do i have to go,
            do i need to go
            """,
        "own_remedy": """
            neosporin, polysporin, bacitracin, ointment, antibiotic*, amoxicillin, cream, serum,
            vitamin c, cortisone, hydrocortisone, benadryl, antihistamine*, ibuprofen, advil,
            tylenol, paracetamol, acetaminophen, aspirin, aloe, vaseline, aquaphor, moisturizer,
            moisturiser, ice, ice pack, compress, squeeze*, pop it, pop them, drain it,
            rubbing alcohol,
            peroxide, witch hazel, tea tree, honey, toothpaste, leftover, left over, home remedy,
            something at home, put on it, take something
            """,
        "person": """
            i can talk to, i could talk to, i can speak to, i could speak to, talk to someone,
            talk to somebody, talk to anyone, talk to a person, talk to a human, speak to someone,
            speak to somebody, speak to a person, talk now, someone i can call, somebody i can call,
            anyone i can call, who can i call, who do i call, who should i call, whom do i call,
            who do i ring, who should i ring, who do i phone, who do i even call,
            who do i even ring,
            call me, can you call, can u call, phone number, your number, ur number, a pic,
            a picture, a photo, pics, photos, video call, real person, a human
            """,
        "usual": """
            normal, usual, just healing, part of healing, part of it, nothing serious,
            just swelling, just the swelling, just an allergy, purging, supposed to,
            should i worry, should i be worried, is it bad, is that bad, is this bad, serious
            """,
        "afraid": """
            scared, afraid, terrified, frightened, freaking out, panicking, panic, crying, worried,
            do something wrong, did something wrong, do wrong, my fault, my own fault, did i cause,
            going to die, gonna die, be ok, be okay, be alright, kill me, so stupid, feel stupid
            """,
    }
)


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
    if level is None or (found.sign is not None and found.sign.language is not None):
        return After(found)
    if (
        level == "today"
        and found == Found()
        and is_long_ago(said, (so_far.words, *so_far.background))
    ):
        return After(found, over=_MISTAKEN)
    name = _name(said, so_far)
    if level not in ASKED_ABOUT:
        is_known = name in _IN_DESPAIR and found == Found()
        return After(found, level, name) if is_known else After(found)
    told = found.sign or found.check
    is_short = len(norms_of(said)) <= _MOST_OF_FEELING
    is_meant = told is None or (told.net == "meaning" and is_short)
    if told is not None and told.level == "self_harm":
        is_of_body = is_meant and name in _OF_BODY and _DESPAIR.search(said) is None
        if not (is_of_body and so_far.alarm is not None):
            return After(found)
        found = Found()
    elif told is not None and told.sign != "ambulance" and _is_graver(told.level, level):
        return After(found)
    surely = set(_cues().found(said, even_denied=False))
    if _GIVEN.search(said) is not None:
        surely.add(_SEEN)
    if asks_plainly(said):
        # Who asks something may have been seen, unless it goes on.
        surely &= set() if found.sign is not None else {_SEEN}
    if is_meant and name is None and _MISTAKEN in surely and _VITAL.search(said) is None:
        return After(Found(), over=_MISTAKEN)
    if name == "going" and (is_meant or (told is not None and told.sign == "ambulance")):
        return After(Found(), level, name)
    sure = found.sign.level if found.sign is not None else None
    is_other = _TURNED_AWAY.search(said) is not None or _LONG_BEFORE.search(said) is not None
    was_seen = _SEEN in surely and not is_other
    if was_seen and sure != "emergency_now" and name in _SAID_OF_A_VISIT:
        return After(Found(), over=_SEEN)
    if sure is not None:
        return After(found, level, "worse") if so_far.alarm is not None else After(found)
    if name is not None:
        sign = Sign(level, level, "pattern") if name == "worse" else None
        return After(Found(sign=sign), level, name)
    if so_far.alarm is not None and found.check is not None and found.check.level == level:
        # What is in doubt by itself is none behind a sign.
        return After(Found(sign=found.check), level, "worse")
    return After(found)


def _is_graver(one: LevelName, other: LevelName) -> bool:
    return LEVELS.index(one) < LEVELS.index(other)


def _name(said: str, so_far: SoFar) -> AfterName | None:
    """What is said of the sign, by its words."""
    length = len(norms_of(said))
    if length > _MOST_WORDS:
        return None
    if _TO_SAY.search(said) is not None:
        return "to_tell"
    surely = _cues().found(said, even_denied=False)
    for name in _cues().found(said):
        if name in (_SEEN, _MISTAKEN) or (name in _SURELY and name not in surely):
            continue
        if name in _SURELY and asks_plainly(said):
            continue
        if so_far.alarm is None and name not in _AT_ANY_TIME:
            continue
        if name in ("usual", "afraid") and length > _MOST_OF_FEELING:
            continue
        return cast(AfterName, name)
    return "own_remedy" if so_far.alarm is not None and _PUT_ON.search(said) else None


@cache
def _cues() -> Cues:
    return Cues(_WORDS)
