"""One message of a visitor, from what was said to the reply.

A channel is whatever calls `begin` once for each conversation and `converse` for each message; the
chat of the website is one.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import anyio
import anyio.to_thread
from sqlalchemy.exc import DBAPIError

import actions.people
from actions.answer import Answer
from actions.buttons import payload
from actions.emergency import (
    answer_level,
    answer_sign,
    compose_check,
    compose_emergency_question,
)
from knowledge import Knowledge
from knowledge.safety import LevelName
from records.journal import Exchange
from records.messages import Message, message_of
from understanding.so_far import SoFar
from understanding.understood import Understood
from web import buttons, visitor_text
from web.checks import is_alarm
from web.contract import ChatRequest
from web.errors import ApiError
from web.greeting import greeting
from web.incoming import read
from web.rasa_client import RasaClient, RasaUnavailable
from web.rasa_messages import from_rasa
from web.service import Service

EMERGENCY = "emergency"
_log = logging.getLogger(__name__)
_NOTHING = SoFar()


@dataclass(frozen=True)
class Visitor:
    """Who says something, whichever channel it comes by."""

    sender: str
    """What Rasa and the records know the conversation as: nobody is recognized by it."""
    address: str
    """Where it comes from; what is no network address shares one limit."""


@dataclass(frozen=True)
class Said:
    """What a visitor said, as it is passed on to Rasa."""

    text: str
    """Masked words, or what a pressed button says."""
    understood: Understood | None = None
    """What the words mean; None for a button."""
    urgent: Answer | None = None
    """The answer to a warning sign, if it is one."""
    check: Answer | None = None
    """The question whether a doubtful one is happening, if nothing behind answers."""


async def handle_message(
    service: Service, body: bytes, address: str, key: str | None = None
) -> list[Message]:
    """Answer a request of the website's chat.

    Args:
        service: What it takes.
        body: The request's body.
        address: Where it comes from.
        key: The request's idempotency key: the same key gets the same answer, once given.

    Raises:
        ApiError: The request is refused.
    """
    request = read(ChatRequest, body)
    visitor = Visitor(service.sessions.sender_of(request.session), address)
    text, button = request.text or "", request.button
    return await service.replies.once(
        visitor.sender, key, lambda: converse(service, visitor, text, button), asked=body
    )


async def begin(service: Service, sender: str) -> Message:
    """Begin a conversation, also while the database is away; gives what is said first."""

    def note() -> None:
        service.records.start(sender)
        service.journal.begin(service.clock())

    service.memory.keep(sender, SoFar())
    try:
        await anyio.to_thread.run_sync(note)
    except DBAPIError as failure:
        _log.error("a session could not be noted: %s", type(failure).__name__)
    return greeting(service.live.current())


async def converse(
    service: Service, visitor: Visitor, text: str, button: str | None = None
) -> list[Message]:
    """Answer a visitor; there is always at least one message.

    Args:
        service: What it takes.
        visitor: Who says it.
        text: The words as they were typed; they are cleaned, masked and read here.
        button: The id of a button that was pressed in place of words.

    Raises:
        ApiError: Refused: the code is `expired_session` where `begin` was not called or the visitor
            was away for too long; a warning sign is answered all the same.
    """
    sender, knowledge, begun = visitor.sender, service.live.current(), service.clock()
    asked = service.checks.take(sender)
    if button is not None:
        said = _pressed(button, knowledge)
    else:
        so_far = await _so_far(service, sender)
        said = await understood(text, service, knowledge, so_far)
        said = _answered_check(said, asked, knowledge)
    if said.urgent is not None:
        messages = await _answer_at_once(service, visitor, said, said.urgent)
    else:
        service.limits.take(sender, visitor.address)
        async with service.one_at_a_time.turn(sender):
            await check_session(service, sender)
            answers = await _ask(service.rasa, sender, said, service.timeouts.answer)
        messages = answers or [message_of(said.check) if said.check else apology(knowledge)]
    remember_check(service, sender, said, messages)
    _keep(service, sender, messages)
    is_button = button is not None
    service.written.put(exchange(service, sender, said, messages, begun, knowledge, is_button))
    return messages


def _answered_check(said: Said, asked: LevelName | None, knowledge: Knowledge) -> Said:
    """What was said, as an alarm where it says that what was asked about is happening."""
    if asked is None or said.urgent is not None or said.understood is None:
        return said
    if not is_alarm(asked, said.text, said.understood, knowledge):
        return said
    return replace(said, urgent=answer_level(asked, knowledge), check=None)


async def _so_far(service: Service, sender: str) -> SoFar:
    """What the conversation holds; where neither the gateway nor Rasa can tell, nothing."""
    held = service.memory.of(sender)
    if held is None:
        try:
            found = await service.rasa.so_far(sender, service.timeouts.memory)
        except RasaUnavailable as failure:
            _log.warning("what a conversation holds could not be looked up: %s", failure)
            return SoFar()
        held = SoFar.from_json(found)
        service.memory.keep(sender, held)
    return held


def _keep(service: Service, sender: str, messages: list[Message]) -> None:
    """Remember what the conversation holds after a reply, if Rasa gave it."""
    held = messages[-1].so_far
    if held is None:
        service.memory.forget(sender)
    else:
        service.memory.keep(sender, SoFar.from_json(held))


def remember_check(service: Service, sender: str, said: Said, messages: list[Message]) -> None:
    """Note it if the visitor was asked whether a sign is happening."""
    check = said.understood.check if said.understood is not None else None
    if check is not None and any(each.sign == "check" for each in messages):
        service.checks.remember(sender, check.level)


def exchange(
    service: Service,
    sender: str,
    said: Said,
    messages: list[Message],
    begun: datetime,
    knowledge: Knowledge,
    is_button: bool = False,
) -> Exchange:
    """What is written down of something that was said and answered."""
    return Exchange(
        sender=sender,
        asked_at=begun,
        asked=said.text,
        is_button=is_button,
        messages=messages,
        milliseconds=round((service.clock() - begun) / timedelta(milliseconds=1)),
        knowledge_version=knowledge.version,
    )


def _pressed(button: str, knowledge: Knowledge) -> Said:
    question = buttons.pressed(button, knowledge)
    urgent = None
    if question.topic == EMERGENCY:
        urgent = compose_emergency_question(question, SoFar(), knowledge)
    return Said(payload(button), urgent=urgent)


async def check_session(service: Service, sender: str) -> None:
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
        raise ApiError("expired_session")


async def understood(
    text: str, service: Service, knowledge: Knowledge, so_far: SoFar = _NOTHING
) -> Said:
    """The visitor's words, read once for all that follows.

    Personal data is masked here, before anything else sees the words.

    Args:
        text: The words as they were typed.
        service: What reads them.
        knowledge: The version in force.
        so_far: What the conversation holds.
    """
    masked = service.masked(visitor_text.cleaned(text))
    read = await anyio.to_thread.run_sync(
        service.understanding.read, masked, knowledge, so_far, limiter=service.one_reader
    )
    urgent = answer_sign(read.sign, knowledge) if read.sign is not None else None
    check = compose_check(read.check, knowledge) if read.check is not None else None
    return Said(masked, read, urgent, check)


async def _answer_at_once(
    service: Service, visitor: Visitor, said: Said, urgent: Answer
) -> list[Message]:
    """Answer an emergency whatever the state of everything behind.

    Rasa is asked all the same, so that the conversation holds the message; neither a limit, nor
    earlier messages, nor another reading of the words keeps the answer from the visitor.
    """
    answers: list[Message] = []
    with anyio.move_on_after(service.timeouts.emergency):
        try:
            service.limits.take(visitor.sender, visitor.address)
            async with service.one_at_a_time.turn(visitor.sender):
                answers = await _ask(service.rasa, visitor.sender, said, service.timeouts.emergency)
        except ApiError as refusal:
            _log.warning("an emergency was answered without Rasa: %s", refusal.code)
    alarms = [each for each in answers if each.topic == EMERGENCY and each.sign != "check"]
    if alarms:
        return [*alarms, *(each for each in answers if each not in alarms)]
    return [message_of(urgent)]


async def _ask(rasa: RasaClient, sender: str, said: Said, seconds: float) -> list[Message]:
    """What Rasa answers; nothing where it fails."""
    try:
        replies = await rasa.say(sender, said.text, seconds, said.understood)
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
