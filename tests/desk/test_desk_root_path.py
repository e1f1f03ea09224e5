"""The whole service below a prefix of another site: every address that a page names leads there."""

import re
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.routing import Match, Route

import desk as desk_room
from desk.sign_in.signing_in import COOKIE
from desk.sign_in.staff import Role
from knowledge import LiveKnowledge
from records.messages import Message
from tests.desk.test_desk_clinic_page import CLINIC, ClinicDesk
from tests.desk.test_desk_inbox_page import alarm, answered, asked_the_clinic, missed, path_of
from tests.desk_under_test import NAMES, PASSWORD, Desk, desk
from tests.records.kept_turns import keep
from tests.unit.small_knowledge import QUESTIONS, write_folder

PREFIX = "/assistant"
FOLDER = Path(desk_room.__file__).parent
SITE = "http://testserver"
_PLACES = {"href", "src", "action", "formaction", "hx-get", "hx-post"}
_IN_TEMPLATES = re.compile(
    r"""(?<![\w-])(href|src|(?:form)?action|hx-(?:get|post|put|patch|delete|push-url|replace-url))=
    (?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.VERBOSE,
)
_FROM_ELSEWHERE = {"{{ source.url }}", "{{ each.source.url }}"}
"""Addresses of sources."""
_TO_SOMEBODY = {"{{ reach }}", "{{ each.reach }}"}
"""`mailto:` and `tel:`."""
_OF_THE_PAGE_ITSELF = {"{{ address }}", "{{ newest }}", "{{ older }}"}
"""What the page makes, from its question mark on."""
_NO_PAGE = {"/desk/{rest:path}"}
"""Stands for every address that is not there."""
_MOST_OF_A_KIND = 3
"""Of the pages of one route: they come of the same templates."""


class Named(HTMLParser):
    """Collects the addresses that a page names, as (method, address)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_post = "hx-post" in given or given.get("method") == "post"
        for name in _PLACES & set(given):
            method = "POST" if is_post and name in ("action", "hx-post") else "GET"
            self.found.append((method, given[name]))


@pytest.fixture(params=[PREFIX, ""])
def root(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def mounted(tmp_path: Path, root: str) -> Iterator[Desk]:
    """A desk at which something happened, below `root`; a manager who signed in by the page."""
    folder = write_folder(tmp_path / "small", questions=QUESTIONS)
    live = LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))
    with desk(
        tmp_path, Role.MANAGER, live=live, KNOWLEDGE_FOLDER=folder, ROOT_PATH=root
    ) as running:
        (folder / "clinic.yml").write_text(CLINIC)
        clinic = ClinicDesk(running, live)
        clinic.save(clinic.look_over(name="Oak"))
        alarm(running)
        missed(running, "parking here", "parking there")
        keep(running.engine, sender="visitor", asked="parking here")
        asked_the_clinic(running)
        gap = Message(text="No source here says so.", topic="pain", question="pain", lacks="gap")
        answered(running, "does it hurt", gap)
        taught = running.post(
            f"{path_of(running, 'missed')}/teach", topic="pain", example=["parking here"], use=["0"]
        )
        assert taught.status_code == 200, taught.text
        running.client.cookies.clear()
        name = {"name": NAMES[Role.MANAGER], "password": PASSWORD}
        arrived = running.client.post(f"{root}/desk/sign-in", data=name)
        assert (arrived.status_code, arrived.url.path) == (200, f"{root}/desk")
        yield running


def route_of(running: Desk, root: str, method: str, path: str) -> str | None:
    """The template of the route that answers an address, None where none does."""
    assert isinstance(running.client.app, Starlette)
    scope = {"type": "http", "method": method, "path": path, "root_path": root, "headers": []}
    for route in running.client.app.routes:
        match, _ = route.matches(scope)
        if match is Match.FULL:
            found: str = route.path  # type: ignore[attr-defined]
            return None if found in _NO_PAGE else found
    return None


def walked(running: Desk, root: str, *starts: str) -> tuple[set[str], list[str]]:
    """The routes that can be reached from some pages by what they name, and what leads nowhere."""
    waiting = deque(urljoin(SITE, root + start) for start in starts)
    seen, lost, counted = set(waiting), [], dict[str, int]()
    while waiting:
        here = waiting.popleft()
        response = running.client.get(here)
        if response.status_code not in (200, 204):  # 204: nothing has changed since
            lost.append(f"{here}: {response.status_code}")
        if "html" not in response.headers.get("Content-Type", ""):
            if re.search(r"""["'`(]/(desk|static|api)\b""", response.text):
                lost.append(f"{here} has an address of its own")
            continue
        for method, given in Named(response.text).found:
            url = urlsplit(urljoin(here, given))._replace(fragment="")
            if given.startswith("#") or f"{url.scheme}://{url.netloc}" != SITE:
                continue
            route = route_of(running, root, method, url.path)
            if not url.path.startswith(f"{root}/") or route is None:
                lost.append(f"{method} {given} on {here}")
            elif method == "GET" and url.geturl() not in seen:
                seen.add(url.geturl())
                kind = url.path if route.startswith("/static") else route
                counted[kind] = counted.get(kind, 0) + 1
                if counted[kind] <= _MOST_OF_A_KIND:
                    waiting.append(url.geturl())
        if COOKIE not in running.client.cookies:
            lost.append(f"{here} signs out")
    return set(counted), lost


