"""Connections that bring nothing, and too many of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.connections import bounded_protocol

HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n"
SOON = 5.0
"""Seconds that a test waits for what has to happen at once."""


async def hello(_: Request) -> Response:
    return Response("hello")


async def echo(request: Request) -> Response:
    body = await request.body()
    return Response(f"{len(body)} {request.headers.get('x-late', 'nothing')}")


@asynccontextmanager
async def served(trusted: str = "", seconds: float = 30, most: int = 2) -> AsyncIterator[int]:
    """A server with these bounds; gives its port."""
    config = uvicorn.Config(
        Starlette(routes=[Route("/", hello), Route("/echo", echo, methods=["POST"])]),
        port=0,
        http=bounded_protocol(trusted, seconds, most, largest_head=2048),
        ws="none",
        lifespan="off",
        log_config=None,
    )
    config.load()
    state = uvicorn.server.ServerState()
    loop = asyncio.get_running_loop()

    def protocol() -> asyncio.Protocol:
        made: asyncio.Protocol = config.http_protocol_class(
            config=config, server_state=state, app_state={}
        )
        return made

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in list(state.connections):
            connection.transport.abort()
        while state.connections:
            await asyncio.sleep(0)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await asyncio.wait_for(test(), 30)

    asyncio.run(main())


async def opened(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port)


async def closed(writer: asyncio.StreamWriter) -> None:
    """Closes a connection that the server may have closed before."""
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def answer(reader: asyncio.StreamReader) -> bytes:
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON)
    if b"hello" not in head and b"content-length: 5" in head:
        await reader.readexactly(5)
    return head.partition(b"\r\n")[0]


@pytest.mark.parametrize("begun", [b"", b"GET", HEAD], ids=["nothing", "a word", "half a head"])
def test_a_connection_that_brings_no_request_is_closed(begun: bytes) -> None:
    async def test() -> None:
        async with served(seconds=0.05) as port:
            reader, writer = await opened(port)
            writer.write(begun)
            assert await asyncio.wait_for(reader.read(), SOON) == b""
            writer.close()

    run(test)


def test_a_second_request_that_does_not_end_is_closed_too() -> None:
    async def test() -> None:
        async with served(seconds=0.05) as port:
            reader, writer = await opened(port)
            writer.write(HEAD + b"\r\n")
            assert await answer(reader) == b"HTTP/1.1 200 OK"
            writer.write(HEAD)
            assert await asyncio.wait_for(reader.read(), SOON) == b""
            writer.close()

    run(test)


def test_a_connection_is_kept_for_the_next_request() -> None:
    async def test() -> None:
        async with served() as port:
            reader, writer = await opened(port)
            for _ in range(3):
                writer.write(HEAD + b"\r\n")
                assert await answer(reader) == b"HTTP/1.1 200 OK"
            writer.close()

    run(test)


def test_one_address_has_only_so_many_connections_and_may_open_another_later() -> None:
    async def test() -> None:
        async with served(most=2) as port:
            held = [await opened(port) for _ in range(2)]
            reader, writer = await opened(port)
            assert await asyncio.wait_for(reader.read(), SOON) == b""
            writer.close()
            for each, (reader, writer) in enumerate(held):
                writer.write(HEAD + (b"Connection: close\r\n" if each == 0 else b"") + b"\r\n")
                assert await answer(reader) == b"HTTP/1.1 200 OK"
            assert await asyncio.wait_for(held[0][0].read(), SOON) == b""
            reader, writer = await opened(port)
            writer.write(HEAD + b"\r\n")
            assert await answer(reader) == b"HTTP/1.1 200 OK"
            for _, each_writer in [*held, (reader, writer)]:
                each_writer.close()

    run(test)


@pytest.mark.parametrize("trusted", ["127.0.0.1", "192.0.2.1, 127.0.0.0/8"])
def test_a_proxy_may_open_as_many_as_it_likes(trusted: str) -> None:
    async def test() -> None:
        async with served(trusted, most=2) as port:
            held = [await opened(port) for _ in range(5)]
            for reader, writer in held:
                writer.write(HEAD + b"\r\n")
                assert await answer(reader) == b"HTTP/1.1 200 OK"
                writer.close()

    run(test)


async def status_after(head: bytes) -> bytes:
    """The status line of the answer to this head."""
    async with served() as port:
        reader, writer = await opened(port)
        writer.write(head)
        status = (await asyncio.wait_for(reader.readline(), SOON)).strip()
        await closed(writer)
        return status


CHUNKED = b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"X-Long: " + b"a" * 4096,
        HEAD + b"X-Long: " + b"a" * 4096 + b"\r\n\r\n",
        HEAD + b"".join(b"X-%d: a\r\n" % number for number in range(1000)),
        b"GET /" + b"a" * 4096,
        b"GET /" + b"a" * 4096 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        CHUNKED + b"X-Long: " + b"a" * 4096 + b"\r\n\r\n",
    ],
    ids=["open", "whole", "many", "line", "whole line", "trailer"],
)
def test_a_head_beyond_the_limit_is_refused(head: bytes) -> None:
    async def test() -> None:
        assert await status_after(head) == b"HTTP/1.1 400 Bad Request"

    run(test)


def test_a_head_that_trickles_on_for_ever_is_cut_off() -> None:
    async def test() -> None:
        async with served() as port:
            reader, writer = await opened(port)
            writer.write(HEAD + b"X-Long: ")
            with suppress(ConnectionError):
                while not reader.at_eof():
                    writer.write(b"a" * 100)
                    await writer.drain()
                    await asyncio.sleep(0)
            await closed(writer)

    run(test)


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=["no host", "two hosts", "another version", "two lengths"],
)
def test_a_head_that_a_proxy_may_read_otherwise_is_refused(head: bytes) -> None:
    async def test() -> None:
        assert await status_after(head) == b"HTTP/1.1 400 Bad Request"

    run(test)


def test_a_body_may_be_longer_than_a_head() -> None:
    async def test() -> None:
        async with served() as port:
            reader, writer = await opened(port)
            for _ in range(2):
                writer.write(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
                writer.write(b"a" * 9000)
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON)
                assert b"200 OK" in head
                assert await reader.readexactly(12) == b"9000 nothing"
            await closed(writer)

    run(test)


def test_a_trailer_is_no_header() -> None:
    async def test() -> None:
        async with served() as port:
            reader, writer = await opened(port)
            writer.write(CHUNKED + b"X-Late: a\r\n\r\n")
            assert b"200 OK" in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON)
            assert await reader.readexactly(9) == b"1 nothing"
            await closed(writer)

    run(test)


def test_requests_sent_ahead_are_answered_in_order_unless_they_are_very_many() -> None:
    async def test() -> None:
        async with served() as port:
            reader, writer = await opened(port)
            writer.write((HEAD + b"\r\n") * 3)
            for _ in range(3):
                assert await answer(reader) == b"HTTP/1.1 200 OK"
            writer.write((HEAD + b"\r\n") * 1000)
            assert (await asyncio.wait_for(reader.read(), SOON)).count(b"200 OK") < 50
            await closed(writer)

    run(test)


def test_who_asks_for_another_protocol_is_answered_in_this_one_and_let_go(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test() -> None:
        async with served() as port:
            reader, writer = await opened(port)
            writer.write(HEAD + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
            assert await answer(reader) == b"HTTP/1.1 200 OK"
            assert b"200 OK" not in await asyncio.wait_for(reader.read(), SOON)
            await closed(writer)

    run(test)
    assert "upgrade" not in caplog.text


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match=r"proxy\.example"):
        bounded_protocol("proxy.example")
