import json
from datetime import datetime, timedelta, timezone

import anyio
import httpx
import pytest

from desk.answer.understanding import Understanding

READ = {"intent": {"name": "ask_pain", "confidence": 0.8}}


class Day:
    def __init__(self) -> None:
        self.time = datetime(2026, 5, 4, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.time


class Rasa:
    def __init__(self, *bodies: object, status: int = 200, refuses: bool = False) -> None:
        self.body: object = bodies[0] if bodies else READ
        self.status = status
        self.refuses = refuses
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.refuses:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(self.status, json=self.body)


def understanding(rasa: Rasa, clock: Day, token: str | None = None) -> Understanding:
    http = httpx.AsyncClient(transport=httpx.MockTransport(rasa))
    return Understanding(http, "http://rasa", token, clock)


def test_rasa_is_asked_to_read_with_the_token_and_without_a_conversation() -> None:
    rasa = Rasa()
    assert anyio.run(understanding(rasa, Day(), "t0k").of, "does it hurt") == READ
    (request,) = rasa.requests
    assert str(request.url) == "http://rasa/model/parse?token=t0k"
    assert json.loads(request.content) == {"text": "does it hurt"}


@pytest.mark.parametrize(
    "rasa",
    [
        Rasa(refuses=True),
        Rasa(status=500),
        Rasa([]),
        Rasa({}),
        Rasa("text"),
        Rasa({"intent": None}),
    ],
)
def test_what_cannot_be_used_is_no_reading(rasa: Rasa) -> None:
    assert anyio.run(understanding(rasa, Day()).of, "does it hurt") is None


def test_after_a_failure_rasa_is_left_alone_for_a_moment() -> None:
    rasa, clock = Rasa(refuses=True), Day()
    asked = understanding(rasa, clock)

    async def ask() -> list[object]:
        first, second = await asked.of("a"), await asked.of("b")
        clock.time += timedelta(seconds=5)
        rasa.refuses = False
        return [first, second, await asked.of("c")]

    assert anyio.run(ask) == [None, None, READ]
    assert len(rasa.requests) == 2


def test_a_slow_answer_is_not_waited_for() -> None:
    async def never(request: httpx.Request) -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError

    async def ask() -> object:
        http = httpx.AsyncClient(transport=httpx.MockTransport(never))
        return await Understanding(http, "http://rasa", None, Day(), seconds=0.01).of("a")

    assert anyio.run(ask) is None
