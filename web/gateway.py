"""The one process that the public reaches: the chat page and the API, with Rasa behind it."""

import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timezone
from functools import partial

import anyio
import anyio.to_thread
import httpx
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from desk.front_desk import FrontDesk
from desk.inbox.grouping import group_waiting
from desk.inbox.grouping_task import GroupingTask
from desk.routes import desk_routes
from knowledge import KnowledgeError
from records.purging import purge_daily
from records.retention import Purged, purge
from records.visitors import Records
from settings import Settings
from understanding.live import LiveUnderstanding, live_understanding
from web.endpoints.health import metrics
from web.endpoints.pages import STATIC
from web.errors import ApiError, FaultsToErrors, refused, refused_by_routing
from web.operations import public_routes
from web.request_log import RequestLog, log_line
from web.root_path import RootPath
from web.security_headers import SecurityHeaders
from web.service import Service, Timeouts
from web.slow_requests import SlowRequests

_log = logging.getLogger(__name__)


def create_app(
    settings: Settings,
    *,
    understanding: LiveUnderstanding | None = None,
    timeouts: Timeouts | None = None,
    now: Callable[[], float] = time.monotonic,
    clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    transport: httpx.AsyncBaseTransport | None = None,
) -> Starlette:
    """The gateway as an ASGI application.

    Args:
        settings: Where Rasa, the action server, the knowledge and the signing key are.
        understanding: What reads messages; None: by the folders of the settings.
        timeouts: How long Rasa may take; None: as long as `Timeouts` says.
        now: Seconds that never go backwards.
        clock: The time of day, in UTC.
        transport: Replaces the network towards Rasa and the action server.

    Raises:
        KnowledgeError: The knowledge folder is faulty.
        NoModel: There is no trained model.
        OSError: The signing key cannot be kept.
        ValueError: The file of the signing key holds something else.
    """
    understanding = understanding or live_understanding(settings, _log_refusal)
    understanding.prepare()
    records = Records(settings.DATABASE_URL, clock)
    grouping = GroupingTask(partial(group_waiting, records.engine, understanding.vectors))
    service = Service(
        settings, understanding, records, grouping.wake, timeouts or Timeouts(), now, transport
    )
    app = Starlette(
        routes=[
            *public_routes(),
            Route("/metrics", metrics),
            *desk_routes(FrontDesk(service)),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=_middleware(service),
        exception_handlers={ApiError: refused, HTTPException: refused_by_routing},
        lifespan=_lifespan(service, grouping.run),
    )
    app.state.service = service
    return app


def _middleware(service: Service) -> list[Middleware]:
    origins = service.settings.ALLOWED_ORIGINS
    return [
        Middleware(RootPath, root_path=service.settings.ROOT_PATH),
        Middleware(RequestLog, keep=(log_line, service.metrics.count)),
        Middleware(SecurityHeaders, allowed_origins=origins),
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "Idempotency-Key"],
            expose_headers=["Retry-After", "X-Request-ID"],
        ),
        Middleware(SlowRequests),
        Middleware(FaultsToErrors),
    ]


def _lifespan(
    service: Service, group: Callable[[], Coroutine[None, None, None]]
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """What runs beside the answering, and what is written down before the process ends."""
    settings = service.settings

    def purge_once() -> Purged:
        return purge(
            service.records.engine,
            service.clock(),
            settings.RETENTION_CONVERSATIONS_DAYS,
            settings.RETENTION_CONTACTS_DAYS,
        )

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        try:
            await anyio.to_thread.run_sync(service.records.open)
        except DBAPIError as failure:
            _log.error("the database could not be opened: %s", type(failure).__name__)
        async with service.http, anyio.create_task_group() as tasks:
            tasks.start_soon(purge_daily, purge_once)
            tasks.start_soon(service.written.run)
            tasks.start_soon(group)
            yield
            tasks.cancel_scope.cancel()
            with anyio.CancelScope(shield=True):
                await service.written.drain()
                await service.turns.close()
        service.records.close()

    return running


def _log_refusal(error: KnowledgeError) -> None:
    _log.error("an edit of the knowledge was refused; the last good version stays:\n%s", error)
