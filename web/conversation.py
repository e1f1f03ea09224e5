"""One message of a visitor, from the request to the reply."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import anyio
import anyio.to_thread
from sqlalchemy.exc import DBAPIError

import actions.people
from actions.answer import Answer
from actions.buttons import payload
from actions.emergency import answer_level, compose_emergency_question
from knowledge import Knowledge, LiveKnowledge
from understanding.so_far import SoFar
from web import buttons, visitor_text
from web.errors import ApiError
from web.idempotency import Replies
from web.incoming import ChatRequest, chat_request
from web.journal import Turn
from web.messages import Message, from_rasa, message_of
from web.rasa_client import RasaClient, RasaUnavailable
from web.rate_limits import RequestLimits
from web.records import Records
from web.sessions import Sessions
from web.signs import LiveWarningSigns
from web.turns import Turns

EMERGENCY = "emergency"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Timeouts:
    """How long Rasa may take, in seconds."""

    answer: float = 8.0
    emergency: float = 2.0
    """For a warning sign: the wait for earlier messages counts too."""


@dataclass(frozen=True)
class ChatService:
    """All that it takes to handle a message."""

    live: LiveKnowledge
    signs: LiveWarningSigns
    sessions: Sessions
    limits: RequestLimits
    turns: Turns
    rasa: RasaClient
    timeouts: Timeouts
    records: Records
    replies: Replies[list[Message]]
    masked: Callable[[str], str]
    """A text without personal data."""
    clock: Callable[[], datetime]
    idle: timedelta
    """After so long without a message a session has ended."""
    keep: Callable[[Turn], None]
    """Takes a turn to be written down; does not wait for it."""


async def handle_message(
    service: ChatService, body: bytes, address: str, key: str | None = None
) -> list[Message]:
    """Answer a chat request; there is always at least one message.

    Args:
        service: What it takes.
        body: The request's body.
        address: Where it comes from.
        key: The request's idempotency key: the same key gets the same answer, once given.

    Raises:
        ApiError: The request is refused.
    """
    request = chat_request(body)
    sender = service.sessions.sender_of(request.session)
    return await service.replies.once(
        sender, key, lambda: _answered(service, request, sender, address), asked=body
    )


async def _answered(
    service: ChatService, request: ChatRequest, sender: str, address: str
) -> list[Message]:
    knowledge, begun = service.live.current(), service.clock()
    if request.button is not None:
        said, urgent = _pressed(request.button, knowledge)
    else:
        said, urgent = _written(request.text or "", service, knowledge)
    if urgent is not None:
        messages = await _answer_at_once(service, sender, address, said, urgent)
    else:
        service.limits.take(sender, address)
        async with service.turns.turn(sender):
            await check_session(service, sender)
            answers = await _ask(service.rasa, sender, said, service.timeouts.answer)
        messages = answers or [apology(knowledge)]
    service.keep(
        Turn(
            sender=sender,
            asked_at=begun,
            asked=said,
            is_button=request.button is not None,
            messages=messages,
            milliseconds=round((service.clock() - begun) / timedelta(milliseconds=1)),
            knowledge_version=knowledge.version,
        )
    )
    return messages


def _pressed(button: str, knowledge: Knowledge) -> tuple[str, Answer | None]:
    """What a button says to Rasa, and the answer to it where it is about an emergency."""
    question = buttons.pressed(button, knowledge)
    urgent = None
    if question.topic == EMERGENCY:
        urgent = compose_emergency_question(question, SoFar(), knowledge)
    return payload(button), urgent


async def check_session(service: ChatService, sender: str) -> None:
    """Checks that a session goes on, and notes that its visitor is here.

    A warning sign is answered without it. Where the database does not answer, the session counts
    as going on: Rasa keeps the conversation in memory meanwhile.

    Raises:
        ApiError: `expired_session`.
    """

    def seen_at() -> datetime | None:
        seen = service.records.seen_at(sender)
        if seen is not None and service.clock() - seen <= service.idle:
            service.records.touch(sender)
        return seen

    if service.records.is_here(sender):
        return
    try:
        seen = await anyio.to_thread.run_sync(seen_at)
    except DBAPIError as failure:
        _log.error("the session could not be looked up: %s", type(failure).__name__)
        return
    if seen is None or service.clock() - seen > service.idle:
        raise ApiError(401, "expired_session", "This session has ended. Please start a new one.")


def _written(text: str, service: ChatService, knowledge: Knowledge) -> tuple[str, Answer | None]:
    """What is passed on of the visitor's words, and the answer where they hold a warning sign.

    Personal data is masked here, before anything else sees the words.
    """
    said = service.masked(visitor_text.cleaned(text))
    sign = service.signs.find(said, knowledge)
    return said, answer_level(sign.level, knowledge) if sign is not None else None


async def _answer_at_once(
    service: ChatService, sender: str, address: str, said: str, urgent: Answer
) -> list[Message]:
    """Answer an emergency whatever the state of everything behind.

    Rasa is asked all the same, so that the conversation holds the message; neither a limit, nor
    earlier messages, nor another reading of the words keeps the answer from the visitor.
    """
    answers: list[Message] = []
    with anyio.move_on_after(service.timeouts.emergency):
        try:
            service.limits.take(sender, address)
            async with service.turns.turn(sender):
                answers = await _ask(service.rasa, sender, said, service.timeouts.emergency)
        except ApiError as refusal:
            _log.warning("an emergency was answered without Rasa: %s", refusal.code)
    if any(each.topic == EMERGENCY for each in answers):
        return sorted(answers, key=lambda each: each.topic != EMERGENCY)
    return [message_of(urgent)]


async def _ask(rasa: RasaClient, sender: str, said: str, seconds: float) -> list[Message]:
    """What Rasa answers; nothing where it fails."""
    try:
        replies = await rasa.say(sender, said, seconds)
    except RasaUnavailable as failure:
        _log.warning("Rasa gave no reply: %s", failure)
        return []
    answers = from_rasa(replies)
    if not answers:
        _log.warning("Rasa replied with nothing that can be shown")
    return answers


def apology(knowledge: Knowledge) -> Message:
    """What a visitor reads when no answer came: a plain apology, and how to reach the clinic."""
    return message_of(actions.people.apology(knowledge)).model_copy(update={"is_apology": True})
