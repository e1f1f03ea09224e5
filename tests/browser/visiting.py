"""A visitor of the clinic's website: opens the chat of its pages and asks."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from settings import RateLimits, Settings
from tests.browser.host_page import HostSite
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
FDA = "https://www.fda.gov/medical-devices/microneedling-devices"
SOURCES = [
    {"id": "a", "title": "Article", "publisher": "Clinic", "date": "Mar 3, 2022", "url": None},
    {"id": "b", "title": "Devices", "publisher": "US FDA", "date": None, "url": FDA},
]
LIST = "It is listed for:\n- thin skin\n- stretch marks\nOther uses may differ."
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
WAIT_MS = 20_000
"""How long a page may take for anything; on a busy machine much takes longer than Playwright's 5 s,
and a test that passes does not wait."""
POLL_MS = 50
BREATHLESS = "I can't breathe and my throat is swelling shut"


def afternoon(sender: str, message: str) -> object:
    """What the assistant says to a visitor."""
    if message == "/ask_pain":
        return answer("It can sting.\n\nNumbing cream is common.", "pain")
    if "used for" in message:
        buttons = [{"id": "pain", "title": "Does it hurt?"}]
        return answer(LIST, "conditions", sources=SOURCES, buttons=buttons)
    if "how often" in message:
        return answer("No source here says how often.", "aftercare", lacks="gap")
    return answer(f"You said: {message}", "definition", sources=SOURCES[:1])


@dataclass(frozen=True)
class Clinic:
    """A clinic's website and the gateway that its pages take the chat from."""

    host: str
    gateway: str
    upstream: FakeUpstream
    database: Path

    def heard(self, text: str) -> int:
        """How often the assistant was told something that holds `text`."""
        return sum(text in message for _, message in self.upstream.heard)


@contextmanager
def open_clinic(
    state: Path,
    rate_limits: RateLimits | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
) -> Iterator[Clinic]:
    """Serve the website, the gateway and what stands in for Rasa, each on a port of its own."""
    upstream, website = FakeUpstream(script=afternoon), HostSite()
    database = state / "needlewise.db"
    with served(upstream.app()) as behind, served(website.app()) as host:
        settings = Settings(
            RASA_URL=behind,
            ACTIONS_URL=behind,
            STATE_FOLDER=state,
            DATABASE_URL=f"sqlite:///{database}",
            RATE_LIMITS=rate_limits,
            ALLOWED_ORIGINS=(host,),
        )
        app = create_app(settings, understanding=reading(), clock=clock)
        with served(app) as gateway:
            website.gateway = gateway
            yield Clinic(host, gateway, upstream, database)


def wait_until(page: Page, holds: Callable[[], bool], what: str) -> None:
    """Wait for what no locator can say; fails when it does not hold in time.

    It asks again from here. `page.wait_for_function` asks again within the page by evaluating text,
    which the policies of our pages forbid: there it passes only where all is well at once.

    Args:
        page: Its events and routes are handled while waiting.
        holds: Asked until it says yes.
        what: Completes "... did not come about".
    """
    deadline = time.monotonic() + WAIT_MS / 1000
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come about in {WAIT_MS} ms"
        page.wait_for_timeout(POLL_MS)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds once all of a page is there: each rule with the elements that break it.

    What stands on a page can be seen before its style sheets have come.
    """
    page.wait_for_load_state()
    found = Axe().run(page, options=AXE).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def overhang(page: Page) -> int:
    """By how many pixels a page is wider than its window once all of it is there."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


class Chat:
    """The widget on a page, as somebody who uses it sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("needlewise-chat")
        self.launcher = page.get_by_role("button", name="Open chat")
        self.panel = page.locator("[part~=panel]")
        self.log = page.locator("[part~=log]")
        self.box = page.get_by_label("Your question", exact=True)
        self.send = page.get_by_role("button", name="Send", exact=True)
        self.answers = page.locator("[part~=answer]")
        self.said = page.locator("[part~=said]")
        self.notices = page.locator("[part~=notice]")
        self.chips = page.locator("button[part~=chip]")

    def open(self) -> None:
        """Press the launcher and wait for the opening words."""
        self.launcher.click()
        self.wait_until_open()

    def wait_until_open(self) -> None:
        """Wait for the opening words."""
        expect(self.panel).to_be_visible()
        expect(self.panel).to_contain_text("automated assistant")
        expect(self.box).to_be_editable()

    def say(self, text: str) -> None:
        """Type a question and send it."""
        self.box.fill(text)
        self.box.press("Enter")

    def ask(self, text: str) -> Locator:
        """Type a question; gives its answer."""
        before = self.answers.count()
        self.say(text)
        expect(self.answers).to_have_count(before + 1)
        return self.answers.last

    def choose(self, item: str) -> None:
        """Choose from the menu."""
        self.page.get_by_role("button", name="Menu").click()
        self.item(item).click()

    def item(self, name: str) -> Locator:
        """What the menu offers."""
        return self.page.get_by_role("menuitem", name=name)


@contextmanager
def visit(
    browser: Browser,
    clinic: Clinic,
    path: str = "/",
    *,
    phone: bool = False,
    dark: bool = False,
    calm: bool = False,
    viewport: ViewportSize | None = None,
    locale: str = "en-US",
    wide: bool = False,
    script: str = "",
) -> Iterator[Chat]:
    """Open a page of the website in a fresh browser profile; on leaving, nothing went wrong in it.

    Args:
        browser: Chromium.
        clinic: Whose website.
        path: The page.
        phone: On a phone: small, and touched.
        dark: For somebody who prefers dark pages.
        calm: For somebody who prefers less motion.
        viewport: Another size of the window.
        locale: The language and country that the browser is set to.
        wide: Whether the page may end up wider than the window.
        script: What runs in every page before all else: what a browser lacks, or a site adds.
    """
    context = browser.new_context(
        viewport=viewport or (PHONE if phone else DESKTOP),
        has_touch=phone,
        is_mobile=phone,
        locale=locale,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce" if calm else "no-preference",
    )
    troubles = watched(context)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(f"{clinic.host}{path}")
    try:
        yield Chat(page)
        if not page.is_closed() and not wide:
            assert overhang(page) <= 0, "the page has become wider than the window"
    finally:
        context.close()
    assert troubles == []


def watched(context: BrowserContext) -> list[str]:
    """Collects what goes wrong in the pages of a browser profile."""
    troubles: list[str] = []

    def note(text: str) -> None:
        if re.search(r"Security Policy|Trusted ?(Type|Script|HTML)|Uncaught|CORS", text):
            troubles.append(text)

    context.on("console", lambda said: note(said.text))
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    return troubles
