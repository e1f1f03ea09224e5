"""What is taught at the front desk is answered once applied, and no more once taken back.

The command is the real one, with its training and every check, on a copy of the project that has
learnt, and learns again, from some of the examples.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest

from teaching import ExamplesChange, find, propose
from tests.running_service import RunningService, wait_for

pytestmark = pytest.mark.untrained

MISSED = "i left my umbrella at yours"
IN_OTHER_WORDS = "think my umbrella is still in your waiting room"
EXAMPLES = (
    "i left my umbrella at yours",
    "did anybody find a black umbrella",
    "forgot my umbrella in the waiting room",
)
NOT_ANSWERED = {"unclear", "out_of_scope"}
PATIENCE_SECONDS = 7.0
"""After 8 s the gateway apologizes for Rasa, which a training on a busy machine may bring about."""


class Visitor:
    """Somebody who asks each question in a new conversation: one remembers what was answered."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def ask(self, text: str) -> str:
        """The topic of the answer."""
        session = self._client.post("/api/sessions", json={}).json()["session"]
        body = {"session": session, "text": text}
        message = self._client.post("/api/chat", json=body).json()["messages"][0]
        self.said: str = message["text"]
        topic: str = message["topic"]
        return topic

    def close(self) -> None:
        self._client.close()


@contextmanager
def asking(url: str) -> Iterator[list[str]]:
    """Somebody who keeps asking the same, in a thread; the topics of answers in time gather."""
    topics: list[str] = []
    over = threading.Event()

    def ask() -> None:
        visitor = Visitor(url)
        while not over.wait(0.5):
            begun = time.monotonic()
            topic = visitor.ask("does it hurt?")
            if time.monotonic() - begun < PATIENCE_SECONDS:
                topics.append(topic)
        visitor.close()

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield topics
    finally:
        over.set()
        thread.join()


def test_a_missed_question_is_taught_and_taken_back(sampled_project: Path, tmp_path: Path) -> None:
    project = sampled_project
    with RunningService(tmp_path, project) as running:

        def teaching(*arguments: str) -> dict[str, Any]:
            command = [sys.executable, "-m", "teaching", *arguments, "--json"]
            ended = subprocess.run(
                command,
                cwd=project,
                env={**os.environ, **running.environment},
                capture_output=True,
                text=True,
                check=False,
            )
            assert ended.returncode == 0, ended.stdout + ended.stderr
            said: dict[str, Any] = json.loads(ended.stdout)
            return said

        visitor = Visitor(running.url)
        assert visitor.ask(MISSED) in NOT_ANSWERED
        change = ExamplesChange(
            made_at=datetime.now(timezone.utc),
            made_by="front desk",
            topic="booking",
            examples=EXAMPLES,
        )
        file = propose(tmp_path, change)
        live = (project / "data" / "nlu.yml").read_bytes()
        shown = teaching("check", str(file))["answers"]
        with asking(running.url) as topics:
            applied = teaching("apply", str(file))
            assert applied["state"] == find(tmp_path, file.stem).state == "applied"
            wait_for(lambda: visitor.ask(MISSED) == "booking", PATIENCE_SECONDS, "the new model")
            assert visitor.said == shown[MISSED]
            assert visitor.ask(IN_OTHER_WORDS) == "booking"

            assert teaching("rollback", file.stem)["state"] == "rolled back"
            assert (project / "data" / "nlu.yml").read_bytes() == live
            # The gateway loads the model beside the messages that it answers.
            wait_for(
                lambda: visitor.ask(MISSED) in NOT_ANSWERED, PATIENCE_SECONDS, "the model before"
            )
        visitor.close()
        assert len(topics) > 10
        assert set(topics) == {"pain"}
