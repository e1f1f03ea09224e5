"""One line for each request."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from web.request_log import (
    LOGGER,
    Handled,
    RequestLog,
    line_of,
    log_line,
    note_answered,
    write_lines_to,
)

NOON = datetime(2030, 1, 2, 12, tzinfo=timezone.utc)


async def answer(request: Request) -> Response:
    note_answered(request.scope, "needle_depth", 0.91)
    return JSONResponse(request.path_params, headers={"X-Request-ID": "ours"})


async def silent(request: Request) -> Response:
    return Response()


def application(handled: list[Handled]) -> Starlette:
    ids = iter(f"{number:016x}" for number in range(1, 100))
    seconds = iter(range(100))
    log = Middleware(
        RequestLog,
        keep=[handled.append],
        now=lambda: NOON,
        seconds=lambda: next(seconds) / 4,
        request_id=lambda: next(ids),
    )
    routes = [Route("/things/{thing}", answer, methods=["POST"]), Route("/quiet", silent)]
    return Starlette(routes=routes, middleware=[log])


@pytest.fixture
def handled() -> list[Handled]:
    return []


@pytest.fixture
def client(handled: list[Handled]) -> Iterator[TestClient]:
    with TestClient(application(handled)) as running:
        yield running


def test_a_line_says_what_happened_and_nothing_of_what_was_sent(
    client: TestClient, handled: list[Handled]
) -> None:
    client.post(
        "/things/my-secret?token=secret",
        json={"text": "secret"},
        headers={"Authorization": "secret", "User-Agent": "secret", "X-Request-ID": "secret"},
    )
    [only] = handled
    assert json.loads(line_of(only)) == {
        "time": "2030-01-02T12:00:00.000+00:00",
        "request_id": "0000000000000001",
        "method": "POST",
        "route": "/things/{thing}",
        "status": 200,
        "duration_ms": 250.0,
        "topic": "needle_depth",
        "confidence": 0.91,
    }


def test_the_id_goes_back_and_one_that_came_along_is_not_believed(client: TestClient) -> None:
    response = client.post("/things/a", headers={"X-Request-ID": "made\tup"})
    assert response.headers.get_list("X-Request-ID") == ["0000000000000001"]


def test_no_answer_no_topic_and_none_of_the_request_before(
    client: TestClient, handled: list[Handled]
) -> None:
    client.post("/things/a")
    client.get("/quiet")
    assert handled[1].answered is None
    assert "topic" not in json.loads(line_of(handled[1]))


def test_an_address_without_a_route_is_not_repeated(
    client: TestClient, handled: list[Handled]
) -> None:
    client.get("/my-secret")
    client.request("SECRET", "/quiet")
    client.get("/things/my-secret")
    assert [(each.method, each.route, each.status) for each in handled] == [
        ("GET", "none", 404),
        ("OTHER", "/quiet", 405),
        ("GET", "/things/{thing}", 405),
    ]


def test_a_request_that_ends_in_a_fault_is_logged_too() -> None:
    handled: list[Handled] = []

    async def fault(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("my secret rash")

    async def nothing() -> Message:
        raise AssertionError

    async def nowhere(message: Message) -> None:
        raise AssertionError

    scope = {"type": "http", "method": "GET", "path": "/"}
    with pytest.raises(RuntimeError):
        asyncio.run(RequestLog(fault, [handled.append])(scope, nothing, nowhere))
    assert handled[0].status is None
    assert "secret" not in line_of(handled[0])


def test_ids_are_random_and_16_hexadecimal_digits_long() -> None:
    handled: list[Handled] = []
    log = Middleware(RequestLog, keep=[handled.append])
    with TestClient(Starlette(routes=[Route("/", silent)], middleware=[log])) as client:
        for _ in range(50):
            client.get("/")
    ids = {each.request_id for each in handled}
    assert len(ids) == 50
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in ids)
    assert handled[0].at.tzinfo == timezone.utc


def test_lines_stand_alone_in_the_stream(client: TestClient, handled: list[Handled]) -> None:
    logger = logging.getLogger(LOGGER)
    before = logger.handlers[:], logger.level, logger.propagate
    stream = io.StringIO()
    try:
        write_lines_to(stream)
        client.get("/quiet")
        client.get("/quiet")
        for each in handled:
            log_line(each)
    finally:
        logger.handlers[:], logger.level, logger.propagate = before
    assert [json.loads(line)["route"] for line in stream.getvalue().splitlines()] == ["/quiet"] * 2
