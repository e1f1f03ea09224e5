"""An emergency that comes while somebody is at the desk is heard, and told by a notification."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_desk_inbox import Clinic, at_desk, clinic  # noqa: F401
from tests.browser.visiting import wait_until

pytestmark = pytest.mark.browser

SILENT_AUDIO = """
window.heard = window.woken = 0;
window.AudioContext = class {
  currentTime = 0;
  resume() { window.woken += 1; }
  createOscillator() {
    return { frequency: {}, connect: (next) => next, start() { window.heard += 1; }, stop() {} };
  }
  createGain() {
    const gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (next) => next };
  }
};
"""
FORGETTING_ONCE = """
if (!sessionStorage.getItem("forgotten")) {
  localStorage.clear();
  sessionStorage.setItem("forgotten", "1");
}
"""
REMEMBERING_NO_SOUND = """
localStorage.clear();
const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, value) {
  if (!name.startsWith("heard")) keep.call(this, name, value);
};
"""
"""So that nothing but the lock keeps a second tab silent."""
RECORDING_NOTIFICATIONS = """
window.told = [];
window.Notification = class extends Notification {
  constructor(title, options) {
    super(title, options);
    told.push([title, options.tag]);
    window.last = this;
  }
};
"""
REFUSED = """
window.asked = 0;
Notification.requestPermission = async () => { window.asked += 1; return "denied"; };
"""


def test_an_emergency_is_heard_until_it_is_taken_or_the_sound_is_off(
    browser: Browser,
    clinic: Clinic,  # noqa: F811
) -> None:
    clinic.ask("I can't breathe and my throat is swelling shut")
    with at_desk(browser, clinic) as page:
        page.clock.install()
        # Cleared where the next page begins, since this one may still tell of it meanwhile.
        page.add_init_script(SILENT_AUDIO + FORGETTING_ONCE)

        def heard(times: int) -> None:
            wait_until(page, lambda: page.evaluate("heard") == 3 * times, f"sound {times}")

        expect(page).to_have_title(re.compile("^EMERGENCY"))
        page.goto("/desk/clinic")
        expect(page.get_by_role("alert")).to_contain_text("nobody has taken")
        expect(page).to_have_title(re.compile("^EMERGENCY"))
        heard(1)
        page.clock.fast_forward(30_000)
        heard(2)
        page.goto("/desk/inbox")
        expect(page.get_by_role("alert")).to_contain_text("nobody has taken")
        page.get_by_role("button", name="Sound").click()
        expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")
        page.clock.fast_forward(60_000)
        heard(0)
        page.get_by_role("button", name="Sound").click()
        heard(1)


def test_of_two_tabs_one_sounds_and_the_other_takes_over_when_it_is_closed(
    browser: Browser,
    clinic: Clinic,  # noqa: F811
) -> None:
    clinic.ask("I can't breathe and my throat is swelling shut")
    with at_desk(browser, clinic) as first:
        first.clock.install()
        first.context.add_init_script(SILENT_AUDIO + REMEMBERING_NO_SOUND)
        first.goto("/desk/clinic")
        wait_until(first, lambda: first.evaluate("heard") > 0, "a sound")
        second = first.context.new_page()
        second.goto(f"{clinic.address}/desk/clinic")
        wait_until(second, lambda: second.evaluate("woken") > 0, "the wish to sound")
        # The clock is that of both tabs.
        before = first.evaluate("[heard, woken]"), second.evaluate("woken")
        first.clock.fast_forward(32_000)
        wait_until(first, lambda: first.evaluate("heard") > before[0][0], "one more sound")
        wait_until(second, lambda: second.evaluate("woken") > before[1], "one more wish to sound")
        assert second.evaluate("heard") == 0, "both sound"
        first.close()
        wait_until(second, lambda: second.evaluate("heard") > 0, "the sound of the other tab")


def newest(page: Page) -> int:
    """When the newest emergency that the page knows of came."""
    return int(page.locator("[data-newest]").get_attribute("data-newest") or 0)


def told_of_a_new_one(page: Page, clinic: Clinic) -> list[list[str]]:  # noqa: F811
    """The notifications that a page has made once a new emergency has come to it."""
    before = newest(page)
    clinic.ask("I can't breathe and my throat is swelling shut")

    # The page keeps of which it has told, a moment after it shows the number.
    kept = f"Number(localStorage.getItem({f'{urlsplit(clinic.address).path}newest alarm'!r}))"

    def has_come() -> bool:
        page.clock.fast_forward(10_000)
        return newest(page) > before and page.evaluate(kept) >= newest(page)

    wait_until(page, has_come, "the new emergency")
    found: list[list[str]] = page.evaluate("told")
    return found


def test_a_notification_is_made_of_a_new_emergency_unless_it_is_turned_off(
    browser: Browser,
    clinic: Clinic,  # noqa: F811
) -> None:
    with at_desk(browser, clinic) as page:
        page.context.grant_permissions(["notifications"], origin=clinic.address)
        page.clock.install()
        page.add_init_script(RECORDING_NOTIFICATIONS)
        page.goto("/desk/inbox")
        button = page.get_by_role("button", name="Notification")
        expect(button).to_have_attribute("aria-pressed", "false")
        assert told_of_a_new_one(page, clinic) == [], "nobody asked for it"
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        emergency = ["An emergency is in the inbox", "emergency"]
        assert told_of_a_new_one(page, clinic) == [emergency]
        page.goto("/desk/clinic")
        page.locator("[data-newest]").wait_for(state="attached")
        assert page.evaluate("told") == [], "this one was told of"
        assert told_of_a_new_one(page, clinic) == [emergency]
        page.evaluate("last.dispatchEvent(new Event('click'))")
        page.wait_for_url("**/desk/inbox?kind=emergency")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        assert told_of_a_new_one(page, clinic) == [], "it is turned off"


def test_who_refuses_notifications_gets_none(browser: Browser, clinic: Clinic) -> None:  # noqa: F811
    with at_desk(browser, clinic) as page:
        page.clock.install()
        page.add_init_script(RECORDING_NOTIFICATIONS + REFUSED)
        page.goto("/desk/inbox")
        button = page.get_by_role("button", name="Notification")
        button.click()
        wait_until(page, lambda: bool(page.evaluate("asked")), "the question of the browser")
        expect(button).to_have_attribute("aria-pressed", "false")
        assert told_of_a_new_one(page, clinic) == []
