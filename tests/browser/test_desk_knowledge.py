"""The clinic profile and the review of facts, as somebody at the front desk changes them."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from desk.sign_in.staff import Role
from knowledge import DEFAULT_FOLDER, LiveKnowledge
from knowledge.loading import FILES
from knowledge.treatments import Reviewed, Withdrawn
from records.database import engine_of
from settings import Settings
from tests.browser.visiting import DESKTOP, PHONE, overhang, violations
from tests.desk_under_test import NAMES, PASSWORD, make_accounts
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.browser

CLINIC = "# ours\nname: Willow\n# the desk\nphone: +1 202 555 0143\nhours:\n  - Monday 9 to 5\n"


@dataclass(frozen=True)
class Desk:
    """A front desk with a knowledge folder of its own."""

    url: str
    folder: Path
    live: LiveKnowledge

    def clinic(self) -> str:
        """What stands in `clinic.yml`."""
        return (self.folder / "clinic.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    state = tmp_path_factory.mktemp("desk")
    folder = state / "knowledge"
    folder.mkdir()
    for name in FILES:
        shutil.copy(DEFAULT_FOLDER / name, folder)
    engine = engine_of(f"sqlite:///{state}/desk.db")
    make_accounts(engine, lambda: datetime.now(timezone.utc))
    engine.dispose()
    live = LiveKnowledge(folder, on_refused=lambda error: None)
    with served(FakeUpstream().app()) as behind:
        settings = Settings(
            RASA_URL=behind,
            ACTIONS_URL=behind,
            STATE_FOLDER=state,
            KNOWLEDGE_FOLDER=folder,
            DATABASE_URL=f"sqlite:///{state}/desk.db",
            RATE_LIMITS=None,
        )
        with served(create_app(settings, understanding=reading(live))) as url:
            yield Desk(url, folder, live)


def sign_in(page: Page, desk: Desk, role: Role) -> None:
    page.context.clear_cookies()
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("Name").fill(NAMES[role])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/desk$"))


@pytest.fixture(scope="module")
def cookies(desk: Desk, browser: Browser) -> list[dict[str, object]]:
    """A manager who signed in once."""
    page = browser.new_page()
    sign_in(page, desk, Role.MANAGER)
    found = page.context.cookies()
    page.close()
    return list(map(dict, found))


@pytest.fixture(params=["phone", "desktop"])
def page(
    request: pytest.FixtureRequest, desk: Desk, browser: Browser, cookies: list[dict[str, object]]
) -> Iterator[Page]:
    for name in FILES:
        shutil.copy(DEFAULT_FOLDER / name, desk.folder)
    # Put in its place, as programs do it: what a test before added may go.
    profile = desk.folder / "profile"
    profile.write_text(CLINIC, encoding="utf-8")
    profile.replace(desk.folder / "clinic.yml")
    size: ViewportSize = PHONE if request.param == "phone" else DESKTOP
    scheme = "dark" if request.param == "phone" else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme, base_url=desk.url)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    # What the server refuses on purpose is no fault of the page; what the policy stops is.
    opened.on("console", lambda line: faults.append(line.text) if "Policy" in line.text else None)
    yield opened
    context.close()
    assert [fault for fault in faults if "Permissions-Policy" not in fault] == []


def is_fit(page: Page) -> None:
    """The page suits everybody: axe finds nothing, and nothing sticks out sideways."""
    assert violations(page) == []
    assert overhang(page) <= 0


def saved(page: Page) -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile("^Saved"))


def test_the_clinic_is_changed_in_two_steps_and_back(desk: Desk, page: Page) -> None:
    page.goto("/desk/clinic")
    is_fit(page)
    page.get_by_label("Opening hours").fill("Monday 9 to 5\nTuesday closed")
    page.get_by_label("Phone").fill("")
    page.get_by_label("Service", exact=True).first.fill("a consultation")
    page.get_by_label("Price", exact=True).first.fill("$40")
    page.get_by_role("button", name="Add a price").click()
    expect(page.get_by_label("Service", exact=True).last).to_be_focused()
    page.keyboard.type("a second visit")
    page.keyboard.press("Tab")
    page.keyboard.type("$20")
    page.get_by_role("button", name="Remove").nth(1).click()
    page.get_by_role("button", name="Look over the changes").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Save these changes?")
    expect(page.get_by_text("Nobody can be told how to reach the clinic")).to_be_visible()
    assert desk.clinic() == CLINIC
    is_fit(page)
    page.get_by_role("button", name="Save", exact=True).click()

    saved(page)
    clinic = desk.live.current().clinic
    assert clinic.phone is None
    assert [(each.service, each.price) for each in clinic.prices] == [
        ("a consultation", "$40"),
        ("a second visit", "$20"),
    ]
    assert "# ours\n" in desk.clinic()
    assert re.search(r"^# the desk\nphone: *$", desk.clinic(), re.M)

    page.get_by_role("link", name=re.compile("look at it")).first.click()
    back = page.get_by_role("button", name="Go back to this version")
    expect(back).to_be_visible()
    expect(page.get_by_text("Tuesday closed")).to_be_visible()
    is_fit(page)
    back.click()
    saved(page)
    assert desk.clinic() == CLINIC


def test_mistakes_stand_beside_their_fields(desk: Desk, page: Page) -> None:
    page.goto("/desk/clinic")
    page.get_by_label("Phone").fill("ask us")
    page.get_by_label("Name").fill("Oak")
    page.get_by_role("button", name="Look over the changes").click()

    phone = page.get_by_label("Phone")
    expect(phone).to_have_value("ask us")
    expect(phone).to_have_accessible_description(re.compile("^This is not a phone number"))
    expect(page.get_by_label("Name")).to_have_value("Oak")
    is_fit(page)
    page.get_by_role("alert").get_by_role("link", name="Phone").click()
    expect(phone).to_be_in_viewport()


def test_two_who_change_the_clinic_at_once_lose_nothing(desk: Desk, page: Page) -> None:
    other = page.context.new_page()
    for each, name in ((page, "Oak"), (other, "Elm")):
        each.goto("/desk/clinic")
        each.get_by_label("Name").fill(name)
    page.get_by_label("Parking").fill("Behind the house")
    page.get_by_role("button", name="Look over the changes").click()
    other.get_by_role("button", name="Look over the changes").click()
    other.get_by_role("button", name="Save", exact=True).click()
    saved(other)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Somebody else saved the clinic just now")).to_be_visible()
    expect(page.get_by_text("Elm", exact=True)).to_be_visible()
    is_fit(page)
    mine = page.get_by_role("checkbox", name=re.compile("Name"))
    expect(mine).not_to_be_checked()
    mine.check()
    page.get_by_role("button", name="Save", exact=True).click()

    saved(page)
    clinic = desk.live.current().clinic
    assert (clinic.name, clinic.parking) == ("Oak", "Behind the house")


@pytest.fixture
def review(desk: Desk, page: Page) -> Page:
    """The same with a reviewer at it."""
    sign_in(page, desk, Role.REVIEWER)
    return page


def test_facts_are_found_signed_withdrawn_and_put_back(desk: Desk, review: Page) -> None:
    page = review
    page.goto("/desk/review")
    expect(page.get_by_role("article")).to_have_count(8)
    page.keyboard.press("/")
    page.keyboard.type("thin skin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=thin"))  # the list that it leaves has this fact as well
    expect(page.get_by_role("button", name="Sign: condition-thin-skin")).to_be_visible()
    is_fit(page)
    page.get_by_role("button", name="Sign: condition-thin-skin").click()
    expect(page.get_by_role("status")).to_contain_text("1 fact signed.")
    fact = page.get_by_role("article").filter(has_text="condition-thin-skin").first
    expect(fact.get_by_text("by Nora Lee, RN")).to_be_visible()
    assert isinstance(desk.live.whole().facts["condition-thin-skin"].review, Reviewed)

    page.get_by_role("button", name="Tick all").click()
    expect(page.get_by_text(re.compile(r"^\d+ ticked"))).to_be_visible()
    together = page.get_by_role("region", name="All that are ticked")
    together.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name=re.compile("^Withdraw all")).click()
    expect(page.get_by_role("status")).to_contain_text("withdrawn")
    assert isinstance(desk.live.whole().facts["condition-thin-skin"].review, Withdrawn)
    assert "condition-thin-skin" not in desk.live.current().facts
    is_fit(page)

    page.get_by_role("button", name="Back to not reviewed: condition-thin-skin").click()
    expect(page.get_by_role("status")).to_contain_text("1 fact put back.")
    assert desk.live.whole().facts["condition-thin-skin"].review == "unreviewed"


def signed(desk: Desk) -> set[str]:
    facts = desk.live.whole().facts.values()
    return {each.id for each in facts if isinstance(each.review, Reviewed)}


def test_a_reviewer_goes_through_the_facts_by_the_keyboard_alone(desk: Desk, review: Page) -> None:
    page = review
    page.goto("/desk/review?state=todo&source=ARTICLE")
    first, second = (page.get_by_role("article").nth(place) for place in (0, 1))
    names = [first.get_attribute("id"), second.get_attribute("id")]
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_role("status")).to_contain_text("1 fact signed.")
    expect(page.locator(f"#{names[1]}")).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Sign 7 facts?")).to_be_visible()
    is_fit(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("7 facts signed.")
    assert len(signed(desk)) == 8
    assert f"fact-{next(iter(signed(desk)))}" != names[1]
    expect(page.get_by_role("article").first).to_have_attribute("id", names[1] or "")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    assert len(signed(desk)) == 1

    page.wait_for_load_state()
    page.keyboard.press("n")
    expect(page.get_by_role("article").first).not_to_have_attribute("id", names[1] or "")
    place = page.url
    page.goto("/desk/review")
    page.get_by_role("link", name="Go on where you were").click()
    page.wait_for_url(place)


TWENTY = 20
MOST_KEYS = TWENTY + 1
"""One leads to the first fact, and one signs each."""


def test_twenty_facts_are_signed_with_a_key_for_each(desk: Desk, review: Page) -> None:
    page, pressed = review, 0
    page.goto("/desk/review?state=todo")
    before = signed(desk)

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        page.keyboard.press(key)

    press("j")
    for number in range(1, TWENTY + 1):
        here = page.locator("[data-entry]:focus")
        expect(here).to_be_visible()
        read = str(here.get_attribute("id")).removeprefix("fact-")
        press("s")
        expect(page.locator("[data-entry]:focus")).not_to_have_attribute("id", f"fact-{read}")
        # What comes next is not signed by somebody who has not seen it.
        expect(page.locator("[data-entry]:focus")).to_be_in_viewport()
        assert len(signed(desk) - before) == number
        assert read in signed(desk)
        page.wait_for_load_state()
    assert pressed == MOST_KEYS


def test_warning_signs_and_the_report_suit_everybody(review: Page) -> None:
    review.goto("/desk/review/signs")
    is_fit(review)
    review.keyboard.press("j")
    review.keyboard.press("s")
    expect(review.get_by_role("status")).to_contain_text("1 sign signed.")
    review.goto("/desk/review/report")
    expect(review.get_by_text("An emergency now: What is answered")).to_be_visible()
    is_fit(review)


def test_enter_on_a_box_decides_nothing(desk: Desk, page: Page) -> None:
    page.goto("/desk/review?q=thin+skin")
    page.get_by_role("checkbox", name=re.compile("^Tick ")).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=re.compile("^Tick ")).nth(1).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_count(0)
    before = (DEFAULT_FOLDER / "treatments.yml").read_bytes()
    assert (desk.folder / "treatments.yml").read_bytes() == before


def test_a_line_of_the_clinics_own_is_read_before_it_is_live(desk: Desk, page: Page) -> None:
    gap = next(each for each in desk.live.current().questions.values() if each.is_gap)
    page.goto(f"/desk/gaps/{gap.id}")
    is_fit(page)
    page.get_by_label("What the clinic says to this").fill("Ask us, we know.")
    page.get_by_role("button", name="See what it changes").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Read it before it is live")
    expect(page.get_by_text("Ask us, we know.").first).to_be_visible()
    is_fit(page)
    assert gap.id not in desk.clinic()
    page.get_by_role("button", name="Put it live").click()
    expect(page.get_by_role("status")).to_contain_text("Live now")
    assert f"{gap.id}: Ask us, we know." in desk.clinic()


def test_another_sentence_is_proposed_from_the_review(desk: Desk, page: Page) -> None:
    page.goto("/desk/review?only=condition-thin-skin")
    page.get_by_role("link", name="Change the sentence").click()
    is_fit(page)
    before = desk.live.whole().facts["condition-thin-skin"].text
    page.get_by_label("One plain sentence for a patient").fill(f"{before[:-1]}, it says.")
    page.get_by_role("button", name="Propose this sentence").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing has changed for visitors yet.")
    expect(page.get_by_role("heading", name="What will be answered")).to_be_visible()
    expect(page.get_by_text(f"{before[:-1]}, it says.").first).to_be_visible()
    is_fit(page)
    assert desk.live.whole().facts["condition-thin-skin"].text == before
    page.get_by_role("button", name="Reject it").click()
    expect(page.get_by_text("Rejected by ines.")).to_be_visible()


def test_a_question_is_written_with_how_people_ask_it(page: Page) -> None:
    page.goto("/desk/gaps")
    page.get_by_role("link", name="Add a question").click()
    is_fit(page)
    page.get_by_label("Topic").select_option(label="What do I do afterwards?")
    page.get_by_label("The question, as it stands in a sentence").fill("when a hat is fine")
    page.get_by_label("How people ask it, one way a line").fill("can i wear a hat")
    page.get_by_role("button", name="Propose this question").click()
    expect(page.get_by_role("alert")).to_contain_text("Write 5 ways to ask it at least")
    expect(page.get_by_label("How people ask it, one way a line")).to_have_value("can i wear a hat")
    is_fit(page)
