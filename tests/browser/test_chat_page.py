"""The chat page in a browser, in front of a gateway with a fake Rasa behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from settings import Settings
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import live_knowledge
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
FDA = "https://www.fda.gov/medical-devices/microneedling-devices"
SOURCES = [
    {"id": "a", "title": "Article", "publisher": "Clinic", "date": "Mar 3, 2022", "url": None},
    {"id": "b", "title": "Devices", "publisher": "US FDA", "date": None, "url": FDA},
]
LIST = "It is listed for:\n- thin skin\n- stretch marks\nOther uses may differ."
XSS = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"


def script(sender: str, message: str) -> object:
    """A clinic's afternoon."""
    if message == "/ask_pain":
        return answer("It can sting.\n\nNumbing cream is common.", "pain")
    if "person" in message:
        return answer(
            "Call +1 202 555 0143 or write to desk@example.com, from 2018-2023.", "handoff"
        )
    if "used for" in message:
        buttons = [{"id": "pain", "title": "Does it hurt?"}]
        return answer(LIST, "conditions", sources=SOURCES, buttons=buttons)
    return answer(f"You said: {message}", "definition")


@pytest.fixture(scope="module")
def upstream() -> Iterator[tuple[FakeUpstream, str]]:
    fake = FakeUpstream(script=script)
    with served(fake.app()) as address:
        yield fake, address


