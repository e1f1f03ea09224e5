"""How an answer turned out, for the transcripts and the insights."""

from typing import Literal, get_args

from actions.answer import Lack
from records.messages import Message

Outcome = (
    Literal["answered", "smalltalk", "unclear", "out_of_scope", "handoff", "emergency", "failed"]
    | Lack
)
OUTCOMES: tuple[Outcome, ...] = tuple(each for part in get_args(Outcome) for each in get_args(part))

MISSED: frozenset[Outcome] = frozenset({"unclear", "out_of_scope", "failed"})
"""The outcomes of questions that were not understood, or are not ours."""

LACKS: frozenset[Outcome] = frozenset(get_args(Lack))
"""The outcomes of questions that were understood, and to which there is no answer yet."""

_OF_TOPIC: dict[str, Outcome] = {
    "smalltalk": "smalltalk",
    "unclear": "unclear",
    "out_of_scope": "out_of_scope",
    "handoff": "handoff",
    "emergency": "emergency",
}


def outcome_of(message: Message) -> Outcome:
    """How the answer turned out: what it lacks, else its topic; `failed` for an apology instead.

    Where it is only asked whether something is happening, nothing has happened yet.
    """
    if message.is_apology:
        return "failed"
    if message.sign == "check":
        return "answered"
    return _OF_TOPIC.get(message.topic) or message.lacks or "answered"


def subject_of(message: Message) -> str:
    """What an answer is about, as gaps are counted: its particular question, else its topic."""
    return message.asked or message.topic
