"""The tables that the gateway and the front desk keep."""

from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from records.tables import METADATA, contacts, utc

WITHOUT_TIMES = {"tallies"}
"""A day is all they know."""


def test_how_to_reach_a_visitor_stands_apart() -> None:
    holding = {table.name for table in METADATA.tables.values() if "contact" in table.c}
    assert holding == {"contacts"}
    assert "sender" not in contacts.c


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=str)
def test_postgresql_keeps_times_with_their_zone(table: sa.Table) -> None:
    statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    times = [column for column in table.c if column.name.endswith("_at")]
    assert bool(times) is (table.name not in WITHOUT_TIMES)
    assert statement.count("TIMESTAMP WITH TIME ZONE") == statement.count("TIMESTAMP") == len(times)


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=str)
def test_every_reference_has_an_index(table: sa.Table) -> None:
    """Without one, erasing what is referred to would read the whole table."""
    led = {
        next(iter(each.columns)).name
        for each in (*table.indexes, *table.constraints)
        if isinstance(each, sa.Index | sa.UniqueConstraint)
    }
    led |= {column.name for column in table.c if column.unique}
    references = {key.parent.name for key in table.foreign_keys}
    assert references - led <= {"assigned_to"}


def test_no_audit_line_and_no_count_has_a_column_for_a_visitor() -> None:
    for name in ("audit_lines", "tallies"):
        assert "sender" not in METADATA.tables[name].c


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
