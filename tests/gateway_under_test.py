"""A gateway for a test: real knowledge with a made-up clinic, and the fake upstream behind it."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from knowledge import KnowledgeError, LiveKnowledge
from settings import RateLimits, Settings
from tests.blank_clinic import copied_knowledge
from tests.fake_upstream import FakeUpstream
from understanding.live import LiveModel, LiveUnderstanding
from web.gateway import create_app
from web.service import Timeouts

PHONE = "+1 202 555 0143"
_CLINIC = f"phone: {PHONE}\nemergency_number: 911\n"

Shown = dict[str, Any]


def _refused(error: KnowledgeError) -> None:
    raise AssertionError(str(error))


@lru_cache(maxsize=1)
def live_knowledge() -> LiveKnowledge:
    """The knowledge that comes with the project, for a clinic with a phone number; read once."""
    folder = Path(tempfile.mkdtemp(prefix="needlewise-test-"))
    atexit.register(shutil.rmtree, folder)
    return LiveKnowledge(copied_knowledge(folder, _CLINIC), _refused)


@lru_cache(maxsize=1)
def trained_model() -> LiveModel:
    """The model that was trained last; loaded once."""
    return LiveModel(Settings().MODEL)


def reading(live: LiveKnowledge | None = None) -> LiveUnderstanding:
    """What reads messages, by the trained model and `live` or `live_knowledge()`."""
    return LiveUnderstanding(live or live_knowledge(), trained_model())


class Gateway:
    """What a page or a program can do with the service."""

    def __init__(self, client: TestClient, upstream: FakeUpstream) -> None:
        self.client = client
        self.upstream = upstream

    def start(self) -> str:
        """A new session."""
        session: str = self.client.post("/api/sessions", json={}).json()["session"]
        return session

    def send(self, **body: object) -> tuple[int, Shown]:
        """The status and the body of the response to a chat request in a new session."""
        response = self.client.post("/api/chat", json={"session": self.start(), **body})
        return response.status_code, response.json()

    def answers(self, **body: object) -> list[Shown]:
        """The messages that a chat request brings; the request must succeed."""
        status, answer = self.send(**body)
        assert status == 200, answer
        messages: list[Shown] = answer["messages"]
        return messages

    def error(self, **body: object) -> tuple[int, str]:
        """The status and the code of the error that a chat request brings."""
        status, answer = self.send(**body)
        assert set(answer) == {"error"}
        assert set(answer["error"]) == {"code", "message"}
        return status, answer["error"]["code"]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """The time now."""
        return self.seconds


@contextmanager
def gateway(
    state: Path,
    upstream: FakeUpstream | None = None,
    *,
    down: bool = False,
    timeouts: Timeouts | None = None,
    clock: Clock | None = None,
    rate_limits: RateLimits | None = None,
    rasa_token: str | None = None,
    allowed_origins: tuple[str, ...] = (),
) -> Iterator[Gateway]:
    """A running gateway; `down` takes the services behind it away."""
    upstream = upstream or FakeUpstream()
    settings = Settings(
        STATE_FOLDER=state,
        DATABASE_URL=f"sqlite:///{state}/gateway.db",
        RATE_LIMITS=rate_limits,
        RASA_TOKEN=rasa_token,
        ALLOWED_ORIGINS=allowed_origins,
    )
    transport: httpx.AsyncBaseTransport = httpx.ASGITransport(app=upstream.app())
    if down:
        transport = httpx.MockTransport(_refuse)
    app = create_app(
        settings,
        understanding=reading(),
        timeouts=timeouts,
        now=clock or Clock(),
        transport=transport,
    )
    with TestClient(app) as client:
        yield Gateway(client, upstream)


def _refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)
