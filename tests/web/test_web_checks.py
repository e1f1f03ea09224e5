"""Asking whether a warning sign is happening, and what is done with a note to the clinic."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.safety import LevelName
from records.tables import inbox_items
from tests.gateway_under_test import Gateway, gateway
from tests.web.test_web_journaled_turns import rows
from understanding.live import LiveUnderstanding
from understanding.understood import Question, Sign, Understood
from web.waiting_line import WaitingLine

WARNING = "I can't breathe and my throat is swelling shut"
DOUBTFUL = "something or other"


@pytest.fixture(params=["today", "self_harm"])
def level(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> LevelName:
    """The level of what is in doubt in a message; all others are read as ever."""
    level: LevelName = request.param
    read = LiveUnderstanding.read

    def doubting(self: LiveUnderstanding, text: str, *more: Any) -> Understood:
        if text == DOUBTFUL:
            return Understood((Question("unclear"),), check=Sign(level, level, "meaning", 0.5))
        return read(self, text, *more)

    monkeypatch.setattr(LiveUnderstanding, "read", doubting)
    return level


def say(service: Gateway, session: str, **said: str) -> dict[str, Any]:
    response = service.client.post("/api/chat", json={"session": session, **said})
    message: dict[str, Any] = response.json()["messages"][-1]
    return message


@pytest.mark.parametrize("words", ["short", "longer", "button", "title"])
def test_the_alarm_follows_with_rasa_down(tmp_path: Path, level: LevelName, words: str) -> None:
    with gateway(tmp_path, down=True) as service:
        session = service.start()
        asked = say(service, session, text=DOUBTFUL)
        assert asked["sign"] == "check"
        alarm = asked["buttons"][0]
        said = {
            "short": {"text": "no" if level == "self_harm" else "yes"},
            "longer": {"text": "No, not really" if level == "self_harm" else "Yes, since noon"},
            "button": {"button": alarm["id"]},
            "title": {"text": alarm["title"]},
        }[words]
        answered = say(service, session, **said)
        assert (answered["topic"], answered["sign"]) == ("emergency", level)


def test_the_alarm_follows_where_the_line_is_full(
    tmp_path: Path, level: LevelName, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gateway(tmp_path, down=True) as service:
        session = service.start()
        assert say(service, session, text=DOUBTFUL)["sign"] == "check"
        monkeypatch.setattr(WaitingLine, "is_full_for", lambda *_: True)
        answered = say(service, session, text="no" if level == "self_harm" else "yes")
        assert answered["sign"] == level
        refused = service.client.post("/api/chat", json={"session": session, "text": "yes"})
        assert refused.status_code == 503


def test_a_refused_message_leaves_the_question_as_it_stood(
    tmp_path: Path, level: LevelName, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gateway(tmp_path, down=True) as service:
        session = service.start()
        assert say(service, session, text=DOUBTFUL)["sign"] == "check"
        monkeypatch.setattr(WaitingLine, "is_full_for", lambda *_: True)
        unclear = {"session": session, "text": "how much is it"}
        assert service.client.post("/api/chat", json=unclear).status_code == 503
        answered = say(service, session, text="no" if level == "self_harm" else "yes")
        assert answered["sign"] == level


def test_the_other_answer_is_no_alarm_and_what_comes_later_neither(
    tmp_path: Path, level: LevelName
) -> None:
    calm, alarm = ("yes", "no") if level == "self_harm" else ("no", "yes")
    with gateway(tmp_path) as service:
        session = service.start()
        service.upstream.script = lambda sender, message: []
        assert say(service, session, text=DOUBTFUL)["sign"] == "check"
        assert say(service, session, text=calm)["sign"] is None
        assert say(service, session, text=alarm)["sign"] is None


def note(service: Gateway, question: str, session: str | None = None) -> dict[str, Any]:
    body = {
        "session": session or service.start(),
        "question": question,
        "contact": "x@example.org",
        "consent": True,
    }
    response = service.client.post("/api/questions", json=body)
    assert response.status_code == 201
    kept: dict[str, Any] = response.json()
    return kept


@pytest.mark.parametrize("down", [False, True])
def test_a_sign_in_a_note_is_answered_at_once_and_kept(tmp_path: Path, down: bool) -> None:
    with gateway(tmp_path, down=down) as service:
        kept = note(service, WARNING)
    assert kept["status"] == "kept"
    [message] = kept["messages"]
    assert (message["topic"], message["sign"]) == ("emergency", "emergency_now")
    assert "emergency" in {item.kind for item in rows(tmp_path, inbox_items)}


def test_a_note_without_one_is_kept_and_no_more(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        kept = note(service, "Are you open on Saturday?")
    assert kept == {"status": "kept", "messages": []}


def test_a_doubt_in_a_note_is_asked_about_and_yes_is_the_alarm(
    tmp_path: Path, level: LevelName
) -> None:
    with gateway(tmp_path) as service:
        session = service.start()
        [asked] = note(service, DOUBTFUL, session)["messages"]
        assert asked["sign"] == "check"
        alarm = say(service, session, text="no" if level == "self_harm" else "yes")
        assert alarm["sign"] == level
