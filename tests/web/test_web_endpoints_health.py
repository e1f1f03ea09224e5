"""Endpoints alone: each finds what it needs in the service of its request."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from web.endpoints.health import healthz, readyz
from web.errors import ApiError


def request_to(**service: object) -> Request:
    app = SimpleNamespace(state=SimpleNamespace(service=SimpleNamespace(**service)))
    return Request({"type": "http", "method": "GET", "headers": [], "app": app})


class Probe:
    def __init__(self, outcome: bool) -> None:
        self.outcome = outcome

    async def is_ready(self) -> bool:
        return self.outcome


def test_the_process_is_up() -> None:
    assert asyncio.run(healthz(request_to())).body == b'{"status":"up"}'


def test_ready_is_what_the_probe_says() -> None:
    ready = asyncio.run(readyz(request_to(readiness=Probe(True))))
    assert ready.body == b'{"status":"ready"}'
    with pytest.raises(ApiError) as raised:
        asyncio.run(readyz(request_to(readiness=Probe(False))))
    assert (raised.value.status, raised.value.code) == (503, "not_ready")
