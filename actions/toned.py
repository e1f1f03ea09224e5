"""A few words to how somebody feels, before the answer to what they ask."""

from dataclasses import replace

from actions.answer import Answer
from actions.composing import phrase
from knowledge.model import Knowledge
from knowledge.topics import record_of
from understanding.so_far import SoFar
from understanding.understood import Understood

_PREFIX = "tone_"
_SPOKEN_TO = frozenset({"told_harm", "alarm_stands_today", "alarm_stands_emergency_now"})
"""What is said where more than a few words are due."""


def with_tone(
    answer: Answer, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer with a word to the visitor's feeling before it.

    It is never said on an alarm or beside a check, to what is no question, or in two replies in a
    row; each feeling has one word, and another for the second time.

    Args:
        answer: What is said to the first question.
        understood: What the message says.
        so_far: What the conversation holds.
        knowledge: With the words.
    """
    is_grave = answer.sign is not None or understood.check is not None
    if understood.tone is None or is_grave or so_far.was_toned:
        return answer
    if record_of(answer.topic).is_passed_over or not _SPOKEN_TO.isdisjoint(answer.said):
        return answer
    first = f"{_PREFIX}{understood.tone}"
    key = next((k for k in (first, f"{first}_repeated") if k not in so_far.said), None)
    if key is None:
        return answer
    return replace(answer, sentences=(phrase(key, knowledge), *answer.sentences))


def is_toned(answer: Answer) -> bool:
    """Whether an answer begins with a word to how the visitor feels."""
    key = answer.sentences[0].phrase if answer.sentences else None
    return key is not None and key.startswith(_PREFIX)
