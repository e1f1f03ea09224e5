"""How an answer turned out, for the transcripts and the insights."""

from typing import Literal, get_args

from records.messages import Message

Outcome = Literal["answered", "unclear", "out_of_scope", "handoff", "emergency", "failed"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

MISSED: frozenset[Outcome] = frozenset({"unclear", "out_of_scope", "failed"})
"""The outcomes of questions that staff should see."""

_OF_TOPIC: dict[str, Outcome] = {
    "unclear": "unclear",
    "out_of_scope": "out_of_scope",
    "handoff": "handoff",
    "emergency": "emergency",
}


def outcome_of(message: Message) -> Outcome:
    """How the answer turned out: by its topic, and `failed` for an apology in its place.

    Where it is only asked whether something is happening, nothing has happened yet.
    """
    if message.is_apology:
        return "failed"
    if message.sign == "check":
        return "answered"
    return _OF_TOPIC.get(message.topic, "answered")
