"""The widget for everybody: axe in every state, keyboard, focus, announcements, targets, reflow."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect

from tests.browser.chat_states import (
    STATES,
    answer_with_sources,
    ask_the_clinic,
    closed,
    emergency,
    error_notice,
    menu,
    remark,
    waiting,
)
from tests.browser.visiting import Chat, Clinic, violations, visit, wait_until

pytestmark = pytest.mark.browser

MOST_TABS = 60


SMALL_WINDOW: ViewportSize = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 %."""


@pytest.fixture(params=["desktop", "phone"])
def is_phone(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "phone")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_reports_nothing(
    browser: Browser, clinic: Clinic, state: Callable[[Chat], None], is_phone: bool, dark: bool
) -> None:
    with visit(browser, clinic, phone=is_phone, dark=dark, calm=True) as chat:
        state(chat)
        assert violations(chat.page) == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_reports_nothing_at_400_percent(
    browser: Browser, clinic: Clinic, state: Callable[[Chat], None]
) -> None:
    with visit(browser, clinic, viewport=SMALL_WINDOW, calm=True) as chat:
        state(chat)
        assert violations(chat.page) == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_reports_nothing_with_forced_colours(
    browser: Browser, clinic: Clinic, state: Callable[[Chat], None]
) -> None:
    with visit(browser, clinic, calm=True) as chat:
        chat.page.emulate_media(forced_colors="active")
        state(chat)
        assert violations(chat.page) == []


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_reports_nothing_in_spanish(browser: Browser, clinic: Clinic, phone: bool) -> None:
    path = "/with?position=bottom-right&lang=es"
    with visit(browser, clinic, path, phone=phone, calm=True) as chat:
        chat.page.get_by_role("button", name="Abrir chat").click()
        chat.panel.get_by_role("textbox", name="Su pregunta").fill("What is it used for?")
        chat.page.get_by_role("button", name="Enviar", exact=True).click()
        chat.panel.get_by_text("Fuentes (2)").click()
        assert violations(chat.page) == []
        chat.panel.get_by_role("button", name="Menú").click()
        assert violations(chat.page) == []
        chat.page.get_by_role("menuitem", name="Preguntar a la clínica").click()
        chat.page.get_by_role("button", name="Enviar pregunta").click()
        expect(chat.panel.locator("[aria-invalid]")).to_have_count(1)
        assert violations(chat.page) == []


