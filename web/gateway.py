"""The one process that the public reaches: the chat page and the API, with Rasa behind it."""

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from knowledge import KnowledgeError, LiveKnowledge
from settings import Settings
from web.conversation import Desk, Timeouts, handle_message
from web.errors import ApiError, FaultsToErrors, refused, refused_by_routing
from web.greeting import greeting
from web.incoming import body_of, object_in
from web.messages import Message
from web.rasa_client import RasaClient
from web.rate_limits import RequestLimits
from web.readiness import Readiness
from web.security_headers import SecurityHeaders
from web.sessions import Sessions, signing_key
from web.signs import LiveWarningSigns
from web.turns import Turns

_log = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings,
    *,
    live: LiveKnowledge | None = None,
    timeouts: Timeouts | None = None,
    now: Callable[[], float] = time.monotonic,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Starlette:
    """The gateway as an ASGI application.

    Args:
        settings: Where Rasa, the action server, the knowledge and the signing key are.
        live: The knowledge; None: what is in the folder of the settings.
        timeouts: How long Rasa may take; None: as long as `Timeouts` says.
        now: Seconds that never go backwards.
        transport: Replaces the network towards Rasa and the action server.

    Raises:
        KnowledgeError: The knowledge folder is faulty.
        OSError: The signing key cannot be kept.
        ValueError: The file of the signing key holds something else.
    """
    timeouts = timeouts or Timeouts()
    # The environment's proxy settings are for the outside; Rasa is next door.
    http = httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeouts.answer)
    desk = Desk(
        live=live or _knowledge_of(settings),
        signs=LiveWarningSigns(),
        sessions=Sessions(signing_key(settings.STATE_FOLDER)),
        limits=RequestLimits(settings.RATE_LIMITS, now),
        turns=Turns(),
        rasa=RasaClient(http, settings.RASA_URL),
        timeouts=timeouts,
    )
    readiness = Readiness(http, settings.RASA_URL, settings.RASA_TOKEN, settings.ACTIONS_URL, now)

    async def start_session(request: Request) -> Response:
        object_in(await body_of(request))
        desk.limits.take(None, _address(request))
        token = desk.sessions.start()
        first = greeting(desk.live.current())
        return JSONResponse({"session": token, "messages": _shown([first])}, 201)

    async def chat(request: Request) -> Response:
        answers = await handle_message(desk, await body_of(request), _address(request))
        return JSONResponse({"messages": _shown(answers)})

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "up"})

    async def readyz(_: Request) -> Response:
        if not await readiness.is_ready():
            raise ApiError(503, "not_ready", "An answer would not come back yet.", retry_after=2)
        return JSONResponse({"status": "ready"})

    async def page(_: Request) -> Response:
        return FileResponse(_STATIC / "index.html")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with http:
            yield

    return Starlette(
        routes=[
            Route("/api/sessions", start_session, methods=["POST"]),
            Route("/api/chat", chat, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/", page),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(SecurityHeaders, allowed_origins=settings.ALLOWED_ORIGINS),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.ALLOWED_ORIGINS,
                allow_methods=["POST"],
                allow_headers=["Content-Type"],
                expose_headers=["Retry-After"],
            ),
            Middleware(FaultsToErrors),
        ],
        exception_handlers={ApiError: refused, HTTPException: refused_by_routing},
        lifespan=lifespan,
    )


def _knowledge_of(settings: Settings) -> LiveKnowledge:
    return LiveKnowledge(settings.KNOWLEDGE_FOLDER, _log_refusal, settings.ONLY_REVIEWED)


def _shown(messages: list[Message]) -> list[dict[str, object]]:
    return [message.model_dump() for message in messages]


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _log_refusal(error: KnowledgeError) -> None:
    _log.error("an edit of the knowledge was refused; the last good version stays:\n%s", error)
