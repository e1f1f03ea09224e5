from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from records.journal import Journal, length_key, milliseconds_of, step_of
from records.messages import Message
from records.tables import METADATA, answers, inbox_items, missed_questions, tallies, turns
from tests.records.kept_turns import NEW_YORK, NOON, message, turn
from tests.records.tally_counts import counts

DAY = date(2026, 5, 4)


@pytest.fixture
def journal(engine: Engine) -> Journal:
    return Journal(engine, NEW_YORK)


def rows(engine: Engine, table: sa.Table) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = connection.execute(sa.select(table).order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]


def tally(engine: Engine, what: str, first: date = DAY, last: date = DAY) -> Mapping[str, int]:
    with engine.connect() as connection:
        return dict(counts(connection, what, first, last))


def understood(*entities: object) -> dict[str, Any]:
    return {"action": "action_answer_facts", "intent": "ask_pain", "entities": list(entities)}


def test_a_turn_is_kept_with_its_answers(engine: Engine, journal: Journal) -> None:
    read = understood({"entity": "condition", "value": "scars"})
    first = message(facts=["pain-1", "pain-2"], confidence=0.75, understood=read)
    second = message("cost", text="It varies.")
    assert journal.keep(turn(first, second)) is False
    (kept,) = rows(engine, turns)
    assert {key: kept[key] for key in ("sender", "asked", "is_button", "milliseconds")} == {
        "sender": "ann",
        "asked": "does it hurt?",
        "is_button": False,
        "milliseconds": 40,
    }
    assert kept["asked_at"] == NOON
    assert kept["understood"] == read
    said = rows(engine, answers)
    assert [(row["turn_id"], row["number"], row["topic"]) for row in said] == [
        (kept["id"], 0, "pain"),
        (kept["id"], 1, "cost"),
    ]
    assert said[0]["facts"] == ["pain-1", "pain-2"]
    assert [row["confidence"] for row in said] == [0.75, None]
    assert [row["message_id"] for row in said] == [first.id, second.id]
    assert {row["outcome"] for row in said} == {"answered"}


def test_what_rasa_did_not_read_is_kept_as_not_read(engine: Engine, journal: Journal) -> None:
    journal.keep(turn())
    assert rows(engine, turns)[0]["understood"] is None


def test_the_reading_is_found_at_any_of_the_answers(engine: Engine, journal: Journal) -> None:
    journal.keep(turn(message(), message(understood=understood())))
    assert rows(engine, turns)[0]["understood"] == understood()


def test_days_and_hours_are_the_clinics(engine: Engine, journal: Journal) -> None:
    late = datetime(2026, 5, 5, 3, 59, tzinfo=timezone.utc)
    journal.begin(late)
    journal.keep(turn(asked_at=late))
    assert tally(engine, "hour") == {"23": 1}
    assert tally(engine, "conversation") == {"asked": 1, "started": 1}
    journal.keep(turn(asked_at=late + timedelta(minutes=1)))
    assert tally(engine, "hour", date(2026, 5, 5), date(2026, 5, 5)) == {"00": 1}


def test_a_conversation_is_counted_with_its_first_question(
    engine: Engine, journal: Journal
) -> None:
    for sender in ("ann", "ann", "ben", "ann"):
        journal.keep(turn(sender=sender))
    assert tally(engine, "conversation") == {"asked": 2}


def test_each_answer_counts_and_each_detail_once(engine: Engine, journal: Journal) -> None:
    read = understood(
        {"entity": "condition", "value": "scars"},
        {"entity": "condition", "value": "scars"},
        {"entity": "condition", "value": "wrinkles", "negated": True},
        {"entity": "condition", "value": ["melasma", "acne"]},
        {"entity": "depth", "value": 1.5},
        {"entity": "depth", "value": "500"},
        {"entity": "depth", "value": {"min": 0.5, "max": 1.0}},
        {"entity": "provider", "value": "nurse"},
    )
    journal.keep(turn(message(understood=read), message("handoff")))
    assert tally(engine, "topic") == {"pain": 1, "handoff": 1}
    assert tally(engine, "outcome") == {"answered": 1, "handoff": 1}
    assert tally(engine, "condition") == {"scars": 1, "melasma": 1, "acne": 1}
    assert tally(engine, "depth") == {"1.5": 1, "0.5": 1, "0.5-1": 1}
    assert tally(engine, "provider") == {}


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (0.5, "0.5"),
        (1, "1"),
        (1.0, "1"),
        ("1500", "1.5"),
        ("500-1000", "0.5-1"),
        ({"min": 0.25, "max": 3}, "0.25-3"),
        ({"min": 3, "max": 1}, None),
        ({"min": 1}, None),
        ("half", None),
        ("", None),
        (True, None),
        (None, None),
        ([], None),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
    ],
)
def test_a_length_is_counted_in_millimetres(value: object, key: str | None) -> None:
    assert length_key(value) == key


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
_ENTITY = st.fixed_dictionaries(
    {"entity": st.sampled_from(["condition", "depth", "other"]) | _JSON, "value": _JSON},
    optional={"negated": _JSON},
)


@given(_JSON | st.lists(_ENTITY | _JSON, max_size=4))
def test_whatever_rasa_claims_to_have_read_the_turn_is_kept(entities: object) -> None:
    engine = sa.create_engine("sqlite://", future=True, poolclass=StaticPool)
    METADATA.create_all(engine)
    Journal(engine, NEW_YORK).keep(turn(message(understood={"entities": entities, "x": 1})))
    assert len(rows(engine, turns)) == 1
    assert {row["what"] for row in rows(engine, tallies)} <= {
        *("hour", "step", "topic", "topic_became", "outcome"),
        *("conversation", "condition", "depth"),
    }
    engine.dispose()


