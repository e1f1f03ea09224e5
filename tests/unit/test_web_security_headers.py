"""What a browser is told about the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateway_under_test import Gateway, gateway


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with gateway(tmp_path_factory.mktemp("state")) as running:
        yield running


@pytest.mark.parametrize("path", ["/", "/static/chat.js", "/healthz", "/nothing", "/api/chat"])
def test_every_response_carries_them(service: Gateway, path: str) -> None:
    headers = service.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_an_answer_is_never_kept_by_a_browser(service: Gateway) -> None:
    assert service.client.post("/api/sessions").headers["Cache-Control"] == "no-store"
    assert service.client.get("/").headers["Cache-Control"] == "no-cache"


def test_only_allowed_sites_may_show_the_page_in_a_frame(tmp_path: Path) -> None:
    with gateway(tmp_path, allowed_origins=("https://clinic.example",)) as service:
        policy = service.client.get("/").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://clinic.example")


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(service: Gateway) -> None:
    page = service.client.get("/").text
    assert "style=" not in page
    assert "<style" not in page
    assert " on" not in page.replace(" only", "")
    assert page.count("<script") == page.count('<script src="/static/')
    assert "//" not in page