def test_every_link_form_and_asset_of_every_page_leads_somewhere(mounted: Desk, root: str) -> None:
    item = path_of(mounted, "missed")
    starts = ("/desk", "/desk/sign-in", "/desk/no-such-page", "/", "/privacy", f"{item}/changed")
    routes, lost = walked(mounted, root, *starts)
    assert lost == [f"{SITE}{root}/desk/no-such-page: 404"]
    assert isinstance(mounted.client.app, Starlette)
    pages = {
        route.path
        for route in mounted.client.app.routes
        if isinstance(route, Route) and route.path.startswith("/desk") and "GET" in route.methods
    }
    not_linked = {"/desk/sign-in", "/desk/inbox/{item:int}/changed"} | _NO_PAGE
    assert pages - not_linked - routes == set()
    assert {"/widget.js", "/static/desk", "/static"} <= routes | {
        kind.rpartition("/")[0].removeprefix(root) for kind in routes
    }


def test_who_is_not_signed_in_comes_back_to_the_page_below_the_prefix(tmp_path: Path) -> None:
    with desk(tmp_path, None, ROOT_PATH=PREFIX) as running:
        asked = running.get(f"{PREFIX}/desk/inbox", follow_redirects=False)
        assert asked.headers["Location"] == f"{PREFIX}/desk/sign-in?next=/desk/inbox"
        piece = running.get(f"{PREFIX}/desk", headers={"HX-Request": "true"})
        assert piece.headers["HX-Redirect"] == f"{PREFIX}/desk/sign-in"
        form = {"name": NAMES[Role.STAFF], "password": PASSWORD, "next": "/desk/inbox"}
        signed = running.client.post(
            f"{PREFIX}/desk/sign-in", data=form, headers={"Origin": SITE}, follow_redirects=False
        )
        assert signed.headers["Location"] == f"{PREFIX}/desk/inbox"
        assert f"Path={PREFIX}/desk;" in signed.headers["Set-Cookie"]
        csrf = re.search(r'name="csrf" value="([^"]+)"', running.get(f"{PREFIX}/desk/help").text)
        assert csrf
        out = running.client.post(f"{PREFIX}/desk/sign-out", data={"csrf": csrf[1]})
        assert out.url.path == f"{PREFIX}/desk/sign-in"
        assert COOKIE not in running.client.cookies


def test_a_proxy_may_take_the_prefix_off(tmp_path: Path) -> None:
    with desk(tmp_path, ROOT_PATH=PREFIX) as running:
        page = running.get("/desk/inbox")
        assert page.status_code == 200
        assert f'href="{PREFIX}/desk/inbox" data-go="i" aria-current="page"' in page.text


def test_the_page_in_the_menu_is_marked_below_a_prefix(mounted: Desk, root: str) -> None:
    (marked,) = re.findall(
        r'href="([^"]+)"[^>]* aria-current="page"', mounted.get(f"{root}/desk/review").text
    )[:1]
    assert marked == f"{root}/desk/review"


def strays(template: str) -> list[str]:
    """What a template names that is not below the prefix."""
    allowed = _FROM_ELSEWHERE | _TO_SOMEBODY | _OF_THE_PAGE_ITSELF
    found = ("".join(values) for _, *values in _IN_TEMPLATES.findall(template))
    below = ("{{ root }}", "?", "#", "{{ reach }}?subject=")
    return [each for each in found if each not in allowed and not each.startswith(below)]


@pytest.mark.parametrize(
    "piece",
    [
        '<a href="/desk">',
        "<a href='/desk'>",
        "<a href=/desk>",
        '<form action="{{ path }}">',
        '<button formaction="desk">',
        '{% if who %}<p hx-get="/desk">{% endif %}',
    ],
)
def test_a_template_that_forgets_the_prefix_is_found(piece: str) -> None:
    assert len(strays(piece)) == 1


def test_no_template_of_the_desk_forgets_the_prefix() -> None:
    templates = {each: each.read_text("utf-8") for each in FOLDER.rglob("*.html")}
    assert len(templates) > 30
    assert {str(each): strays(text) for each, text in templates.items() if strays(text)} == {}
