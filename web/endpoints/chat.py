"""Starting a conversation, and saying something in it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.contract import Messages, NewSession, Session
from web.conversation import EMERGENCY, begin, handle_message
from web.idempotency import idempotency_key
from web.incoming import body_of, read
from web.request_log import note_answered
from web.service import address_of, service_of


async def chat(request: Request) -> Response:
    """`POST /api/chat`: of several answers, a warning sign is what the log tells of."""
    service, body = service_of(request), await body_of(request)
    key = idempotency_key(request.headers)
    where, is_gone = address_of(request), request.is_disconnected
    answers = await handle_message(service, body, where, key, is_gone)
    said = next((each for each in answers if each.topic == EMERGENCY), answers[0])
    note_answered(request.scope, said.topic, said.confidence, said.is_apology)
    return JSONResponse(Messages(messages=service.with_calls(answers)).model_dump())


async def start_session(request: Request) -> Response:
    """`POST /api/sessions`: a session with its first message, also while the database is away."""
    service = service_of(request)
    read(NewSession, await body_of(request))
    service.limits.take(None, address_of(request))
    token = service.sessions.start()
    first = await begin(service, service.sessions.sender_of(token))
    begun = Session(session=token, messages=service.with_calls([first], opening=True))
    return JSONResponse(begun.model_dump(), 201)
