"""A body that does not arrive in time."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.gateway_under_test import Clock
from web.errors import ApiError, refused
from web.incoming import body_of
from web.slow_requests import SlowRequests

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "raw_path": b"/",
    "root_path": "",
    "query_string": b"",
    "headers": [],
    "http_version": "1.1",
    "scheme": "http",
    "server": ("host", 80),
    "client": ("192.0.2.1", 1),
}


def chunk(body: bytes, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


async def echo(request: Request) -> Response:
    return Response(await body_of(request))


def api() -> Starlette:
    return Starlette(
        routes=[Route("/", echo, methods=["POST"])], exception_handlers={ApiError: refused}
    )


def bare(then: Callable[[Receive], Awaitable[None]]) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await then(receive)

    return app


def sent(app: ASGIApp, receive: Receive) -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    asyncio.run(app(dict(SCOPE), receive, send))
    return messages


def body_in(messages: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in messages)


async def never() -> Message:
    await anyio.sleep_forever()
    raise AssertionError


def test_a_body_in_time_is_passed_on() -> None:
    chunks = iter([chunk(b"how "), chunk(b"deep", more=False)])

    async def receive() -> Message:
        return next(chunks)

    messages = sent(SlowRequests(api()), receive)
    assert messages[0]["status"] == 200
    assert body_in(messages) == b"how deep"


@pytest.mark.parametrize("app", [api(), bare(lambda receive: read_all(receive))])
def test_a_body_that_never_comes_is_an_error_in_the_shape_of_all_others(app: ASGIApp) -> None:
    messages = sent(SlowRequests(app, seconds=0.01), never)
    assert messages[0]["status"] == 408
    assert json.loads(body_in(messages))["error"]["code"] == "slow_request"
    assert (b"connection", b"close") in messages[0]["headers"]


async def read_all(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        pass


def test_a_body_that_trickles_is_given_up_too() -> None:
    clock = Clock()

    async def receive() -> Message:
        clock.seconds += 3
        await anyio.lowlevel.checkpoint()
        return chunk(b"a")

    messages = sent(SlowRequests(api(), seconds=10, now=clock), receive)
    assert messages[0]["status"] == 408
    assert clock.seconds == pytest.approx(1000 + 12)


def test_an_answer_may_take_longer_than_the_body() -> None:
    clock = Clock()
    heard: list[str] = []

    async def wait_for_the_visitor_to_leave(receive: Receive) -> None:
        await read_all(receive)
        clock.seconds += 3600
        heard.append((await receive())["type"])

    messages = iter([chunk(b"a", more=False), {"type": "http.disconnect"}])

    async def receive() -> Message:
        await anyio.lowlevel.checkpoint()
        return next(messages)

    assert sent(SlowRequests(bare(wait_for_the_visitor_to_leave), now=clock), receive) == []
    assert heard == ["http.disconnect"]


def test_other_errors_are_not_touched() -> None:
    async def refuse(receive: Receive) -> None:
        raise ApiError("invalid_request", "No.")

    with pytest.raises(ApiError):
        sent(SlowRequests(bare(refuse)), never)
