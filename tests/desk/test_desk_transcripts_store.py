from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

from desk.transcripts.store import (
    Place,
    Wanted,
    conversation,
    conversations,
    find,
    items,
    lines,
    of_days,
    place_in,
)
from records.tables import METADATA, inbox_items, missed_questions
from records.visitors import Records
from tests.records.kept_turns import NEW_YORK, NOON, keep, message


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as opened:
        yield opened


def senders(connection: Connection, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008
    return [each.sender for each in find(connection, wanted)]


def test_conversations_come_newest_first_each_once(engine: Engine, connection: Connection) -> None:
    keep(engine, sender="ann", minutes=0)
    keep(engine, sender="ben", minutes=1)
    keep(engine, message(), message(), sender="ann", minutes=2)
    keep(engine, sender="cem", minutes=1.5)
    assert senders(connection) == ["ann", "cem", "ben"]
    assert find(connection, Wanted())[0].place.at == NOON + timedelta(minutes=2)


def test_one_answer_has_to_fit_all_of_it(engine: Engine, connection: Connection) -> None:
    keep(engine, message("pain"), sender="ann", minutes=0)
    keep(engine, message("cost", is_apology=True), sender="ann", minutes=1)
    keep(engine, message("pain", is_apology=True), sender="ben", minutes=2)
    assert senders(connection, Wanted("pain")) == ["ben", "ann"]
    assert senders(connection, Wanted(outcome="failed")) == ["ben", "ann"]
    assert senders(connection, Wanted("pain", "failed")) == ["ben"]
    assert senders(connection, Wanted("pain", "failed", stop=NOON)) == []


def test_a_later_answer_that_does_not_fit_hides_nothing(
    engine: Engine, connection: Connection
) -> None:
    keep(engine, message("pain"), sender="ann", minutes=0)
    keep(engine, message("cost"), sender="ann", minutes=5)
    (found,) = find(connection, Wanted("pain"))
    assert found.place.at == NOON
    (found,) = find(connection, Wanted(stop=NOON + timedelta(minutes=5)))
    assert found.place.at == NOON


def test_days_are_the_clinics_and_both_ends_belong_to_them(
    engine: Engine, connection: Connection
) -> None:
    midnight = datetime(2026, 5, 4, 4, 0, tzinfo=timezone.utc)
    for name, at in {
        "before": midnight - timedelta(microseconds=1),
        "first": midnight,
        "last": midnight + timedelta(days=1, microseconds=-1),
        "after": midnight + timedelta(days=1),
    }.items():
        keep(engine, sender=name, minutes=(at - NOON) / timedelta(minutes=1))
    day = date(2026, 5, 4)
    assert senders(connection, of_days(None, None, day, day, NEW_YORK)) == ["last", "first"]
    assert senders(connection, of_days(None, None, day, None, NEW_YORK)) == [
        *("after", "last", "first")
    ]
    assert senders(connection, of_days(None, None, None, day, NEW_YORK)) == [
        *("last", "first", "before")
    ]


_ANSWER = st.tuples(
    st.sampled_from("abcd"),
    st.integers(0, 6),
    st.lists(
        st.builds(message, st.sampled_from(["pain", "cost", "unclear"]), is_apology=st.booleans()),
        min_size=1,
        max_size=2,
    ),
)


def oracle(kept: Sequence[tuple[str, int, list[object]]], wanted: Wanted) -> list[str]:
    """The senders by their latest fitting answer, found by looking at every answer."""
    latest: dict[str, tuple[datetime, int]] = {}
    number = 0
    for sender, minutes, said in kept:
        at = NOON + timedelta(minutes=minutes)
        for each in said:
            number += 1
            topic = each.topic  # type: ignore[attr-defined]
            failed = each.is_apology  # type: ignore[attr-defined]
            outcome = "failed" if failed else "unclear" if topic == "unclear" else "answered"
            if (
                wanted.topic in (None, topic)
                and wanted.outcome in (None, outcome)
                and (wanted.start is None or at >= wanted.start)
                and (wanted.stop is None or at < wanted.stop)
            ):
                latest[sender] = max(latest.get(sender, (at, number)), (at, number))
    return sorted(latest, key=lambda sender: latest[sender], reverse=True)


@given(
    st.lists(_ANSWER, max_size=12),
    st.sampled_from([None, "pain", "cost"]),
    st.sampled_from([None, "answered", "failed"]),
    st.none() | st.integers(0, 6),
    st.none() | st.integers(0, 6),
    st.integers(1, 3),
)
def test_page_after_page_gives_what_looking_at_every_answer_gives(
    kept: list[tuple[str, int, list[object]]],
    topic: str | None,
    outcome: str | None,
    start: int | None,
    stop: int | None,
    most: int,
) -> None:
    engine = sa.create_engine("sqlite://", future=True, poolclass=StaticPool)
    METADATA.create_all(engine)
    for sender, minutes, said in kept:
        keep(engine, *said, sender=sender, minutes=minutes)  # type: ignore[arg-type]
    wanted = Wanted(
        topic,
        outcome,
        None if start is None else NOON + timedelta(minutes=start),
        None if stop is None else NOON + timedelta(minutes=stop),
    )
    found: list[str] = []
    place = None
    with engine.connect() as connection:
        while page := find(connection, wanted, place, most):
            assert len(page) <= most
            found += [each.sender for each in page]
            place = place_in(str(page[-1].place))
            assert place == page[-1].place
    engine.dispose()
    assert found == oracle(kept, wanted)


@pytest.mark.parametrize(
    "text", ["", "-", "1", "1-", "-1", "a-b", "1-2-3", "²-1", "9" * 17 + "-1", "9" * 30 + "-1"]
)
def test_what_names_no_place_is_no_place(text: str) -> None:
    found = place_in(text)
    assert found is None or (isinstance(found, Place) and str(found) == text)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted("pain"),
        Wanted(outcome="failed"),
        Wanted("pain", "failed"),
        Wanted("pain", "failed", NOON, NOON + timedelta(days=1)),
        Wanted(start=NOON, stop=NOON + timedelta(days=1)),
    ],
)
def test_sqlite_walks_an_index_and_sorts_nothing(engine: Engine, wanted: Wanted) -> None:
    asked: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        asked.append((statement, parameters))

    with engine.connect() as connection:
        sa.event.listen(engine, "before_cursor_execute", note)
        find(connection, wanted, Place(NOON, 7))
        sa.event.remove(engine, "before_cursor_execute", note)
        statement, parameters = asked[0]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [row[-1] for row in plan]
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert [step for step in steps if "each USING" in step and "INDEX answers_by_" in step]
    assert [step for step in steps if "later USING" in step and "answers_of_sender" in step]


