"""Answering on the phone, in Chromium: as you type, by keyboard, and for everybody."""

import json
import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from desk.sign_in.signing_in import COOKIE
from desk.sign_in.staff import Accounts, Role
from records.database import engine_of
from records.migrating import migrate
from settings import Settings
from tests.browser.visiting import DESKTOP, PHONE, overhang, violations, watched
from tests.gateway_under_test import reading
from tests.running_gateway import served
from tests.running_service import RunningService
from web.gateway import create_app

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
BREATHLESS = "I can't breathe and my throat is swelling shut"
TOPICS = {
    "hurt": "pain",
    "used for": "conditions",
    "cost": "cost",
    "deep": "needle_depth",
    "risk": "side_effects",
}


class Rasa:
    """Understands a question by one word of it, or is down."""

    def __init__(self) -> None:
        self.is_down = False
        self.asked: list[str] = []

    async def answer(self, request: httpx.Request) -> httpx.Response:
        text: str = json.loads(request.content)["text"]
        self.asked.append(text)
        if self.is_down:
            raise httpx.ConnectError("refused", request=request)
        topic = next((each for word, each in TOPICS.items() if word in text.lower()), None)
        intent = {"name": f"ask_{topic}" if topic else "nlu_fallback", "confidence": 0.81}
        return httpx.Response(200, json={"text": text, "intent": intent, "entities": []})


@dataclass
class Running:
    """A gateway with its front desk."""

    address: str
    rasa: Rasa
    cookie: str
    """Of somebody who has signed in."""


@contextmanager
def running(state: Path, rasa: Rasa) -> Iterator[Running]:
    settings = Settings(
        STATE_FOLDER=state, DATABASE_URL=f"sqlite:///{state}/desk.db", RATE_LIMITS=None
    )
    transport = httpx.MockTransport(rasa.answer)
    app = create_app(settings, understanding=reading(), transport=transport)
    with served(app) as address:
        yield Running(address, rasa, signed_in(address, settings.DATABASE_URL))


def signed_in(address: str, database: str, name: str = "maria") -> str:
    """The cookie of somebody who has an account now, and has signed in with it."""
    engine = engine_of(database)
    migrate(engine)
    accounts = Accounts(engine, lambda: datetime.now(timezone.utc))
    accounts.add(name, Role.STAFF, PASSWORD, by="test")
    engine.dispose()
    form = {"name": name, "password": PASSWORD}
    return httpx.post(f"{address}/desk/sign-in", data=form, timeout=30, trust_env=False).cookies[
        COOKIE
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("desk"), Rasa()) as opened:
        yield opened


@pytest.fixture
def down(tmp_path: Path) -> Iterator[Running]:
    rasa = Rasa()
    rasa.is_down = True
    with running(tmp_path, rasa) as opened:
        yield opened