@pytest.fixture(scope="module")
def site(
    upstream: tuple[FakeUpstream, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    _, behind = upstream
    state = tmp_path_factory.mktemp("state")
    settings = Settings(
        RASA_URL=behind,
        ACTIONS_URL=behind,
        STATE_FOLDER=state,
        DATABASE_URL=f"sqlite:///{state}/gateway.db",
        RATE_LIMITS=None,
    )
    with served(create_app(settings, live=live_knowledge())) as address:
        yield address


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    if request.param == "phone":
        context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    else:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on(
        "console",
        lambda said: troubles.append(said.text) if "Security Policy" in said.text else None,
    )
    opened.goto(site)
    expect(opened.locator(".message")).to_have_count(1)
    yield opened
    wide = opened.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    tall = opened.evaluate("document.documentElement.scrollHeight - window.innerHeight")
    context.close()
    assert wide <= 0
    assert tall <= 0, "the page scrolls, and its head goes out of sight"
    assert troubles == []


def ask(page: Page, text: str) -> None:
    """Type a question and wait for its answer."""
    answers = page.locator(".message:not(.mine)")
    before = answers.count()
    page.get_by_label("Your question").fill(text)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(page.locator("#typing")).to_be_hidden()


def test_a_whole_conversation(page: Page) -> None:
    greeting = page.locator(".message").first
    expect(greeting).to_contain_text("automated assistant")
    expect(greeting.locator(".chip")).not_to_have_count(0)

    ask(page, "What is it used for?")
    reply = page.locator(".message").last
    expect(reply.locator(".bubble p")).to_have_text(["It is listed for:", "Other uses may differ."])
    expect(reply.locator(".bubble li")).to_have_text(["thin skin", "stretch marks"])
    expect(greeting.locator(".chip")).to_have_count(0)

    sources = reply.locator("details")
    expect(sources.locator("li").first).to_be_hidden()
    sources.locator("summary").click()
    expect(sources.locator("li")).to_have_text(["ArticleClinic, Mar 3, 2022", "DevicesUS FDA"])
    link = sources.get_by_role("link", name="Devices")
    expect(link).to_have_attribute("href", FDA)
    expect(link).to_have_attribute("rel", "noopener noreferrer")

    page.get_by_role("button", name="Does it hurt?").click()
    expect(page.locator(".mine").last).to_contain_text("Does it hurt?")
    expect(page.locator(".message").last.locator("p")).to_have_text(
        ["It can sting.", "Numbing cream is common."]
    )


def test_typing_keeps_the_focus_and_empties_the_box(page: Page) -> None:
    ask(page, "How deep?")
    box = page.get_by_label("Your question")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(1)


def test_shift_and_enter_make_a_new_line(page: Page) -> None:
    box = page.get_by_label("Your question")
    box.fill("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    expect(box).to_have_value("one\ntwo")


def test_markup_is_shown_as_it_was_written(page: Page) -> None:
    ask(page, XSS)
    expect(page.locator(".mine .bubble")).to_have_text(XSS)
    expect(page.locator(".message").last.locator("p")).to_have_text(f"You said: {XSS}")
    expect(page.locator("main img")).to_have_count(0)
    assert "pwned" not in page.title()


def test_an_emergency_stands_out_and_can_be_called(page: Page) -> None:
    ask(page, "I can't breathe and my throat is swelling shut")
    alarm = page.get_by_role("alert").filter(has_text="emergency")
    expect(alarm).to_be_in_viewport()
    expect(alarm.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")


def test_ways_to_reach_the_clinic_are_links(page: Page) -> None:
    ask(page, "I want a person")
    links = page.locator(".message").last.locator(".bubble a")
    expect(links).to_have_text(["+1 202 555 0143", "desk@example.com"])
    expect(links.first).to_have_attribute("href", "tel:+12025550143")
    expect(links.last).to_have_attribute("href", "mailto:desk@example.com")


def test_a_lost_connection_is_said_and_the_message_can_be_sent_again(page: Page) -> None:
    def abort(route: Route) -> None:
        route.abort()

    page.route("**/api/chat", abort)
    page.get_by_label("Your question").fill("Anybody there?")
    page.keyboard.press("Enter")
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    page.unroute("**/api/chat")
    retry.click()
    expect(page.locator(".message").last).to_contain_text("You said: Anybody there?")
    expect(retry).to_be_hidden()
    expect(page.locator(".mine")).to_have_count(1)


def test_a_session_that_is_gone_is_renewed_without_a_word(page: Page) -> None:
    page.evaluate(
        """() => {
            const kept = JSON.parse(sessionStorage.getItem("needlewise.chat"));
            sessionStorage.setItem("needlewise.chat", JSON.stringify({ ...kept, session: "old" }));
        }"""
    )
    page.reload()
    ask(page, "Still there?")
    expect(page.locator(".message").last).to_contain_text("You said: Still there?")


def test_a_reload_keeps_the_conversation_and_its_session(
    page: Page, upstream: tuple[FakeUpstream, str]
) -> None:
    fake, _ = upstream
    ask(page, "What is it used for?")
    page.reload()
    expect(page.locator(".message")).to_have_count(3)
    expect(page.get_by_role("button", name="Does it hurt?")).to_be_visible()
    ask(page, "And now?")
    assert fake.heard[-1][0] == fake.heard[-2][0]


def test_starting_again_forgets_the_conversation(
    page: Page, upstream: tuple[FakeUpstream, str]
) -> None:
    fake, _ = upstream
    ask(page, "First")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".message")).to_have_count(1)
    ask(page, "Second")
    assert fake.heard[-1][0] != fake.heard[-2][0]


def test_the_box_ends_at_the_limit_and_says_so_in_time(page: Page) -> None:
    box, count = page.get_by_label("Your question"), page.locator("#count")
    box.fill("a" * 800)
    expect(count).to_have_text("")
    box.fill("a" * 990)
    expect(count).to_have_text("10 characters left")
    box.press_sequentially("b" * 12)
    assert len(box.input_value()) == 1000


def test_everything_to_press_is_large_enough_for_a_thumb(page: Page) -> None:
    ask(page, "What is it used for?")
    pressable = page.locator("button:visible, summary:visible, textarea:visible")
    assert pressable.count() >= 5
    for element in pressable.all():
        box = element.bounding_box()
        assert box is not None
        assert box["height"] >= 44, element.inner_text()
        assert box["width"] >= 44, element.inner_text()


def test_what_is_said_is_announced(page: Page) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    ask(page, "How deep?")
    expect(log).to_contain_text("Assistant:You said: How deep?")
    expect(log).to_have_attribute("aria-busy", "false")


def test_a_long_conversation_shows_the_newest_answer(page: Page) -> None:
    for number in range(8):
        ask(page, f"Question {number}")
    expect(page.locator(".message").last).to_be_in_viewport()
    expect(page.get_by_label("Your question")).to_be_in_viewport(ratio=1)