def test_a_line_tells_what_a_conversation_was(engine: Engine, connection: Connection) -> None:
    keep(engine, message("pain"), asked="first?", minutes=0)
    keep(engine, message("cost"), message("unclear"), asked="second?", minutes=1)
    keep(engine, message("pain"), asked="third?", minutes=2)
    keep(engine, message("cost"), sender="ben", asked="/ask_cost", is_button=True, minutes=3)
    bens, anns = lines(connection, find(connection, Wanted()))
    assert (anns.sender, anns.asked, anns.is_button, anns.questions) == ("ann", "first?", False, 3)
    assert anns.at == NOON + timedelta(minutes=2)
    assert anns.outcomes == ["answered", "unclear"]
    assert anns.topics == ["pain", "cost", "unclear"]
    assert (bens.is_button, bens.questions, bens.topics) == (True, 1, ["cost"])


def test_no_conversations_have_no_lines(connection: Connection) -> None:
    assert lines(connection, find(connection, Wanted())) == []


def test_a_conversation_is_told_whole(engine: Engine, connection: Connection) -> None:
    liked, other = message(facts=["pain-1"], confidence=0.7), message("cost")
    reading = {"action": "a", "intent": "b", "entities": []}
    unread = message("handoff", is_apology=True)
    keep(engine, liked, other, asked="one?")
    keep(engine, message(understood=reading), asked="two?", minutes=1, milliseconds=7)
    keep(engine, unread, sender="ben")
    records = Records(str(engine.url), lambda: NOON)
    records.keep_feedback("ann", liked.id, "pain", False, "Too short")
    records.keep_feedback("ben", liked.id, "pain", True, None)
    records.close()
    first, second = conversation(connection, "ann")
    assert (first.asked, first.asked_at, first.understood) == ("one?", NOON, None)
    assert (second.milliseconds, second.knowledge_version, second.understood) == (7, "v1", reading)
    one, two = first.answers
    assert (one.said, one.topic, one.outcome) == ("It can sting.", "pain", "answered")
    assert (one.confidence, one.facts) == (0.7, ["pain-1"])
    assert (one.helpful, one.remark) == (False, "Too short")
    assert (two.topic, two.helpful, two.remark) == ("cost", None, None)


def test_a_long_conversation_is_told_in_parts(engine: Engine, connection: Connection) -> None:
    for number in range(5):
        keep(engine, message(), message(), asked=f"{number}?")
    first = conversation(connection, "ann", most=3)
    rest = conversation(connection, "ann", after=first[-1].id, most=3)
    assert [turn.asked for turn in (*first, *rest)] == ["0?", "1?", "2?", "3?", "4?"]
    assert {len(turn.answers) for turn in (*first, *rest)} == {2}


def test_there_is_no_conversation_with_somebody_unknown(connection: Connection) -> None:
    assert conversation(connection, "nobody") == []
    assert list(conversations(connection, [])) == []


def test_several_conversations_come_in_the_order_asked_for(
    engine: Engine, connection: Connection
) -> None:
    for minutes, sender in enumerate(("ann", "ben", "ann", "cem")):
        keep(engine, sender=sender, asked=f"{minutes}?", minutes=minutes)
    told = conversations(connection, ["ben", "ann"])
    assert [(turn.sender, turn.asked) for turn in told] == [
        *(("ben", "1?"), ("ann", "0?"), ("ann", "2?"))
    ]


def test_what_the_inbox_has_of_a_conversation(engine: Engine, connection: Connection) -> None:
    keep(engine, message("emergency"))
    keep(engine, message("unclear"))
    keep(engine, message("emergency"), sender="ben")
    with engine.begin() as writing:
        group = writing.execute(
            sa.insert(inbox_items).values(
                kind="missed", state="open", count=1, version=1, created_at=NOON, last_at=NOON
            )
        ).inserted_primary_key[0]
        writing.execute(sa.update(missed_questions).values(item_id=group))
    assert [(item.kind, item.state) for item in items(connection, "ann")] == [
        *(("missed", "open"), ("emergency", "open"))
    ]
    assert [item.kind for item in items(connection, "ben")] == ["emergency"]
    assert items(connection, "cem") == []
