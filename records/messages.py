"""The messages of the public contract, as they are shown and written down."""

import secrets
from typing import Any

from pydantic import BaseModel, Field

from actions.answer import Answer, Lack, SignShown
from knowledge import Topic


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


class Call(BaseModel):
    """A number in a message that can be called."""

    number: str
    """As it stands in the text."""
    href: str
    """What a telephone dials: a `tel:` address."""
    emergency: bool
    """Whether it is the emergency number; it alone stands on the button of a warning sign."""


class Message(BaseModel):
    """One message of the assistant."""

    id: str = Field(default_factory=lambda: secrets.token_hex(8))
    text: str = Field(min_length=1)
    topic: Topic
    treatment: str | None = None
    facts: list[str] = []
    sources: list[Source] = []
    buttons: list[Button] = []
    calls: list[Call] = []
    sign: SignShown | None = None
    """The level of the warning sign that is answered; `check` where it is asked about."""
    lacks: Lack | None = None
    """Why it does not say what was asked, where it does not: no source does, the clinic has not
    filled it in, or nobody has released it. The clinic is to be asked then."""
    asked: str | None = Field(default=None, exclude=True)
    """The particular question that is answered; for the journal."""
    confidence: float | None = Field(default=None, exclude=True)
    """How sure the understanding was, 0 to 1; for the log, not for the visitor."""
    understood: dict[str, Any] | None = Field(default=None, exclude=True)
    """The action that answered, and the intent and entities that Rasa read; for the journal."""
    so_far: dict[str, Any] | None = Field(default=None, exclude=True)
    """What the conversation holds after it; for reading the next message."""
    is_apology: bool = Field(default=False, exclude=True)
    """Whether it stands for an answer that did not come; for the log."""


def message_of(answer: Answer) -> Message:
    """An answer that was composed here, as a message."""
    return Message.model_validate({**answer.to_message(), **answer.for_the_journal()})
