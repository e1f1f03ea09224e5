"""What Prometheus can read of the gateway; only from the machine that it runs on."""

import ipaddress
import os

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as lines_of
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from knowledge import TOPICS
from web.request_log import Handled

FOLDER_OF_ALL = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable: where the gateways of one machine count together."""
OTHER_TOPIC = "other"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_BY_A_PROXY = ("X-Forwarded-For", "X-Real-IP", "Forwarded")
"""Headers that say that the request came from elsewhere."""


class Metrics:
    """Counts requests and answers, by names that are few: no address, no session, no text."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "needlewise_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "needlewise_request_seconds",
            "How long requests took.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "needlewise_answers", "Answers by topic.", ("topic",), registry=self.registry
        )
        self._apologies = Counter(
            "needlewise_apologies",
            "Messages that no answer was found for in time.",
            registry=self.registry,
        )

    def count(self, handled: Handled) -> None:
        """Count a request that is over."""
        status = str(handled.status) if handled.status is not None else "none"
        self._requests.labels(handled.method, handled.route, status).inc()
        self._seconds.labels(handled.route).observe(handled.seconds)
        if handled.answered is None:
            return
        topic = handled.answered["topic"]
        self._answers.labels(topic if topic in TOPICS else OTHER_TOPIC).inc()
        if handled.answered["apology"]:
            self._apologies.inc()

    async def show(self, request: Request) -> Response:
        """`GET /metrics`, for a caller on this machine.

        Raises:
            HTTPException: 404 for everybody else, as if there were nothing.
        """
        if not is_from_here(request):
            raise HTTPException(404)
        shown = self.registry
        if os.environ.get(FOLDER_OF_ALL):
            # Whichever gateway is asked tells of all that were started here.
            shown = CollectorRegistry()
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        return Response(lines_of(shown), headers={"Content-Type": CONTENT_TYPE_LATEST})


def is_from_here(request: Request) -> bool:
    """Whether a program on this machine asks, and not a proxy on this machine for somebody else.

    The server may have replaced the peer's address by the one that a proxy names; the header that
    it took it from is still there.
    """
    if request.client is None or any(name in request.headers for name in _BY_A_PROXY):
        return False
    try:
        address = ipaddress.ip_address(request.client.host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
