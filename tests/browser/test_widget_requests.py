"""What the chat asks the service for, on the first page and on the next."""

import re
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visiting import Chat, Clinic, visit, wait_until

pytestmark = pytest.mark.browser

NOW = datetime(2030, 1, 31, 14, 5, tzinfo=timezone.utc)


def asked_of_the_service(chat: Chat, clinic: Clinic) -> list[str]:
    """Collects what the pages ask the service for, but for the script."""
    asked: list[str] = []

    def note(url: str) -> None:
        if url.startswith(clinic.gateway) and not url.endswith("/widget.js"):
            asked.append(urlsplit(url).path)

    chat.page.on("request", lambda request: note(request.url))
    return asked


def next_page(chat: Chat) -> None:
    chat.page.get_by_role("link", name="Prices").click()
    expect(chat.page).to_have_title(re.compile("Prices"))
    chat.wait_until_open()
    chat.page.wait_for_load_state("networkidle")


def test_the_next_page_asks_for_nothing(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        asked = asked_of_the_service(chat, clinic)
        with chat.page.expect_response("**/api/about") as answered:
            chat.open()
        answered.value.finished()
        assert sorted(asked) == ["/api/about", "/api/sessions"]
        kept = "Object.values(sessionStorage).some((each) => JSON.parse(each).clinic)"
        wait_until(chat.page, lambda: chat.page.evaluate(kept), "the keeping")
        asked.clear()
        next_page(chat)
        assert asked == []
        chat.ask("Before")
        assert asked == ["/api/chat"]


def renamed(chat: Chat, clinic: Clinic, name: str) -> None:
    """The clinic bears another name from now on."""
    headers = {
        "Access-Control-Allow-Origin": clinic.host,
        "Cache-Control": "public, max-age=600",
    }
    chat.page.unroute("**/api/about")
    chat.page.route(
        "**/api/about", lambda route: route.fulfill(json={"name": name}, headers=headers)
    )


def test_a_reload_brings_the_details_anew(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        renamed(chat, clinic, "Willow Skin")
        chat.open()
        expect(chat.panel).to_have_accessible_name("Willow Skin")
        renamed(chat, clinic, "Fern Skin")
        next_page(chat)
        expect(chat.panel).to_have_accessible_name("Willow Skin")
        chat.page.reload()
        expect(chat.panel).to_have_accessible_name("Fern Skin")


def test_details_hold_as_long_as_the_service_says(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.clock.set_fixed_time(NOW)
        renamed(chat, clinic, "Willow Skin")
        chat.open()
        expect(chat.panel).to_have_accessible_name("Willow Skin")
        renamed(chat, clinic, "Fern Skin")
        chat.page.clock.set_fixed_time(NOW + timedelta(seconds=599))
        next_page(chat)
        expect(chat.panel).to_have_accessible_name("Willow Skin")
        chat.page.clock.set_fixed_time(NOW + timedelta(seconds=601))
        chat.page.get_by_role("link", name="Welcome").click()
        expect(chat.panel).to_have_accessible_name("Fern Skin")


def test_details_that_nobody_says_how_long_to_keep_are_asked_for_again(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.page.route(
            "**/api/about",
            lambda route: route.fulfill(
                json={"name": "Fern Skin"}, headers={"Access-Control-Allow-Origin": clinic.host}
            ),
        )
        asked = asked_of_the_service(chat, clinic)
        chat.open()
        expect(chat.panel).to_have_accessible_name("Fern Skin")
        asked.clear()
        next_page(chat)
        assert asked == ["/api/about"]
