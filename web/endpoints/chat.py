"""Saying something: `POST /api/chat`."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.contract import Messages
from web.conversation import EMERGENCY, handle_message
from web.idempotency import idempotency_key
from web.incoming import body_of
from web.request_log import note_answered
from web.service import address_of, service_of


async def chat(request: Request) -> Response:
    """Answers a message; a warning sign is what the log tells of several answers."""
    body, key = await body_of(request), idempotency_key(request.headers)
    answers = await handle_message(service_of(request), body, address_of(request), key)
    said = next((each for each in answers if each.topic == EMERGENCY), answers[0])
    note_answered(request.scope, said.topic, said.confidence, said.is_apology)
    return JSONResponse(Messages(messages=answers).model_dump())
