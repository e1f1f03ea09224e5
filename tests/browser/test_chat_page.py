"""The page at `/`: the widget alone, in a window of its own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect

from tests.browser.visiting import DESKTOP, FDA, PHONE, Chat, Clinic, violations, visit

pytestmark = pytest.mark.browser

TABLET: ViewportSize = {"width": 768, "height": 1024}
ENLARGED: ViewportSize = {"width": 640, "height": 400}
"""What is left of a desktop's window at 200 %."""

WHAT_IT_IS = "Automated assistant. Information, not medical advice."
REACHABLE: dict[str, Any] = {
    "id": "m1",
    "text": "Call +1 202 555 0143 or write to desk@example.com, from 2018-2023.",
    "topic": "handoff",
    "treatment": None,
    "facts": [],
    "sources": [],
    "buttons": [],
    "calls": [{"number": "+1 202 555 0143", "href": "tel:+12025550143", "emergency": False}],
}
ALARM = REACHABLE | {"text": "Call 15 now. Tell the clinic: +1 202 555 0143.", "topic": "emergency"}


@pytest.fixture(scope="module")
def service(clinic: Clinic) -> Clinic:
    """Whoever visits it sees the service's own page, not the clinic's website."""
    return replace(clinic, host=clinic.gateway)


@pytest.fixture(params=[False, True], ids=["desktop", "phone"])
def chat(request: pytest.FixtureRequest, browser: Browser, service: Clinic) -> Iterator[Chat]:
    with visit(browser, service, phone=request.param) as opened:
        opened.wait_until_open()
        yield opened


def test_a_visitor_asks_by_keyboard_and_comes_back(browser: Browser, service: Clinic) -> None:
    with visit(browser, service) as chat:
        keyboard = chat.page.keyboard
        chat.wait_until_open()
        expect(chat.page.get_by_text(WHAT_IT_IS)).to_be_visible()
        expect(chat.box).to_be_focused()

        keyboard.type("What is it used for?")
        keyboard.press("Enter")
        reply = chat.answers.filter(has_text="stretch marks")
        expect(reply).to_be_in_viewport()
        expect(chat.box).to_be_focused()
        expect(chat.box).to_have_value("")

        link = reply.get_by_role("link", name="Devices")
        expect(link).to_be_hidden()
        reply.locator("summary").press("Enter")
        expect(link).to_be_visible()
        expect(link).to_have_attribute("href", FDA)

        chat.page.reload()
        expect(chat.said).to_have_count(1)
        expect(reply).to_be_visible()
        expect(chat.chips.filter(has_text="Does it hurt?")).to_be_visible()
        expect(chat.box).to_be_focused()
        chat.ask("And now?")
        assert service.upstream.heard[-1][0] == service.upstream.heard[-2][0]


def test_it_bears_the_clinics_name_where_one_is_known(browser: Browser, service: Clinic) -> None:
    with visit(browser, service) as chat:
        chat.wait_until_open()
        expect(chat.panel).to_have_role("region")
        expect(chat.panel).to_have_accessible_name("Needlewise")
        chat.page.route("**/api/about", lambda route: route.fulfill(json={"name": "Fern Skin"}))
        chat.page.reload()
        expect(chat.panel).to_have_accessible_name("Fern Skin")
        expect(chat.panel.get_by_role("heading", name="Fern Skin")).to_be_visible()
        expect(chat.page.get_by_text("Needlewise")).to_be_hidden()


def test_it_fills_a_phone_and_the_keyboard_comes_only_when_wanted(
    browser: Browser, service: Clinic
) -> None:
    with visit(browser, service, phone=True, calm=True) as chat:
        chat.wait_until_open()
        expect(chat.box).not_to_be_focused()
        assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
        chat.page.set_viewport_size({"width": 360, "height": 360})
        for number in range(4):
            chat.ask(f"Question {number}")
        expect(chat.answers.last).to_be_in_viewport()
        expect(chat.box).to_be_in_viewport(ratio=1)
        expect(chat.send).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "viewport", [PHONE, TABLET, DESKTOP, ENLARGED], ids=["phone", "tablet", "desktop", "enlarged"]
)
def test_everybody_can_read_it_and_only_the_conversation_scrolls(
    browser: Browser, service: Clinic, viewport: ViewportSize, dark: bool
) -> None:
    with visit(browser, service, viewport=viewport, dark=dark, calm=True) as chat:
        chat.wait_until_open()
        chat.ask("What is it used for?").locator("summary").click()
        assert violations(chat.page) == []

        tall = chat.page.evaluate("document.documentElement.scrollHeight - window.innerHeight")
        assert tall <= 0, "the page scrolls, and its head goes out of sight"
        for place in (chat.page.get_by_text(WHAT_IT_IS), chat.box, chat.send):
            expect(place).to_be_in_viewport(ratio=1)
        box = chat.panel.bounding_box()
        assert box is not None
        assert box["width"] <= 736, "a line gets too long to be read"
        assert box["x"] * 2 + box["width"] == pytest.approx(viewport["width"], abs=1)


def test_without_javascript_it_says_what_to_do(browser: Browser, service: Clinic) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(service.host)
    expect(page.get_by_text(WHAT_IT_IS)).to_be_visible()
    instead = page.locator("noscript p")
    expect(instead).to_be_visible()
    expect(instead).to_contain_text("contact the clinic directly")
    context.close()


def shown(chat: Chat, message: dict[str, Any]) -> Locator:
    """The answer on the page when the service sends this message."""
    chat.page.route("**/api/chat", lambda route: route.fulfill(json={"messages": [message]}))
    return chat.ask("My lips are swelling")


def test_ways_to_reach_the_clinic_are_links(chat: Chat) -> None:
    links = shown(chat, REACHABLE).locator(".bubble a")
    expect(links).to_have_text(["+1 202 555 0143", "desk@example.com"])
    expect(links.first).to_have_attribute("href", "tel:+12025550143")
    expect(links.last).to_have_attribute("href", "mailto:desk@example.com")


def test_the_button_of_a_warning_sign_calls_the_emergency_number_or_is_not_there(
    chat: Chat,
) -> None:
    emergency = {"number": "15", "href": "tel:15", "emergency": True}
    both = ALARM | {"id": "m2", "calls": [emergency, *REACHABLE["calls"]]}
    for message, hrefs in ((ALARM, []), (both, ["tel:15"])):
        answer = shown(chat, message)
        expect(answer).to_contain_text(message["text"])
        buttons = answer.locator("a.call")
        found = buttons.evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
        assert found == hrefs


def test_the_box_says_in_time_how_much_is_left(chat: Chat) -> None:
    left = chat.panel.get_by_text("Characters left:")
    chat.box.fill("a" * 800)
    expect(left).to_be_hidden()
    chat.box.fill("a" * 990)
    expect(left).to_have_text("Characters left: 10")
