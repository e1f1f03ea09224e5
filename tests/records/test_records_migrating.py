"""Bringing a database to the shape of this release, on SQLite and on PostgreSQL."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from records.database import engine_of
from records.migrating import VERSION_TABLE, NewerDatabase, migrate
from records.tables import METADATA, inbox_items, staff, utc
from tests.records.rasa_table import make_rasa_table, say, senders
from tests.records.tables_before_migrations import (
    LEFT_AT,
    TABLES,
    fill_tables_of_before,
    make_tables_of_before,
    rows_of,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = engine_of(database_url)
    yield made
    made.dispose()


def table_names(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def differences(engine: Engine) -> list[object]:
    """What alembic would still have to change to get the tables of `records/tables.py`."""
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": lambda name, kind, _: kind != "table" or name in METADATA.tables,
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, METADATA))


def test_an_empty_database_gets_the_tables_of_this_release(engine: Engine) -> None:
    migrate(engine)
    assert table_names(engine) == {*METADATA.tables, VERSION_TABLE}
    assert differences(engine) == []


def test_a_difference_would_be_found(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX answers_by_topic")
    assert [found[0] for found in differences(engine)] == ["add_index"]


def test_a_second_time_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    migrate(engine)
    assert differences(engine) == []


@pytest.fixture
def before(engine: Engine) -> dict[sa.Table, list[tuple[object, ...]]]:
    """A database of the release before, and what was in it."""
    make_tables_of_before(engine)
    fill_tables_of_before(engine)
    make_rasa_table(engine)
    say(engine, "ann", LEFT_AT, "does it hurt?")
    return {table: rows_of(engine, table) for table in TABLES}


def test_a_database_of_the_release_before_keeps_every_row(
    engine: Engine, before: dict[sa.Table, list[tuple[object, ...]]]
) -> None:
    assert all(len(rows) == 2 for rows in before.values())
    migrate(engine)
    assert differences(engine) == []
    assert {table: rows_of(engine, table) for table in TABLES} == before
    assert senders(engine) == {"ann"}


@pytest.mark.usefixtures("before")
def test_what_visitors_left_before_is_in_the_inbox(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        items = connection.execute(sa.select(inbox_items).order_by(inbox_items.c.kind)).all()
    disliked, question = items
    assert (disliked.kind, disliked.sender, disliked.topic) == ("disliked", "ann", "cost")
    assert (question.kind, question.sender, question.topic) == ("question", "ann", None)
    for item, table in ((disliked, "feedback"), (question, "clinic_questions")):
        assert (item.state, item.count, item.version) == ("open", 1, 1)
        assert utc(item.created_at) == utc(item.last_at) == LEFT_AT
        with engine.connect() as connection:
            source = sa.table(table, sa.column("id"), sa.column("sender"))
            row = connection.execute(sa.select(source).where(source.c.id == item.source_id)).one()
        assert row.sender == "ann"


@pytest.mark.usefixtures("before")
def test_references_still_hold(engine: Engine) -> None:
    migrate(engine)
    inspector = sa.inspect(engine)
    references = [
        (table, key) for table in METADATA.tables for key in inspector.get_foreign_keys(table)
    ]
    assert len(references) == sum(len(t.foreign_keys) for t in METADATA.tables.values())
    for table, key in references:
        (column,), (target,) = key["constrained_columns"], key["referred_columns"]
        with engine.connect() as connection:
            lost = connection.exec_driver_sql(
                f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN "
                f"(SELECT {target} FROM {key['referred_table']})"
            ).scalar_one()
        assert lost == 0, f"{table}.{column}"
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM clinic_questions")


@pytest.mark.usefixtures("before")
def test_new_rows_follow_the_old_ones(engine: Engine) -> None:
    migrate(engine)
    values = {"kind": "emergency", "state": "open", "count": 1, "version": 1}
    with engine.begin() as connection:
        added = connection.execute(
            sa.insert(inbox_items).values(**values, created_at=LEFT_AT, last_at=LEFT_AT)
        )
    assert added.inserted_primary_key[0] == 3


def test_accounts_of_before_there_were_reviewers_sign_nothing(engine: Engine) -> None:
    migrate(engine)
    values = {"name": "ines", "role": "manager", "password_hash": "", "is_disabled": False}
    with engine.begin() as connection:
        connection.execute(sa.insert(staff).values(**values, failures=0, created_at=LEFT_AT))
        connection.exec_driver_sql("ALTER TABLE staff DROP COLUMN signs_as")
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0002'")
    migrate(engine)
    assert differences(engine) == []
    with engine.connect() as connection:
        assert connection.execute(sa.select(staff.c.name, staff.c.signs_as)).all() == [
            ("ines", None)
        ]


def test_a_database_of_before_finds_the_items_of_a_session_by_their_kind_too(
    engine: Engine,
) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX inbox_of_sender")
        connection.exec_driver_sql("CREATE INDEX ix_inbox_items_sender ON inbox_items (sender)")
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0003'")
    migrate(engine)
    assert differences(engine) == []


def test_a_failure_leaves_all_as_it_was(
    engine: Engine, before: dict[sa.Table, list[tuple[object, ...]]]
) -> None:
    with engine.begin() as connection:
        # The last table that the migration makes is there already, as nothing of ours made it.
        connection.exec_driver_sql("CREATE TABLE missed_questions (word TEXT)")
    names = table_names(engine)
    with pytest.raises(DBAPIError):
        migrate(engine)
    assert table_names(engine) == names
    assert {table: rows_of(engine, table) for table in TABLES} == before
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE missed_questions")
    migrate(engine)
    assert differences(engine) == []


def test_a_database_of_a_newer_release_is_refused_and_left_alone(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match=r"newer release.*DATABASE_URL"):
        migrate(engine)
    with engine.connect() as connection:
        version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
    assert version == "9999"


_PROCESS = """
import sys
from records.database import engine_of
from records.migrating import migrate

engine = engine_of(sys.argv[1])
print("here", flush=True)
sys.stdin.readline()
migrate(engine)
engine.dispose()
"""


@pytest.mark.usefixtures("before")
def test_processes_may_migrate_at_once(engine: Engine, database_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _PROCESS, database_url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert differences(engine) == []
    assert len(rows_of(engine, inbox_items)) == 2
