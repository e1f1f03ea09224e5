"""Every page of the desk, found by the app's own routes, fits a narrow and an enlarged screen."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from starlette.routing import Route

from desk.sign_in.signing_in import COOKIE
from desk.sign_in.staff import Accounts, Role
from knowledge import LiveKnowledge
from records.database import engine_of
from records.migrating import migrate
from settings import Settings
from tests.blank_clinic import BLANK, copied_knowledge
from tests.browser.visiting import overhang
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

NAME, PASSWORD = "maria-fernanda", "correct horse battery"
LAPTOP: ViewportSize = {"width": 1024, "height": 768}
ENLARGED: ViewportSize = {"width": 320, "height": 256}
"""A screen of 1280 by 1024 at 400 %."""
MOST_OF_A_KIND = 5
"""Pages of one address that are looked at: the inbox has five kinds of things."""
LONG = "averyveryverylongword" * 6
ANYTHING_ELSE = "/desk/{rest:path}"
IN_ONE_ROW = """
[...document.querySelectorAll(".top .brand, .top nav li, .top .who > *")]
  .filter((each) => each.offsetParent !== null)
  .map((each) => { const at = each.getBoundingClientRect(); return (at.top + at.bottom) / 2; })
"""


@dataclass(frozen=True)
class Place:
    """A front desk with something of everything in it."""

    url: str
    routes: tuple[Route, ...]
    pages: tuple[str, ...]
    """One or some of each address that is a page."""
    cookie: str


def unclear(sender: str, message: str) -> object:
    if "parking" in message:
        return answer("I don't have anything on parking.", "booking", lacks="blank")
    return answer("I did not understand that.", "unclear")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Place]:
    state = tmp_path_factory.mktemp("desk")
    database = f"sqlite:///{state}/desk.db"
    engine = engine_of(database)
    migrate(engine)
    accounts = Accounts(engine, lambda: datetime.now(timezone.utc))
    accounts.add(NAME, Role.MANAGER, PASSWORD, "test", "Maria-Fernanda Gonzalez, RN, MSN")
    engine.dispose()
    folder = copied_knowledge(state / "knowledge", BLANK.replace("name:", "name: A clinic", 1))
    live = LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))
    with served(FakeUpstream(script=unclear).app()) as behind:
        settings = Settings(
            RASA_URL=behind,
            ACTIONS_URL=behind,
            STATE_FOLDER=state,
            KNOWLEDGE_FOLDER=folder,
            DATABASE_URL=database,
            RATE_LIMITS=None,
        )
        app = create_app(settings, understanding=reading(live))
        routes = tuple(
            each
            for each in app.routes
            if isinstance(each, Route)
            and each.path.startswith("/desk")
            and "GET" in (each.methods or ())
            and each.path != ANYTHING_ELSE
        )
        with served(app) as url:
            ask(url)
            cookie = work(browser, url)
            with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
                client.cookies.set(COOKIE, cookie)
                yield Place(url, routes, found(client, routes), cookie)


def ask(url: str) -> None:
    """Visitors ask and leave something for each kind of thing in the inbox."""
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as visitor:
        session = visitor.post("/api/sessions", json={}).json()["session"]

        def say(text: str) -> dict[str, object]:
            sent = visitor.post("/api/chat", json={"session": session, "text": text})
            message: dict[str, object] = sent.json()["messages"][0]
            return message

        say(f"where is the {LONG}")
        said = say("is there parking")
        vote = {"session": session, "message": said["id"], "topic": said["topic"]}
        vote |= {"helpful": False, "remark": LONG}
        assert visitor.post("/api/feedback", json=vote).status_code == 201
        left = {"session": session, "question": f"{LONG}?", "name": LONG[:80], "consent": True}
        left["contact"] = f"{'a.long.name' * 4}@example.org"
        assert visitor.post("/api/questions", json=left).status_code == 201
        say("I can't breathe and my throat is swelling shut")


def work(browser: Browser, url: str) -> str:
    """A manager signs in, saves the clinic and proposes a question; gives the cookie."""
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.goto("/desk/sign-in")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    page.goto("/desk/clinic")
    page.get_by_label("Parking").fill(f"Behind the {LONG}")
    page.get_by_role("button", name="Look over the changes").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.goto("/desk/questions")
    page.get_by_label("Topic").select_option("aftercare")
    page.get_by_label("The question, as it stands in a sentence").fill(f"what {LONG} is")
    ways = "\n".join(f"{LONG} {each}" for each in ("a", "b c", "what d", "how e", "is it f"))
    page.get_by_label("How people ask it, one way a line").fill(ways)
    page.get_by_role("button", name="Propose this question").click()
    expect(page.get_by_role("heading", name="What will be answered")).to_be_visible()
    cookie = next(each for each in context.cookies() if each.get("name") == COOKIE)
    context.close()
    return str(cookie.get("value"))


def found(client: httpx.Client, routes: tuple[Route, ...]) -> tuple[str, ...]:
    """The addresses of pages, from one link to the next; every route has to be reached."""
    waiting = [each.path for each in routes if "{" not in each.path]
    seen: dict[str, list[str]] = {each.path: [] for each in routes}
    pages: list[str] = []
    while waiting:
        address = waiting.pop(0)
        known = next((each for each in routes if each.path_regex.match(address)), None)
        if known is None or address in seen[known.path]:
            continue
        if len(seen[known.path]) == MOST_OF_A_KIND:
            continue
        seen[known.path].append(address)
        response = client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        if not response.text.startswith("<!doctype html>"):
            continue
        pages.append(address)
        linked = re.findall(r'(?:href|hx-get)="(/desk[^"#?]*)', response.text)
        waiting += [html.unescape(each) for each in linked]
    never = [path for path, reached in seen.items() if not reached]
    assert never == [], "no page links to these, so that nobody looked at them"
    return tuple(pages)


@pytest.fixture(scope="module", params=[LAPTOP, ENLARGED], ids=["1024 wide", "at 400 %"])
def page(request: pytest.FixtureRequest, browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, base_url=place.url)
    context.add_cookies([{"name": COOKIE, "value": place.cookie, "url": f"{place.url}/desk"}])
    yield context.new_page()
    context.close()


def test_nothing_sticks_out_of_any_page_and_its_top_is_one_row(page: Page, place: Place) -> None:
    too_wide: dict[str, int] = {}
    wrapped: list[str] = []
    assert len(place.pages) > len(place.routes) / 2
    for address in place.pages:
        page.goto(address)
        if page.locator(".top").count():
            # The number in the inbox and the red line have come.
            page.locator("[data-open]").wait_for(state="attached")
        for summary in page.locator("summary:visible").all():
            summary.click()
        if (by := overhang(page)) > 0:
            too_wide[address] = by
        middles = page.evaluate(IN_ONE_ROW)
        is_laptop = page.viewport_size == LAPTOP
        if is_laptop and middles and max(middles) - min(middles) > 2:
            wrapped.append(address)
    assert (too_wide, wrapped) == ({}, [])
