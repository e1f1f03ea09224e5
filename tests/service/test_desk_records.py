"""Conversations and insights read the same from SQLite and from PostgreSQL."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.insights.store import Period, insights
from desk.transcripts.store import Place, Wanted, conversation, find, items, lines, place_in
from desk.transcripts.table import portions
from records.database import engine_of
from records.migrating import migrate
from records.visitors import Records
from tests.records.kept_turns import NEW_YORK, NOON, keep, message

READ = {"entities": [{"entity": "condition", "value": "acne"}, {"entity": "depth", "value": 0.5}]}
DAY = date(2026, 5, 4)
CHOICES = (
    Wanted(),
    Wanted("pain"),
    Wanted(outcome="failed"),
    Wanted("pain", "failed"),
    Wanted("pain", "failed", NOON, NOON + timedelta(days=1)),
)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with three conversations."""
    made = engine_of(database_url)
    migrate(made)
    liked = message("pain", understood=READ, facts=["pain-1"], confidence=0.5)
    keep(made, liked, message("cost"), asked="one 🙂 'quoted'?")
    keep(made, message("emergency"), minutes=1)
    keep(made, message("emergency"), minutes=2)
    keep(made, message("pain", is_apology=True), sender="ben", minutes=3)
    keep(made, message("unclear"), sender="cem", minutes=3)
    records = Records(database_url, lambda: NOON)
    records.keep_feedback("ann", liked.id, "pain", True, "Thanks")
    records.close()
    yield made
    made.dispose()


def test_pages_of_conversations(engine: Engine) -> None:
    with engine.connect() as connection:
        found = [[each.sender for each in find(connection, wanted)] for wanted in CHOICES]
        assert found == [["cem", "ben", "ann"], ["ben", "ann"], ["ben"], ["ben"], ["ben"]]
        one_by_one, place = [], None
        while page := find(connection, Wanted(), place, 1):
            one_by_one.append(page[0].sender)
            place = place_in(str(page[0].place))
        assert one_by_one == ["cem", "ben", "ann"]
        anns = lines(connection, find(connection, Wanted()))[-1]
    assert (anns.asked, anns.questions) == ("one 🙂 'quoted'?", 3)
    assert anns.outcomes == ["answered", "emergency"]
    assert anns.at == NOON + timedelta(minutes=2)


def test_a_conversation_with_its_votes_and_items(engine: Engine) -> None:
    with engine.connect() as connection:
        first, *rest = conversation(connection, "ann")
        (alarm,) = items(connection, "ann")
    assert len(rest) == 2
    assert first.asked_at == NOON
    assert first.understood == READ
    assert [each.helpful for each in first.answers] == [True, None]
    assert (alarm.kind, alarm.state) == ("emergency", "open")


def test_a_table_of_all(engine: Engine) -> None:
    parts = list(portions(engine, Wanted(), NEW_YORK, NOON + timedelta(hours=1)))
    assert (sum(p.conversations for p in parts), sum(p.answers for p in parts)) == (3, 6)
    assert "2026-05-04 08:00:00" in parts[-1].text


def test_numbers_of_a_day(engine: Engine) -> None:
    with engine.connect() as connection:
        found = insights(connection, Period(DAY, DAY), NEW_YORK)
    assert dict(found.conversations) == {DAY: 3}
    assert (found.answers, found.questions, found.helpful) == (6, 5, 1)
    assert dict(found.topics)["pain"] == 2
    assert (dict(found.conditions), dict(found.lengths)) == ({"acne": 1}, {"0.5": 1})


@pytest.mark.parametrize("wanted", CHOICES, ids=str)
def test_both_databases_look_an_answer_up_by_index(engine: Engine, wanted: Wanted) -> None:
    asked: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        asked.append((statement, parameters))

    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # A table of six rows is read whole otherwise.
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_bitmapscan = off")
        sa.event.listen(engine, "before_cursor_execute", note)
        find(connection, wanted, Place(NOON, 7))
        sa.event.remove(engine, "before_cursor_execute", note)
        statement, parameters = asked[0]
        explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
        plan = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        steps = "\n".join(row[-1] for row in plan)
    assert "answers_by_" in steps
    if engine.dialect.name == "postgresql":
        # Of so small a table it may take any index for what else the sender was told.
        assert "Seq Scan" not in steps
    else:
        assert "answers_of_sender" in steps
