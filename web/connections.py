"""Connections that bring no request, and more of them from one address than a visitor needs."""

import asyncio
import ipaddress
from collections import Counter
from collections.abc import Sequence
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from web.rate_limits import visitor_of

HEAD_SECONDS = 10.0
MOST_OF_ONE_ADDRESS = 100


def bounded_protocol(
    trusted: str, seconds: float = HEAD_SECONDS, most: int = MOST_OF_ONE_ADDRESS
) -> type[asyncio.Protocol]:
    """The protocol for uvicorn's `http`; its own ones wait for ever for the end of the headers.

    Args:
        trusted: Addresses or networks of proxies, comma-separated: they may open as many
            connections as they like, as those are many visitors'.
        seconds: How long the line and the headers of a request may take.
        most: How many connections any other address may have open.

    Raises:
        ValueError: `trusted` holds something else.
    """
    proxies = tuple(ipaddress.ip_network(part.strip()) for part in trusted.split(",") if part)
    opened: Counter[str] = Counter()

    class BoundedProtocol(H11Protocol):
        """HTTP/1.1, with a time for the head of each request and a limit for each address."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._visitor: str | None = None
            self._head_timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            host = self.client[0] if self.client else ""
            if not _is_in(host, proxies):
                self._visitor = visitor_of(host)
                opened[self._visitor] += 1
                if opened[self._visitor] > most:
                    transport.close()
                    return
            self._wait_for_head()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._stop_waiting()
            elif self._head_timer is None:
                self._wait_for_head()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            if self._visitor is not None:
                opened[self._visitor] -= 1
                if not opened[self._visitor]:
                    del opened[self._visitor]
                self._visitor = None
            super().connection_lost(exc)

        def _wait_for_head(self) -> None:
            self._head_timer = self.loop.call_later(seconds, self.transport.close)

        def _stop_waiting(self) -> None:
            if self._head_timer is not None:
                self._head_timer.cancel()
                self._head_timer = None

    return BoundedProtocol


def _is_in(host: str, networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in networks)
