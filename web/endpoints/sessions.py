"""Starting a conversation: `POST /api/sessions`."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.contract import NewSession, Session
from web.conversation import begin
from web.incoming import body_of, read
from web.service import address_of, service_of


async def start_session(request: Request) -> Response:
    """Gives out a session with its first message, also while the database is away."""
    service = service_of(request)
    read(NewSession, await body_of(request))
    service.limits.take(None, address_of(request))
    token = service.sessions.start()
    first = await begin(service, service.sessions.sender_of(token))
    return JSONResponse(Session(session=token, messages=[first]).model_dump(), 201)
