"""What a visitor leaves for the clinic: a vote on an answer, or a question and a contact."""

import logging
from collections.abc import Callable
from functools import partial

import anyio.to_thread
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.contract import ClinicQuestion, Feedback, Kept
from web.conversation import check_session
from web.errors import ApiError
from web.idempotency import idempotency_key
from web.incoming import body_of, read
from web.service import Service, address_of, service_of

_log = logging.getLogger(__name__)


async def feedback(request: Request) -> Response:
    """Keeps a vote: `POST /api/feedback`."""
    service, body, key = await _sent(request)
    vote = read(Feedback, body)
    sender = service.sessions.sender_of(vote.session)
    service.limits.take(sender, address_of(request))
    remark = service.masked(vote.remark) if vote.remark else None
    keep = partial(
        service.records.keep_feedback, sender, vote.message, vote.topic, vote.helpful, remark
    )
    return await _kept(service, sender, key, body, keep)


async def questions(request: Request) -> Response:
    """Keeps a question for the clinic: `POST /api/questions`."""
    service, body, key = await _sent(request)
    asked = read(ClinicQuestion, body)
    sender = service.sessions.sender_of(asked.session)
    service.limits.take(sender, address_of(request))
    # The contact alone is kept as it was written: that is what it is given for.
    question = service.masked(asked.question)
    keep = partial(service.records.keep_question, sender, question, asked.name, asked.contact)
    return await _kept(service, sender, key, body, keep)


async def _sent(request: Request) -> tuple[Service, bytes, str | None]:
    return service_of(request), await body_of(request), idempotency_key(request.headers)


async def _kept(
    service: Service, sender: str, key: str | None, body: bytes, keep: Callable[[], None]
) -> Response:
    await check_session(service, sender)
    try:
        await service.notes.once(sender, key, lambda: anyio.to_thread.run_sync(keep), asked=body)
    except DBAPIError as failure:
        _log.error("a visitor's note could not be kept: %s", type(failure).__name__)
        sentence = "This could not be kept. Please try again in a moment."
        raise ApiError("unavailable", sentence, retry_after=5) from None
    return JSONResponse(Kept().model_dump(), 201)
