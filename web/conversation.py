"""One message of a visitor, from what was said to the reply.

A channel is whatever calls `begin` once for each conversation and `converse` for each message; the
chat of the website is one.
"""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import anyio
import anyio.to_thread
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.requests import ClientDisconnect

import actions.people
from actions.answer import Answer
from actions.buttons import payload
from actions.emergency import answer_level, compose_emergency_question
from knowledge import Knowledge
from knowledge.safety import LevelName
from records.journal import Exchange
from records.journal_queue import PATIENCE_SECONDS
from records.messages import Message, message_of
from understanding.so_far import SoFar
from web import buttons, visitor_text
from web.checks import is_alarm
from web.contract import ChatRequest
from web.errors import ApiError
from web.greeting import greeting
from web.incoming import read
from web.rasa_client import RasaClient, RasaUnavailable
from web.rasa_messages import from_rasa
from web.said import Said, Visitor, refusal_of, stays, understood
from web.service import Service

EMERGENCY = "emergency"
T = TypeVar("T")
_REQUEST_BYTES = 16
_ID_BYTES = 8
_log = logging.getLogger(__name__)


async def handle_message(
    service: Service,
    body: bytes,
    address: str,
    key: str | None = None,
    is_gone: Callable[[], Awaitable[bool]] = stays,
) -> list[Message]:
    """Answer a request of the website's chat.

    Args:
        service: What it takes.
        body: The request's body.
        address: Where it comes from.
        is_gone: Whether nobody waits for the answer any more.
        key: The request's idempotency key: the same key gets the same answer, once given.

    Raises:
        ApiError: The request is refused.
        ClientDisconnect: Nobody waits for the answer any more.
    """
    said = read(ChatRequest, body)
    visitor = Visitor(service.sessions.sender_of(said.session), address, is_gone)
    text, button = said.text or "", said.button
    request = None if key is None else request_of(visitor.sender, key, body)
    while True:
        try:
            return await service.replies.once(
                visitor.sender,
                key,
                lambda: converse(service, visitor, text, button, request),
                asked=body,
            )
        except ClientDisconnect:
            # Whoever sent the same before went away; this one may still wait.
            if await is_gone():
                raise


async def begin(service: Service, sender: str) -> Message:
    """Begin a conversation, also while the database is away; gives what is said first."""

    def note() -> None:
        service.records.start(sender)
        service.journal.begin(service.clock())

    service.memory.keep(sender, SoFar())
    await service.turns.note(sender)
    service.records.expect(sender)
    await _patiently(note)
    return greeting(service.live.current())


async def converse(
    service: Service,
    visitor: Visitor,
    text: str,
    button: str | None = None,
    request: str | None = None,
) -> list[Message]:
    """Answer a visitor; there is always at least one message.

    Args:
        service: What it takes.
        visitor: Who says it.
        text: The words as they were typed; they are cleaned, masked and read here.
        button: The id of a button that was pressed in place of words.
        request: What tells this request from another, so that one that is sent again is answered
            and written down once, whichever gateways and processes of Rasa it comes to; None: it is
            not sent again.

    Raises:
        ApiError: Refused: the code is `expired_session` where `begin` was not called or the visitor
            was away for too long, `too_many_messages` and `busy` where it is asked too much; a
            warning sign is answered all the same.
        ClientDisconnect: Nobody waits for the answer any more.
    """
    sender, knowledge, begun = visitor.sender, service.live.current(), service.clock()
    until = service.now() + service.timeouts.emergency
    request = request or secrets.token_hex(_REQUEST_BYTES)
    await service.turns.catch_up(sender)
    said, refusal = await _heard(service, visitor, text, button, knowledge)
    asked = service.checks.take(sender)
    said = _answered_check(replace(said, request=request), asked, knowledge)
    try:
        if said.urgent is not None:
            # Without what was understood Rasa would have to read, for which there is no time.
            can_wait = refusal is None and (button is not None or said.understood is not None)
            seconds = until - service.now() if can_wait else 0.0
            messages = await _answer_at_once(service, visitor, said, said.urgent, seconds)
        elif refusal is not None:
            raise refusal
        else:
            async with service.one_at_a_time.turn(sender):
                await check_session(service, sender)
                answers = await _ask(service, visitor, said)
            messages = answers or [message_of(said.check) if said.check else apology(knowledge)]
    except ApiError:
        if asked is not None:
            # Nothing was answered: whether it is happening stands as it was asked.
            service.checks.remember(sender, asked)
        raise
    messages = [
        each.model_copy(update={"id": _digest(_ID_BYTES, request, number)})
        for number, each in enumerate(messages)
    ]
    remember_check(service, sender, said, messages)
    _keep(service, sender, messages)
    await service.turns.note(sender)
    is_button = button is not None
    await service.written.keep(
        exchange(service, sender, said, messages, begun, knowledge, is_button)
    )
    return messages


