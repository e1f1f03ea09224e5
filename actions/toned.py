"""A few words to how somebody feels, before the answer to what they ask."""

import re
from dataclasses import replace

from actions.answer import Answer, Sentence
from actions.composing import phrase
from knowledge.model import Knowledge
from knowledge.topics import record_of
from understanding.kinds import HARM, SINCE, WAS
from understanding.so_far import SoFar
from understanding.understood import Tone, Understood

_PREFIX = "tone_"
_SAD: frozenset[Tone] = frozenset({"unhappy", "ashamed", "hurt", "judged"})
"""Feelings beside which a remark on what was noted is cold."""
_NOTES = frozenset({"noted", "noted_same", "noted_unnamed", "noted_no_more"})
_SPOKEN_TO = frozenset({"told_harm", "alarm_stands_today", "alarm_stands_emergency_now"})
"""What is said where more than a few words are due."""
_EMPTY = frozenset({"acknowledgement", "default", "compliment", "help", "noted", "how_are_you"})
"""Kinds of small talk that are no reply to somebody who says how they feel."""
_TAKES_NOTE = frozenset(
    {
        "smalltalk_acknowledgement",
        "smalltalk_acknowledgement_repeated",
        "smalltalk_default",
        "smalltalk_leaving",
    }
)
_WITHOUT_WORDS = frozenset({"grateful", "sorry"})
"""Feelings that small talk answers by itself."""
_OF_EFFECTS = frozenset({"downtime", "side_effects", "aftercare", "smalltalk"})
"""Topics of answers to somebody who holds it against others that they were not told before."""
_TREATED = frozenset({SINCE, HARM})
"""Kinds of what is told by whoever has been treated."""
_PAST = re.compile(r"\b(?:had|did|got|went|ago|after|since|last (?:time|week|month|year))\b", re.I)
"""Words of a message that may speak of a treatment that was had."""


def with_tone(
    answer: Answer, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer with a word to the visitor's feeling before it.

    It is never said on an alarm or beside a check, or in two replies in a row to a question; each
    feeling has one word, and another for the second time. Where nothing was asked, it takes the
    place of small talk.

    Args:
        answer: What is said to the first question.
        understood: What the message says.
        so_far: What the conversation holds.
        knowledge: With the words.
    """
    tone = understood.tone
    is_urgent = answer.sign is not None or answer.topic == "emergency"
    is_grave = is_urgent or understood.check is not None
    if tone is None or is_grave or not _SPOKEN_TO.isdisjoint(answer.said):
        return answer
    if tone == "untold" and answer.topic not in _OF_EFFECTS:
        return answer
    right = _put_right(understood, knowledge)
    if right is not None and answer.topic != "smalltalk":
        return replace(answer, sentences=(right, *answer.sentences))
    key = _key(tone, understood, so_far)
    if answer.topic == "smalltalk":
        if tone == "sorry" and not understood.person and so_far.alarm is None:
            return _forgiven(answer, key, knowledge)
        if tone in _WITHOUT_WORDS or not _is_empty(answer) or so_far.alarm is not None:
            return answer
        word = phrase(key or f"{_PREFIX}{tone}_repeated", knowledge)
        return replace(answer, sentences=(word, *_invitation(tone, so_far, knowledge)))
    if tone == "angry":
        answer = _soberly(answer, so_far, knowledge)
    if so_far.was_toned or key is None:
        return answer
    if tone in _SAD and (answer.topic == "source" or _only_notes(answer)):
        # Who tells of a hurt wants no list of sources, nor that a cheek was noted.
        lines = (phrase(key, knowledge), *_invitation(tone, so_far, knowledge))
        return replace(answer, sentences=lines, cited=())
    if answer.topic == "out_of_scope":
        beyond = phrase("tone_ask" if tone == "corrected" else "tone_beyond", knowledge)
        return replace(answer, sentences=(phrase(key, knowledge), beyond))
    if record_of(answer.topic).is_passed_over and tone in _WITHOUT_WORDS:
        return answer
    return replace(answer, sentences=(phrase(key, knowledge), *answer.sentences))


def _forgiven(answer: Answer, key: str | None, knowledge: Knowledge) -> Answer:
    """Small talk with somebody who says sorry, behind a word to that."""
    word = phrase(key or f"{_PREFIX}sorry_repeated", knowledge)
    kinds = {each.phrase for each in answer.sentences}
    if kinds <= _TAKES_NOTE:
        here = phrase("smalltalk_acknowledgement_repeated", knowledge)
        return replace(answer, sentences=(word, here), buttons=())
    return replace(answer, sentences=(word, *answer.sentences))


def _put_right(understood: Understood, knowledge: Knowledge) -> Sentence | None:
    """The figure that is right, and the one that was said before; None where none is put right."""
    for each in understood.person:
        if each.kind == WAS:
            was = str(each.value)
            return phrase("tone_corrected_figure", knowledge, right=each.said, was=was)
    return None


def _invitation(tone: Tone, so_far: SoFar, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """What invites somebody to go on; nobody who is sad is asked twice."""
    own = f"tone_ask_{tone}"
    key = own if own in knowledge.phrases.phrases else "tone_ask"
    return () if key == own and key in so_far.said else (phrase(key, knowledge),)


def _soberly(answer: Answer, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """The answer without a cheery word, for somebody who is upset and wants a person."""
    key = "handoff_repeated" if "handoff_upset" in so_far.said else "handoff_upset"
    sober = phrase(key, knowledge)
    lines = (sober if each.phrase == "handoff" else each for each in answer.sentences)
    return replace(answer, sentences=tuple(lines))


def is_toned(answer: Answer) -> bool:
    """Whether an answer begins with a word to how the visitor feels."""
    key = answer.sentences[0].phrase if answer.sentences else None
    return key is not None and key.startswith(_PREFIX)


def _key(tone: Tone, understood: Understood, so_far: SoFar) -> str | None:
    """The word for a feeling that was not said yet."""
    first, again = f"{_PREFIX}{tone}", f"{_PREFIX}{tone}_repeated"
    is_told = any(each.kind in _TREATED for each in so_far.person)
    is_treated = is_told or _PAST.search(understood.words) is not None
    # That it is good to ask first is no word for whoever has had it.
    keys = (again,) if tone == "afraid" and is_treated else (first, again)
    return next((key for key in keys if key not in so_far.said), None)


def _only_notes(answer: Answer) -> bool:
    return not answer.facts and _NOTES.issuperset(answer.said)


def _is_empty(answer: Answer) -> bool:
    kinds = {f"smalltalk_{kind}" for kind in _EMPTY}
    return all((each.phrase or "").removesuffix("_repeated") in kinds for each in answer.sentences)
