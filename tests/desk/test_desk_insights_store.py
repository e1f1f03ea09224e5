from datetime import date, timedelta
from statistics import median_low

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.pool import StaticPool

from desk.insights.store import LONGEST_PERIOD, MOST_BARS, Insights, Period, insights, last_days
from knowledge import TOPICS
from records.journal import Journal
from records.tables import METADATA, answers, inbox_items, missed_questions, turns
from records.visitors import Records
from tests.records.kept_turns import NEW_YORK, NOON, keep, message

DAY = date(2026, 5, 4)
WEEK = Period(DAY - timedelta(days=3), DAY + timedelta(days=3))
A_DAY = 24 * 60
"""Minutes."""


def told(engine: Engine, period: Period = WEEK) -> Insights:
    with engine.connect() as connection:
        return insights(connection, period, NEW_YORK)


def group(engine: Engine, count: int, asked: str, days: int = 0, **more: object) -> int:
    """A group of missed questions, whose newest is `asked`."""
    at = NOON + timedelta(days=days)
    fields = {"kind": "missed", "state": "open", "created_at": at, "last_at": at, **more}
    with engine.begin() as connection:
        item = connection.execute(
            sa.insert(inbox_items).values(count=count, version=1, **fields)
        ).inserted_primary_key[0]
        turn = connection.scalar(sa.select(turns.c.id).limit(1))
        for minutes, words in enumerate(("older words", asked)):
            connection.execute(
                sa.insert(missed_questions).values(
                    **{"item_id": item, "sender": "ann", "turn_id": turn, "topic": "unclear"},
                    asked=words,
                    asked_at=at + timedelta(minutes=minutes),
                )
            )
    return int(item)


def test_nothing_happened(engine: Engine) -> None:
    found = told(engine)
    assert found.is_empty
    assert (found.answers, found.questions) == (0, 0)
    assert found.median_seconds is None
    assert list(found.conversations) == list(WEEK.days())
    assert set(found.conversations.values()) == {0}
    assert set(found.outcomes.values()) == {0}
    assert found.hours == [0] * 24


def test_what_is_kept_is_told_again(engine: Engine) -> None:
    journal = Journal(engine, NEW_YORK)
    for _ in range(3):
        journal.begin(NOON)
    read = {"entities": [{"entity": "condition", "value": "acne"}, {"entity": "depth", "value": 1}]}
    keep(engine, message("pain", understood=read), message("cost"))
    keep(engine, message("pain"), minutes=A_DAY)
    keep(engine, message("unclear"), sender="ben", minutes=A_DAY + 60)
    keep(engine, message("pain", is_apology=True), sender="cem", minutes=10 * A_DAY)
    found = told(engine)
    assert not found.is_empty
    assert found.opened == 3
    assert {day: n for day, n in found.conversations.items() if n} == {
        DAY: 1,
        DAY + timedelta(days=1): 1,
    }
    assert {outcome: n for outcome, n in found.outcomes.items() if n} == {
        "answered": 3,
        "unclear": 1,
    }
    assert (found.answers, found.questions) == (4, 3)
    assert dict(found.topics) == {"pain": 2, "cost": 1, "unclear": 1}
    assert (dict(found.conditions), dict(found.lengths)) == ({"acne": 1}, {"1": 1})
    assert (found.hours[8], found.hours[9], sum(found.hours)) == (2, 1, 3)


def test_the_numbers_outlast_the_conversations(engine: Engine) -> None:
    keep(engine, message("pain"))
    before = told(engine)
    with engine.begin() as connection:
        for table in (answers, turns):
            connection.execute(sa.delete(table))
    assert told(engine) == before


def test_votes_of_the_period_are_counted_by_the_clinics_days(engine: Engine) -> None:
    url = str(engine.url)
    late = NOON.replace(hour=3)
    for number, (at, helpful) in enumerate(
        [(NOON, True), (NOON, True), (NOON, False), (late, True), (late + timedelta(days=1), True)]
    ):
        records = Records(url, lambda at=at: at)  # type: ignore[misc]
        records.keep_feedback("ann", f"m{number}", "pain", helpful, None)
        records.close()
    found = told(engine, Period(DAY, DAY))
    assert (found.helpful, found.unhelpful) == (3, 1)
    assert not found.is_empty


def test_open_groups_of_the_period_come_the_most_frequent_first(engine: Engine) -> None:
    keep(engine, message("pain"))
    rare = group(engine, 2, "why?")
    frequent = group(engine, 9, "how?", days=-30, last_at=NOON)
    group(engine, 5, "closed?", state="closed")
    group(engine, 5, "long ago?", days=-30)
    group(engine, 5, "later?", days=30)
    group(engine, 5, "a question?", kind="question")
    assert [(each.item, each.count, each.example) for each in told(engine).groups] == [
        (frequent, 9, "how?"),
        (rare, 2, "why?"),
    ]


def test_only_the_most_frequent_are_told(engine: Engine) -> None:
    for topic in TOPICS[: MOST_BARS + 5]:
        for _ in range(2 if topic == "providers" else 1):
            keep(engine, message(topic))
    others = sorted(set(TOPICS[: MOST_BARS + 5]) - {"providers"})
    assert list(told(engine).topics) == ["providers", *others[: MOST_BARS - 1]]


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=9))
def test_the_median_is_told_within_a_tenth(times: list[int]) -> None:
    engine = sa.create_engine("sqlite://", future=True, poolclass=StaticPool)
    METADATA.create_all(engine)
    for milliseconds in times:
        keep(engine, milliseconds=milliseconds)
    seconds = told(engine).median_seconds
    engine.dispose()
    assert seconds is not None
    assert abs(seconds / (median_low(times) / 1000) - 1) < 0.1


@pytest.mark.parametrize("days", [-1, LONGEST_PERIOD])
def test_a_period_that_cannot_be_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="period"):
        Period(DAY, DAY + timedelta(days=days))


def test_a_period_ends_today() -> None:
    assert last_days(7, DAY) == Period(DAY - timedelta(days=6), DAY)
    assert list(Period(DAY, DAY).days()) == [DAY]
    assert len(list(last_days(LONGEST_PERIOD, DAY).days())) == LONGEST_PERIOD
