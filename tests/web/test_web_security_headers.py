"""What a browser is told about the pages."""

import asyncio
import re
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.gateway_under_test import Gateway, gateway
from web.security_headers import SecurityHeaders

CLINIC = "https://clinic.example"
WIDGET = "/widget.js"
OTHERS = [
    "/",
    "/privacy",
    "/api/about",
    "/static/page.css",
    "/static/widget/element.js",
    "/widget.js/",
    "/x/widget.js",
]


async def empty(scope: Scope, receive: Receive, send: Send) -> None:
    await Response()(scope, receive, send)


def headers_of(path: str, scheme: str = "http", origins: tuple[str, ...] = ()) -> dict[str, str]:
    """What is added to an empty response; the path is taken as it is."""
    app: ASGIApp = SecurityHeaders(empty, origins)

    async def at_path(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "path": path}, receive, send)

    return dict(TestClient(at_path, base_url=f"{scheme}://host").get("/").headers)


@pytest.mark.parametrize("path", ["/", "/static/page.css", "/healthz", "/nothing", "/api/chat"])
def test_every_response_carries_them(service: Gateway, path: str) -> None:
    headers = service.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_nothing_is_asked_of_the_browser() -> None:
    features = headers_of("/")["permissions-policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(features)
    assert all(feature.endswith("=()") for feature in features)
    assert len(features) == len(set(features))


def test_an_answer_is_never_kept_by_a_browser(service: Gateway) -> None:
    assert service.client.post("/api/sessions").headers["Cache-Control"] == "no-store"
    assert service.client.get("/").headers["Cache-Control"] == "no-cache"


def test_an_answer_that_is_opened_as_a_page_is_a_file(service: Gateway) -> None:
    for path in ("/api/about", "/api/nothing"):
        assert service.client.get(path).headers["Content-Disposition"].startswith("attachment")
    for path in ("/", "/widget.js", "/openapi.json"):
        assert "Content-Disposition" not in service.client.get(path).headers


def test_only_what_is_the_same_for_everybody_may_be_kept(service: Gateway) -> None:
    for path in ("/api/about", "/widget.js"):
        kept = service.client.get(path).headers["Cache-Control"]
        assert re.match(r"public, max-age=\d+", kept)
    refused = service.client.post("/api/about").headers["Cache-Control"]
    assert refused == "no-store"


def test_only_allowed_sites_may_show_the_page_in_a_frame(tmp_path: Path) -> None:
    with gateway(tmp_path, allowed_origins=(CLINIC,)) as service:
        headers = service.client.get("/").headers
    assert headers["Content-Security-Policy"].endswith(f"frame-ancestors 'self' {CLINIC}")
    assert "X-Frame-Options" not in headers


@pytest.mark.parametrize("origins", [(), (CLINIC,)])
def test_any_page_may_load_the_widget(origins: tuple[str, ...]) -> None:
    headers = headers_of(WIDGET, origins=origins)
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("path", OTHERS)
def test_no_other_page_may_load_anything_else(path: str) -> None:
    headers = headers_of(path)
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_browser_is_held_to_https_only_where_it_came_by_https() -> None:
    assert headers_of("/", "https")["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in headers_of("/", "http")


def test_what_is_no_request_passes() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def unused() -> dict[str, object]:
        raise AssertionError

    async def nowhere(message: object) -> None:
        raise AssertionError

    asyncio.run(SecurityHeaders(app, ())({"type": "lifespan"}, unused, nowhere))
    assert seen == ["lifespan"]


@pytest.mark.parametrize("path", ["/", "/privacy"])
def test_the_pages_work_below_any_path_of_a_proxy(service: Gateway, path: str) -> None:
    assert not re.search(r'(?:href|src|logo)="/', service.client.get(path).text)


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(service: Gateway) -> None:
    page = service.client.get("/").text
    assert "style=" not in page
    assert "<style" not in page
    assert " on" not in page.replace(" only", "")
    assert page.count("<script") == page.count('<script src="widget.js"')
    assert "//" not in page
