from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.pool import StaticPool

from records.tables import METADATA, tallies
from records.tallying import LONGEST_KEY, count
from tests.records.tally_counts import counts

DAY = date(2026, 5, 4)


def add(engine: Engine, day: date, *counted: tuple[str, str]) -> None:
    with engine.begin() as connection:
        count(connection, day, counted)


def test_what_is_counted_adds_up(engine: Engine) -> None:
    add(engine, DAY, ("topic", "pain"), ("topic", "pain"), ("topic", "cost"), ("hour", "09"))
    add(engine, DAY, ("topic", "pain"))
    with engine.connect() as connection:
        assert dict(counts(connection, "topic", DAY, DAY)) == {"pain": 3, "cost": 1}
        assert dict(counts(connection, "hour", DAY, DAY)) == {"09": 1}
        assert dict(counts(connection, "outcome", DAY, DAY)) == {}


def test_the_most_frequent_comes_first_and_equals_by_name(engine: Engine) -> None:
    add(engine, DAY, *[("topic", key) for key in "cbbaad"])
    with engine.connect() as connection:
        assert list(counts(connection, "topic", DAY, DAY)) == ["a", "b", "c", "d"]


def test_both_ends_of_a_period_count(engine: Engine) -> None:
    for days in range(5):
        add(engine, DAY + timedelta(days=days), ("topic", f"day {days}"))
    with engine.connect() as connection:
        found = counts(connection, "topic", DAY + timedelta(days=1), DAY + timedelta(days=3))
    assert set(found) == {"day 1", "day 2", "day 3"}


def test_nothing_to_count_writes_nothing(engine: Engine) -> None:
    add(engine, DAY)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tallies)) == 0


def test_long_keys_with_the_same_beginning_are_counted_as_one(engine: Engine) -> None:
    add(engine, DAY, ("topic", "x" * LONGEST_KEY + "a"), ("topic", "x" * LONGEST_KEY + "b"))
    with engine.connect() as connection:
        assert dict(counts(connection, "topic", DAY, DAY)) == {"x" * LONGEST_KEY: 2}


def test_nothing_is_counted_where_the_transaction_is_undone(engine: Engine) -> None:
    with engine.connect() as connection:
        count(connection, DAY, [("topic", "pain")])
        connection.rollback()
        assert dict(counts(connection, "topic", DAY, DAY)) == {}


def test_threads_that_count_at_once_lose_nothing(engine: Engine) -> None:
    keys = [("topic", key) for key in "abcdef"]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: add(engine, DAY, *(keys if n % 2 else keys[::-1])), range(40)))
    with engine.connect() as connection:
        assert set(counts(connection, "topic", DAY, DAY).values()) == {40}


_COUNTED = st.lists(st.tuples(st.sampled_from("ab"), st.text("xyz\u00e9'\"%:", max_size=3)))


@given(st.lists(st.tuples(st.integers(0, 3), _COUNTED), max_size=6))
def test_the_sums_are_those_of_adding_by_hand(
    added: list[tuple[int, list[tuple[str, str]]]],
) -> None:
    engine = sa.create_engine("sqlite://", future=True, poolclass=StaticPool)
    METADATA.create_all(engine)
    expected: Counter[str] = Counter()
    for days, counted in added:
        add(engine, DAY + timedelta(days=days), *counted)
        if days in (1, 2):
            expected.update(key for what, key in counted if what == "a")
    with engine.connect() as connection:
        found = counts(connection, "a", DAY + timedelta(days=1), DAY + timedelta(days=2))
    assert dict(found) == dict(expected)
    engine.dispose()
