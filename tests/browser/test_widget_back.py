"""Back on a phone: it closes the chat that fills the screen, and disturbs nothing else."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visiting import PHONE, Chat, Clinic, visit, wait_until

pytestmark = pytest.mark.browser

HEARD = """
window.heard = [];
const follow = () => {
  for (const name of ["popstate", "hashchange"]) addEventListener(name, () => heard.push(name));
};
addEventListener("load", follow);
"""
"""A page that follows its own history, by a script that comes after the chat's."""
FIRST = """
window.states = [];
addEventListener("popstate", ({ state }) => states.push(state));
"""
"""The same by a script that comes before, and so hears of every way."""
ENTRIES = "history.length"
CLOSE = re.compile("Close chat")


def on_the_first_page(chat: Chat) -> None:
    expect(chat.page).to_have_title(re.compile("Welcome"))


def close(chat: Chat) -> None:
    """Press the button that closes it, and wait until its entry is left."""
    chat.panel.get_by_role("button", name=CLOSE).click()
    expect(chat.panel).to_be_hidden()
    wait_until(
        chat.page,
        lambda: not chat.page.evaluate("history.state?.needlewise"),
        "the way back from the chat's entry",
    )


def test_back_closes_the_chat_and_leaves_the_page_only_then(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, phone=True, script=HEARD) as chat:
        chat.page.get_by_role("link", name="Prices").click()
        expect(chat.page).to_have_title(re.compile("Prices"))
        chat.open()
        chat.ask("Before")
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        expect(chat.launcher).to_be_focused()
        expect(chat.page).to_have_title(re.compile("Prices"))
        assert chat.page.evaluate("heard") == [], "the page hears nothing of it"
        chat.open()
        expect(chat.answers.last).to_contain_text("You said: Before")
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        chat.page.go_back()
        on_the_first_page(chat)


def test_forward_opens_it_again(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, phone=True, script=HEARD) as chat:
        chat.open()
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        chat.page.go_forward()
        chat.wait_until_open()
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        assert chat.page.evaluate("heard") == []


@pytest.mark.parametrize("times", [1, 3])
def test_closed_by_its_button_it_takes_its_entry_along(
    browser: Browser, clinic: Clinic, times: int
) -> None:
    with visit(browser, clinic, phone=True, script=HEARD) as chat:
        chat.page.get_by_role("link", name="Prices").click()
        expect(chat.page).to_have_title(re.compile("Prices"))
        for _ in range(times):
            chat.open()
            close(chat)
        assert chat.page.evaluate("heard") == []
        chat.page.go_back()
        on_the_first_page(chat)


def test_closed_and_opened_at_once_it_still_closes_by_back(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, phone=True, script=FIRST) as chat:
        chat.open()
        entries = chat.page.evaluate(ENTRIES)
        chat.element.evaluate(
            "(host) => { for (const open of [false, true, false, true]) host.open = open; }"
        )
        wait_until(chat.page, lambda: chat.page.evaluate("states.length") == 1, "the way back")
        expect(chat.panel).to_be_visible()
        assert chat.page.evaluate("history.state.needlewise")
        assert chat.page.evaluate(ENTRIES) == entries
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        on_the_first_page(chat)


def test_back_closes_it_after_a_reload_too(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, phone=True) as chat:
        chat.open()
        entries = chat.page.evaluate(ENTRIES)
        chat.page.reload()
        chat.wait_until_open()
        assert chat.page.evaluate(ENTRIES) == entries
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        on_the_first_page(chat)


def test_who_comes_back_from_another_page_finds_it_as_it_was_left(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, phone=True) as chat:
        chat.open()
        chat.page.goto(f"{clinic.host}/prices")
        expect(chat.launcher).to_be_visible()
        expect(chat.panel).to_be_hidden()
        chat.page.go_back()
        chat.wait_until_open()
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        on_the_first_page(chat)


def test_on_a_desktop_and_in_the_page_it_adds_no_entry(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        entries = chat.page.evaluate(ENTRIES)
        chat.open()
        chat.page.keyboard.press("Escape")
        expect(chat.panel).to_be_hidden()
        chat.open()
        assert chat.page.evaluate(ENTRIES) == entries
        chat.page.evaluate("history.pushState('theirs', '', '#there')")
        chat.page.go_back()
        expect(chat.panel).to_be_visible()
    with visit(browser, clinic, "/inline", viewport=PHONE) as chat:
        chat.wait_until_open()
        assert chat.page.evaluate(ENTRIES) == entries


def test_what_a_page_keeps_in_its_history_stays(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, phone=True, script=HEARD) as chat:
        chat.page.evaluate("location.hash = 'one'; history.replaceState({ page: 1 }, '')")
        chat.page.evaluate("location.hash = 'two'; history.replaceState({ page: 2 }, '')")
        wait_until(chat.page, lambda: len(chat.page.evaluate("heard")) == 4, "both hashes")
        chat.open()
        assert chat.page.evaluate("[history.state.page, location.hash]") == [2, "#two"]
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        assert chat.page.evaluate("[history.state, location.hash]") == [{"page": 2}, "#two"]
        assert chat.page.evaluate("heard.length") == 4
        chat.page.go_back()
        wait_until(chat.page, lambda: chat.page.evaluate("heard.length") == 6, "the page's own way")
        assert chat.page.evaluate("[history.state, location.hash]") == [{"page": 1}, "#one"]


def test_a_page_that_hears_of_every_way_is_where_it_was(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, phone=True, script=FIRST) as chat:
        chat.page.evaluate("history.replaceState({ page: 1 }, '')")
        chat.open()
        chat.page.go_back()
        expect(chat.panel).to_be_hidden()
        assert chat.page.evaluate("states") == [{"page": 1}]
        assert chat.page.url == f"{clinic.host}/"


def test_a_page_that_goes_on_while_it_is_open_keeps_its_own_way_back(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, phone=True, script=HEARD) as chat:
        chat.open()
        chat.page.evaluate("history.pushState({ page: 2 }, '', '#two')")
        chat.panel.get_by_role("button", name=CLOSE).click()
        expect(chat.panel).to_be_hidden()
        assert chat.page.evaluate("[history.state, location.hash]") == [{"page": 2}, "#two"]
        chat.page.go_back()
        wait_until(chat.page, lambda: "popstate" in chat.page.evaluate("heard"), "the page's way")
        expect(chat.panel).to_be_hidden()
        assert chat.page.evaluate("location.hash") == ""