async def _heard(
    service: Service, visitor: Visitor, text: str, button: str | None, knowledge: Knowledge
) -> tuple[Said, ApiError | None]:
    """What a visitor says, and why it is refused unless it is an alarm; None: it is not."""
    refusal = refusal_of(service, visitor)
    if button is not None:
        return _pressed(button, knowledge), refusal
    # A plain "yes" can be the alarm, where that was asked.
    is_asked = service.checks.of(visitor.sender) is not None
    try:
        refused = None if is_asked else refusal
        return await understood(text, service, knowledge, visitor, refused), refusal
    except ApiError as busy:
        if not is_asked:
            raise
        return Said(service.masked(visitor_text.cleaned(text))), busy


def request_of(sender: str, key: str, body: bytes) -> str:
    """What tells a request from another: the same for the same one, in every gateway."""
    return _digest(_REQUEST_BYTES, sender, key, hashlib.sha256(body).hexdigest())


def _digest(size: int, *parts: str | int) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=size).hexdigest()


def _answered_check(said: Said, asked: LevelName | None, knowledge: Knowledge) -> Said:
    """What was said, as an alarm where it says that what was asked about is happening."""
    if asked is None or said.urgent is not None:
        return said
    if not is_alarm(asked, said.text, said.understood, knowledge):
        return said
    return replace(said, urgent=answer_level(asked, knowledge), check=None)


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

    A warning sign is answered without it. Where the database does not answer soon, the session
    counts as going on: Rasa keeps the conversation in memory meanwhile.

    Raises:
        ApiError: `expired_session`.
    """

    def has_ended() -> bool:
        seen = service.records.seen_at(sender)
        if seen is None or service.clock() - seen > service.idle:
            return True
        service.records.touch(sender)
        return False

    if not service.records.is_here(sender) and await _patiently(has_ended):
        raise ApiError("expired_session")


async def _patiently(work: Callable[[], T]) -> T | None:
    """What the database says; None where it fails, or holds up a visitor: the work goes on then."""

    async def done() -> T | None:
        try:
            return await anyio.to_thread.run_sync(work)
        except (DBAPIError, NoConnection) as failure:
            _log.error("a visitor could not be noted: %s", type(failure).__name__)
            return None

    # Cancelled, it might never begin; the thread that does it holds on to the task.
    task = asyncio.create_task(done())
    await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
    return task.result() if task.done() else None


async def _answer_at_once(
    service: Service, visitor: Visitor, said: Said, urgent: Answer, seconds: float
) -> list[Message]:
    """Answer an emergency whatever the state of everything behind.

    Rasa is asked for `seconds` all the same, so that the conversation holds the message; neither a
    limit, nor earlier messages, nor another reading of the words keeps the answer from the visitor.
    """
    answers: list[Message] = []
    if seconds > 0:
        with anyio.move_on_after(seconds):
            try:
                async with service.one_at_a_time.turn(visitor.sender):
                    with service.asking.ticket(visitor.whose) as turn:
                        await turn.wait()
                        answers = await _ask_rasa(service.rasa, visitor.sender, said, seconds)
            except ApiError as refusal:
                _log.warning("an emergency was answered without Rasa: %s", refusal.code)
    alarms = [each for each in answers if each.topic == EMERGENCY and each.sign != "check"]
    if alarms:
        return [*alarms, *(each for each in answers if each not in alarms)]
    return [message_of(urgent)]


async def _ask(service: Service, visitor: Visitor, said: Said) -> list[Message]:
    """What Rasa answers when it is the visitor's turn, if somebody still waits for it."""
    with service.asking.ticket(visitor.whose) as turn:
        await turn.wait()
        if await visitor.is_gone():
            raise ClientDisconnect
        return await _ask_rasa(service.rasa, visitor.sender, said, service.timeouts.answer)


async def _ask_rasa(rasa: RasaClient, sender: str, said: Said, seconds: float) -> list[Message]:
    """What Rasa answers; nothing where it fails."""
    try:
        replies = await rasa.say(sender, said.text, seconds, said.understood, said.request)
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
