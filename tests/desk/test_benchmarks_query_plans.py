"""How the database finds rows, as the benchmark of the front desk reports it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from benchmarks.query_plans import Access, accesses, is_suspicious, noted_statements
from records.database import engine_of
from records.migrating import migrate
from records.tables import answers, turns


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = engine_of(database_url)
    migrate(engine)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # Of empty tables it would read all, whatever there is.
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_bitmapscan = off")
        yield connection
    engine.dispose()


def read(connection: Connection, query: sa.sql.Select) -> list[Access]:
    with noted_statements() as statements:
        connection.execute(query).all()
    (statement,) = statements
    return accesses(connection, statement)


def test_an_index_is_named_with_its_table(connection: Connection) -> None:
    each = answers.alias("each")
    query = sa.select(each.c.said).where(each.c.sender == "ann", each.c.message_id == "m")
    assert read(connection, query) == [Access("answers", "answers_of_sender", False)]


def test_a_row_found_by_its_id_is_no_scan(connection: Connection) -> None:
    (found,) = read(connection, sa.select(turns.c.asked).where(turns.c.id == 1))
    assert found in {
        Access("turns", "primary key", False),
        Access("turns", "turns_pkey", False),
    }


def test_the_order_of_an_index_is_read_from_its_end(connection: Connection) -> None:
    query = sa.select(answers.c.said).order_by(answers.c.answered_at.desc()).limit(10)
    assert read(connection, query) == [Access("answers", "answers_by_time", True)]


def test_a_table_that_is_read_whole_is_found(connection: Connection) -> None:
    (found,) = read(connection, sa.select(answers.c.id).where(answers.c.said == "x"))
    assert found == Access("answers", None, True)
    assert is_suspicious(found, {"answers": 100_000})
    assert not is_suspicious(found, {"answers": 10})


def test_every_table_of_a_join_is_told(connection: Connection) -> None:
    query = sa.select(turns.c.asked).select_from(answers.join(turns)).where(answers.c.id == 1)
    assert {found.table for found in read(connection, query)} == {"answers", "turns"}


def test_only_what_reads_is_noted_and_each_once(connection: Connection) -> None:
    with noted_statements() as statements:
        for number in range(3):
            connection.execute(sa.select(turns.c.id).where(turns.c.id == number))
        connection.execute(sa.delete(turns))
    assert len(statements) == 1
    with noted_statements() as later:
        pass
    connection.execute(sa.select(turns.c.id))
    assert later == []
