"""The widget on pages and in browsers that are not what one expects."""

import pytest
from playwright.sync_api import Browser, Route, ViewportSize, expect

from tests.browser.visiting import BREATHLESS, Clinic, visit, wait_until

pytestmark = pytest.mark.browser

SHORT_CUTS = """
addEventListener("keydown", ({ key, target }) => {
  if (!/^(INPUT|TEXTAREA)$/.test(target.tagName)) document.title += key;
});
"""
NOTHING_IS_KEPT = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
}
const request = () => Promise.reject(new DOMException("", "SecurityError"));
Object.defineProperty(navigator, "locks", { value: { request } });
"""
OLD_LIBRARY = "Array.prototype.toJSON = function () { return `[${this.join()}]`; };"
OLD_BROWSER = "delete window.CSSStyleSheet; delete AbortSignal.timeout;"
NEW_BODY = """
const body = document.createElement("body");
body.textContent = "The next page.";
document.documentElement.replaceChild(body, document.body);
"""
TALL = "document.body.style.height = '5000px'; scrollTo(0, 900);"


def test_what_is_typed_is_no_short_cut_of_the_page(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, script=SHORT_CUTS) as chat:
        title = chat.page.title()
        chat.open()
        chat.box.press_sequentially("Does it hurt a lot")
        assert chat.page.title() == title
        chat.page.keyboard.press("Escape")
        expect(chat.panel).to_be_hidden()


@pytest.mark.parametrize(
    ("script", "stays_open"),
    [(NOTHING_IS_KEPT, False), (OLD_LIBRARY, True), (OLD_BROWSER, True)],
    ids=["cookies", "library", "browser"],
)
def test_it_works_in_a_browser_that_lacks_something(
    browser: Browser, clinic: Clinic, script: str, stays_open: bool
) -> None:
    with visit(browser, clinic, script=script) as chat:
        chat.open()
        expect(chat.ask("What is it used for?")).to_contain_text("stretch marks")
        chat.page.reload()
        if stays_open:
            chat.wait_until_open()
        else:
            chat.open()
        expect(chat.ask("And again?")).to_contain_text("You said: And again?")


def test_it_stays_where_a_site_replaces_its_body(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("Before")
        chat.page.evaluate(NEW_BODY)
        expect(chat.panel).to_be_visible()
        expect(chat.answers.last).to_contain_text("You said: Before")
        chat.ask("After")


@pytest.mark.parametrize("looks", ["filter: blur(0)", "transform: scale(1)", "contain: paint"])
def test_the_launcher_stays_in_the_window(browser: Browser, clinic: Clinic, looks: str) -> None:
    with visit(browser, clinic, phone=True) as chat:
        name, value = looks.split(": ")
        chat.page.evaluate(f"document.body.style.setProperty({name!r}, {value!r}); {TALL}")
        expect(chat.launcher).to_be_in_viewport(ratio=1)


def test_without_the_service_it_says_so_and_whom_to_call(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.page.route("**/api/**", lambda route: route.abort())
        chat.launcher.click()
        notice = chat.notices.filter(has_text="can't be reached")
        expect(notice.get_by_role("link", name="+1 202 555 0143")).to_be_visible()
        chat.page.unroute("**/api/**")
        chat.page.get_by_role("button", name="Try again").click()
        chat.wait_until_open()


def test_a_module_works_and_a_pasted_script_says_what_to_do(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, "/module") as chat:
        chat.open()
    with visit(browser, clinic) as chat:
        said: list[str] = []
        chat.page.on("console", lambda message: said.append(message.text))
        chat.page.goto(f"{clinic.host}/pasted")
        wait_until(chat.page, lambda: bool(said), "the line in the console")
        assert "load the chat by its address" in said[0]


@pytest.mark.parametrize("size", [(320, 256), (320, 200), (844, 200)])
def test_an_emergency_can_be_read_and_called_in_a_small_window(
    browser: Browser, clinic: Clinic, size: tuple[int, int]
) -> None:
    viewport = ViewportSize(width=size[0], height=size[1])
    with visit(browser, clinic, viewport=viewport) as chat:
        chat.open()
        chat.say(BREATHLESS)
        alarm = chat.panel.get_by_role("alert").filter(has_text="911")
        expect(alarm.get_by_role("link", name="Call 911", exact=True)).to_be_in_viewport(ratio=1)
        room = chat.panel.locator(".view").bounding_box()
        assert room is not None
        assert room["height"] >= size[1] / 2


def test_an_alarm_of_before_is_not_announced_again(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.say(BREATHLESS)
        alarm = chat.panel.get_by_role("alert").filter(has_text="911")
        expect(alarm).to_be_visible()
        chat.page.reload()
        expect(chat.panel.locator("[part~=emergency]")).to_be_visible()
        expect(alarm).to_have_count(0)
        expect(chat.log).to_have_attribute("aria-live", "polite")


def test_an_answer_that_comes_while_it_is_closed_shows(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        held: list[Route] = []
        chat.page.route("**/api/chat", lambda route: held.append(route))
        chat.say("What is it?")
        wait_until(chat.page, lambda: bool(held), "the request")
        chat.page.keyboard.press("Escape")
        expect(chat.panel).to_be_hidden()
        held.pop().continue_()
        news = chat.page.get_by_role("button", name="Open chat: a new answer")
        expect(news).to_be_visible()
        news.click()
        expect(chat.answers.last).to_contain_text("You said: What is it?")
        chat.page.keyboard.press("Escape")
        expect(chat.page.get_by_role("button", name="Open chat", exact=True)).to_be_visible()


def test_a_pasted_picture_is_answered_by_what_can_be_done(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.box.evaluate(
            """(box) => {
              const clipboardData = new DataTransfer();
              clipboardData.items.add(new File(["x"], "spots.png", { type: "image/png" }));
              box.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
            }"""
        )
        expect(chat.notices.filter(has_text="can't look at pictures")).to_be_visible()


def test_a_way_to_reach_somebody_has_to_look_like_one(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.ask("Can I park?")
        chat.choose("Ask the clinic")
        expect(chat.page.get_by_label("Question for the clinic")).to_have_value("Can I park?")
        chat.page.get_by_label("I agree").check()
        contact = chat.page.get_by_label("Phone number or e-mail")
        for wrong in ("asdf", "12 34"):
            contact.fill(wrong)
            chat.page.get_by_role("button", name="Send question").click()
            expect(contact).to_be_focused()
            expect(contact).to_have_attribute("aria-invalid", "true")
        contact.fill("202 555 0199")
        chat.page.get_by_role("button", name="Send question").click()
        expect(chat.notices.filter(has_text="with the front desk")).to_be_visible()
