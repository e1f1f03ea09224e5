"""The one process that the public reaches: the chat page and the API, with Rasa behind it."""

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import anyio
import anyio.to_thread
import httpx
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from desk.inbox.grouping import group_waiting
from desk.inbox.grouping_task import GroupingTask
from desk.inbox.sentence_vectors import SentenceVectors
from desk.routes import STATIC as DESK_STATIC
from desk.routes import desk_routes, front_desk
from knowledge import KnowledgeError, LiveKnowledge
from privacy.personal_data import masked
from records.journal import Journal
from records.journal_queue import JournalQueue
from records.messages import Message
from records.purging import purge_daily
from records.retention import Purged, purge
from records.visitors import Records
from settings import Settings
from web.about import about
from web.conversation import EMERGENCY, ChatService, Timeouts, check_session, handle_message
from web.errors import ApiError, FaultsToErrors, refused, refused_by_routing
from web.greeting import greeting
from web.idempotency import Replies, idempotency_key
from web.incoming import body_of, object_in
from web.metrics import Metrics
from web.notes import feedback_in, question_in
from web.openapi import document
from web.privacy_page import privacy_page
from web.rasa_client import RasaClient
from web.rate_limits import RequestLimits
from web.readiness import Readiness
from web.request_log import RequestLog, log_line, note_answered
from web.security_headers import SecurityHeaders
from web.sessions import Sessions, signing_key
from web.signs import LiveWarningSigns
from web.slow_requests import SlowRequests
from web.turns import Turns

