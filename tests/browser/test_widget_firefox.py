"""The widget in Firefox: a whole conversation, a warning sign, the keyboard, a reload."""

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import BREATHLESS, Clinic

if TYPE_CHECKING:
    from tests.browser.firefox import FirefoxChat

pytestmark = [
    pytest.mark.browser,
    # The driver tries whether a port answers, and leaves what it tried with to be collected.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

Visit = Callable[[str], "FirefoxChat"]


@pytest.fixture(scope="module")
def visit_in_firefox(tmp_path_factory: pytest.TempPathFactory, clinic: Clinic) -> Iterator[Visit]:
    with warnings.catch_warnings():
        # Of what the driver comes with, such as `distro` and `mozinfo`.
        warnings.simplefilter("ignore", DeprecationWarning)
        from tests.browser.firefox import FIREFOX, FirefoxChat, firefox
    if not Path(FIREFOX).exists():
        absent = f"there is no browser at {FIREFOX}"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    with firefox(tmp_path_factory.mktemp("firefox")) as driver:
        yield lambda path: FirefoxChat(driver, f"{clinic.host}{path}")


@pytest.mark.parametrize("path", ["/", "/strict", "/hostile"])
def test_a_question_is_answered(visit_in_firefox: Visit, path: str) -> None:
    chat = visit_in_firefox(path)
    chat.open()
    assert chat.focused() == "input"
    chat.say("What is it used for?")
    answer = chat.one("[part~=answer]", "Other uses may differ.")
    assert "thin skin" in answer.text
    chat.one("button[part~=chip]", "Does it hurt?").click()
    chat.one("[part~=answer]", "Numbing cream is common.")
    assert [each.text.split("\n")[1] for each in chat.all("[part~=said]")] == [
        "What is it used for?",
        "Does it hurt?",
    ]


def test_a_warning_sign_brings_the_number_to_call(visit_in_firefox: Visit) -> None:
    chat = visit_in_firefox("/")
    chat.open()
    chat.say(BREATHLESS)
    chat.one("[part~=emergency]", "911")
    call = chat.one("[part~=emergency] a[href^='tel:']")
    assert call.get_attribute("href") == "tel:911"
    assert call.text.strip() == "Call 911"


def test_escape_closes_it_and_gives_the_focus_back(visit_in_firefox: Visit) -> None:
    from tests.browser.firefox import ESCAPE

    chat = visit_in_firefox("/")
    chat.open()
    chat.one("[part~=input]").send_keys(ESCAPE)
    chat.one("[part~=launcher]")
    assert chat.all("[part~=panel]") == []
    assert chat.focused() == "launcher"


def test_the_conversation_outlives_a_reload(visit_in_firefox: Visit) -> None:
    chat = visit_in_firefox("/")
    chat.open()
    chat.say("Remember me")
    chat.one("[part~=answer]", "You said: Remember me")
    chat.reload()
    chat.one("[part~=answer]", "You said: Remember me")
    chat.say("And this")
    chat.one("[part~=answer]", "You said: And this")
