"""Starting a conversation: `POST /api/sessions`."""

import logging

import anyio.to_thread
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.contract import NewSession, Session
from web.greeting import greeting
from web.incoming import body_of, read
from web.service import Service, address_of, service_of

_log = logging.getLogger(__name__)


async def start_session(request: Request) -> Response:
    """Gives out a session with its first message, also while the database is away."""
    service = service_of(request)
    read(NewSession, await body_of(request))
    service.limits.take(None, address_of(request))
    token = service.sessions.start()
    try:
        await anyio.to_thread.run_sync(_note, service, service.sessions.sender_of(token))
    except DBAPIError as failure:
        _log.error("a session could not be noted: %s", type(failure).__name__)
    begun = Session(session=token, messages=[greeting(service.live.current())])
    return JSONResponse(begun.model_dump(), 201)


def _note(service: Service, sender: str) -> None:
    service.records.start(sender)
    service.journal.begin(service.clock())
