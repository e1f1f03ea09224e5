"""One JSON line for each request, without anything that a visitor wrote, sent or is known by."""

import json
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TextIO, TypedDict

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER = "web.requests"
REQUEST_ID = "X-Request-ID"
NO_ROUTE = "none"
"""Stands for every address that no route has: a raw one can hold anything."""
OTHER_METHOD = "OTHER"
_ANSWERED = "answered"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Answered(TypedDict):
    """What an endpoint says of its answer."""

    topic: str
    confidence: float | None
    apology: bool


def note_answered(
    scope: Scope, topic: str, confidence: float | None = None, apology: bool = False
) -> None:
    """Leave in the request what it was answered with, for the log and for the metrics."""
    noted = Answered(topic=topic, confidence=confidence, apology=apology)
    scope.setdefault("state", {})[_ANSWERED] = noted


@dataclass(frozen=True)
class Handled:
    """A request that is over."""

    at: datetime
    request_id: str
    method: str
    route: str
    """The template of the route, such as `/api/chat`."""
    status: int | None
    """None where nothing was sent."""
    seconds: float
    answered: Answered | None


class RequestLog:
    """Times each request, gives it an id, and passes on what can be said of it."""

    def __init__(
        self,
        app: ASGIApp,
        keep: Sequence[Callable[[Handled], None]],
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
        seconds: Callable[[], float] = time.perf_counter,
        request_id: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        """Hand every request that is over to each of `keep`."""
        self._app = app
        self._keep = keep
        self._now = now
        self._seconds = seconds
        self._request_id = request_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        at, began, request_id = self._now(), self._seconds(), self._request_id()
        status: int | None = None
        # One's own: a note must not be seen by the next request.
        scope["state"] = dict(scope.get("state", {}))

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                # An id that came with the request says nothing: anybody can send one.
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self._app(scope, receive, with_id)
        finally:
            handled = Handled(
                at=at,
                request_id=request_id,
                method=scope["method"] if scope["method"] in _METHODS else OTHER_METHOD,
                route=getattr(scope.get("route"), "path", NO_ROUTE),
                status=status,
                seconds=self._seconds() - began,
                answered=scope["state"].get(_ANSWERED),
            )
            for keep in self._keep:
                keep(handled)


def line_of(handled: Handled) -> str:
    """The request as JSON on one line."""
    line: dict[str, object] = {
        "time": handled.at.astimezone(timezone.utc).isoformat(timespec="milliseconds"),
        "request_id": handled.request_id,
        "method": handled.method,
        "route": handled.route,
        "status": handled.status,
        "duration_ms": round(handled.seconds * 1000, 1),
    }
    if handled.answered is not None:
        line["topic"] = handled.answered["topic"]
        line["confidence"] = handled.answered["confidence"]
    return json.dumps(line)


def log_line(handled: Handled) -> None:
    """Write the request to the log."""
    logging.getLogger(LOGGER).info("%s", line_of(handled))


def write_lines_to(stream: TextIO) -> None:
    """Have the lines stand alone in `stream`, without what other loggers put before theirs."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
