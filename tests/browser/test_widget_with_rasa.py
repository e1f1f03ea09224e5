"""The widget on a clinic's page with the whole service behind it, Rasa and all."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.host_page import HostSite
from tests.browser.visiting import Clinic, visit
from tests.fake_upstream import FakeUpstream
from tests.running_gateway import served
from tests.running_service import RunningService


@pytest.fixture(scope="module")
def whole_clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder: Path = tmp_path_factory.mktemp("whole")
    website = HostSite()
    with (
        served(website.app()) as host,
        RunningService(folder, ALLOWED_ORIGINS=host) as service,
    ):
        website.gateway = service.url
        yield Clinic(host, service.url, FakeUpstream(), folder / "needlewise.db")


def kept(clinic: Clinic, query: str) -> list[tuple[object, ...]]:
    """What the database holds."""
    connection = sqlite3.connect(clinic.database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_patient_asks_follows_up_and_comes_back(
    browser: Browser, whole_clinic: Clinic, phone: bool
) -> None:
    with visit(browser, whole_clinic, phone=phone, calm=True) as chat:
        chat.open()
        expect(chat.ask("hw deap do the ndles go")).to_contain_text("0.5 to 3.0 mm")
        expect(chat.ask("and who does the medical one?")).to_contain_text("nurse")
        chat.page.reload()
        expect(chat.said).to_have_count(2)
        answered = chat.ask("says who?")
        expect(answered).to_contain_text("Micro-needling - Skin Rejuvenation (Jill Stetson")


@pytest.mark.browser
def test_a_vote_and_a_question_reach_the_database_and_a_phone_number_does_not(
    browser: Browser, whole_clinic: Clinic
) -> None:
    with visit(browser, whole_clinic, calm=True) as chat:
        chat.open()
        answered = chat.ask("does it hurt? my number is 202-555-0143")
        with chat.page.expect_response("**/api/feedback") as voted:
            answered.get_by_role("button", name="Helpful", exact=True).click()
        assert voted.value.status == 201
    assert kept(whole_clinic, "SELECT topic, helpful FROM feedback") == [("pain", 1)]
    events = str(kept(whole_clinic, "SELECT data FROM events"))
    assert "[phone number]" in events
    assert "555-0143" not in events


@pytest.mark.browser
def test_a_warning_sign_stands_out(browser: Browser, whole_clinic: Clinic) -> None:
    with visit(browser, whole_clinic, calm=True) as chat:
        chat.open()
        answered = chat.ask("my lips are swelling up and i cant breathe")
        expect(answered).to_have_attribute("part", re.compile("emergency"))
        expect(answered).to_contain_text("emergency number")
