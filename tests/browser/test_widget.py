"""The widget on a clinic's website: one line, and a whole conversation."""

import json
import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import (
    BREATHLESS,
    FDA,
    Chat,
    Clinic,
    visit,
    wait_until,
    watched,
)

pytestmark = pytest.mark.browser

XSS = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"

LOOKS = """() => [document.documentElement, document.body, ...document.querySelectorAll("main *")]
    .map((element) => {
      const style = getComputedStyle(element);
      return [element.tagName, Object.fromEntries([...style].map((name) =>
        [name, style.getPropertyValue(name)])), {...element.attributes}.length];
    })"""
COLOURS = "(e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.borderColor]; }"
GLOBALS = "() => Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name))"
DEPTHS = """() => [Array, Object, String, Element, HTMLElement, Event, EventTarget, Promise]
    .map((each) => Object.getOwnPropertyNames(each.prototype).length)"""


@pytest.fixture(params=["desktop", "phone"])
def is_phone(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "phone")


def test_a_whole_conversation_by_mouse(browser: Browser, clinic: Clinic, is_phone: bool) -> None:
    with visit(browser, clinic, phone=is_phone) as chat:
        chat.open()
        expect(chat.panel).to_contain_text("911")
        expect(chat.panel.get_by_role("link", name=re.compile("privacy", re.I))).to_be_visible()
        expect(chat.chips).not_to_have_count(0)

        reply = chat.ask("What is it used for?")
        expect(chat.said.last).to_contain_text("What is it used for?")
        expect(reply.locator("li").filter(has_text="thin skin")).to_be_visible()
        expect(reply).to_contain_text("Other uses may differ.")

        sources = reply.locator("details")
        expect(sources.get_by_role("link", name="Devices")).to_be_hidden()
        sources.locator("summary").click()
        link = sources.get_by_role("link", name=re.compile("Devices"))
        expect(link).to_have_attribute("href", FDA)
        expect(link).to_have_attribute("rel", re.compile("noopener"))
        expect(link).to_have_attribute("target", "_blank")
        expect(sources).to_contain_text("US FDA")
        expect(sources).to_contain_text("Mar 3, 2022")

        chat.chips.filter(has_text="Does it hurt?").click()
        expect(chat.said.last).to_contain_text("Does it hurt?")
        expect(chat.answers.last).to_contain_text("It can sting.")
        expect(chat.answers.last).to_contain_text("Numbing cream is common.")
        expect(chat.answers.last).to_be_in_viewport()

        chat.page.get_by_role("button", name="Close chat").first.click()
        expect(chat.panel).to_be_hidden()
        expect(chat.launcher).to_be_visible()