def test_axe_reports_nothing_where_it_stands_in_the_page(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, "/inline", calm=True) as chat:
        chat.wait_until_open()
        chat.ask("What is it used for?")
        assert violations(chat.page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("accent", ["#ffe600", "#7a1f5c", "oklch(0.9 0.1 100)", "no colour"])
def test_every_accent_can_be_read(
    browser: Browser, clinic: Clinic, accent: str, dark: bool
) -> None:
    path = f"/with?position=bottom-right&accent={quote(accent)}"
    with visit(browser, clinic, path, dark=dark, calm=True) as chat:
        answer_with_sources(chat)
        assert violations(chat.page) == []


def test_axe_would_report_a_fault_inside_the_chat(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, calm=True) as chat:
        chat.open()
        chat.log.evaluate("(log) => log.append(document.createElement('button'))")
        assert "button-name" in [name for name, _ in violations(chat.page)]


def has_focus(place: Locator) -> bool:
    return bool(
        place.evaluate("(element) => element.matches(':focus, :focus-within') || false")
        if place.count()
        else False
    )


def tab_to(chat: Chat, place: Locator, key: str = "Tab") -> None:
    """Press Tab until `place` has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if place.count() and place.first.evaluate("(element) => element.matches(':focus')"):
            return
        chat.page.keyboard.press(key)
    raise AssertionError(f"{place} cannot be reached with {key}")


def test_a_whole_conversation_by_keyboard(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        keyboard = chat.page.keyboard
        expect(chat.launcher).to_be_visible()
        tab_to(chat, chat.launcher)
        keyboard.press("Enter")
        chat.wait_until_open()
        expect(chat.box).to_be_focused()

        keyboard.type("What is it used for?")
        keyboard.press("Enter")
        reply = chat.answers.filter(has_text="stretch marks")
        expect(reply).to_be_visible()
        expect(chat.box).to_be_focused()

        tab_to(chat, reply.locator("summary"), "Shift+Tab")
        keyboard.press("Enter")
        tab_to(chat, reply.get_by_role("link", name=re.compile("Devices")))
        tab_to(chat, reply.get_by_role("button", name="Helpful", exact=True))
        with chat.page.expect_response("**/api/feedback"):
            keyboard.press("Enter")

        tab_to(chat, chat.chips.filter(has_text="Does it hurt?"))
        keyboard.press("Enter")
        expect(chat.answers.last).to_contain_text("It can sting.")
        assert has_focus(chat.panel), "the focus is not lost with the chip"

        tab_to(chat, chat.page.get_by_role("button", name="Menu"))
        keyboard.press("Enter")
        expect(chat.item("Ask the clinic")).to_be_visible()
        keyboard.press("Escape")
        expect(chat.item("Ask the clinic")).to_be_hidden()
        expect(chat.page.get_by_role("button", name="Menu")).to_be_focused()
        expect(chat.panel).to_be_visible()

        keyboard.press("Escape")
        expect(chat.panel).to_be_hidden()
        expect(chat.launcher).to_be_focused()


def test_the_menu_is_used_with_the_arrow_keys(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.page.get_by_role("button", name="Menu").focus()
        chat.page.keyboard.press("Enter")
        items = chat.page.get_by_role("menuitem")
        expect(items.first).to_be_focused()
        for key, index in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1), ("ArrowDown", 0)):
            chat.page.keyboard.press(key)
            expect(items.nth(index)).to_be_focused()


def test_the_form_gives_the_focus_back(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        chat.choose("Ask the clinic")
        form = chat.panel.locator("form").filter(has=chat.page.get_by_role("checkbox"))
        expect(form.get_by_role("checkbox")).to_be_visible()
        assert has_focus(form), "the focus goes into the form"
        tab_to(chat, form.get_by_role("button", name="Cancel"))
        chat.page.keyboard.press("Enter")
        expect(form).to_be_hidden()
        expect(chat.box).to_be_focused()


def test_the_full_screen_of_a_phone_keeps_the_focus(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, phone=True) as chat:
        chat.open()
        for _ in range(40):
            chat.page.keyboard.press("Tab")
            inside = "document.activeElement.localName"
            assert chat.page.evaluate(inside) in {"needlewise-chat", "body"}


def test_the_focus_can_be_seen(browser: Browser, clinic: Clinic) -> None:
    look = """(element) => { const s = getComputedStyle(element);
        return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor]; }"""
    with visit(browser, clinic) as chat:
        expect(chat.launcher).to_be_visible()
        before = chat.launcher.evaluate(look)
        tab_to(chat, chat.launcher)
        assert chat.launcher.evaluate(look) != before
        chat.open()
        menu_button = chat.page.get_by_role("button", name="Menu")
        before = menu_button.evaluate(look)
        tab_to(chat, menu_button, "Shift+Tab")
        assert menu_button.evaluate(look) != before


def test_what_is_said_is_announced(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        expect(chat.log).to_have_role("log")
        assert chat.log.get_attribute("aria-live") in {None, "polite"}
        reply = chat.ask("How deep?")
        inside = "(log, reply) => log.contains(reply)"
        assert chat.log.evaluate(inside, reply.element_handle())


def test_trouble_is_announced_at_once(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        error_notice(chat)
        alarm = chat.panel.get_by_role("alert").filter(visible=True)
        expect(alarm).not_to_have_count(0)
        expect(alarm.first).not_to_be_empty()


def test_the_panel_has_a_name_and_a_language(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        chat.open()
        expect(chat.panel).to_have_accessible_name(re.compile(r"\w"))
        expect(chat.panel).to_have_role("dialog")
        lang = "(panel) => (panel.closest('[lang]') || panel.getRootNode().host).lang"
        assert chat.panel.evaluate(lang) == "en"


PRESSABLE = "button:visible, summary:visible, textarea:visible, input:visible, [role=menuitem]"
INSTEAD = """(element) => {
    const around = element.closest("label");
    const { width, height } = (around || element).getBoundingClientRect();
    return [width, height];
}"""


@pytest.mark.parametrize(
    "state", [closed, answer_with_sources, menu, ask_the_clinic, remark, error_notice]
)
def test_everything_to_press_is_large_enough(
    browser: Browser, clinic: Clinic, state: Callable[[Chat], None], is_phone: bool
) -> None:
    least = 44 if is_phone else 24
    with visit(browser, clinic, phone=is_phone, calm=True) as chat:
        state(chat)
        pressable = chat.element.locator(PRESSABLE)
        assert pressable.count() >= 1
        small = []
        for element in pressable.filter(visible=True).all():
            width, height = element.evaluate(INSTEAD)
            if min(width, height) < least - 0.5:
                small.append((element.evaluate("(e) => e.outerHTML.slice(0, 120)"), width, height))
        assert small == []


@pytest.fixture(params=[(320, 640), (640, 400), (768, 1024), (1280, 800)], ids=str)
def narrow(request: pytest.FixtureRequest, browser: Browser, clinic: Clinic) -> Iterator[Chat]:
    width, height = request.param
    with visit(browser, clinic, viewport={"width": width, "height": height}, calm=True) as chat:
        yield chat


@pytest.mark.parametrize("state", [closed, answer_with_sources, emergency, menu, ask_the_clinic])
def test_nothing_is_cut_off_or_scrolls_sideways(
    narrow: Chat, state: Callable[[Chat], None]
) -> None:
    state(narrow)
    size = narrow.page.viewport_size
    assert size is not None
    wider = narrow.element.evaluate(
        """(host) => [...host.shadowRoot.querySelectorAll("*")]
            .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1
              && getComputedStyle(e).overflowX !== "visible"
              && getComputedStyle(e).clipPath === "none" && e.clientWidth > 2)
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert wider == []
    if state is not closed:
        box = narrow.panel.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size["width"] + 0.5
        assert box["y"] + box["height"] <= size["height"] + 0.5
    if state is answer_with_sources:
        expect(narrow.box).to_be_in_viewport(ratio=1)


