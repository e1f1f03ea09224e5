"""A conversation that was held with the service, saved as a test story, passes as one."""

import os
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import httpx
import pytest

from desk.sign_in.signing_in import COOKIE
from desk.sign_in.staff import Accounts, Role
from desk.transcripts.store import Wanted, conversation, find
from nlu.training import MODELS, ROOT, newest_archive
from records.database import engine_of
from tests.running_service import RunningService, wait_for

NAME, PASSWORD = "story-teller", "correct horse battery"
ASKED = (
    "hello",
    "whats microneedling exactly",
    "does it work on streach marks",
    "and hair loss?",
    "is 0.5 to 1 mm too deep",
    'see [this](that) and {x}: \\ud800 is $HOME "quoted"',
    "my throat is closing up and i cant breathe",
    "🙂🙂",
    "how much is one session",
    "  what's the weather\n like in Boston?? ",
)
BUTTONS = ("pain", "conditions.condition.stretch_marks", "needle_depth.depth.500-1000")


@pytest.fixture
def story(service: RunningService, service_url: str, tmp_path: Path) -> Path:
    """The story of a conversation, as the front desk gives it out."""
    engine = engine_of(service.environment["DATABASE_URL"])
    known: set[str] = set()

    def newest() -> str | None:
        with engine.connect() as connection:
            fresh = [each.sender for each in find(connection, Wanted()) if each.sender not in known]
        return fresh[0] if fresh else None

    while sender := newest():
        known.add(sender)
    Accounts(engine, lambda: datetime.now(timezone.utc)).add(NAME, Role.STAFF, PASSWORD, by="test")
    with httpx.Client(base_url=service_url, trust_env=False, timeout=30) as visitor:
        session = visitor.post("/api/sessions", json={}).json()["session"]
        said = [{"text": text} for text in ASKED] + [{"button": button} for button in BUTTONS]
        for each in said:
            answer = visitor.post("/api/chat", json={"session": session, **each})
            assert answer.status_code == 200, answer.text

    def is_kept() -> bool:
        sender = newest()
        with engine.connect() as connection:
            return sender is not None and len(conversation(connection, sender)) == len(said)

    wait_for(is_kept, 10, "the keeping of the conversation")
    sender = newest()
    engine.dispose()
    with httpx.Client(base_url=service_url, trust_env=False, timeout=30) as staff:
        form = {"name": NAME, "password": PASSWORD}
        assert COOKIE in staff.post("/desk/sign-in", data=form).cookies
        page = staff.get(f"/desk/transcripts/{sender}").text
        csrf = page.split('name="csrf" value="')[1].split('"')[0]
        response = staff.post(f"/desk/transcripts/{sender}/story", data={"csrf": csrf})
    assert response.status_code == 200, response.text
    path = tmp_path / "test_exported_stories.yml"
    path.write_bytes(response.content)
    return path


def test_an_exported_story_passes(story: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "rasa", "test", "core", "--e2e"),
            *("--stories", str(story), "--model", str(newest_archive(MODELS))),
            *("--out", str(tmp_path / "results"), "--fail-on-prediction-errors"),
        ],
        cwd=ROOT,
        env={**os.environ, "LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"{story.read_text('utf-8')}\n{ran.stderr[-4000:]}"
