"""Conversations and insights, as somebody at the front desk reads them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from desk.sign_in.staff import Accounts, Role
from records.database import engine_of
from records.journal import Exchange, Journal
from records.messages import Message
from records.migrating import migrate
from records.visitors import Records
from settings import Settings
from tests.browser.visiting import DESKTOP, PHONE, overhang, violations, wait_until
from tests.desk_under_test import NAMES, PASSWORD
from tests.gateway_under_test import live_knowledge, reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

NOW = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)
LONG = "and what do I do about my holidays at the end of the month of June " * 4
PAGES = {
    "list": "/desk/transcripts",
    "conversation": "/desk/transcripts/s0",
    "insights": "/desk/insights",
    "nothing to tell": "/desk/insights?from=2020-01-01&to=2020-01-31",
}


def keep_some(url: str) -> None:
    """Sixty conversations, the newest with one of everything."""
    engine = engine_of(url)
    journal = Journal(engine, ZoneInfo("UTC"))
    records = Records(url, lambda: NOW)
    facts = list(live_knowledge().current().facts)[:3]
    said = [
        ("does it hurt?", "pain", 0.9),
        ("<b>asdf</b>", "unclear", 0.2),
        (LONG, "out_of_scope", 0.6),
        ("is 1 mm too deep?", "needle_depth", 0.8),
        ("my throat is closing up", "emergency", None),
        ('/ask_conditions{"condition": "stretch_marks"}', "conditions", 1.0),
    ]
    for number in range(60):
        at = NOW - timedelta(hours=9 * number, minutes=1)
        journal.begin(at)
        for asked, topic, confidence in said if number == 0 else [said[number % 2]]:
            entities = [
                {"entity": "depth", "value": 1.0, "start": 3, "end": 7, "text": "1 mm"},
                {"entity": "condition", "value": "stretch_marks"},
            ]
            understood = {"action": "action_answer_facts", "intent": f"ask_{topic}"}
            answer = Message(
                text="It can sting.\n- for a moment",
                topic=topic,
                facts=facts,
                confidence=confidence,
                understood=confidence and {**understood, "entities": entities},
            )
            journal.keep(Exchange(f"s{number}", at, asked, asked[0] == "/", [answer], 1200, "v1"))
            records.keep_feedback(f"s{number}", answer.id, topic, number % 3 == 0, "Thanks <3")
    records.close()
    engine.dispose()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state = tmp_path_factory.mktemp("desk")
    database = f"sqlite:///{state}/desk.db"
    engine = engine_of(database)
    migrate(engine)
    Accounts(engine, lambda: NOW).add(NAMES[Role.STAFF], Role.STAFF, PASSWORD, by="test")
    engine.dispose()
    keep_some(database)
    settings = Settings(STATE_FOLDER=state, DATABASE_URL=database, RATE_LIMITS=None)
    app = create_app(settings, understanding=reading(), clock=lambda: NOW)
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def cookies(url: str, browser: Browser) -> list[dict[str, object]]:
    """Somebody who signed in once."""
    page = browser.new_page()
    page.goto(f"{url}/desk/sign-in")
    page.get_by_label("Name").fill(NAMES[Role.STAFF])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/desk$"))
    found = [dict(each) for each in page.context.cookies()]
    page.context.close()
    return found


@contextmanager
def opened(
    browser: Browser,
    url: str,
    cookies: list[dict[str, object]],
    path: str,
    viewport: ViewportSize = DESKTOP,
    dark: bool = False,
    scripts: bool = True,
) -> Iterator[Page]:
    """A page of somebody who is signed in; on leaving, nothing went wrong in it."""
    context = browser.new_context(
        viewport=viewport,
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text) if said.type == "error" and "Policy" in said.text else None
        ),
    )
    page.goto(f"{url}{path}")
    yield page
    context.close()
    assert [each for each in wrong if "Permissions-Policy" not in each] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_reports_nothing_and_nothing_is_too_wide(
    browser: Browser,
    url: str,
    cookies: list[dict[str, object]],
    name: str,
    viewport: ViewportSize,
    dark: bool,
) -> None:
    with opened(browser, url, cookies, PAGES[name], viewport, dark) as page:
        for summary in page.locator("summary").all():
            summary.click()
        assert violations(page) == []
        assert overhang(page) <= 0


def test_a_conversation_is_found_by_keyboard(
    browser: Browser, url: str, cookies: list[dict[str, object]]
) -> None:
    with opened(browser, url, cookies, "/desk") as page:
        page.locator("h1, main").first.focus()
        page.goto(f"{url}/desk/transcripts")
        expect(page.locator(".transcripts > li")).to_have_count(50)
        page.get_by_role("link", name="Older").press("Enter")
        expect(page.locator(".transcripts > li")).to_have_count(10)
        page.get_by_role("link", name="Newest").press("Enter")
        expect(page.locator(".transcripts > li")).to_have_count(50)
        page.wait_for_load_state()  # the list is there before the script that hears the key
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox", name="Words, a name or a number")).to_be_focused()
        page.keyboard.type("does HURT")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("q=does"))
        expect(page.get_by_role("link", name="does it hurt?").first).to_be_visible()
        page.get_by_role("combobox", name="Topic").select_option(label="Warning sign")
        page.get_by_role("button", name="Show").press("Enter")
        expect(page.locator(".transcripts > li")).to_have_count(1)
        page.get_by_role("link", name="does it hurt?").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Conversation of 4 May 2026")
        question = page.get_by_role("region", name="Question 1", exact=True)
        expect(question).to_contain_text("sure (0.90)")
        expect(question).to_contain_text("Voted helpful")
        question.locator("summary").press("Enter")
        expect(question.locator(".facts a").first).to_be_visible()
        expect(page.get_by_text("<b>asdf</b>")).to_be_visible()


def test_what_is_chosen_is_saved_as_csv(
    browser: Browser, url: str, cookies: list[dict[str, object]], tmp_path: Path
) -> None:
    with opened(browser, url, cookies, "/desk/transcripts?outcome=emergency") as page:
        with page.expect_download() as started:
            page.get_by_role("button", name="Save as CSV").click()
        assert started.value.suggested_filename == "conversations_emergency.csv"
        started.value.save_as(tmp_path / "saved.csv")
        saved = (tmp_path / "saved.csv").read_text(encoding="utf-8-sig")
        assert saved.count("s0,2026-05-04") == 6


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_picture_is_drawn_in_the_colour_of_the_page(
    browser: Browser, url: str, cookies: list[dict[str, object]], dark: bool
) -> None:
    with opened(browser, url, cookies, "/desk/insights", dark=dark) as page:
        expect(page.locator("canvas")).to_have_count(7)
        for canvas in page.locator("canvas").all():
            drawn = canvas.evaluate("""(canvas) => {
                const probe = document.createElement("canvas").getContext("2d");
                const { width, height } = canvas;
                const style = getComputedStyle(document.documentElement);
                probe.fillStyle = style.getPropertyValue("--brand").trim();
                const hex = probe.fillStyle.slice(1);
                const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
                const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
                let found = 0;
                for (let at = 0; at < pixels.length; at += 4) {
                    found += pixels[at] === r && pixels[at + 1] === g && pixels[at + 2] === b;
                }
                return found;
            }""")
            assert drawn > 100


def test_the_colours_follow_the_page_when_it_turns_dark(
    browser: Browser, url: str, cookies: list[dict[str, object]]
) -> None:
    with opened(browser, url, cookies, "/desk/insights") as page:
        chart = "Chart.getChart(document.querySelector('canvas'))"
        bars = f"() => {chart}.data.datasets[0].backgroundColor"
        assert page.evaluate(bars) == "#0f5c5c"
        page.emulate_media(color_scheme="dark")
        wait_until(page, lambda: page.evaluate(bars) == "#8fd6cf", "the lighter bars")


def test_the_numbers_can_be_read_without_scripts(
    browser: Browser, url: str, cookies: list[dict[str, object]]
) -> None:
    with opened(browser, url, cookies, "/desk/insights", scripts=False) as page:
        topics = page.get_by_role("region", name="Top topics")
        topics.locator("summary").click()
        row = topics.get_by_role("row", name=re.compile("Does it hurt"))
        expect(row.get_by_role("cell")).to_have_text(["30"])
        page.get_by_role("link", name="7 days").click()
        expect(page.get_by_role("link", name="7 days")).to_have_attribute("aria-current", "true")
