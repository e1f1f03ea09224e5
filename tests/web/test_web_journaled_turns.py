"""What the gateway writes down of a conversation."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Row

from records.database import engine_of
from records.tables import answers, inbox_items, missed_questions, tallies, turns
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import Gateway, gateway
from tests.running_service import wait_for

UNDERSTOOD = {"action": "action_answer_facts", "intent": "ask_pain", "entities": []}


def rows(state: Path, table: sa.Table) -> list[Row]:
    """What a table holds after the gateway has stopped, and so has written all it had."""
    engine = engine_of(f"sqlite:///{state}/gateway.db")
    with engine.connect() as connection:
        found = connection.execute(sa.select(table).order_by(*table.primary_key.columns)).all()
    engine.dispose()
    return list(found)


def test_a_turn_is_kept_with_each_of_its_answers(tmp_path: Path) -> None:
    def two(_: str, __: str) -> object:
        first = answer("One.", "pain", facts=["f1"], confidence=0.9, understood=UNDERSTOOD)
        return first + answer("Two.", "downtime", confidence=0.9)

    with gateway(tmp_path, FakeUpstream(script=two)) as service:
        shown = service.answers(text="does it hurt, my number is +1 202 555 0143")
    [turn] = rows(tmp_path, turns)
    assert "555" not in turn.asked
    assert turn.asked.startswith("does it hurt")
    assert not turn.is_button
    assert turn.milliseconds >= 0
    assert turn.knowledge_version
    assert turn.understood["action"] == "action_answer_facts"
    kept = [
        (each.message_id, each.number, each.topic, each.said) for each in rows(tmp_path, answers)
    ]
    assert kept == [
        (shown[0]["id"], 0, "pain", "One."),
        (shown[1]["id"], 1, "downtime", "Two."),
    ]
    assert rows(tmp_path, answers)[0].facts == ["f1"]


def test_what_only_staff_need_is_not_shown_to_visitors(tmp_path: Path) -> None:
    def script(_: str, __: str) -> object:
        return answer("One.", "pain", confidence=0.9, understood=UNDERSTOOD)

    with gateway(tmp_path, FakeUpstream(script=script)) as service:
        [shown] = service.answers(text="does it hurt")
    assert {"understood", "confidence", "is_apology"} & set(shown) == set()


def test_a_pressed_button_is_kept_as_one(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        service.answers(button="pain")
    [turn] = rows(tmp_path, turns)
    assert (turn.is_button, turn.asked) == (True, "/ask_pain")


def test_a_request_that_comes_twice_is_kept_once(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        body = {"session": service.start(), "text": "does it hurt"}
        for _ in range(2):
            service.client.post("/api/chat", json=body, headers={"Idempotency-Key": "k1"})
    assert len(rows(tmp_path, turns)) == 1


def test_what_was_refused_is_not_kept(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        service.error(text="")
        service.error(button="nonsense")
    assert rows(tmp_path, turns) == []


def test_an_alarm_without_rasa_is_kept_and_put_before_staff(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        service.answers(text="my throat is swelling and I can't breathe")
    [turn] = rows(tmp_path, turns)
    assert turn.understood is None
    [item] = rows(tmp_path, inbox_items)
    assert (item.kind, item.state, item.source_id, item.sender) == (
        "emergency",
        "open",
        turn.id,
        turn.sender,
    )


@pytest.mark.parametrize("topic", ["unclear", "out_of_scope"])
def test_what_could_not_be_answered_waits_for_its_group(tmp_path: Path, topic: str) -> None:
    upstream = FakeUpstream(script=lambda _, __: answer("Sorry.", topic))
    with gateway(tmp_path, upstream) as service:
        service.answers(text="qwerty on the moon")
    [missed] = rows(tmp_path, missed_questions)
    assert (missed.asked, missed.topic) == ("qwerty on the moon", topic)


def test_an_apology_counts_as_failed(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        service.answers(text="does it hurt")
    assert [each.outcome for each in rows(tmp_path, answers)] == ["failed"]
    assert [each.topic for each in rows(tmp_path, missed_questions)] == ["failed"]


def test_sessions_and_answers_are_counted(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        service.answers(text="does it hurt")
        service.answers(text="does it hurt")
    counted = {(row.what, row.key): row.count for row in rows(tmp_path, tallies)}
    assert counted["conversation", "started"] == 2
    assert counted["topic", "definition"] == 2
    assert counted["outcome", "answered"] == 2


def test_a_database_that_fails_costs_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with gateway(tmp_path) as service:
        session = service.start()
        _break(tmp_path)
        assert ask(service, session) == 200
        wait_for(lambda: "journal" in caplog.text, 10, "a line about the journal")
        _mend(tmp_path)
    assert "does it hurt" not in caplog.text
    assert len(rows(tmp_path, turns)) == 1


def test_too_many_waiting_turns_do_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("records.journal_queue.MOST_WAITING", 0)
    with gateway(tmp_path) as service:
        assert ask(service, service.start()) == 200
    assert rows(tmp_path, turns) == []
    assert "not kept" in caplog.text


def ask(service: Gateway, session: str) -> int:
    body = {"session": session, "text": "does it hurt"}
    return service.client.post("/api/chat", json=body).status_code


def _break(state: Path) -> None:
    _rename(state, "turns", "turns_away")


def _mend(state: Path) -> None:
    _rename(state, "turns_away", "turns")


def _rename(state: Path, old: str, new: str) -> None:
    engine = engine_of(f"sqlite:///{state}/gateway.db")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")
    engine.dispose()
