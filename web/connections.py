"""Connections that bring no request, or too much of one, and more of them than a visitor needs."""

import asyncio
import ipaddress
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from httptools import HttpParserError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web.rate_limits import visitor_of

HEAD_SECONDS = 10.0
LARGEST_HEAD = 16 * 1024
MOST_OF_ONE_ADDRESS = 100
MOST_PIPELINED = 8
"""Requests that may wait for the answer to the one before on their connection; browsers send none
ahead."""
_PIECE = 1024
"""Bytes that the parser gets at once, and so the most that it keeps uncounted."""


@dataclass(frozen=True)
class _Limits:
    """What connections may take."""

    proxies: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]
    seconds: float
    most: int
    largest_head: int
    opened: Counter[str] = field(default_factory=Counter)
    """How many connections each visitor has open."""


class _BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1, with limits for the head of each request and for each address."""

    limits: ClassVar[_Limits]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._visitor: str | None = None
        self._head_timer: asyncio.TimerHandle | None = None
        self._head = 0
        self._has_head = False
        self._unfinished = 0
        self._has_progressed = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        if not _is_in(host, self.limits.proxies):
            self._visitor = visitor_of(host)
            self.limits.opened[self._visitor] += 1
            if self.limits.opened[self._visitor] > self.limits.most:
                transport.close()
                return
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), _PIECE):
            if self.transport.is_closing():
                return
            self._parse(data[start : start + _PIECE])
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._head_timer is None:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        if self._visitor is not None:
            self.limits.opened[self._visitor] -= 1
            if not self.limits.opened[self._visitor]:
                del self.limits.opened[self._visitor]
            self._visitor = None
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._head = 0
        self._has_head = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._has_progressed = True
        self._head += len(name) + len(value)
        if self._head + len(self.url) > self.limits.largest_head:
            raise HttpParserError("The head is too large.")
        # A trailer is not to change what was said in the head.
        if not self._has_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._has_progressed = True
        version = self.parser.get_http_version()
        hosts = sum(name == b"host" for name, _ in self.headers)
        # What a proxy might take for another request than we do.
        if version not in ("1.0", "1.1") or hosts > 1 or (version == "1.1" and not hosts):
            raise HttpParserError("The head is not of HTTP/1.1.")
        self._has_head = True
        super().on_headers_complete()
        if self.parser.should_upgrade():
            # The parser reads nothing more after it.
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        self._has_progressed = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._has_progressed = True
        super().on_message_complete()

    def _parse(self, piece: bytes) -> None:
        self._has_progressed = False
        super().data_received(piece)
        # A line, header or trailer that does not end is kept by the parser, and not counted.
        self._unfinished = 0 if self._has_progressed else self._unfinished + len(piece)
        if self.transport.is_closing():
            return
        if self._head + self._unfinished > self.limits.largest_head:
            self.send_400_response("Invalid HTTP request received.")
        elif len(self.pipeline) > MOST_PIPELINED:
            self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Says nothing: anybody could fill the log with it."""

    def _wait_for_head(self) -> None:
        self._head_timer = self.loop.call_later(self.limits.seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def bounded_protocol(
    trusted: str,
    seconds: float = HEAD_SECONDS,
    most: int = MOST_OF_ONE_ADDRESS,
    largest_head: int = LARGEST_HEAD,
) -> type[asyncio.Protocol]:
    """The protocol for uvicorn's `http`; its own wait for ever for headers of any length.

    Args:
        trusted: Addresses or networks of proxies, comma-separated: they may open as many
            connections as they like, as those are many visitors'.
        seconds: How long the line and the headers of a request may take.
        most: How many connections any other address may have open.
        largest_head: Bytes that the line, the headers and the trailers of a request may have.

    Raises:
        ValueError: `trusted` holds something else.
    """
    proxies = tuple(ipaddress.ip_network(part.strip()) for part in trusted.split(",") if part)
    the_limits = _Limits(proxies, seconds, most, largest_head)

    class Limited(_BoundedProtocol):
        limits = the_limits

    return Limited


def _is_in(host: str, networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in networks)
