"""What Prometheus reads, and who else does not."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from web.metrics import Metrics
from web.request_log import Answered, Handled

CHAT = Handled(
    at=datetime(2030, 1, 2, tzinfo=timezone.utc),
    request_id="0" * 16,
    method="POST",
    route="/api/chat",
    status=200,
    seconds=0.03,
    answered=Answered(topic="pain", confidence=0.9, apology=False),
)


def asked(metrics: Metrics, host: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    app = Starlette(routes=[Route("/metrics", metrics.show)])
    with TestClient(app, client=(host, 50_000)) as client:
        response = client.get("/metrics", headers=headers)
    return response.status_code, response.text


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_requests_are_counted_by_route_and_status() -> None:
    metrics = Metrics()
    metrics.count(CHAT)
    metrics.count(CHAT)
    metrics.count(replace(CHAT, status=404, answered=None))
    metrics.count(replace(CHAT, status=None, answered=None))
    counted = {
        status: value(
            metrics, "needlewise_requests_total", method="POST", route="/api/chat", status=status
        )
        for status in ("200", "404", "none")
    }
    assert counted == {"200": 2, "404": 1, "none": 1}
    assert value(metrics, "needlewise_request_seconds_count", route="/api/chat") == 4
    within = {"route": "/api/chat", "le": "0.025"}
    assert value(metrics, "needlewise_request_seconds_bucket", **within) == 0


def test_answers_are_counted_by_topic() -> None:
    metrics = Metrics()
    metrics.count(CHAT)
    metrics.count(replace(CHAT, answered=Answered(topic="made-up", confidence=None, apology=False)))
    assert value(metrics, "needlewise_answers_total", topic="pain") == 1
    assert value(metrics, "needlewise_answers_total", topic="other") == 1
    assert value(metrics, "needlewise_answers_total", topic="made-up") is None


def test_apologies_are_counted() -> None:
    metrics = Metrics()
    metrics.count(CHAT)
    metrics.count(replace(CHAT, answered=Answered(topic="handoff", confidence=None, apology=True)))
    assert value(metrics, "needlewise_apologies_total") == 1


def test_two_gateways_in_one_process_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.count(CHAT)
    assert value(second, "needlewise_answers_total", topic="pain") is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_a_program_on_this_machine_reads_them(host: str) -> None:
    metrics = Metrics()
    metrics.count(CHAT)
    status, text = asked(metrics, host)
    assert status == 200
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {"needlewise_requests", "needlewise_request_seconds"} <= families


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "10.0.0.1", "0.0.0.0", "2001:db8::1", "::ffff:192.0.2.1", "localhost", ""]
)
def test_nobody_else_does(host: str) -> None:
    assert asked(Metrics(), host)[0] == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "x-forwarded-for", "Forwarded", "X-Real-IP"])
@pytest.mark.parametrize("value", ["192.0.2.1", "127.0.0.1", ""])
def test_nobody_does_through_a_proxy_on_this_machine(header: str, value: str) -> None:
    assert asked(Metrics(), "127.0.0.1", **{header: value})[0] == 404
