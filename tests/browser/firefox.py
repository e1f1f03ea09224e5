"""Firefox, by its own remote protocol: Playwright drives only a Firefox that it patched itself."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marionette_driver.by import By
from marionette_driver.errors import NoSuchElementException
from marionette_driver.keys import Keys
from marionette_driver.marionette import Marionette, ShadowRoot, WebElement
from marionette_driver.wait import Wait

from tests.browser.visiting import WAIT_MS

FIREFOX = os.environ.get("FIREFOX", "/usr/bin/firefox-esr")
ENTER = Keys.ENTER
ESCAPE = Keys.ESCAPE


@contextmanager
def firefox(folder: Path) -> Iterator[Marionette]:
    """A running Firefox whose profile and log lie in `folder`."""
    driver = Marionette(
        bin=FIREFOX,
        port=0,
        headless=True,
        gecko_log=str(folder / "firefox.log"),
        workspace=str(folder),
    )
    try:
        driver.start_session()
        yield driver
    finally:
        driver.cleanup()


class FirefoxChat:
    """The widget on a page in Firefox, as somebody who uses it sees it."""

    def __init__(self, driver: Marionette, address: str) -> None:
        """Go to a page that has the chat, as somebody who was never there."""
        self._driver = driver
        driver.navigate(address)
        driver.execute_script("localStorage.clear(); sessionStorage.clear();")
        driver.refresh()

    @property
    def _root(self) -> ShadowRoot:
        root: ShadowRoot = self._driver.find_element(By.TAG_NAME, "needlewise-chat").shadow_root
        return root

    def reload(self) -> None:
        """Load the page again."""
        self._driver.refresh()

    def all(self, selector: str) -> list[WebElement]:
        """What of the chat fits and can be seen."""
        found: list[WebElement] = self._root.find_elements(By.CSS_SELECTOR, selector)
        return [each for each in found if each.is_displayed()]

    def one(self, selector: str, text: str = "") -> WebElement:
        """The last of what fits, can be seen and holds `text`; it is waited for."""
        return self.wait(
            lambda: [each for each in self.all(selector) if text in each.text], selector
        )[-1]

    def wait(self, found: Callable[[], list[WebElement]], what: str) -> list[WebElement]:
        """What is found once there is something."""
        waiting = Wait(
            self._driver, timeout=WAIT_MS / 1000, ignored_exceptions=NoSuchElementException
        )
        elements: list[WebElement] = waiting.until(
            lambda _: found(), message=f"{what} did not come"
        )
        return elements

    def open(self) -> None:
        """Press the launcher and wait for the opening words."""
        self.one("[part~=launcher]").click()
        self.one("[part~=panel]", "automated assistant")

    def say(self, text: str) -> None:
        """Type a question, key by key, and send it."""
        self.one("[part~=input]").send_keys(text, ENTER)

    def focused(self) -> str:
        """The part of the chat that has the focus; empty: none."""
        part: str = self._driver.execute_script(
            "return document.activeElement.shadowRoot?.activeElement?.getAttribute('part') ?? ''"
        )
        return part
