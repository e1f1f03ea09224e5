"""The made-up conversations of the front desk's benchmark."""

from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from benchmarks.desk_filling import DAYS, fill
from desk.inbox.store import open_counts
from desk.sign_in.staff import Accounts, Role
from records.database import engine_of
from records.journal import Exchange, Journal
from records.messages import Message
from records.migrating import migrate
from records.tables import METADATA, answers, inbox_items, missed_questions, tallies, turns, utc
from tests.records.tally_counts import counts

NOW = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)
MANY = 400


def made(url: str) -> Engine:
    engine = engine_of(url)
    migrate(engine)
    Accounts(engine, lambda: NOW).add("maria", Role.STAFF, "a made-up password", by="test")
    fill(engine, MANY, NOW)
    return engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = made(database_url)
    yield engine
    engine.dispose()


def number(engine: Engine, query: sa.sql.Select) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(query))


def test_there_is_some_of_everything(engine: Engine) -> None:
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            if table.name not in ("staff_sessions", "answer_notes"):
                rows = sa.select(sa.func.count()).select_from(table)
                assert connection.scalar(rows) > 0, table.name
        senders = sa.select(sa.func.count(sa.distinct(turns.c.sender)))
        assert connection.scalar(senders) == MANY
        first = connection.scalar(sa.select(sa.func.min(turns.c.asked_at)))
    assert 0 <= (NOW - utc(first)).days - (DAYS - 1) <= 1
    assert all(open_counts(engine)[kind] for kind in ("question", "missed", "disliked"))


def test_the_sums_are_those_of_the_rows(engine: Engine) -> None:
    every = (date(2000, 1, 1), date(2100, 1, 1))
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(answers.c.outcome, sa.func.count()).group_by(answers.c.outcome)
        )
        assert {row[0]: row[1] for row in rows} == counts(connection, "outcome", *every)
        assert counts(connection, "conversation", *every) == {"asked": MANY, "started": MANY}
    grouped = sa.select(sa.func.sum(inbox_items.c.count)).where(inbox_items.c.kind == "missed")
    missed = sa.select(sa.func.count()).select_from(missed_questions)
    assert number(engine, grouped) == number(engine, missed)


def test_the_gateway_goes_on_from_there(engine: Engine) -> None:
    kept = sa.select(sa.func.max(turns.c.id))
    before = number(engine, kept)
    message = Message(text="-", topic="emergency")
    turn = Exchange("new", NOW, "-", False, [message], 1, "v1")
    Journal(engine, timezone.utc).keep(turn)
    assert number(engine, kept) == before + 1


def test_the_same_seed_gives_the_same_rows(tmp_path: Path) -> None:
    def rows(name: str) -> list[tuple[object, ...]]:
        engine = made(f"sqlite:///{tmp_path}/{name}.db")
        with engine.connect() as connection:
            found = [
                tuple(row)
                for table in (turns, answers, inbox_items, tallies)
                for row in connection.execute(sa.select(table))
            ]
        engine.dispose()
        return found

    assert rows("one") == rows("two")