@contextmanager
def at_desk(
    browser: Browser,
    desk: Running,
    path: str = "/desk",
    *,
    viewport: ViewportSize = DESKTOP,
    dark: bool = False,
    scripts: bool = True,
) -> Iterator[Page]:
    """A page of the desk for somebody who has signed in; nothing goes wrong in it."""
    context = browser.new_context(
        viewport=viewport,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
        permissions=["clipboard-read", "clipboard-write"],
    )
    domain = httpx.URL(desk.address).host
    context.add_cookies([{"name": COOKIE, "value": desk.cookie, "domain": domain, "path": "/desk"}])
    troubles = watched(context)
    page = context.new_page()
    page.goto(f"{desk.address}{path}")
    try:
        yield page
        if scripts:
            assert overhang(page) <= 0, "the page has become wider than the window"
    finally:
        context.close()
    assert troubles == []


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_answer_comes_while_typing_and_enter_copies_it(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("does it hurt", delay=20)
        found = page.get_by_role("article", name="Whether it hurts")
        expect(found).to_contain_text("Understood: sure")
        expect(page.get_by_role("status")).to_contain_text("1 answer: Whether it hurts")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Copied: Whether it hurts")
        said = found.locator(".said").first.inner_text()
        assert copied(page).startswith(said)
        assert "Sources:\n- " in copied(page)
        page.keyboard.press("Escape")
        expect(found).to_have_count(0)
        expect(page.get_by_role("searchbox")).to_be_focused()
        expect(page.get_by_role("searchbox")).to_have_value("")
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_url("**/desk/review")


def test_enter_before_the_answer_copies_it_when_it_comes(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        page.keyboard.type("how much is one session")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Copied: What a session costs")
        assert "prices" in copied(page)


def test_the_newest_letters_win(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        page.keyboard.type("does it hurt", delay=120)
        page.get_by_role("searchbox").fill("how deep")
        expect(page.get_by_role("article", name="How long the needles are")).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(1)


def test_the_arrows_lead_through_answers_and_related_questions(
    browser: Browser, desk: Running
) -> None:
    with at_desk(browser, desk) as page:
        page.keyboard.type("does it hurt")
        found = page.get_by_role("article", name="Whether it hurts")
        expect(found).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(found).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Copied: Whether it hurts")
        page.keyboard.press("ArrowDown")
        related = found.get_by_role("form", name="Related")
        expect(related.get_by_role("button").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.press("ArrowDown")
        titles = related.get_by_role("button").all_inner_texts()
        for _ in range(titles.index("How long is recovery?") + 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("article", name="How long is recovery?")).to_be_focused()


def test_more_leads_on(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        page.keyboard.type("what are the risks")
        found = page.get_by_role("article", name="What the side effects are")
        expect(found).to_be_visible()
        first = found.locator(".said").all_inner_texts()
        found.get_by_role("button", name="More on this").click()
        expect(found).to_be_focused()
        assert found.locator(".said").all_inner_texts() != first


def test_a_topic_is_browsed_without_typing(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        page.get_by_role("link", name="How do I prepare?").press("Enter")
        expect(page.get_by_role("article", name="How do I prepare?")).to_be_focused()
        page.get_by_text("Is it used for…").click()
        page.get_by_role("link", name="Stretch marks").click()
        answer = page.get_by_role("article", name="What is it used for?")
        expect(answer).to_contain_text("for stretch marks")


def test_a_warning_sign_is_answered_first(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        page.get_by_role("searchbox").fill(BREATHLESS)
        urgent = page.get_by_role("article", name="Warning sign")
        expect(urgent).to_contain_text("911")
        assert BREATHLESS not in desk.rasa.asked


def test_without_rasa_it_answers_all_the_same(browser: Browser, down: Running) -> None:
    with at_desk(browser, down) as page:
        page.keyboard.type("how much is one session")
        expect(page.get_by_role("article", name="What a session costs")).to_be_visible()
        page.get_by_role("searchbox").fill(BREATHLESS)
        expect(page.get_by_role("article")).to_contain_text("911")


def test_a_note_is_kept_beside_an_answer_and_two_writers_lose_nothing(
    browser: Browser, desk: Running
) -> None:
    with at_desk(browser, desk, "/desk?show=aftercare") as one:
        one.get_by_text("Add a note for the desk").click()
        with at_desk(browser, desk, "/desk?show=aftercare") as other:
            other.get_by_text("Add a note for the desk").click()
            other.get_by_role("textbox", name="Note").fill("We hand out the blue leaflet.")
            other.get_by_role("button", name="Keep the note").click()
            expect(other.get_by_role("status")).to_have_text("The note is kept.")
            expect(other.locator(".note .kept")).to_have_text("We hand out the blue leaflet.")
        one.get_by_role("textbox", name="Note").fill("Say <b>Tuesday</b> is best.")
        one.get_by_role("button", name="Keep the note").click()
        expect(one.get_by_role("alert")).to_contain_text("has changed this note meanwhile")
        expect(one.locator(".note .kept")).to_have_text("We hand out the blue leaflet.")
        expect(one.get_by_role("textbox", name="Note")).to_have_value("Say <b>Tuesday</b> is best.")
        one.get_by_role("button", name="Keep the note").click()
        expect(one.locator(".note .kept")).to_have_text("Say <b>Tuesday</b> is best.")


def test_it_works_without_scripts(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk, scripts=False) as page:
        page.get_by_role("searchbox").fill("does it hurt")
        page.get_by_role("button", name="Answer").click()
        expect(page.get_by_role("article", name="Whether it hurts")).to_be_visible()
        expect(page.get_by_role("searchbox")).to_have_value("does it hurt")
        page.get_by_role("button", name="How long is recovery?").click()
        expect(page.get_by_role("article", name="How long is recovery?")).to_be_visible()
        page.get_by_role("link", name="Who performs it?").click()
        expect(page.get_by_role("article", name="Who performs it?")).to_be_visible()


def hints(page: Page) -> None:
    expect(page.get_by_text("choose a topic")).to_be_visible()


def an_answer(page: Page) -> None:
    page.get_by_role("searchbox").fill("does it hurt")
    page.get_by_text("Facts one by one").click()
    page.get_by_text("Add a note").click()
    expect(page.get_by_role("button", name="Keep the note")).to_be_visible()


def urgent(page: Page) -> None:
    page.get_by_role("searchbox").fill(BREATHLESS)
    expect(page.get_by_role("article")).to_contain_text("911")


def not_understood(page: Page) -> None:
    page.get_by_role("searchbox").fill("blue monkeys")
    expect(page.get_by_role("article")).to_be_visible()


def sheet(page: Page) -> None:
    page.get_by_role("link", name="all", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Questions and answers")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "state", [hints, an_answer, urgent, not_understood, sheet], ids=lambda each: each.__name__
)
def test_axe_reports_nothing(
    browser: Browser, desk: Running, state: object, viewport: ViewportSize, dark: bool
) -> None:
    assert callable(state)
    with at_desk(browser, desk, viewport=viewport, dark=dark) as page:
        state(page)
        assert violations(page) == []


KEYSTROKE = """() => new Promise((done) => {
    const field = document.querySelector("#asked");
    const results = document.querySelector("#results");
    let begun;
    field.addEventListener("input", () => { begun = performance.now(); }, { once: true });
    new MutationObserver((_, observer) => {
        if (!results.querySelector("article")) return;
        observer.disconnect();
        requestAnimationFrame(() => done(performance.now() - begun));
    }).observe(results, { childList: true, subtree: true });
})"""


def keystrokes(page: Page, letters: str) -> list[float]:
    """Milliseconds from each keystroke to the answer on the screen, with the pause for typing."""
    page.get_by_role("searchbox").fill("does it hurt")
    expect(page.get_by_role("article")).to_be_visible()
    taken = []
    for letter in letters:
        page.evaluate(f"window.taken = ({KEYSTROKE})(); 0")
        page.keyboard.type(letter)
        taken.append(float(page.evaluate("window.taken")))
    return taken


LETTERS = " when it is done on the scalp"


def test_every_letter_brings_an_answer(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        taken = keystrokes(page, LETTERS)
    assert len(taken) == len(LETTERS)
    print(f"\nkeystroke to answer: median {statistics.median(taken):.0f} ms, most {max(taken):.0f}")


def test_every_letter_brings_an_answer_with_rasa_behind(
    browser: Browser, service: RunningService
) -> None:
    cookie = signed_in(service.url, service.environment["DATABASE_URL"], "letters")
    with at_desk(browser, Running(service.url, Rasa(), cookie)) as page:
        taken = keystrokes(page, LETTERS)
        expect(page.get_by_text("searched by words")).to_have_count(0)
    assert len(taken) == len(LETTERS)
    print(f"\nwith Rasa: median {statistics.median(taken):.0f} ms, most {max(taken):.0f} ms")


def test_what_is_typed_stands_in_no_address(browser: Browser, desk: Running) -> None:
    with at_desk(browser, desk) as page:
        addresses: list[str] = []
        page.on("request", lambda request: addresses.append(request.url))
        page.keyboard.type("does it hurt")
        expect(page.get_by_role("article", name="Whether it hurts")).to_be_visible()
        assert addresses
        assert not [each for each in addresses if re.search("hurt", each)]


@pytest.mark.parametrize("size", ["Letter", "A4"])
def test_the_short_sheet_is_one_printed_page(browser: Browser, desk: Running, size: str) -> None:
    with at_desk(browser, desk, "/desk/faq?one=page") as page:
        expect(page.get_by_role("heading", name="Does it hurt?")).to_be_visible()
        assert violations(page) == []
        printed = page.pdf(format=size)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
