"""What the endpoints of the gateway work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import anyio
import httpx
from starlette.requests import Request

from privacy.personal_data import masked
from records.journal import Journal
from records.journal_queue import JournalQueue
from records.messages import Message
from records.visitors import Records
from settings import Rate, RateLimits, Settings
from understanding.live import LiveUnderstanding
from understanding.so_far import SoFar
from web.calling import with_calls
from web.checks import Checks
from web.idempotency import Replies
from web.memory import Memory
from web.metrics import Metrics
from web.one_at_a_time import OneAtATime
from web.rasa_client import RasaClient, RasaUnavailable
from web.rate_limits import IN_MEMORY, RequestLimits
from web.readiness import Readiness
from web.sessions import Sessions, signing_key
from web.shared_turns import SharedTurns
from web.waiting_line import WaitingLine

MOST_TO_READ = 40
"""Messages that wait to be read, at some 30 ms each."""
ASKED_AT_ONCE = 4
"""Messages that Rasa has at once; it works on one at a time, and waits for the action server."""
MOST_TO_ASK = 60
"""Messages that wait for Rasa, at some 40 ms each."""

QUESTION_LIMITS = RateLimits(session=Rate(5, 3600), address=Rate(30, 3600))
"""How many questions for the clinic are taken: each is an item that somebody has to look at."""


@dataclass(frozen=True)
class Timeouts:
    """How long Rasa may take, in seconds."""

    answer: float = 8.0
    emergency: float = 1.5
    """For a warning sign, from when it came: waiting and reading count too."""
    memory: float = 0.5
    """For what a conversation holds, before a message of it is read."""


class Service:
    """All that it takes to answer a request of a visitor."""

    def __init__(
        self,
        settings: Settings,
        understanding: LiveUnderstanding,
        records: Records,
        on_missed: Callable[[], Awaitable[None]],
        timeouts: Timeouts,
        now: Callable[[], float],
        transport: httpx.AsyncBaseTransport | None,
    ) -> None:
        """Put it together.

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
        self.settings = settings
        self.live = understanding.knowledge
        self.understanding = understanding
        # Messages are read one by one, so that those of a session stay in order.
        self.reading = WaitingLine(1, MOST_TO_READ)
        self.asking = WaitingLine(ASKED_AT_ONCE, MOST_TO_ASK)
        # Threads of their own: those that wait for the database must not keep anybody from help.
        self.one_reader = anyio.CapacityLimiter(1)
        self.one_watcher = anyio.CapacityLimiter(1)
        shared = settings.SESSION_KEY
        self.key = bytes.fromhex(shared) if shared else signing_key(settings.STATE_FOLDER)
        self.sessions = Sessions(self.key)
        shared_by = settings.REDIS_URL or IN_MEMORY
        questions = QUESTION_LIMITS if settings.RATE_LIMITS else None
        self.limits = RequestLimits(settings.RATE_LIMITS, shared_by, now)
        self.question_limits = RequestLimits(questions, shared_by, now)
        self.one_at_a_time = OneAtATime()
        self.checks = Checks()
        self.memory = Memory(now)
        self.turns = SharedTurns(settings.REDIS_URL, self.memory, self.checks, now)
        # The environment's proxy settings are for the outside; Rasa is next door.
        self.http = httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeouts.answer)
        self.rasa = RasaClient(self.http, settings.rasa_urls, settings.RASA_TOKEN)
        self.timeouts = timeouts
        self.records = records
        self.journal = Journal(records.engine, ZoneInfo(settings.TIME_ZONE))
        self.written = JournalQueue(self.journal, on_missed)
        self.replies = Replies[list[Message]](now)
        self.notes = Replies[None](now)
        self.masked = partial(masked, region=settings.PHONE_REGION)
        self.clock = records.clock
        self.now = now
        self.metrics = Metrics()
        self.readiness = self._readiness()

    def _readiness(self) -> Readiness:
        settings = self.settings
        return Readiness(
            self.http,
            settings.rasa_urls,
            settings.RASA_TOKEN,
            settings.ACTIONS_URL,
            self.now,
            {"the database": self.records.check_writing, "Redis": self.limits.check_sharing},
        )

    def with_calls(self, messages: list[Message], *, opening: bool = False) -> list[Message]:
        """Messages as they are shown, with the numbers in them that can be called."""
        clinic, region = self.live.current().clinic, self.settings.PHONE_REGION
        return with_calls(messages, clinic, region, opening=opening)

    def forget(self, sender: str) -> None:
        """Know nothing of a conversation any more, once it was erased in the database."""
        self.memory.forget(sender)
        self.checks.take(sender)
        self.records.forget(sender)

    async def held(self, sender: str) -> SoFar | None:
        """What a conversation holds, to be looked at; None where nothing can tell.

        Rasa is asked first, since several gateways may have answered. Nothing of it is remembered:
        a message may be under way.
        """
        try:
            return SoFar.from_json(await self.rasa.so_far(sender, self.timeouts.memory))
        except RasaUnavailable:
            return self.memory.of(sender)

    @property
    def idle(self) -> timedelta:
        """After so long without a message a session has ended."""
        return timedelta(hours=self.settings.SESSION_IDLE_HOURS)


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "unknown"
