"""The messages of the public contract, made from what Rasa's REST channel returns."""

import secrets
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from actions.answer import Answer

UNKNOWN_TOPIC = "unclear"
"""The topic of a text that came without a payload to say so."""


class Source(BaseModel):
    """A source that a message cites."""

    id: str
    title: str
    publisher: str
    date: str | None
    url: str | None


class Button(BaseModel):
    """A choice under a message."""

    id: str
    title: str


class Message(BaseModel):
    """One message of the assistant."""

    id: str = Field(default_factory=lambda: secrets.token_hex(8))
    text: str = Field(min_length=1)
    topic: str
    treatment: str | None = None
    facts: list[str] = []
    sources: list[Source] = []
    buttons: list[Button] = []
    confidence: float | None = Field(default=None, exclude=True)
    """How sure the understanding was, 0 to 1; for the log, not for the visitor."""
    understood: dict[str, Any] | None = Field(default=None, exclude=True)
    """The action that answered, and the intent and entities that Rasa read; for the journal."""
    is_apology: bool = Field(default=False, exclude=True)
    """Whether it stands for an answer that did not come; for the log."""


def message_of(answer: Answer) -> Message:
    """An answer that was composed here, as a message."""
    return Message.model_validate(answer.to_message())


def from_rasa(replies: Iterable[object]) -> list[Message]:
    """The messages in the replies of Rasa's REST channel; what cannot be read is left out.

    An answer arrives as its text followed by a `custom` payload that says the same with its topic,
    facts, sources and buttons. The channel cuts the text at blank lines, so several texts can
    belong to one payload.
    """
    messages: list[Message] = []
    loose: list[str] = []
    for reply in replies:
        if not isinstance(reply, dict):
            continue
        text, payload = reply.get("text"), reply.get("custom")
        if isinstance(text, str) and text.strip():
            loose.append(text)
        answer = _answer(payload, loose)
        if answer is not None:
            messages += [_bare(each) for each in _not_said_by(answer, loose)]
            messages.append(answer)
            loose = []
    return messages + [_bare(each) for each in loose]


def _answer(payload: object, loose: list[str]) -> Message | None:
    if not isinstance(payload, dict):
        return None
    fields = {key: value for key, value in payload.items() if key != "id"}
    if not fields.get("text"):
        fields["text"] = "\n\n".join(loose)
    try:
        return Message.model_validate(fields)
    except ValidationError:
        return None


def _not_said_by(answer: Message, loose: list[str]) -> list[str]:
    """The texts before a payload that are no part of it."""
    said = _words(answer.text)
    for start in range(len(loose)):
        if _words(" ".join(loose[start:])) == said:
            return loose[:start]
    return loose


def _words(text: str) -> list[str]:
    return text.split()


def _bare(text: str) -> Message:
    return Message(text=text, topic=UNKNOWN_TOPIC)
