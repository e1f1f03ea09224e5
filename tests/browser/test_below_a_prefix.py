"""The chat page, the widget and the front desk below a prefix that a proxy takes off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.sign_in.staff import Role
from records.database import engine_of
from settings import Settings
from tests.browser.visiting import DESKTOP, Chat, watched
from tests.desk_under_test import NAMES, PASSWORD, make_accounts
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

PREFIX = "/our/assistant"
HOME = f'<!doctype html><title>Clinic</title><script src="{PREFIX}/widget.js" defer></script>'


def proxied(service: ASGIApp) -> ASGIApp:
    """The clinic's website: the service below the prefix, and a page of its own at all else."""

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and not path.startswith(f"{PREFIX}/"):
            page = HTMLResponse(HOME, 200 if path == "/" else 404)
            await page(scope, receive, send)
            return
        own = path.removeprefix(PREFIX)
        await service({**scope, "path": own, "raw_path": own.encode()}, receive, send)

    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state: Path = tmp_path_factory.mktemp("prefix")
    address = f"sqlite:///{state}/desk.db"
    engine = engine_of(address)
    make_accounts(engine)
    engine.dispose()
    with served(FakeUpstream().app()) as behind:
        settings = Settings(
            RASA_URL=behind,
            ACTIONS_URL=behind,
            STATE_FOLDER=state,
            DATABASE_URL=address,
            ROOT_PATH=PREFIX,
        )
        with served(proxied(create_app(settings, understanding=reading()))) as running:
            yield running


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page at which nothing goes wrong, and nothing is asked for beside the prefix."""
    context = browser.new_context(viewport=DESKTOP)
    troubles, strays = watched(context), _strays(context, site)
    yield context.new_page()
    context.close()
    assert troubles == []
    assert strays == []


def _strays(context: BrowserContext, site: str) -> list[str]:
    found: list[str] = []
    allowed = (f"{site}{PREFIX}/", f"{site}/favicon.ico")
    context.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(allowed) or asked.url == f"{site}/"
            else found.append(asked.url)
        ),
    )
    return found


@pytest.mark.parametrize("path", ["/", f"{PREFIX}/"])
def test_the_chat_answers_and_leads_to_the_privacy_notice(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}{path}")
    chat = Chat(page)
    if path == "/":
        chat.open()
    chat.wait_until_open()
    expect(chat.ask("does it hurt")).to_contain_text("You said: does it hurt")
    notice = chat.panel.get_by_role("link", name="Privacy").first
    expect(notice).to_have_attribute("href", f"{site}{PREFIX}/privacy")


def test_the_front_desk_works(page: Page, site: str) -> None:
    page.goto(f"{site}{PREFIX}/desk/inbox")
    page.get_by_label("Name").fill(NAMES[Role.MANAGER])
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{PREFIX}/desk/inbox")
    page.get_by_role("link", name="Answer", exact=True).click()
    expect(page).to_have_url(f"{site}{PREFIX}/desk")
    # What is typed before the scripts are there is looked for by Enter alone.
    page.wait_for_load_state()
    page.get_by_label("What does the caller ask?").press_sequentially("how much does it hurt")
    expect(page.locator("#results")).to_contain_text("Whether it hurts")
    page.get_by_role("link", name="one page").click()
    expect(page).to_have_url(f"{site}{PREFIX}/desk/faq?one=page")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site}{PREFIX}/desk/sign-in")
