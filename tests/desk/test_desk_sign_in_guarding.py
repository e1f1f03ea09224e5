"""Nothing of the front desk is reachable without an account, whatever the address."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from desk.sign_in.signing_in import COOKIE
from desk.sign_in.staff import Role
from desk.visit import CSRF_HEADER
from tests.desk_under_test import NAMES, PASSWORD, Desk, desk

OPEN = {"/desk/sign-in"}


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), None) as running:
        yield running


@pytest.fixture(autouse=True)
def _a_minute_later(door: Desk) -> None:
    """Each test may sign in as often as one address may."""
    door.seconds.seconds += 60


def routes(door: Desk) -> list[tuple[str, str, Role | None]]:
    """Every (method, address, role) of the front desk."""
    assert isinstance(door.client.app, Starlette)
    found = []
    for route in door.client.app.routes:
        if isinstance(route, Route) and route.path.startswith("/desk"):
            path = re.sub(r"\{[^}]+\}", "1", route.path)
            role = getattr(route.endpoint, "desk_role", None)
            found += [(method, path, role) for method in sorted(route.methods or ())]
    return found


def guarded(door: Desk, *, reading: bool) -> list[tuple[str, str, Role | None]]:
    return [
        (method, path, role)
        for method, path, role in routes(door)
        if path not in OPEN and (method in ("GET", "HEAD")) is reading
    ]


def test_every_route_but_the_sign_in_asks_for_a_role(door: Desk) -> None:
    found = routes(door)
    assert len(found) > 20, found
    assert {path for _, path, role in found if role is None} == OPEN
    assert {role for _, _, role in found if role} == set(Role)


def test_without_an_account_every_page_leads_to_the_sign_in(door: Desk) -> None:
    door.client.cookies.clear()
    for method, path, _ in guarded(door, reading=True):
        response = door.client.request(method, path, follow_redirects=False)
        assert response.status_code == 303, (method, path)
        assert response.headers["location"].startswith("/desk/sign-in"), path
        assert response.content == b""


def test_without_an_account_nothing_can_be_changed(door: Desk) -> None:
    door.client.cookies.clear()
    for method, path, _ in guarded(door, reading=False):
        response = door.client.request(method, path, follow_redirects=False)
        assert (response.status_code, response.content) == (303, b""), (method, path)


def test_a_piece_of_a_page_leads_the_whole_page_to_the_sign_in(door: Desk) -> None:
    door.client.cookies.clear()
    response = door.client.get("/desk", headers={"HX-Request": "true"}, follow_redirects=False)
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/desk/sign-in"


def test_what_needs_more_refuses_staff_on_the_server(door: Desk) -> None:
    door.sign_in(Role.STAFF)
    word = door.csrf()
    needing = [each for each in routes(door) if each[2] in (Role.REVIEWER, Role.MANAGER)]
    assert needing
    for method, path, role in needing:
        response = door.client.request(
            method, path, headers={CSRF_HEADER: word}, follow_redirects=False
        )
        assert response.status_code == 403, (method, path)
        assert role is not None
        assert method == "HEAD" or f"needs a {role.value}" in response.text


@pytest.mark.parametrize("word", [None, "", "made-up"])
def test_no_change_goes_through_without_the_word_of_the_session(
    door: Desk, word: str | None
) -> None:
    door.sign_in(Role.MANAGER)
    headers = {} if word is None else {CSRF_HEADER: word}
    for method, path, _ in guarded(door, reading=False):
        response = door.client.request(method, path, headers=headers, follow_redirects=False)
        assert response.status_code == 403, (method, path)
        assert "nothing was changed" in response.text


def test_the_word_of_another_session_does_not_do(door: Desk) -> None:
    word = door.sign_in(Role.STAFF).csrf()
    door.sign_in(Role.MANAGER)
    response = door.client.post("/desk/sign-out", data={"csrf": word})
    assert response.status_code == 403


def test_signing_in_leads_to_the_page_that_was_asked_for(door: Desk) -> None:
    door.client.cookies.clear()
    asked = door.client.get("/desk/audit", follow_redirects=False).headers["location"]
    assert asked == "/desk/sign-in?next=/desk/audit"
    assert 'value="/desk/audit"' in door.client.get(asked).text


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "/desk\n/x", "/api"]
)
def test_signing_in_never_leads_away(door: Desk, target: str) -> None:
    door.client.cookies.clear()
    form = {"name": "maria", "password": PASSWORD, "next": target}
    response = door.client.post("/desk/sign-in", data=form, follow_redirects=False)
    assert response.headers["location"] == "/desk"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(door: Desk) -> None:
    door.client.cookies.clear()
    form = {"name": "maria", "password": PASSWORD}
    response = door.client.post("/desk/sign-in", data=form, follow_redirects=False)
    cookie = response.headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    for word in ("httponly", "samesite=strict", "path=/desk"):
        assert word in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_never_travels_in_the_clear(door: Desk) -> None:
    door.client.cookies.clear()
    form = {"name": "maria", "password": PASSWORD}
    response = door.client.post(
        "https://testserver/desk/sign-in", data=form, follow_redirects=False
    )
    assert "secure" in response.headers["set-cookie"].lower()


def test_signing_out_ends_the_session_and_not_only_the_cookie(door: Desk) -> None:
    door.sign_in(Role.STAFF)
    cookie = door.client.cookies[COOKIE]
    door.post("/desk/sign-out")
    door.client.cookies.clear()
    door.client.cookies.set(COOKIE, cookie, path="/desk")
    response = door.client.get("/desk/inbox", follow_redirects=False)
    assert response.status_code == 303
    door.client.cookies.clear()


def test_a_wrong_password_says_no_more_than_a_wrong_name(door: Desk) -> None:
    door.client.cookies.clear()
    texts = set()
    for name in ("maria", "nobody"):
        form = {"name": name, "password": "wrong password"}
        response = door.client.post("/desk/sign-in", data=form)
        assert response.status_code == 401
        assert COOKIE not in door.client.cookies
        texts.add(response.text)
    assert len(texts) == 1


def test_the_sign_in_takes_no_form_of_another_site(door: Desk) -> None:
    door.client.cookies.clear()
    form = {"name": NAMES[Role.STAFF], "password": PASSWORD}
    headers = {"Origin": "https://evil.example"}
    response = door.client.post("/desk/sign-in", data=form, headers=headers)
    assert response.status_code == 403
    assert COOKIE not in door.client.cookies


def test_pages_are_kept_by_no_cache_and_shown_in_no_frame(door: Desk) -> None:
    headers = door.client.get("/desk/sign-in").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "form-action 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_one_address_may_try_ten_times_a_minute(tmp_path: Path) -> None:
    with desk(tmp_path, None) as fresh:
        form = {"name": "nobody", "password": "wrong password"}
        tries = [fresh.client.post("/desk/sign-in", data=form) for _ in range(12)]
    assert [each.status_code for each in tries] == [401] * 10 + [429] * 2
    assert "Retry-After" not in tries[9].headers
    assert 1 <= int(tries[10].headers["Retry-After"]) <= 60
