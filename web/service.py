"""What the endpoints of the gateway work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import anyio
import httpx
from starlette.requests import Request

from knowledge import LiveKnowledge
from privacy.personal_data import masked
from records.journal import Journal
from records.journal_queue import JournalQueue
from records.messages import Message
from records.visitors import Records
from settings import Settings
from understanding.live import LiveUnderstanding
from web.idempotency import Replies
from web.metrics import Metrics
from web.one_at_a_time import OneAtATime
from web.rasa_client import RasaClient
from web.rate_limits import RequestLimits
from web.readiness import Readiness
from web.sessions import Sessions, signing_key


@dataclass(frozen=True)
class Timeouts:
    """How long Rasa may take, in seconds."""

    answer: float = 8.0
    emergency: float = 2.0
    """For a warning sign: the wait for earlier messages counts too."""


@dataclass(frozen=True)
class Service:
    """All that it takes to answer a request of a visitor."""

    settings: Settings
    live: LiveKnowledge
    understanding: LiveUnderstanding
    one_reader: anyio.CapacityLimiter
    """Messages are read one by one, so that those of a session stay in order."""
    key: bytes
    """What sessions are signed with."""
    sessions: Sessions
    limits: RequestLimits
    one_at_a_time: OneAtATime
    http: httpx.AsyncClient
    """Towards Rasa and the action server."""
    rasa: RasaClient
    timeouts: Timeouts
    records: Records
    journal: Journal
    written: JournalQueue
    """Takes what was said to be written down; nobody waits for it."""
    replies: Replies[list[Message]]
    notes: Replies[None]
    masked: Callable[[str], str]
    """A text without personal data."""
    clock: Callable[[], datetime]
    """The time of day, in UTC."""
    now: Callable[[], float]
    """Seconds that never go backwards."""
    metrics: Metrics
    readiness: Readiness

    @property
    def idle(self) -> timedelta:
        """After so long without a message a session has ended."""
        return timedelta(hours=self.settings.SESSION_IDLE_HOURS)


def make_service(
    settings: Settings,
    understanding: LiveUnderstanding,
    records: Records,
    on_missed: Callable[[], Awaitable[None]],
    timeouts: Timeouts,
    now: Callable[[], float],
    transport: httpx.AsyncBaseTransport | None,
) -> Service:
    """The service of `settings`.

    Args:
        settings: Where Rasa, the action server and the signing key are.
        understanding: What reads messages, and the knowledge.
        records: The database, with the time of day.
        on_missed: Awaited after questions that were not answered.
        timeouts: How long Rasa may take.
        now: Seconds that never go backwards.
        transport: Replaces the network towards Rasa and the action server.

    Raises:
        OSError: The signing key cannot be kept.
        ValueError: The file of the signing key holds something else.
    """
    key = signing_key(settings.STATE_FOLDER)
    # The environment's proxy settings are for the outside; Rasa is next door.
    http = httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeouts.answer)
    journal = Journal(records.engine, ZoneInfo(settings.TIME_ZONE))
    return Service(
        settings=settings,
        live=understanding.knowledge,
        understanding=understanding,
        one_reader=anyio.CapacityLimiter(1),
        key=key,
        sessions=Sessions(key),
        limits=RequestLimits(settings.RATE_LIMITS, settings.REDIS_URL or "memory://", now),
        one_at_a_time=OneAtATime(),
        http=http,
        rasa=RasaClient(http, settings.RASA_URL),
        timeouts=timeouts,
        records=records,
        journal=journal,
        written=JournalQueue(journal, on_missed),
        replies=Replies(now),
        notes=Replies(now),
        masked=partial(masked, region=settings.PHONE_REGION),
        clock=records.clock,
        now=now,
        metrics=Metrics(),
        readiness=Readiness(
            http, settings.RASA_URL, settings.RASA_TOKEN, settings.ACTIONS_URL, now
        ),
    )


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "unknown"