_log = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings,
    *,
    live: LiveKnowledge | None = None,
    timeouts: Timeouts | None = None,
    now: Callable[[], float] = time.monotonic,
    clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    transport: httpx.AsyncBaseTransport | None = None,
) -> Starlette:
    """The gateway as an ASGI application.

    Args:
        settings: Where Rasa, the action server, the knowledge and the signing key are.
        live: The knowledge; None: what is in the folder of the settings.
        timeouts: How long Rasa may take; None: as long as `Timeouts` says.
        now: Seconds that never go backwards.
        clock: The time of day, in UTC.
        transport: Replaces the network towards Rasa and the action server.

    Raises:
        KnowledgeError: The knowledge folder is faulty.
        OSError: The signing key cannot be kept.
        ValueError: The file of the signing key holds something else.
    """
    timeouts = timeouts or Timeouts()
    live = live or _knowledge_of(settings)
    key = signing_key(settings.STATE_FOLDER)
    records = Records(settings.DATABASE_URL, clock)
    journal = Journal(records.engine, ZoneInfo(settings.TIME_ZONE))
    vectors = SentenceVectors()
    grouping = GroupingTask(partial(group_waiting, records.engine, vectors))
    written = JournalQueue(journal, grouping.wake)
    # The environment's proxy settings are for the outside; Rasa is next door.
    http = httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeouts.answer)
    service = ChatService(
        live=live,
        signs=LiveWarningSigns(),
        sessions=Sessions(key),
        limits=RequestLimits(settings.RATE_LIMITS, settings.REDIS_URL or "memory://", now),
        turns=Turns(),
        rasa=RasaClient(http, settings.RASA_URL),
        timeouts=timeouts,
        records=records,
        replies=Replies(now),
        masked=partial(masked, region=settings.PHONE_REGION),
        clock=clock,
        idle=timedelta(hours=settings.SESSION_IDLE_HOURS),
        keep=written.put,
    )
    metrics = Metrics()
    notes: Replies[None] = Replies(now)
    readiness = Readiness(http, settings.RASA_URL, settings.RASA_TOKEN, settings.ACTIONS_URL, now)

    async def start_session(request: Request) -> Response:
        object_in(await body_of(request))
        service.limits.take(None, _address(request))
        token = service.sessions.start()
        try:
            await anyio.to_thread.run_sync(begin, service.sessions.sender_of(token))
        except DBAPIError as failure:
            _log.error("a session could not be noted: %s", type(failure).__name__)
        first = greeting(service.live.current())
        return JSONResponse({"session": token, "messages": _shown([first])}, 201)

    def begin(sender: str) -> None:
        service.records.start(sender)
        journal.begin(clock())

    async def chat(request: Request) -> Response:
        body, key = await body_of(request), idempotency_key(request.headers)
        answers = await handle_message(service, body, _address(request), key)
        said = next((each for each in answers if each.topic == EMERGENCY), answers[0])
        note_answered(request.scope, said.topic, said.confidence, said.is_apology)
        return JSONResponse({"messages": _shown(answers)})

    async def feedback(request: Request) -> Response:
        body, key = await body_of(request), idempotency_key(request.headers)
        vote = feedback_in(body)
        sender = service.sessions.sender_of(vote.session)
        service.limits.take(sender, _address(request))
        remark = service.masked(vote.remark) if vote.remark else None
        keep = partial(
            service.records.keep_feedback, sender, vote.message, vote.topic, vote.helpful, remark
        )
        return await kept(sender, key, body, keep)

    async def questions(request: Request) -> Response:
        body, key = await body_of(request), idempotency_key(request.headers)
        asked = question_in(body)
        sender = service.sessions.sender_of(asked.session)
        service.limits.take(sender, _address(request))
        # The contact alone is kept as it was written: that is what it is given for.
        keep = partial(
            service.records.keep_question,
            sender,
            service.masked(asked.question),
            asked.name,
            asked.contact,
        )
        return await kept(sender, key, body, keep)

    async def kept(sender: str, key: str | None, body: bytes, keep: Callable[[], None]) -> Response:
        await check_session(service, sender)
        try:
            await notes.once(sender, key, lambda: anyio.to_thread.run_sync(keep), asked=body)
        except DBAPIError as failure:
            _log.error("a visitor's note could not be kept: %s", type(failure).__name__)
            sentence = "This could not be kept. Please try again in a moment."
            raise ApiError(503, "unavailable", sentence, retry_after=5) from None
        return JSONResponse({"status": "kept"}, 201)

    async def clinic(_: Request) -> Response:
        return JSONResponse(about(service.live.current()))

    async def privacy(_: Request) -> Response:
        return HTMLResponse(
            privacy_page(
                service.live.current().clinic,
                settings.RETENTION_CONVERSATIONS_DAYS,
                settings.RETENTION_CONTACTS_DAYS,
            )
        )

    async def description(_: Request) -> Response:
        return JSONResponse(document())

    async def widget(_: Request) -> Response:
        return FileResponse(_STATIC / "widget.js", media_type="text/javascript")

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
        try:
            await anyio.to_thread.run_sync(service.records.open)
        except DBAPIError as failure:
            _log.error("the database could not be opened: %s", type(failure).__name__)
        async with http, anyio.create_task_group() as tasks:
            tasks.start_soon(purge_daily, purge_once)
            tasks.start_soon(written.run)
            tasks.start_soon(grouping.run)
            yield
            tasks.cancel_scope.cancel()
            with anyio.CancelScope(shield=True):
                await written.drain()
        service.records.close()

    def purge_once() -> Purged:
        return purge(
            service.records.engine,
            clock(),
            settings.RETENTION_CONVERSATIONS_DAYS,
            settings.RETENTION_CONTACTS_DAYS,
        )

    return Starlette(
        routes=[
            Route("/api/sessions", start_session, methods=["POST"]),
            Route("/api/chat", chat, methods=["POST"]),
            Route("/api/feedback", feedback, methods=["POST"]),
            Route("/api/questions", questions, methods=["POST"]),
            Route("/api/about", clinic),
            Route("/widget.js", widget),
            Route("/privacy", privacy),
            Route("/openapi.json", description),
            Route("/metrics", metrics.show),
            *desk_routes(
                front_desk(settings, records.engine, live, http, key, clock, now, vectors)
            ),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/", page),
            Mount("/static/desk", StaticFiles(directory=DESK_STATIC)),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(RequestLog, keep=(log_line, metrics.count)),
            Middleware(SecurityHeaders, allowed_origins=settings.ALLOWED_ORIGINS),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.ALLOWED_ORIGINS,
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type", "Idempotency-Key"],
                expose_headers=["Retry-After", "X-Request-ID"],
            ),
            Middleware(SlowRequests),
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
