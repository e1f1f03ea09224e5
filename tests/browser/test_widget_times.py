"""When something was said, beside what was said."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.visiting import Chat, Clinic, visit

pytestmark = pytest.mark.browser

THURSDAY = datetime(2030, 1, 31, 14, 5)
QUESTION = "What is it used for?"


def times(chat: Chat) -> Locator:
    return chat.log.locator("time")


def later(chat: Chat, passed: timedelta) -> None:
    """Come back to the page after so long."""
    chat.page.clock.set_fixed_time(THURSDAY + passed)
    chat.page.reload()
    chat.wait_until_open()


def test_question_and_answer_say_when_they_were_said(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.clock.set_fixed_time(THURSDAY)
        chat.open()
        expect(times(chat)).to_have_count(0)
        answer = chat.ask(QUESTION)
        expect(times(chat)).to_have_text([re.compile(r"^2:05\sPM$")] * 2)
        instant = answer.locator("time").get_attribute("datetime")
        assert instant is not None
        assert datetime.fromisoformat(instant.replace("Z", "+00:00")) == THURSDAY.astimezone()
        # As part of its message, and not hidden from who hears it.
        expect(chat.said.get_by_text("2:05")).to_be_visible()
        expect(chat.log.get_by_role("article").filter(has=chat.page.locator("time"))).to_have_count(
            2
        )
        expect(times(chat).and_(chat.page.locator("[aria-hidden]"))).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "path", "now", "day_after"),
    [
        ("en-GB", "/", "14:05", "Thursday 14:05"),
        ("de-DE", "/", "14:05", "Thursday 14:05"),
        ("en-US", "/with?position=bottom-right&lang=es", "2:05 p. m.", "jueves, 2:05 p. m."),
        ("es-ES", "/with?position=bottom-right&lang=es", "14:05", "jueves, 14:05"),
    ],
)
def test_hours_are_the_visitors_and_words_the_chats(
    browser: Browser, clinic: Clinic, locale: str, path: str, now: str, day_after: str
) -> None:
    def shown() -> list[str]:
        return [re.sub(r"\s", " ", text) for text in times(chat).all_inner_texts()]

    with visit(browser, clinic, path, locale=locale) as chat:
        chat.page.clock.set_fixed_time(THURSDAY)
        chat.launcher.or_(chat.page.get_by_role("button", name="Abrir chat")).click()
        expect(chat.chips).not_to_have_count(0)
        box = chat.panel.get_by_role("textbox")
        box.fill(QUESTION)
        box.press("Enter")
        expect(times(chat)).to_have_count(2)
        assert shown() == [now] * 2
        chat.page.clock.set_fixed_time(THURSDAY + timedelta(hours=20))
        chat.page.reload()
        expect(times(chat)).to_have_count(2)
        assert shown() == [day_after] * 2


def test_a_day_that_ends_while_the_chat_is_open_gets_its_name(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.page.clock.set_fixed_time(THURSDAY)
        chat.open()
        chat.ask(QUESTION)
        chat.page.clock.set_fixed_time(THURSDAY + timedelta(hours=20))
        chat.ask("And now?")
        thursday, friday = re.compile(r"^Thursday 2:05\sPM$"), re.compile(r"^10:05\sAM$")
        expect(times(chat)).to_have_text([thursday, thursday, friday, friday])


def test_after_a_week_a_day_has_its_date(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.clock.set_fixed_time(THURSDAY)
        chat.open()
        chat.ask(QUESTION)
        # Somebody who goes on with it every day: what is not gone on with ends after one.
        for day in range(1, 8):
            later(chat, timedelta(hours=23 * day))
            chat.ask(f"Day {day}")
        expect(times(chat).first).to_have_text(re.compile(r"^Thursday, January 31.* 2:05\sPM$"))
        expect(times(chat).nth(2)).to_have_text(re.compile(r"^Friday 1:05\sPM$"))


def test_what_was_kept_without_a_time_is_shown_without_one(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask(QUESTION)
        chat.page.evaluate(
            """() => {
              const name = Object.keys(localStorage).find((each) => /^needlewise/.test(each));
              const kept = JSON.parse(localStorage[name]);
              const [question, answer] = kept.entries.slice(-2);
              delete question.at;
              answer.at = "yesterday";
              localStorage[name] = JSON.stringify(kept);
            }"""
        )
        chat.page.reload()
        expect(chat.answers.last).to_contain_text("stretch marks")
        expect(times(chat)).to_have_count(0)
