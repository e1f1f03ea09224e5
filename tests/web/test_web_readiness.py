"""Whether an answer would come back."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from records.visitors import Records
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import Clock, gateway
from tests.running_service import free_ports, wait_for
from tests.web.test_web_rasa_client import TROUBLES
from web.rate_limits import RequestLimits
from web.readiness import ACTION, INTENT, Readiness

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=timezone.utc)


def readiness(
    upstream: FakeUpstream,
    clock: Clock | None = None,
    seconds: float = 3.0,
    **stores: Callable[[], None],
) -> Readiness:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app=upstream.app()))
    return Readiness(
        http, ["http://rasa"], None, "http://actions", clock or Clock(), stores, seconds
    )


def is_ready(upstream: FakeUpstream) -> bool:
    return asyncio.run(readiness(upstream).is_ready())


def test_both_services_answering_is_ready() -> None:
    assert is_ready(FakeUpstream())


@pytest.mark.parametrize(
    "parsed",
    [None, [], {}, {"intent": None}, {"intent": {}}, {"intent": {"name": None}}, {"status": "x"}],
)
def test_rasa_that_names_no_intent_is_not_ready(parsed: Any) -> None:
    assert not is_ready(FakeUpstream(parsed=parsed))


@pytest.mark.parametrize(
    "action",
    [
        None,
        [],
        {},
        {"responses": None},
        {"responses": []},
        {"responses": ["x"]},
        {"responses": [{"text": "Sorry."}]},
        {"responses": [{"text": "Sorry.", "custom": {"topic": "unclear"}}]},
    ],
)
def test_an_action_server_that_does_not_answer_the_question_is_not_ready(action: Any) -> None:
    assert not is_ready(FakeUpstream(action=action))


def test_an_action_server_that_fails_is_not_ready() -> None:
    assert not is_ready(FakeUpstream(action_status=500))


def test_nobody_there_is_not_ready(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        assert service.client.get("/readyz").status_code == 503


def test_a_database_that_cannot_be_written_is_not_ready(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        assert service.client.get("/readyz").status_code == 200
        holder = sqlite3.connect(tmp_path / "gateway.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        records = Records(f"sqlite:///{tmp_path}/gateway.db", lambda: NOON)
        sa.event.listen(
            records.engine,
            "connect",
            lambda connection, _: connection.execute("PRAGMA busy_timeout=1"),
        )
        held = readiness(FakeUpstream(), database=records.check_writing)
        assert not asyncio.run(held.is_ready())
        holder.close()

        def is_back() -> bool:
            writing = readiness(FakeUpstream(), database=records.check_writing)
            return asyncio.run(writing.is_ready())

        # The gateway's own tasks write to it now and then.
        wait_for(is_back, 10, "readiness")
        records.close()


def test_without_the_redis_that_rasa_keeps_its_locks_in_it_is_not_ready() -> None:
    [port] = free_ports(1)
    away = RequestLimits(None, f"redis://127.0.0.1:{port}/0")
    assert not asyncio.run(readiness(FakeUpstream(), redis=away.check_sharing).is_ready())
    alone = RequestLimits(None)
    assert asyncio.run(readiness(FakeUpstream(), redis=alone.check_sharing).is_ready())


def test_a_store_that_hangs_is_not_ready() -> None:
    go_on = threading.Event()

    async def ask() -> bool:
        try:
            return await readiness(
                FakeUpstream(), seconds=0.2, store=lambda: bool(go_on.wait()) and None
            ).is_ready()
        finally:
            go_on.set()

    assert not asyncio.run(ask())


def test_a_service_that_hangs_is_not_ready() -> None:
    async def never(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets the event")

    http = httpx.AsyncClient(transport=httpx.MockTransport(never))
    hanging = Readiness(http, ["http://rasa"], None, "http://actions", Clock(), {}, seconds=0.01)
    assert not asyncio.run(hanging.is_ready())


def test_a_process_of_rasa_that_hangs_is_not_waited_for_where_another_answers() -> None:
    async def reply(request: httpx.Request) -> httpx.Response:
        if request.url.host == "hung":
            await asyncio.Event().wait()
        said = {"responses": [{"custom": {"topic": "definition"}}], "intent": {"name": INTENT}}
        return httpx.Response(200, json=said)

    http = httpx.AsyncClient(transport=httpx.MockTransport(reply))
    for urls in (["http://hung", "http://rasa"], ["http://rasa", "http://hung"]):
        asked = Readiness(http, urls, None, "http://actions", Clock(), {}, seconds=0.5)
        assert asyncio.run(asked.is_ready())


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_process_of_rasa_that_fails_does_not_matter_where_another_answers(
    trouble: object,
) -> None:
    async def reply(request: httpx.Request) -> httpx.Response:
        if request.url.host == "down":
            if isinstance(trouble, Exception):
                raise trouble
            return httpx.Response(200, json=trouble)
        said = {"responses": [{"custom": {"topic": "definition"}}], "intent": {"name": INTENT}}
        return httpx.Response(200, json=said)

    http = httpx.AsyncClient(transport=httpx.MockTransport(reply))
    asked = Readiness(http, ["http://down", "http://rasa"], None, "http://actions", Clock())
    assert asyncio.run(asked.is_ready())


def test_the_probes_touch_no_conversation() -> None:
    upstream = FakeUpstream()
    assert is_ready(upstream)
    assert upstream.heard == []
    assert sorted(path for path, _, _ in upstream.probed) == ["/model/parse", "/webhook"]


def test_the_action_server_is_called_as_rasa_calls_it() -> None:
    upstream = FakeUpstream()
    assert is_ready(upstream)
    [call] = [body for path, _, body in upstream.probed if path == "/webhook"]
    assert isinstance(call, dict)
    assert call["next_action"] == ACTION
    assert call["tracker"]["latest_message"]["intent"]["name"] == INTENT


def test_the_probed_action_exists() -> None:
    from actions.rasa_actions.actions import Answer

    assert Answer().name() == ACTION


def test_rasas_token_goes_along(tmp_path: Path) -> None:
    with gateway(tmp_path, rasa_token="s3cret") as service:
        assert service.client.get("/readyz").status_code == 200
        [query] = [q for path, q, _ in service.upstream.probed if path == "/model/parse"]
    assert query == {"token": "s3cret"}


def test_the_outcome_holds_for_a_moment_and_is_then_asked_anew() -> None:
    async def ask() -> None:
        upstream, clock = FakeUpstream(), Clock()
        ready = readiness(upstream, clock)
        assert all(await asyncio.gather(*(ready.is_ready() for _ in range(20))))
        assert len(upstream.probed) == 2
        upstream.parsed = {}
        clock.seconds += 1.9
        assert await ready.is_ready()
        clock.seconds += 0.1
        assert not await ready.is_ready()
        assert len(upstream.probed) == 4

    asyncio.run(ask())


def test_one_trouble_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> None:
        upstream, clock = FakeUpstream(parsed={}), Clock()
        ready = readiness(upstream, clock)
        for parsed in ({}, {}, None, {"intent": {"name": INTENT}}, {}):
            upstream.parsed = parsed
            clock.seconds += 10
            await ready.is_ready()

    asyncio.run(ask())
    troubles = [r.getMessage() for r in caplog.records if r.name == "web.readiness"]
    assert [each.split(": ", 2)[1:] for each in troubles] == [
        ["Rasa", "KeyError"],
        ["Rasa", "TypeError"],
        ["Rasa", "KeyError"],
    ]
