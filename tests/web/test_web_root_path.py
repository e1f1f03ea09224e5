"""The gateway below a prefix of another site."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from settings import OWN_PLACES
from tests.desk_under_test import Desk, desk
from web.root_path import RootPath, own_path

PREFIX = "/clinic/assistant"


async def _place(request: Request) -> Response:
    return PlainTextResponse(own_path(request.scope))


async def _moved(request: Request) -> Response:
    return RedirectResponse(request.query_params["to"], 303)


@pytest.fixture
def client() -> TestClient:
    routes: list[BaseRoute] = [
        Route("/place", _place),
        Route("/moved", _moved),
        Mount("/below", Route("/place", _place)),
    ]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(RootPath, root_path=PREFIX)]),
        follow_redirects=False,
    )


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("mounted"), None, ROOT_PATH=PREFIX) as running:
        yield running


@pytest.mark.parametrize("before", [PREFIX, ""])
def test_an_address_is_found_with_the_prefix_and_without(client: TestClient, before: str) -> None:
    assert client.get(f"{before}/place").text == "/place"


@pytest.mark.parametrize("path", [f"{PREFIX}s/place", f"{PREFIX}/clinic/place", f"{PREFIX * 2}/"])
def test_what_only_looks_like_the_prefix_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("to", "led"),
    [("/place?a=/b", f"{PREFIX}/place?a=/b"), ("https://x.example/y", "https://x.example/y")],
)
def test_it_leads_to_its_own_places_below_the_prefix(client: TestClient, to: str, led: str) -> None:
    moved = client.get(f"{PREFIX}/moved", params={"to": to})
    assert moved.headers["Location"] == led


@pytest.mark.parametrize("path", ["/place/", f"{PREFIX}/place/"])
def test_a_slash_too_many_leads_below_the_prefix(client: TestClient, path: str) -> None:
    assert client.get(path).headers["Location"] == f"http://testserver{PREFIX}/place"


def test_the_prefix_alone_leads_to_the_page_so_that_its_relative_addresses_fit(
    mounted: Desk,
) -> None:
    led = mounted.get(PREFIX, follow_redirects=False)
    assert led.headers["Location"] == f"http://testserver{PREFIX}/"


@pytest.mark.parametrize(
    ("path", "header", "value"),
    [
        ("/desk/sign-in", "X-Frame-Options", "DENY"),
        ("/desk/sign-in", "Cache-Control", "no-store"),
        ("/api/nothing", "Cache-Control", "no-store"),
        ("/widget.js", "Access-Control-Allow-Origin", "*"),
        ("/", "Cache-Control", "no-cache"),
    ],
)
def test_the_headers_are_those_of_the_page(
    mounted: Desk, path: str, header: str, value: str
) -> None:
    assert mounted.get(PREFIX + path).headers[header] == value
    assert mounted.get(path).headers[header] == value


@pytest.mark.parametrize("path", ["/", "/desk/sign-in", "/healthz", "/nothing"])
@pytest.mark.parametrize("before", [PREFIX, ""])
def test_the_host_of_another_site_is_not_held_to_https(
    mounted: Desk, path: str, before: str
) -> None:
    headers = mounted.get(f"https://testserver{before}{path}").headers
    assert "Strict-Transport-Security" not in headers


def test_a_host_of_its_own_is_held_to_https(tmp_path: Path) -> None:
    with desk(tmp_path, None, ROOT_PATH="/") as running:
        for path in ("/", "/desk/sign-in", "/healthz", "/nothing"):
            headers = running.get(f"https://testserver{path}").headers
            assert "Strict-Transport-Security" in headers, path


def test_the_description_says_where_the_api_is(mounted: Desk) -> None:
    described: dict[str, Any] = mounted.get(f"{PREFIX}/openapi.json").json()
    assert described["servers"] == [{"url": PREFIX}]


def test_no_prefix_can_be_taken_for_an_address_of_the_service(tmp_path: Path) -> None:
    with desk(tmp_path, None) as running:
        assert isinstance(running.client.app, Starlette)
        firsts = {route.path.split("/")[1] for route in running.client.app.routes}  # type: ignore[attr-defined]
    assert firsts - {""} == OWN_PLACES
