"""The states that the chat can be in, each brought about as a visitor would."""

import re

from playwright.sync_api import Route, expect

from tests.browser.visiting import BREATHLESS, Chat, wait_until


def closed(chat: Chat) -> None:
    expect(chat.launcher).to_be_visible()


def greeting(chat: Chat) -> None:
    chat.open()


def answer_with_sources(chat: Chat) -> None:
    chat.open()
    reply = chat.ask("What is it used for?")
    reply.locator("summary").click()
    expect(reply.get_by_role("link", name=re.compile("Devices"))).to_be_visible()


def emergency(chat: Chat) -> None:
    chat.open()
    chat.say(BREATHLESS)
    expect(chat.page.get_by_role("alert").filter(has_text="911")).to_be_visible()


def error_notice(chat: Chat) -> None:
    chat.open()
    chat.page.route("**/api/chat", lambda route: route.abort())
    chat.say("Anybody there?")
    expect(chat.notices.filter(visible=True)).not_to_have_count(0)


def waiting(chat: Chat) -> None:
    chat.open()
    chat.page.route("**/api/chat", lambda route: None)
    chat.say("Anybody there?")
    expect(chat.said.last).to_be_visible()


def menu(chat: Chat) -> None:
    chat.open()
    chat.page.get_by_role("button", name="Menu").click()
    expect(chat.item("Start over")).to_be_visible()


def ask_the_clinic(chat: Chat) -> None:
    chat.open()
    chat.choose("Ask the clinic")
    expect(chat.panel.get_by_role("checkbox")).to_be_visible()


def remark(chat: Chat) -> None:
    chat.open()
    reply = chat.ask("What is it used for?")
    reply.get_by_role("button", name="Not helpful").click()
    expect(reply.get_by_role("textbox")).to_be_visible()


def new_answer_while_closed(chat: Chat) -> None:
    chat.open()
    held: list[Route] = []
    chat.page.route("**/api/chat", lambda route: held.append(route))
    chat.say("What is it used for?")
    wait_until(chat.page, lambda: bool(held), "the request")
    chat.page.keyboard.press("Escape")
    held.pop().continue_()
    expect(chat.page.get_by_role("button", name="Open chat: a new answer")).to_be_visible()


def erase_question(chat: Chat) -> None:
    chat.open()
    chat.ask("What is it used for?")
    chat.choose("Start over")
    expect(chat.item("Erase this conversation?")).to_be_visible()


def error_in_the_form(chat: Chat) -> None:
    ask_the_clinic(chat)
    chat.page.get_by_label("Question for the clinic").fill("Can I park?")
    chat.page.get_by_label("Phone number or e-mail").fill("asdf")
    chat.page.get_by_role("button", name="Send question").click()
    expect(chat.panel.locator("[aria-invalid]")).to_have_count(1)


STATES = [
    closed,
    greeting,
    answer_with_sources,
    emergency,
    error_notice,
    waiting,
    menu,
    ask_the_clinic,
    remark,
    new_answer_while_closed,
    erase_question,
    error_in_the_form,
]
