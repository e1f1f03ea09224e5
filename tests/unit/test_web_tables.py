"""The tables that the gateway keeps."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from web.database import engine_of
from web.tables import METADATA, contacts, make_tables, utc


def test_the_tables_are_made_once(tmp_path: Path) -> None:
    engine = engine_of(f"sqlite:///{tmp_path}/a.db")
    make_tables(engine)
    make_tables(engine)
    found = sa.inspect(engine)
    assert set(found.get_table_names()) == {
        "visitor_sessions",
        "feedback",
        "clinic_questions",
        "contacts",
    }
    assert [index["column_names"] for index in found.get_indexes("clinic_questions")] == [
        ["sender"]
    ]
    engine.dispose()


def test_how_to_reach_a_visitor_stands_apart() -> None:
    holding = {
        table.name
        for table in METADATA.tables.values()
        if {"name", "contact"} & set(table.c.keys())
    }
    assert holding == {"contacts"}
    assert "sender" not in contacts.c


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=str)
def test_postgresql_keeps_times_with_their_zone(table: sa.Table) -> None:
    statement = str(CreateTable(table, if_not_exists=True).compile(dialect=postgresql.dialect()))
    assert "IF NOT EXISTS" in statement
    times = [column for column in table.c if column.name.endswith("_at")]
    assert times
    assert statement.count("TIMESTAMP WITH TIME ZONE") == len(times)


@pytest.mark.parametrize(
    "time",
    [
        datetime(2024, 5, 1, 12, 0),
        datetime(2024, 5, 1, 12, 0, tzinfo=timezone.utc),
        datetime(2024, 5, 1, 14, 0, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_times_are_in_utc(time: datetime) -> None:
    assert utc(time).isoformat() == "2024-05-01T12:00:00+00:00"