def test_text_can_be_spaced_out(browser: Browser, clinic: Clinic) -> None:
    """WCAG 1.4.12: nothing is lost with wider lines, letters and words."""
    with visit(browser, clinic, calm=True) as chat:
        answer_with_sources(chat)
        chat.element.evaluate(
            """(host) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(`* { line-height: 1.5 !important;
                  letter-spacing: .12em !important; word-spacing: .16em !important }
                  p { margin-bottom: 2em !important }`);
                host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, sheet];
            }"""
        )
        expect(chat.box).to_be_in_viewport(ratio=1)
        cut = chat.panel.evaluate(
            """(panel) => [...panel.querySelectorAll("button, summary, p, li, h2, a")]
                .filter((e) => e.clientWidth > 2 && getComputedStyle(e).overflow === "hidden"
                  && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
                .map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert cut == []


MOVING = """(host) => host.shadowRoot.getAnimations()
    .filter((each) => each.effect.getComputedTiming().activeDuration > 1).length"""


def test_nothing_moves_for_somebody_who_prefers_that(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, calm=True) as chat:
        waiting(chat)
        assert chat.element.evaluate(MOVING) == 0
        behaviour = chat.log.evaluate("(log) => getComputedStyle(log).scrollBehavior")
        assert behaviour == "auto"


def test_what_moves_would_be_found(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic) as chat:
        waiting(chat)
        wait_until(chat.page, lambda: chat.element.evaluate(MOVING) > 0, "a movement")


def test_the_phone_is_filled_and_the_box_stays_in_view_above_the_keyboard(
    browser: Browser, clinic: Clinic
) -> None:
    with visit(browser, clinic, phone=True, calm=True) as chat:
        chat.open()
        box = chat.panel.bounding_box()
        assert box == {"x": 0, "y": 0, "width": 360, "height": 740}
        chat.ask("What is it used for?")
        chat.page.set_viewport_size({"width": 360, "height": 360})
        expect(chat.box).to_be_in_viewport(ratio=1)
        expect(chat.send).to_be_in_viewport(ratio=1)
        chat.ask("And with the keyboard open?")
        expect(chat.answers.last).to_be_in_viewport()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_follows_the_colour_scheme(browser: Browser, clinic: Clinic, dark: bool) -> None:
    with visit(browser, clinic, dark=dark, calm=True) as chat:
        chat.open()
        channels = chat.panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor")
        brightness = [float(each) for each in re.findall(r"[\d.]+", channels)][:3]
        assert (sum(brightness) / 3 < 128) is dark


def test_forced_colours_keep_the_borders(browser: Browser, clinic: Clinic) -> None:
    with visit(browser, clinic, calm=True) as chat:
        chat.page.emulate_media(forced_colors="active")
        chat.open()
        look = "(e) => { const s = getComputedStyle(e); return s.borderStyle + s.outlineStyle; }"
        for place in (chat.box, chat.send, chat.chips.first):
            assert re.search(r"solid|double", place.evaluate(look)), place