def test_a_suggested_question_is_asked_by_pressing_it(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        before = chat.answers.count()
        first = chat.chips.first
        question = first.inner_text()
        first.click()
        expect(chat.said).to_contain_text(question)
        expect(chat.answers).to_have_count(before + 1)


def test_while_the_answer_is_awaited_it_shows_and_nothing_is_lost(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.say("One")
        chat.say("Two")
        expect(chat.answers.last).to_contain_text("You said: Two")
        expect(chat.said).to_have_count(2)
        assert clinic.heard("One") == clinic.heard("Two") == 1


def test_shift_and_enter_make_a_new_line(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.box.fill("one")
        chat.box.press("Shift+Enter")
        chat.page.keyboard.type("two")
        expect(chat.box).to_have_value("one\ntwo")
        expect(chat.said).to_have_count(0)


def test_an_empty_message_is_not_sent(browser: Browser, clinic: Clinic) -> None:
    before = len(clinic.upstream.heard)
    with visit(browser, clinic) as chat:
        chat.open()
        chat.say("  \n ")
        chat.ask("Now something")
        expect(chat.said).to_have_count(1)
    assert len(clinic.upstream.heard) == before + 1


def test_a_long_message_ends_at_the_limit(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.box.fill("a" * 995)
        chat.box.press_sequentially("b" * 10)
        assert len(chat.box.input_value()) <= 1000
        chat.box.press("Enter")
        expect(chat.answers.last).to_contain_text("You said: aaa")


def test_markup_is_shown_as_it_was_written(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        reply = chat.ask(XSS)
        expect(chat.said.last).to_contain_text(XSS)
        expect(reply).to_contain_text(f"You said: {XSS}")
        expect(chat.log.locator("img, script")).to_have_count(0)
        chat.page.reload()
        expect(chat.answers.last).to_contain_text(f"You said: {XSS}")
        expect(chat.log.locator("img, script")).to_have_count(0)
        assert "pwned" not in chat.page.title()


HOSTILE_MESSAGE = {
    "id": 'x"><img src=x onerror="document.title=\'pwned\'">',
    "text": XSS,
    "topic": "definition",
    "treatment": XSS,
    "facts": [XSS],
    "sources": [
        {
            "id": XSS,
            "title": XSS,
            "publisher": XSS,
            "date": XSS,
            "url": "javascript:document.title='pwned'",
        },
        {
            "id": "b",
            "title": "data",
            "publisher": "p",
            "date": None,
            "url": "data:text/html,<script>opener.document.title='pwned'</script>",
        },
    ],
    "buttons": [{"id": XSS, "title": XSS}],
}


def test_markup_in_every_field_of_an_answer_is_text(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.page.route(
            "**/api/chat",
            lambda route: route.fulfill(
                json={"messages": [HOSTILE_MESSAGE]},
                headers={"Access-Control-Allow-Origin": clinic.host},
            ),
        )
        reply = chat.ask("Anything")
        reply.locator("summary").click()
        expect(reply.locator("details")).to_contain_text(XSS)
        expect(chat.log.locator("img, script, iframe")).to_have_count(0)
        hrefs = chat.log.locator("a").evaluate_all("(links) => links.map((link) => link.href)")
        assert [href for href in hrefs if re.match(r"(?i)javascript|data", href)] == []
        assert "pwned" not in chat.page.title()


def test_an_emergency_stands_out_and_can_be_called(
    browser: Browser, clinic: Clinic, is_phone: bool
) -> None:
    with visit(browser, clinic, phone=is_phone) as chat:
        chat.open()
        plain = chat.ask("What is it?").locator(".bubble").evaluate(COLOURS)
        chat.say(BREATHLESS)
        alarm = chat.page.get_by_role("alert").filter(has_text="911")
        expect(alarm).to_be_in_viewport()
        expect(chat.panel.locator("[part~=emergency]")).to_be_visible()
        call = alarm.get_by_role("link", name=re.compile("911")).first
        expect(call).to_have_attribute("href", "tel:911")
        assert chat.panel.locator("[part~=emergency] > .bubble").evaluate(COLOURS) != plain


def test_an_answer_can_be_copied(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        chat.open()
        reply = chat.ask("What is it used for?")
        reply.get_by_role("button", name="Copy").click()
        read = "navigator.clipboard.readText()"
        wait_until(chat.page, lambda: "stretch marks" in chat.page.evaluate(read), "the copy")


def _posted(page: Page, path: str, press: Callable[[], None]) -> tuple[dict[str, Any], int]:
    """What was sent to `path`, and the status that came back."""
    with page.expect_response(lambda response: response.url.endswith(path)) as caught:
        press()
    return json.loads(caught.value.request.post_data or ""), caught.value.status


@pytest.mark.parametrize(("button", "helpful"), [("Helpful", True), ("Not helpful", False)])
def test_a_vote_reaches_the_clinic(
    browser: Browser, clinic: Clinic, button: str, helpful: bool
) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        reply = chat.ask("What is it used for?")
        press = reply.get_by_role("button", name=button, exact=True)
        sent, status = _posted(chat.page, "/api/feedback", press.click)
        assert status == 201
        assert sent["helpful"] is helpful
        assert sent["topic"] == "conditions"
        assert sent["session"]
        assert sent["message"]


def test_a_remark_goes_with_a_vote(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        reply = chat.ask("What is it used for?")
        reply.get_by_role("button", name="Not helpful").click()
        remark = reply.get_by_role("textbox")
        remark.fill("Too short, planted-remark")
        press = reply.get_by_role("button", name=re.compile("send", re.I))
        sent, status = _posted(chat.page, "/api/feedback", press.click)
        assert status == 201
        assert sent["remark"] == "Too short, planted-remark"
        expect(remark).to_be_hidden()
    assert _is_kept(clinic, "planted-remark")


def test_a_question_for_the_clinic_arrives(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.choose("Ask the clinic")
        form = chat.panel.locator("form").filter(has=chat.page.get_by_role("checkbox"))
        privacy = form.get_by_role("link", name=re.compile("privacy", re.I))
        expect(privacy).to_have_attribute("href", f"{clinic.gateway}/privacy")
        form.get_by_label("Question for the clinic").fill("Planted question?")
        form.get_by_label("Phone number or e-mail").fill("visitor@example.com")
        submit = form.get_by_role("button", name="Send question")
        asked: list[str] = []
        chat.page.on(
            "request",
            lambda request: asked.append(request.url) if "questions" in request.url else None,
        )
        submit.click()
        expect(form.get_by_role("checkbox")).to_be_visible()
        assert asked == [], "nothing goes to the clinic before consent"

        form.get_by_role("checkbox").check()
        sent, status = _posted(chat.page, "/api/questions", submit.click)
        assert status == 201
        assert sent["consent"] is True
        assert (sent["question"], sent["contact"]) == ("Planted question?", "visitor@example.com")
        expect(form).to_be_hidden()
    assert _is_kept(clinic, "Planted question?")
    assert _is_kept(clinic, "visitor@example.com")


def test_the_form_begins_with_what_was_said_last_and_the_contact_in_it(
    browser: Browser, clinic: Clinic
) -> None:
    said = "can someone call me, my number is 202 555 0143"
    with visit(browser, clinic) as chat:
        chat.open()
        chat.say(said)
        expect(chat.answers).to_have_count(2)
        chat.choose("Ask the clinic")
        form = chat.panel.locator("form").filter(has=chat.page.get_by_role("checkbox"))
        expect(form.get_by_label("Question for the clinic")).to_have_value(said)
        expect(form.get_by_label("Phone number or e-mail")).to_have_value("202 555 0143")


def _is_kept(clinic: Clinic, text: str) -> bool:
    """Whether some row of the database holds `text`."""
    kept = sqlite3.connect(f"file:{clinic.database}?mode=ro", uri=True)
    try:
        tables = kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = [row for (name,) in tables for row in kept.execute(f'SELECT * FROM "{name}"')]
    finally:
        kept.close()
    return any(text in str(value) for row in rows for value in row)


def test_starting_over_forgets_the_conversation(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("Before")
        chat.choose("Start over")
        expect(chat.said).to_have_count(1)
        chat.item("Erase this conversation?").click()
        expect(chat.said).to_have_count(0)
        chat.ask("After")
        assert clinic.upstream.heard[-1][0] != clinic.upstream.heard[-2][0]
        chat.page.reload()
        expect(chat.said).to_have_count(1)


def test_a_conversation_can_be_saved(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("What is it used for?")
        with chat.page.expect_download() as caught:
            chat.choose("Save conversation")
        saved = caught.value.path().read_text("utf-8")
        for part in ("What is it used for?", "stretch marks", "US FDA", FDA):
            assert part in saved


def test_a_conversation_can_be_printed(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.context.add_init_script(
            "window.print = () => { top.document.title = document.body.innerText; };"
        )
        chat.page.reload()
        chat.open()
        chat.ask("What is it used for?")
        chat.choose("Print conversation")
        expect(chat.page).to_have_title(re.compile("What is it used for.*stretch marks", re.S))


def test_it_asks_nobody_but_the_gateway_and_leaves_no_cookie(
    browser: Browser, clinic: Clinic
) -> None:
    asked: set[str] = set()
    with visit(browser, clinic) as chat:
        chat.page.on("request", lambda request: asked.add(request.url))
        chat.page.reload()
        chat.open()
        reply = chat.ask("What is it used for?")
        reply.locator("summary").click()
        assert chat.page.context.cookies() == []
        assert chat.page.evaluate("document.cookie") == ""
    ours = (f"{clinic.host}/", f"{clinic.gateway}/", "blob:", "data:")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert any(url.startswith(clinic.gateway) for url in asked)


def test_no_token_stands_in_an_address(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        asked: list[str] = []
        chat.page.on("request", lambda request: asked.append(request.url))
        with chat.page.expect_response("**/api/sessions") as caught:
            chat.open()
        chat.ask("Hello there")
        token = caught.value.json()["session"]
        assert token
        assert [url for url in asked if token in url] == []


def test_the_page_itself_is_left_as_it_was(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, "/bare") as bare:
        looks, names = bare.page.evaluate(LOOKS), set(bare.page.evaluate(GLOBALS))
        depths = bare.page.evaluate(DEPTHS)
    with visit(browser, clinic) as chat:
        expect(chat.launcher).to_be_visible()
        assert chat.page.evaluate(LOOKS) == looks
        chat.open()
        chat.ask("What is it used for?")
        assert chat.page.evaluate(LOOKS) == looks
        assert set(chat.page.evaluate(GLOBALS)) - names == set()
        assert chat.page.evaluate(DEPTHS) == depths
        assert chat.page.evaluate("document.adoptedStyleSheets.length") == 0
        assert chat.page.evaluate("document.styleSheets.length") == 1
        there = "[...document.documentElement.children, ...document.body.children]"
        names_there = chat.page.evaluate(f"{there}.map((element) => element.localName)")
        assert names_there == ["head", "body", "needlewise-chat", "main"]
        expect(chat.element).to_have_count(1)


def test_the_page_can_be_used_beside_the_open_chat(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.page.get_by_role("link", name="Prices").click()
        expect(chat.page).to_have_title(re.compile("Prices"))


SHAPE = """(element) => {
    const { width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return { width: Math.round(width), height: Math.round(height), style: Object.fromEntries([
      "color", "backgroundColor", "fontSize", "fontFamily", "lineHeight", "letterSpacing",
      "textTransform", "direction", "textAlign", "visibility", "display", "opacity", "position",
      "cursor", "pointerEvents", "filter", "borderRadius",
    ].map((name) => [name, style[name]])) };
}"""


def _shapes(chat: Chat) -> dict[str, object]:
    chat.open()
    chat.ask("What is it used for?")
    places = {"panel": chat.panel, "box": chat.box, "answer": chat.answers.last, "send": chat.send}
    return {name: place.evaluate(SHAPE) for name, place in places.items()}


def test_hostile_styles_of_the_page_change_nothing(
    browser: Browser, clinic: Clinic, is_phone: bool
) -> None:
    with visit(browser, clinic, phone=is_phone, calm=True) as chat:
        expected = _shapes(chat)
    with visit(browser, clinic, "/hostile", phone=is_phone, calm=True, wide=True) as chat:
        assert _shapes(chat) == expected


def test_a_strict_policy_of_the_page_is_kept(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, "/strict") as chat:
        chat.open()
        reply = chat.ask("What is it used for?")
        reply.locator("summary").click()
        expect(reply.get_by_role("link", name=re.compile("Devices"))).to_be_visible()
        box = chat.panel.bounding_box()
        assert box is not None
        assert box["width"] > 250, "its own styles apply"
        chat.choose("Ask the clinic")
        expect(chat.panel.get_by_role("checkbox")).to_be_visible()


def test_it_can_stand_in_the_page(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, "/inline") as chat:
        chat.wait_until_open()
        expect(chat.element).to_have_count(1)
        expect(chat.launcher).to_be_hidden()
        chat.ask("What is it used for?")
        assert chat.page.evaluate(
            "document.querySelector('main').contains(document.querySelector('needlewise-chat'))"
        )
        position = chat.panel.evaluate("(element) => getComputedStyle(element).position")
        assert position != "fixed"


def test_a_page_that_brings_the_line_twice_has_one_chat(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        expect(chat.launcher).to_be_visible()
        chat.page.add_script_tag(url=f"{clinic.gateway}/widget.js")
        chat.open()
        expect(chat.element).to_have_count(1)


def test_words_and_looks_are_set_by_attributes(browser: Browser, clinic: Clinic) -> None:
    given = f"clinic-name=Fern%20Skin&greeting=Hello%20from%20Fern&logo={clinic.host}/logo.svg"
    with visit(browser, clinic, f"/with?{given}") as chat:
        chat.wait_until_open()
        expect(chat.panel).to_contain_text("Fern Skin")
        expect(chat.panel).to_contain_text("Hello from Fern")
        expect(chat.panel.locator(f'img[src="{clinic.host}/logo.svg"]')).to_be_visible()


def test_the_accent_is_a_colour_of_the_clinic(browser: Browser, clinic: Clinic) -> None:
    colour = "(element) => getComputedStyle(element).backgroundColor"
    looks = set()
    for path in ("/inline", "/with?accent=%237a1f5c"):
        with visit(browser, clinic, path) as chat:
            chat.wait_until_open()
            chat.ask("What is it used for?")
            looks.add(chat.send.evaluate(colour))
    assert len(looks) == 2


def test_the_interface_speaks_spanish_and_says_that_answers_are_english(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, "/with?lang=es") as chat:
        expect(chat.panel).to_be_visible()
        expect(chat.panel.get_by_role("textbox").first).to_be_editable()
        expect(chat.panel.get_by_role("button", name="Enviar")).to_be_visible()
        expect(chat.panel).to_contain_text(re.compile("inglés", re.I))
        languages = chat.element.evaluate(
            """(element) => [element.lang, ...[...element.shadowRoot.querySelectorAll("[lang]")]
                .map((each) => each.lang)]"""
        )
        assert "es" in languages
        assert "en" in languages, "the answers are marked as English"


def test_a_blocked_storage_does_not_stop_it(browser: Browser, clinic: Clinic) -> None:
    context = browser.new_context()
    troubles = watched(context)
    context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage", "indexedDB"])
            Object.defineProperty(window, name, { get() { throw new DOMException("no"); } });"""
    )
    page = context.new_page()
    page.goto(clinic.host)
    chat = Chat(page)
    chat.open()
    chat.ask("Still there?")
    context.close()
    assert troubles == []
