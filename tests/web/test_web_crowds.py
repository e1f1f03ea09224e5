"""More people than can be answered: who is told to come back, and who never is."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import ClientDisconnect

from settings import Rate, RateLimits, Settings
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import Clock, reading
from web.conversation import begin, converse
from web.errors import ApiError
from web.gateway import create_app
from web.rate_limits import RequestLimits
from web.said import Visitor
from web.service import Service, Timeouts
from web.waiting_line import WaitingLine

WARNING = "I can't breathe and my throat is swelling shut"
PLAIN = "How deep do the needles go?"


def crowd(state: Path, come: Callable[[Service], Awaitable[None]]) -> FakeUpstream:
    """Has people come to a gateway; gives what stood behind it."""
    upstream = FakeUpstream()

    async def run() -> None:
        app = create_app(
            Settings(STATE_FOLDER=state, DATABASE_URL=f"sqlite:///{state}/x.db"),
            understanding=reading(),
            timeouts=Timeouts(answer=60, emergency=0.2),
            now=Clock(),
            transport=httpx.ASGITransport(app=upstream.app()),
        )
        service: Service = app.state.service
        service.records.open()
        for sender in ("ann", "bob"):
            await begin(service, sender)
        await come(service)
        service.records.close()

    asyncio.run(run())
    return upstream


@contextmanager
def full(line: WaitingLine) -> Iterator[None]:
    with ExitStack() as others:
        for number in count():
            if line.is_full_for(str(number)):
                break
            others.enter_context(line.ticket(str(number)))
        yield


async def topic(service: Service, text: str, sender: str = "ann") -> str:
    return (await converse(service, Visitor(sender, "192.0.2.1"), text))[0].topic


@pytest.mark.parametrize("line", ["reading", "asking"])
def test_where_too_many_wait_one_is_told_at_once_and_a_warning_sign_answered(
    tmp_path: Path, line: str
) -> None:
    async def come(service: Service) -> None:
        with full(getattr(service, line)):
            with pytest.raises(ApiError) as refused:
                await topic(service, PLAIN)
            assert (refused.value.code, refused.value.retry_after) == ("busy", 5)
            assert await topic(service, WARNING) == "emergency"
            assert await topic(service, "no puedo respirar") == "emergency"

    assert crowd(tmp_path, come).heard == []


def test_a_warning_sign_waits_for_nobody_who_is_read_before(tmp_path: Path) -> None:
    async def come(service: Service) -> None:
        with service.reading.ticket("somebody"):
            assert await asyncio.wait_for(topic(service, WARNING), 10) == "emergency"

    crowd(tmp_path, come)


def test_of_who_asks_too_much_nothing_is_read_but_warning_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def come(service: Service) -> None:
        service.limits = RequestLimits(RateLimits(Rate(1, 60), Rate(100, 60)), now=Clock())
        assert await topic(service, PLAIN) == "definition"
        monkeypatch.setattr(service.understanding, "read", None)
        with pytest.raises(ApiError) as refused:
            await topic(service, PLAIN)
        assert refused.value.code == "too_many_messages"
        assert await topic(service, WARNING) == "emergency"

    crowd(tmp_path, come)


def test_nothing_is_asked_for_somebody_who_has_gone(tmp_path: Path) -> None:
    async def gone() -> bool:
        return True

    async def come(service: Service) -> None:
        with pytest.raises(ClientDisconnect):
            await converse(service, Visitor("ann", "192.0.2.1", gone), PLAIN)
        after_reading = iter([False, True])

        async def leaves() -> bool:
            return next(after_reading)

        with pytest.raises(ClientDisconnect):
            await converse(service, Visitor("ann", "192.0.2.1", leaves), PLAIN)
        assert await topic(service, "hello", "bob") == "definition"

    assert [said for _, said in crowd(tmp_path, come).heard] == ["hello"]


def test_a_page_that_goes_away_half_way_is_no_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def come(service: Service) -> None:
        app = create_app(service.settings, understanding=reading())
        heard = iter([{"type": "http.request", "body": b"{", "more_body": True}])
        sent: list[Any] = []

        async def receive() -> Any:
            return next(heard, {"type": "http.disconnect"})

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/api/chat",
            "raw_path": b"/api/chat",
            "query_string": b"",
            "headers": [(b"content-length", b"100")],
            "scheme": "http",
            "server": ("gateway", 80),
            "client": ("192.0.2.1", 1),
            "root_path": "",
            "http_version": "1.1",
        }
        await app(scope, receive, send)
        assert sent == []

    crowd(tmp_path, come)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
