"""Two front desks below prefixes of one site: neither takes the other's emergency for its own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from desk.sign_in.staff import Role
from records.database import engine_of
from settings import Settings
from tests.browser.test_desk_alarm import (
    RECORDING_NOTIFICATIONS,
    SILENT_AUDIO,
    told_of_a_new_one,
)
from tests.browser.test_desk_inbox import Clinic
from tests.browser.visiting import wait_until
from tests.desk_under_test import NAMES, PASSWORD, make_accounts
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

EMERGENCY = "I can't breathe and my throat is swelling shut"


def desk_below(prefix: str, behind: str, state: Path) -> Starlette:
    address = f"sqlite:///{state}/desk.db"
    engine = engine_of(address)
    make_accounts(engine)
    engine.dispose()
    settings = Settings(
        RASA_URL=behind,
        ACTIONS_URL=behind,
        STATE_FOLDER=state,
        DATABASE_URL=address,
        RATE_LIMITS=None,
        ROOT_PATH=prefix,
    )
    return create_app(settings, understanding=reading())


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(FakeUpstream().app()) as behind:
        desks = {
            prefix: desk_below(prefix, behind, tmp_path_factory.mktemp("desk"))
            for prefix in ("/one", "/two")
        }

        @asynccontextmanager
        async def both(_: Starlette) -> AsyncIterator[None]:
            async with AsyncExitStack() as running:
                for each in desks.values():
                    await running.enter_async_context(each.router.lifespan_context(each))
                yield

        mounts = [Mount(prefix, each) for prefix, each in desks.items()]
        with served(Starlette(routes=mounts, lifespan=both)) as address:
            yield address


def signed_in(page: Page, desk: Clinic) -> None:
    page.goto(f"{desk.address}/desk/sign-in?next=/desk/inbox")
    page.get_by_label("Name").fill(NAMES[Role.STAFF])
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.address}/desk/inbox")


def test_each_sounds_and_tells_for_itself(browser: Browser, site: str) -> None:
    one, two = Clinic(f"{site}/one"), Clinic(f"{site}/two")
    context = browser.new_context()
    context.grant_permissions(["notifications"], origin=site)
    context.add_init_script(SILENT_AUDIO + RECORDING_NOTIFICATIONS)
    # The other desk's is the newer one, and is heard first.
    two.ask(EMERGENCY)
    one.ask(EMERGENCY)
    first, second = context.new_page(), context.new_page()
    for page, desk in ((first, one), (second, two)):
        page.clock.install()
        signed_in(page, desk)
        wait_until(page, lambda page=page: page.evaluate("heard") > 0, "a sound")  # type: ignore[misc]
        button = page.get_by_role("button", name="Notification")
        expect(button).to_have_attribute("aria-pressed", "false")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
    said = "An emergency is in the inbox"
    assert told_of_a_new_one(first, one) == [[said, "/oneemergency"]]
    assert told_of_a_new_one(second, two) == [[said, "/twoemergency"]]
    kept = second.evaluate("Object.keys(localStorage)")
    assert [name for name in kept if not name.startswith(("/one", "/two"))] == []
    context.close()
