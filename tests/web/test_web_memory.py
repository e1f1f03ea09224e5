from pathlib import Path
from typing import Any

import pytest

from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import gateway
from understanding.live import LiveUnderstanding
from understanding.so_far import SoFar
from web.memory import Memory

AFTER_PAIN = SoFar(topic="pain", words="does it hurt")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[SoFar]:
    """What each message was read with, in order."""
    seen: list[SoFar] = []
    read = LiveUnderstanding.read

    def watched(self: LiveUnderstanding, text: str, knowledge: Any, so_far: SoFar) -> Any:
        seen.append(so_far)
        return read(self, text, knowledge, so_far)

    monkeypatch.setattr(LiveUnderstanding, "read", watched)
    return seen


def test_a_message_is_read_with_what_the_reply_before_says_is_held(
    tmp_path: Path, held: list[SoFar]
) -> None:
    upstream = FakeUpstream(
        script=lambda *_: answer("It may sting.", "pain", so_far=AFTER_PAIN.to_json())
    )
    with gateway(tmp_path, upstream) as service:
        session = service.start()
        for text in ("does it hurt", "and on my chin"):
            shown = service.client.post("/api/chat", json={"session": session, "text": text})
            assert "so_far" not in shown.json()["messages"][0]
    assert held == [SoFar(), AFTER_PAIN]


def test_what_the_gateway_does_not_know_rasa_is_asked(tmp_path: Path, held: list[SoFar]) -> None:
    with gateway(tmp_path) as service:
        session = service.start()
    upstream = FakeUpstream(slots={"so_far": AFTER_PAIN.to_json()})
    with gateway(tmp_path, upstream) as again:
        again.client.post("/api/chat", json={"session": session, "text": "and on my chin"})
    assert held == [AFTER_PAIN]


def test_where_nobody_knows_a_message_is_read_by_itself(tmp_path: Path, held: list[SoFar]) -> None:
    with gateway(tmp_path) as service:
        session = service.start()
    with gateway(tmp_path, down=True) as again:
        again.client.post("/api/chat", json={"session": session, "text": "does it hurt"})
    assert held == [SoFar()]


def test_what_a_conversation_holds_is_known_until_it_was_silent_for_long() -> None:
    clock = [0.0]
    memory = Memory(lambda: clock[0])
    assert memory.of("one") is None
    memory.keep("one", AFTER_PAIN)
    clock[0] = 3600.0
    assert memory.of("one") == AFTER_PAIN
    assert memory.of("other") is None
    clock[0] = 3601.0
    assert memory.of("one") is None


def test_a_conversation_is_forgotten_and_so_is_the_one_that_was_silent_longest() -> None:
    memory = Memory(lambda: 0.0)
    for number in range(10_001):
        memory.keep(str(number), SoFar())
    assert memory.of("0") is None
    assert memory.of("1") == SoFar()
    memory.forget("1")
    assert memory.of("1") is None
