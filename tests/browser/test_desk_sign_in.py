"""Signing in at the front desk and out again, by keyboard; and the page of changes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from desk.sign_in.staff import Role
from records.database import engine_of
from settings import Settings
from tests.browser.visiting import DESKTOP, PHONE, overhang, violations
from tests.desk_under_test import NAMES, PASSWORD, make_accounts
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state: Path = tmp_path_factory.mktemp("desk")
    address = f"sqlite:///{state}/desk.db"
    engine = engine_of(address)
    make_accounts(engine)
    engine.dispose()
    with served(FakeUpstream().app()) as behind:
        settings = Settings(
            RASA_URL=behind, ACTIONS_URL=behind, STATE_FOLDER=state, DATABASE_URL=address
        )
        with served(create_app(settings, understanding=reading())) as running:
            yield running


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    on_phone = request.param == "phone"
    size: ViewportSize = PHONE if on_phone else DESKTOP
    context = browser.new_context(viewport=size, color_scheme="dark" if on_phone else "light")
    yield context.new_page()
    context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    """By keyboard alone: the cursor is in the first field."""
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_by_keyboard_in_and_out_again(page: Page, url: str) -> None:
    page.goto(f"{url}/desk/audit")
    expect(page).to_have_url(f"{url}/desk/sign-in?next=/desk/audit")
    assert violations(page) == []
    sign_in(page, NAMES[Role.MANAGER], PASSWORD)
    expect(page).to_have_url(f"{url}/desk/audit")
    expect(page.get_by_role("cell", name="account made").first).to_be_visible()
    assert violations(page) == []
    assert overhang(page) <= 0
    page.goto(f"{url}/desk/accounts")
    page.get_by_label(re.compile("The new one, ")).press_sequentially("password1234")
    expect(page.locator("#strength")).to_contain_text("too easy to guess")
    assert violations(page) == []
    assert overhang(page) <= 0
    page.get_by_role("button", name="Sign out", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{url}/desk/sign-in")
    page.goto(f"{url}/desk/inbox")
    expect(page).to_have_url(re.compile("/desk/sign-in"))


def test_a_wrong_password_is_said_and_can_be_mended(page: Page, url: str) -> None:
    page.goto(f"{url}/desk")
    sign_in(page, NAMES[Role.STAFF], "a wrong password")
    expect(page.get_by_role("alert")).to_contain_text("do not fit")
    assert violations(page) == []
    sign_in(page, NAMES[Role.STAFF], PASSWORD)
    expect(page.get_by_label("What does the caller ask?")).to_be_focused()


def test_staff_see_no_way_to_what_is_for_managers(page: Page, url: str) -> None:
    page.goto(f"{url}/desk")
    sign_in(page, NAMES[Role.STAFF], PASSWORD)
    expect(page.get_by_role("link", name="Inbox")).to_be_visible()
    expect(page.get_by_role("link", name="Changes")).to_have_count(0)
    page.goto(f"{url}/desk/audit")
    expect(page.get_by_role("alert")).to_contain_text("manager")
    assert violations(page) == []


def test_the_first_key_leads_past_the_menu(page: Page, url: str) -> None:
    page.goto(f"{url}/desk")
    sign_in(page, NAMES[Role.STAFF], PASSWORD)
    expect(page.get_by_label("What does the caller ask?")).to_be_focused()
    page.goto(f"{url}/desk/inbox")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page).to_have_url(f"{url}/desk")


def test_what_is_typed_can_be_shown(page: Page, url: str) -> None:
    page.goto(f"{url}/desk")
    password = page.get_by_label("Password")
    password.fill("lamp wagon pudding")
    page.get_by_label("Show what is typed").check()
    expect(password).to_have_attribute("type", "text")
    assert violations(page) == []
    page.get_by_label("Show what is typed").uncheck()
    expect(password).to_have_attribute("type", "password")
