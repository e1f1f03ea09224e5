"""The front desk says on the phone what the website says."""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timezone

import httpx
import pytest

from desk.sign_in.staff import Accounts, Role
from knowledge import DEFAULT_FOLDER, load
from records.database import engine_of
from tests.running_service import RunningService

PASSWORD = "correct horse battery"
QUESTIONS = [
    "does it hurt",
    "what is microneedling",
    "hw does it work",
    "is it used for stretch marks?",
    "does it help with acne scars and wrinkles",
    "how deep do the needles go, and who may do it?",
    "is 0.7 mm cosmetic or medical",
    "can an esthetician do 2 mm",
    "can i have it when pregnant",
    "im on accutane, is that a problem",
    "is a roller at home ok to use?",
    "is it better than a chemical peel",
    "can i put vitamin c on after",
    "how many sessions do i need and how long is recovery",
    "what are the risks",
    "does it really work, is it FDA approved",
    "how much is it",
    "when are you open on saturday",
    "should i stop my blood thinners",
    "i want to talk to a person",
    "what's the weather like",
    "hello",
    "asdf qwer",
    "kann ich das auch in der schwangerschaft machen lassen",
    "my face is swollen and i can't breathe",
    "there is pus coming out since yesterday's needling",
]


@pytest.fixture(scope="module")
def client(service: RunningService) -> Iterator[httpx.Client]:
    engine = engine_of(service.environment["DATABASE_URL"])
    accounts = Accounts(engine, lambda: datetime.now(timezone.utc))
    accounts.add("phone-test", Role.STAFF, PASSWORD, by="test")
    engine.dispose()
    with httpx.Client(base_url=service.url, timeout=30, trust_env=False) as opened:
        form = {"name": "phone-test", "password": PASSWORD}
        assert opened.post("/desk/sign-in", data=form).status_code == httpx.codes.SEE_OTHER
        yield opened


AT_THE_DESK = load(DEFAULT_FOLDER).at_the_desk()
"""The same facts, in words to read aloud."""


def on_the_website(client: httpx.Client, text: str) -> list[tuple[list[str], list[str]]]:
    """The facts of each answer as the desk says them, and the buttons."""
    session = client.post("/api/sessions", json={}).json()["session"]
    said = client.post("/api/chat", json={"session": session, "text": text}).json()["messages"]
    return [
        (
            [AT_THE_DESK.facts[fact].text for fact in each["facts"]],
            [button["id"] for button in each["buttons"]],
        )
        for each in said
    ]


def on_the_phone(client: httpx.Client, text: str) -> list[tuple[list[str], list[str]]]:
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/desk").text)
    assert csrf is not None
    headers = {"HX-Request": "true", "X-CSRF-Token": csrf[1]}
    page = client.post("/desk", data={"asked": text}, headers=headers).text
    found = []
    for each in re.findall(r"<article.*?</article>", page, re.DOTALL):
        facts = each.partition('<details class="facts">')[2]
        told = re.findall(r"<li>\s*(.+?)\s*<span", facts, re.DOTALL)
        buttons = re.findall(r'name="button" value="([^"]+)"', each)
        found.append((list(map(html.unescape, told)), buttons))
    return found


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_desk_and_the_website_say_the_same(client: httpx.Client, text: str) -> None:
    said = on_the_website(client, text)
    assert said
    assert on_the_phone(client, text) == said
