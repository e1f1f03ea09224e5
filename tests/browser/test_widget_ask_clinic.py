"""Where the assistant has no answer, the way to those who may have one."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visiting import Clinic, visit

pytestmark = pytest.mark.browser

UNKNOWN = "how often may I wash?"


def test_an_answer_that_lacks_what_was_asked_leads_to_the_clinic(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        known = chat.ask("What is it used for?")
        expect(known.get_by_role("button", name="Ask the clinic")).to_have_count(0)
        chat.ask(UNKNOWN).get_by_role("button", name="Ask the clinic").click()
        expect(chat.page.get_by_label("Question for the clinic")).to_have_value(UNKNOWN)


def test_it_still_does_after_a_reload(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask(UNKNOWN)
        chat.page.reload()
        chat.answers.last.get_by_role("button", name="Ask the clinic").click()
        expect(chat.page.get_by_label("Question for the clinic")).to_have_value(UNKNOWN)
