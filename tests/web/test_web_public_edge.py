"""What the gateway as a whole does for visitors it does not trust and does not want to lose."""

import logging
import sqlite3
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from settings import RateLimits, Settings
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import Clock, gateway, reading
from tests.running_service import wait_for
from web.gateway import create_app
from write_ahead import BUSY_SECONDS

SCRIPT = "<script>alert(1)</script>"
NUMBER = "202-555-0143"


def kept(state: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(state / "gateway.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_session_ends_when_idle_and_a_warning_sign_is_answered_all_the_same(
    tmp_path: Path,
) -> None:
    upstream, times = FakeUpstream(), [datetime(2024, 5, 1, tzinfo=timezone.utc)]
    app = create_app(
        Settings(
            STATE_FOLDER=tmp_path,
            DATABASE_URL=f"sqlite:///{tmp_path}/gateway.db",
            RATE_LIMITS=None,
            SESSION_IDLE_HOURS=1,
        ),
        understanding=reading(),
        now=Clock(),
        clock=lambda: times[0],
        transport=httpx.ASGITransport(app=upstream.app()),
    )
    with TestClient(app) as client:
        session = client.post("/api/sessions", json={}).json()["session"]

        def say(text: str) -> httpx.Response:
            return client.post("/api/chat", json={"session": session, "text": text})

        times[0] += timedelta(minutes=59)
        assert say("hello").status_code == 200
        times[0] += timedelta(minutes=59)
        assert say("hello").status_code == 200
        times[0] += timedelta(minutes=61)
        ended = say("hello")
        assert (ended.status_code, ended.json()["error"]["code"]) == (401, "expired_session")
        urgent = say("I can't breathe and my throat is swelling shut")
        assert urgent.json()["messages"][0]["topic"] == "emergency"


def test_personal_data_does_not_reach_rasa(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        service.answers(text=f"does it hurt? call {NUMBER} or ann@example.com")
        [(_, heard)] = service.upstream.heard
    assert heard == "does it hurt? call [phone number] or [e-mail address]"


def test_the_same_request_twice_is_one_message(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        body = {"session": service.start(), "text": "does it hurt"}
        headers = {"Idempotency-Key": "k1"}
        first, again = (
            service.client.post("/api/chat", json=body, headers=headers).json() for _ in range(2)
        )
        assert first == again
        assert len(service.upstream.heard) == 1
        other = {**body, "text": "how much"}
        reused = service.client.post("/api/chat", json=other, headers=headers)
        assert (reused.status_code, reused.json()["error"]["code"]) == (422, "key_reused")
        elsewhere = {**body, "session": service.start()}
        assert service.client.post("/api/chat", json=elsewhere, headers=headers).json() != first


def test_a_database_that_is_held_holds_up_no_visitor(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        holder = sqlite3.connect(tmp_path / "gateway.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        session = service.start()
        for text in ("does it hurt?", "I can't breathe and my throat is swelling shut"):
            body = {"session": session, "text": text}
            assert service.client.post("/api/chat", json=body).status_code == 200
        # SQLite itself waits for `BUSY_SECONDS`, once for each that is written.
        assert time.monotonic() - begun < BUSY_SECONDS
        holder.execute("ROLLBACK")
        holder.close()
        wait_for(lambda: len(kept(tmp_path, "SELECT id FROM turns")) == 2, 30, "the writing")


def test_a_session_counts_at_once_and_is_written_though_nobody_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.conversation.PATIENCE_SECONDS", 0)
    with gateway(tmp_path) as service:
        for number in range(20):
            status, _ = service.send(text=f"does it hurt {number}")
            assert status == 200
        wait_for(lambda: len(kept(tmp_path, "SELECT * FROM visitor_sessions")) == 20, 30, "it")


def test_a_question_for_the_clinic_is_kept_apart_from_its_contact(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        asked = {
            "session": service.start(),
            "question": f"Call me on {NUMBER}? {SCRIPT}",
            "contact": NUMBER,
            "name": SCRIPT,
        }
        refused = service.client.post("/api/questions", json=asked)
        assert refused.json()["error"]["code"] == "consent_needed"
        answer = service.client.post("/api/questions", json={**asked, "consent": True})
        assert (answer.status_code, answer.json()) == (
            201,
            {"status": "kept", "messages": []},
        )
        assert kept(tmp_path, "SELECT question FROM clinic_questions") == [
            (f"Call me on [phone number]? {SCRIPT}",)
        ]
        assert kept(tmp_path, "SELECT contact, name FROM contacts") == [(NUMBER, SCRIPT)]
        guessed = {**asked, "consent": True, "session": "guessed"}
        assert service.client.post("/api/questions", json=guessed).status_code == 404


def test_one_session_asks_the_clinic_a_few_questions_an_hour(tmp_path: Path) -> None:
    with gateway(tmp_path, rate_limits=RateLimits()) as service:
        asked = {"session": service.start(), "question": "Can I park?", "contact": NUMBER}

        def ask(**changes: str) -> httpx.Response:
            body = {**asked, **changes, "consent": True}
            return service.client.post("/api/questions", json=body)

        assert [ask().status_code for _ in range(6)] == [201] * 5 + [429]
        alarm = ask(question="I can't breathe and my throat is swelling shut").json()
        assert alarm["status"] == "not_kept"
        assert alarm["messages"][0]["topic"] == "emergency"


def test_a_vote_is_kept_with_its_remark_masked(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        session = service.start()
        asked = {"session": session, "text": "Does it hurt?"}
        [said] = service.client.post("/api/chat", json=asked).json()["messages"]
        vote = {
            "session": session,
            "message": said["id"],
            "topic": "pain",
            "helpful": False,
            "remark": f"no, ring {NUMBER}",
        }
        assert service.client.post("/api/feedback", json=vote).status_code == 201
        for another in ({"message": "43f1ad46e67e3d99"}, {"session": service.start()}):
            refused = service.client.post("/api/feedback", json={**vote, **another})
            assert (refused.status_code, refused.json()["error"]["code"]) == (
                404,
                "unknown_message",
            )
        assert kept(tmp_path, "SELECT topic, helpful, remark FROM feedback") == [
            ("pain", 0, "no, ring [phone number]")
        ]


def test_the_metrics_are_for_this_machine_alone(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        service.answers(text="does it hurt")
        local = TestClient(service.client.app, client=("127.0.0.1", 5000))
        assert 'needlewise_answers_total{topic="definition"} 1.0' in local.get("/metrics").text
        proxied = local.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
        assert proxied.status_code == 404
        assert service.client.get("/metrics").status_code == 404


def test_the_log_has_a_line_for_a_message_and_no_word_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), gateway(tmp_path) as service:
        session = service.start()
        service.client.post("/api/chat", json={"session": session, "text": "my secret words"})
    assert '"route": "/api/chat", "status": 200' in caplog.text
    assert '"topic": "definition"' in caplog.text
    assert "secret" not in caplog.text
    assert session not in caplog.text


def test_while_nothing_can_be_written_new_visitors_are_served_and_a_note_is_refused(
    tmp_path: Path,
) -> None:
    with gateway(tmp_path) as service:
        connection = sqlite3.connect(tmp_path / "gateway.db", isolation_level=None)
        for table in ("visitor_sessions", "clinic_questions"):
            connection.execute(
                f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} BEGIN"
                " SELECT RAISE(ABORT, 'no room'); END"
            )
        session = service.start()
        said = {"session": session, "text": "How deep?"}
        asked = {"session": session, "question": "Can I park?", "contact": NUMBER, "consent": True}
        assert service.client.post("/api/chat", json=said).status_code == 200
        refused = service.client.post("/api/questions", json=asked)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
        for table in ("visitor_sessions", "clinic_questions"):
            connection.execute(f"DROP TRIGGER no_{table}")
        connection.close()
        assert service.client.post("/api/questions", json=asked).status_code == 201
        assert service.client.post("/api/chat", json=said).status_code == 200