@pytest.mark.parametrize("topic", ["unclear", "out_of_scope"])
def test_a_question_that_was_missed_is_noted(engine: Engine, journal: Journal, topic: str) -> None:
    assert journal.keep(turn(message(topic), asked="why is the sky blue")) is True
    (missed,) = rows(engine, missed_questions)
    assert (missed["topic"], missed["asked"], missed["item_id"]) == (
        topic,
        "why is the sky blue",
        None,
    )
    assert missed["turn_id"] == rows(engine, turns)[0]["id"]


def test_of_several_missed_answers_a_question_is_noted_once(
    engine: Engine, journal: Journal
) -> None:
    assert journal.keep(turn(message(), message(is_apology=True), message("unclear"))) is True
    (missed,) = rows(engine, missed_questions)
    assert missed["topic"] == "failed"


def test_a_button_is_no_question_that_was_missed(engine: Engine, journal: Journal) -> None:
    assert journal.keep(turn(message("unclear"), asked="/ask_unclear", is_button=True)) is False
    assert rows(engine, missed_questions) == []


def test_what_was_sent_again_is_kept_once(engine: Engine, journal: Journal) -> None:
    """Another gateway may have written it down and died before it could say so."""
    said = message("unclear")
    assert journal.keep(turn(said)) is True
    assert journal.keep(turn(said, milliseconds=9000)) is False
    assert journal.keep(turn(said, sender="ben")) is True
    assert [row["sender"] for row in rows(engine, turns)] == ["ann", "ben"]
    assert tally(engine, "topic") == {"unclear": 2}


def gap() -> Message:
    return message("aftercare", asked="worse-than-a-tattoo", lacks="gap")


def test_what_has_no_answer_is_one_item_for_each_question(engine: Engine, journal: Journal) -> None:
    blank = message("cost", lacks="blank")
    assert journal.keep(turn(gap(), blank)) is False
    journal.keep(turn(gap(), gap(), asked="hurts more than ink?"))
    journal.keep(turn(gap(), is_button=True))
    kept = {row["topic"]: row for row in rows(engine, inbox_items)}
    counted = {subject: (row["kind"], row["count"]) for subject, row in kept.items()}
    assert counted == {"worse-than-a-tattoo": ("gap", 2), "cost": ("gap", 1)}
    questions = rows(engine, missed_questions)
    assert [(each["asked"], each["topic"], each["item_id"]) for each in questions] == [
        ("does it hurt?", "blank", kept["cost"]["id"]),
        ("does it hurt?", "gap", kept["worse-than-a-tattoo"]["id"]),
        ("hurts more than ink?", "gap", kept["worse-than-a-tattoo"]["id"]),
    ]
    assert tally(engine, "lack") == {"gap:worse-than-a-tattoo": 4, "blank:cost": 1}
    assert tally(engine, "topic_became") == {"aftercare:gap": 4, "cost:blank": 1}
    assert tally(engine, "question_became") == {"worse-than-a-tattoo:gap": 4}


def test_a_gap_that_was_closed_opens_again(engine: Engine, journal: Journal) -> None:
    journal.keep(turn(gap()))
    with engine.begin() as connection:
        connection.execute(sa.update(inbox_items).values(state="closed", closed_at=NOON))
    journal.keep(turn(gap()))
    (item,) = rows(engine, inbox_items)
    assert (item["state"], item["closed_at"], item["count"]) == ("open", None, 2)


def test_an_alarm_opens_one_item_for_the_conversation(engine: Engine, journal: Journal) -> None:
    journal.keep(turn(message("emergency")))
    with engine.begin() as connection:
        connection.execute(sa.update(inbox_items).values(state="closed", closed_at=NOON))
    later = NOON + timedelta(hours=1)
    journal.keep(turn(message("emergency"), message("emergency"), asked_at=later))
    journal.keep(turn(message("emergency"), sender="ben"))
    anns, bens = rows(engine, inbox_items)
    assert (anns["state"], anns["count"], anns["version"], anns["closed_at"]) == (
        "open",
        2,
        2,
        None,
    )
    assert anns["last_at"] == later
    assert (bens["kind"], bens["sender"], bens["count"]) == ("emergency", "ben", 1)


def test_a_turn_is_not_kept_by_half(engine: Engine, journal: Journal) -> None:
    with engine.begin() as connection:
        connection.execute(sa.schema.DropTable(missed_questions))
    with pytest.raises(OperationalError) as raised:
        journal.keep(turn(message("unclear"), asked="my secret words"))
    assert "my secret words" not in str(raised.value)
    assert rows(engine, turns) == rows(engine, answers) == rows(engine, tallies) == []


def test_a_clock_that_was_set_back_makes_no_negative_time(engine: Engine, journal: Journal) -> None:
    journal.keep(turn(milliseconds=-5000))
    assert rows(engine, turns)[0]["milliseconds"] == 0
    assert tally(engine, "step") == {"0": 1}


@given(st.integers(1, 10_000_000))
def test_a_step_tells_a_time_within_a_tenth(milliseconds: int) -> None:
    assert abs(milliseconds_of(step_of(milliseconds)) / milliseconds - 1) < 0.1


@given(st.integers(-10, 10_000_000), st.integers(-10, 10_000_000))
def test_a_longer_time_has_no_smaller_step(one: int, other: int) -> None:
    assert (step_of(one) <= step_of(other)) or one > other
