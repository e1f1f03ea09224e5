"""What an answer must look like: as the public contract says, and as its turn expects."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from tests.conversations.conversation import Turn, alternatives


class _Shown(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(_Shown):
    """A source as the public contract shows it."""

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    date: str | None
    url: str | None


class Button(_Shown):
    """A button as the public contract shows it."""

    id: str = Field(pattern=r"^[a-z0-9_-]+(\.[a-z0-9_-]+)*$")
    title: str = Field(min_length=1)


class Call(_Shown):
    """A number that can be called, as the public contract shows it."""

    number: str = Field(min_length=1)
    href: str = Field(pattern=r"^tel:\S+$")
    emergency: bool


class Message(_Shown):
    """A message as the public contract shows it."""

    id: str = Field(min_length=1)
    text: str = Field(pattern=r"\S")
    topic: str = Field(min_length=1)
    treatment: str | None
    facts: list[str]
    sources: list[Source]
    buttons: list[Button]
    calls: list[Call] = []
    sign: Literal["emergency_now", "today", "self_harm", "check"] | None = None
    """Where a warning sign is answered: its level, or that the assistant asks whether it is."""
    lacks: Literal["gap", "blank", "withheld"] | None = None
    """Why it does not say what was asked: no source, a blank profile, or unreleased."""


class BrokenContractError(Exception):
    """What came is not what the public contract promises; the text says where."""


_MESSAGES = TypeAdapter(list[Message])


def messages_in(shown: object) -> list[Message]:
    """The messages of a response.

    Raises:
        BrokenContractError: There is none, a key is missing or new, a value is of another kind, or
            facts come without their sources.
    """
    try:
        messages = _MESSAGES.validate_python(shown)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BrokenContractError(f"messages {where}: {first['msg']}") from None
    if not messages:
        raise BrokenContractError("the list of messages is empty")
    for message in messages:
        if message.facts and not message.sources:
            raise BrokenContractError(
                f"the answer on {message.topic} rests on facts but names no source"
            )
    return messages


def unmet(turn: Turn, always_never: Iterable[str], messages: Sequence[Message]) -> list[str]:
    """What an answer lacks, or has and should not have; empty where all is well."""
    text = _plain(" ".join(message.text for message in messages))
    facts = set(chain.from_iterable(message.facts for message in messages))
    sources = {source.id for message in messages for source in message.sources}
    buttons = {button.id for message in messages for button in message.buttons}
    return [
        *_wrong_topics(turn.topics, [message.topic for message in messages]),
        *(f"does not show the fact {id_}" for id_ in turn.shows if id_ not in facts),
        *(f"shows the fact {id_}" for id_ in turn.hides if id_ in facts),
        *(f"does not cite {id_}" for id_ in turn.cites if id_ not in sources),
        *(f'does not mention "{words}"' for words in turn.mentions if not _has(text, words)),
        *(
            f'says "{words}"'
            for words in dict.fromkeys([*turn.never, *always_never])
            if _plain(words) in text
        ),
        *(f"does not offer the button {id_}" for id_ in turn.offers if id_ not in buttons),
    ]


def _wrong_topics(expected: Sequence[str], found: Sequence[str]) -> list[str]:
    fits = len(expected) == len(found) and all(
        topic in alternatives(allowed) for allowed, topic in zip(expected, found, strict=True)
    )
    if fits or not expected:
        return []
    return [f"is about {', '.join(found)} and not about {', '.join(expected)}"]


def _has(text: str, words: str) -> bool:
    return any(_plain(each) in text for each in alternatives(words))


def _plain(text: str) -> str:
    """Small letters, straight quotes, single spaces."""
    return re.sub(r"\s+", " ", text.replace("\u2019", "'").casefold()).strip()
