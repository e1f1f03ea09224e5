"""The inbox in a browser: what comes appears, two act at once, and a question becomes a lesson."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Literal

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from desk.sign_in.staff import Accounts, Role
from records.database import engine_of
from records.migrating import migrate
from settings import Settings
from tests.browser.visiting import overhang, violations
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
ColorScheme = Literal["light", "dark"]


def unclear(sender: str, message: str) -> object:
    """Understands nothing but that something hurts."""
    if "hurt" in message:
        return answer("It can sting.", "pain")
    return answer("I did not understand that.", "unclear")


@dataclass(frozen=True)
class Clinic:
    """A gateway with two members of staff."""

    address: str

    def ask(self, *questions: str) -> None:
        """A visitor asks."""
        with httpx.Client(base_url=self.address, timeout=30, trust_env=False) as visitor:
            session = visitor.post("/api/sessions", json={}).json()["session"]
            for question in questions:
                body = {"session": session, "text": question}
                assert visitor.post("/api/chat", json=body).status_code == 200

    def leave(self, question: str) -> None:
        """A visitor leaves a question for the clinic."""
        with httpx.Client(base_url=self.address, timeout=30, trust_env=False) as visitor:
            session = visitor.post("/api/sessions", json={}).json()["session"]
            body = {
                "session": session,
                "question": question,
                "name": "Ada",
                "contact": "ada@example.org",
                "consent": True,
            }
            assert visitor.post("/api/questions", json=body).status_code == 201


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    state = tmp_path_factory.mktemp("desk")
    database = f"sqlite:///{state}/desk.db"
    engine = engine_of(database)
    migrate(engine)
    accounts = Accounts(engine, lambda: datetime.now(timezone.utc))
    for name in ("maria", "ines"):
        accounts.add(name, Role.STAFF, PASSWORD, by="test")
    engine.dispose()
    with served(FakeUpstream(script=unclear).app()) as behind:
        settings = Settings(
            RASA_URL=behind,
            ACTIONS_URL=behind,
            STATE_FOLDER=state,
            DATABASE_URL=database,
            RATE_LIMITS=None,
        )
        with served(create_app(settings, understanding=reading())) as address:
            yield Clinic(address)


@contextmanager
def at_desk(
    browser: Browser, clinic: Clinic, name: str = "maria", **options: Any
) -> Iterator[Page]:
    """A page of somebody who is signed in; what goes wrong on it fails the test."""
    context = browser.new_context(base_url=clinic.address, **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    page.goto("/desk/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    yield page
    context.close()
    assert faults == []


def is_fault(said: ConsoleMessage) -> bool:
    """The console also tells of what was refused, which is no fault of a page."""
    return said.type == "error" and not re.search(r"status of 4\d\d", said.text)


def open_item(page: Page, words: str) -> None:
    page.goto("/desk/inbox")
    page.get_by_role("link", name=words).click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()


def test_what_comes_appears_without_reload(browser: Browser, clinic: Clinic) -> None:
    with at_desk(browser, clinic) as page:
        page.goto("/desk/inbox")
        page.evaluate("window.isSamePage = true")
        clinic.ask("where can I park my car")
        new = page.get_by_role("link", name="where can I park my car")
        expect(new).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("1 new in the inbox")
        expect(page.get_by_role("link", name=re.compile("Inbox.* open"))).to_be_visible()
        clinic.ask("do you have a car park")
        expect(page.get_by_text("asked 2 times")).to_be_visible()
        assert page.evaluate("window.isSamePage")


def test_what_comes_does_not_disturb_who_is_reading(browser: Browser, clinic: Clinic) -> None:
    clinic.leave("Do you treat both of us?")
    with at_desk(browser, clinic) as page:
        page.goto("/desk/inbox")
        page.keyboard.press("j")
        reading = page.get_by_role("link", name="Do you treat both of us?")
        expect(reading).to_be_focused()
        before = reading.bounding_box()
        clinic.leave("Is Sunday possible?")
        show = page.get_by_role("button", name="Show 1 new")
        expect(show).to_be_visible()
        expect(reading).to_be_focused()
        expect(page.get_by_role("link", name="Is Sunday possible?")).to_have_count(0)
        after = reading.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(before["y"] - after["y"]) < 1
        show.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Is Sunday possible?")).to_be_focused()
        expect(show).to_be_hidden()


def test_an_item_is_worked_off_by_keyboard(browser: Browser, clinic: Clinic) -> None:
    clinic.leave("Can I bring my sister?")
    with at_desk(browser, clinic) as page:
        page.goto("/desk/changes")
        page.keyboard.press("g")
        page.keyboard.press("i")
        page.wait_for_url("**/desk/inbox")
        page.keyboard.press("j")
        expect(page.get_by_role("link", name="Can I bring my sister?")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("ada@example.org")).to_be_visible()
        page.wait_for_load_state()
        page.keyboard.press("n")
        expect(page.get_by_label("Note for the team")).to_be_focused()
        page.keyboard.type("I call her at noon")
        tab_to(page, "Take it")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("This is yours now.")
        expect(page.get_by_role("article")).to_contain_text("I call her at noon")
        for button, said in (("Close", "Closed."), ("Reopen", "Open again.")):
            page.wait_for_load_state()
            page.keyboard.press("n")
            expect(page.get_by_label("Note for the team")).to_be_focused()
            tab_to(page, button)
            page.keyboard.press("Enter")
            expect(page.get_by_role("status")).to_have_text(said)


def tab_to(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    for _ in range(12):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} is not reached by keyboard")


def test_who_comes_second_is_told_and_loses_nothing(browser: Browser, clinic: Clinic) -> None:
    clinic.leave("Which day is quiet?")
    with (
        at_desk(browser, clinic, "maria") as maria,
        at_desk(browser, clinic, "ines") as ines,
    ):
        for page in (maria, ines):
            open_item(page, "Which day is quiet?")
        maria.get_by_role("button", name="Close", exact=True).click()
        expect(maria.get_by_role("status")).to_have_text("Closed.")
        expect(ines.get_by_role("alert")).to_contain_text("has just changed")
        ines.get_by_label("Note for the team").fill("Tuesday, I told her")
        ines.get_by_role("button", name="Take it").click()
        expect(ines.get_by_role("alert")).to_contain_text("maria: closed")
        expect(ines.get_by_label("Note for the team")).to_have_value("Tuesday, I told her")
        assert violations(ines) == []
        ines.get_by_role("button", name="Take it").click()
        expect(ines.get_by_role("status")).to_have_text("This is yours now.")
        expect(ines.get_by_role("article")).to_contain_text("Tuesday, I told her")


def test_from_a_missed_question_to_a_proposal(browser: Browser, clinic: Clinic) -> None:
    asked = "will my eyelids feel raw from qwerty"
    clinic.ask(asked)
    with at_desk(browser, clinic) as page:
        page.goto("/desk/inbox?kind=missed")
        page.get_by_role("link", name=asked).click()
        page.get_by_role("link", name="Teach the assistant").click()
        expect(page.get_by_label("Question 1", exact=True)).to_have_value(asked)
        assert violations(page) == []
        page.get_by_role("button", name="Propose this change").click()
        expect(page.locator("select[name=topic]")).to_be_focused()
        page.locator("select[name=topic]").select_option("pain")
        page.get_by_label(re.compile("More questions")).fill("raw [lids] qwerty")
        page.get_by_role("button", name="Propose this change").click()
        expect(page.get_by_role("alert")).to_contain_text("brackets")
        page.get_by_label(re.compile("More questions")).fill("raw lids qwerty")
        page.get_by_role("button", name="Propose this change").click()
        expect(page.get_by_role("status")).to_contain_text("Nothing has changed for visitors yet.")
        expect(page.get_by_text("A manager puts it live")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("link", name="What was taught").click()
        expect(page.get_by_role("table")).to_contain_text("2 examples")
        assert violations(page) == []


SCREENS: list[tuple[int, ColorScheme]] = [
    (width, scheme) for width in (360, 1280) for scheme in ("light", "dark")
]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_everybody_can_use_it(
    browser: Browser, clinic: Clinic, width: int, scheme: ColorScheme
) -> None:
    clinic.ask("I can't breathe and my throat is swelling shut", "is there a student discount")
    clinic.leave(f"A question with {'averyveryverylongword' * 6}?")
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
        "reduced_motion": "reduce",
    }
    with at_desk(browser, clinic, **options) as page:
        page.goto("/desk/inbox")
        expect(page.get_by_role("heading", name="Emergencies")).to_be_visible()
        links = page.locator("[data-item] a")
        addresses = [
            page.get_by_role("link", name=words).first.get_attribute("href")
            for words in ("breathe", "A question with")
        ]
        expect(links.first).to_contain_text("breathe")
        for address in ("/desk/inbox", *addresses, "/desk/changes", "/desk/inbox?state=closed"):
            page.goto(str(address))
            assert violations(page) == [], address
            assert overhang(page) <= 0, f"{address} is too wide"
