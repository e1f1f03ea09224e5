"""The ways in which a message of a conversation is read, since it may leave out what was said."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.model import Knowledge
from language.clauses import whole_of
from language.text import Text
from understanding.asking import asks_plainly
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail

_SHORT = 40
"""Words up to which what a message asks may lean on what was said before."""
_LEAST, _MOST = 2, 20
"""Words of a message that stands for itself before another."""
_JOINTS = {"condition": "for", "body_area": "on my", "circumstance": "with"}
"""How a message would name what the visitor told, by its kind."""


_MEANT = re.compile(
    r"\W*(?:(?:no|nope|sorry|but|wait|oh|ok)\W+)*i (?:meant|ment|mean)(?: about| with)?\W+(?!it\b)"
    r"(.{2,80})$",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(r"(?:\W+(?:and )?not \w.*|\W+)$", re.IGNORECASE)
"""What was meant, and behind it what was not."""


class InConversation(NamedTuple):
    """A message with what it may leave out.

    Attributes:
        sentences: The last question, the message behind it, the message behind each message that
            told something, and the message with each thing of `details`.
        details: What the visitor told.
        has_several: Whether the message says more than what of it asks.
    """

    sentences: Sequence[str] = ()
    details: Sequence[Detail] = ()
    has_several: bool = False


def asking_words(text: Text) -> str:
    """What of a message may leave something out: the last sentence that asks, or the last one.

    What stands before it in the message says enough to be read by itself, and would only blur what
    is read behind the last question.
    """
    sentences = [whole_of(each) for each in text.sentences]
    asking = [each for each in sentences if asks_plainly(text.of(each))]
    return text.corrected(text.whole if len(sentences) < 2 else (asking or sentences)[-1])


def in_conversation(words: str, so_far: SoFar, knowledge: Knowledge) -> InConversation:
    """A message with the last question, and with each thing that was told.

    Args:
        words: The message, or what of it asks, corrected.
        so_far: What the conversation holds.
        knowledge: The version in force.

    Returns:
        Nothing where they are many, or the first.
    """
    if not (so_far.topic or so_far.words) or not 0 < len(words.split()) <= _SHORT:
        return InConversation()
    last = _asked_last(so_far, knowledge)
    meant = _MEANT.match(words)
    if meant is not None:
        # "No, I meant the roller, not the pen" is the last question, asked of the roller.
        words = _NOT_MEANT.sub("", meant[1])
    named = {detail: _name_of(detail, knowledge) for detail in so_far.person}
    details = [detail for detail, name in named.items() if name is not None]
    told = [f"{words} {_JOINTS[detail.kind]} {named[detail]}" for detail in details]
    before = [f"{each} {words}" for each in so_far.background if each != so_far.words]
    return InConversation([last, f"{last} {words}", *before, *told], details)


def _name_of(detail: Detail, knowledge: Knowledge) -> str | None:
    """How the knowledge calls what a visitor told; None where it has no such thing."""
    for kind, terms in knowledge.terms.items():
        if kind == detail.kind and kind in _JOINTS and detail.value in terms:
            return knowledge.term_name(kind, str(detail.value))
    return None


def _asked_last(so_far: SoFar, knowledge: Knowledge) -> str:
    """What was asked last as it was, if that is short; a particular question in plain words."""
    if _LEAST <= len(so_far.words.split()) <= _MOST:
        return so_far.words
    asked = next((d.value for d in so_far.details if d.kind == QUESTION), None)
    if isinstance(asked, str) and asked in knowledge.questions:
        return knowledge.questions[asked].examples[0]
    return so_far.words or knowledge.phrases.render(f"topic_title_{so_far.topic}")


def asked(so_far: SoFar) -> set[object]:
    """The particular questions that were answered last."""
    return {detail.value for detail in so_far.details if detail.kind == QUESTION}
