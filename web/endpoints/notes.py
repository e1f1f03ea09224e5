"""What a visitor leaves for the clinic: a vote on an answer, or a question and a contact."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Literal

import anyio.to_thread
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from records.messages import message_of
from web.contract import ClinicQuestion, Feedback, Kept, QuestionKept
from web.conversation import check_session, exchange, remember_check
from web.errors import ApiError
from web.idempotency import idempotency_key
from web.incoming import body_of, read
from web.said import Visitor, refusal_of, understood
from web.service import Service, address_of, service_of

_log = logging.getLogger(__name__)


async def feedback(request: Request) -> Response:
    """Keeps a vote: `POST /api/feedback`."""
    service, body, key = await _sent(request)
    vote = read(Feedback, body)
    sender = service.sessions.sender_of(vote.session)
    service.limits.take(sender, address_of(request))
    remark = service.masked(vote.remark) if vote.remark else None
    # What was answered a moment ago may wait to be written down.
    if not await service.written.drain():
        raise ApiError("unavailable")

    def keep() -> None:
        if not service.records.was_answered(sender, vote.message):
            raise ApiError("unknown_message")
        service.records.keep_feedback(sender, vote.message, vote.topic, vote.helpful, remark)

    await _keep(service, sender, key, body, keep)
    return JSONResponse(Kept().model_dump(), 201)


async def questions(request: Request) -> Response:
    """Keeps a question for the clinic: `POST /api/questions`.

    A warning sign in it is answered whether it can be kept or not, and is an emergency in the inbox
    as one that was written in the chat.
    """
    service, body, key = await _sent(request)
    asked = read(ClinicQuestion, body)
    sender = service.sessions.sender_of(asked.session)
    begun, knowledge = service.clock(), service.live.current()
    # The contact alone is kept as it was written: that is what it is given for.
    # Kept also for whoever closes the page once it is sent.
    visitor = Visitor(sender, address_of(request))
    refusal = refusal_of(service, visitor)
    await service.turns.catch_up(sender)
    said = await understood(asked.question, service, knowledge, visitor, refusal)
    answer = said.urgent or said.check
    messages = [message_of(answer)] if answer is not None else []
    remember_check(service, sender, said, messages)
    await service.turns.note(sender)
    keep = partial(service.records.keep_question, sender, said.text, asked.name, asked.contact)
    try:
        if refusal is not None:
            raise refusal
        service.question_limits.take(sender, visitor.address)
        await _keep(service, sender, key, body, keep)
        status: Literal["kept", "not_kept"] = "kept"
    except ApiError as error:
        if said.urgent is None:
            raise
        _log.warning("an emergency was answered and its note not kept: %s", error.code)
        status = "not_kept"
    if said.urgent is not None:
        await service.written.keep(exchange(service, sender, said, messages, begun, knowledge))
    kept = QuestionKept(status=status, messages=service.with_calls(messages))
    return JSONResponse(kept.model_dump(), 201)


async def _sent(request: Request) -> tuple[Service, bytes, str | None]:
    return service_of(request), await body_of(request), idempotency_key(request.headers)


async def _keep(
    service: Service, sender: str, key: str | None, body: bytes, keep: Callable[[], None]
) -> None:
    await check_session(service, sender)
    try:
        await service.notes.once(sender, key, lambda: anyio.to_thread.run_sync(keep), asked=body)
    except DBAPIError as failure:
        _log.error("a visitor's note could not be kept: %s", type(failure).__name__)
        sentence = "This could not be kept. Please try again in a moment."
        raise ApiError("unavailable", sentence, retry_after=5) from None
