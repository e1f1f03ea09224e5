"""The connection to the database that the gateway shares with Rasa."""

import sqlite3
import time
import zlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from write_ahead import BUSY_SECONDS, PAUSE_SECONDS, keep_private, write_ahead


def engine_of(url: str) -> Engine:
    """An engine for a database address; nothing is connected yet.

    It may be used by several threads. Its errors never repeat what was to be written: that can be
    a visitor's words.

    Args:
        url: An SQLAlchemy address of an SQLite file or a PostgreSQL database.

    Raises:
        sqlalchemy.exc.ArgumentError: The address cannot be understood.
        sqlalchemy.exc.NoSuchModuleError: It names a kind of database that there is none of.
        ImportError: The driver for that kind of database is not installed.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, future=True, hide_parameters=True, pool_pre_ping=True)
    engine = sa.create_engine(
        address,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        # As many connections as there are threads: none has to wait for another's.
        max_overflow=-1,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    sa.event.listen(engine, "do_connect", _keep_private)
    sa.event.listen(engine, "connect", _prepare)
    return engine


def insertion(connection: Connection, table: sa.Table) -> Any:
    """An insertion into a table that can say what happens where the row is there already."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def lock(connection: Connection, number: int) -> None:
    """Begins a transaction in which nobody else holds the lock of this number.

    On SQLite, which has one lock for all, nobody else can write. Its driver begins a transaction
    only before it writes rows, and leaves changes of tables out of it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def lock_sender(connection: Connection, sender: str) -> None:
    """Begins a transaction in which nobody else writes what comes twice of a conversation."""
    lock(connection, zlib.crc32(sender.encode()))


def write_anew(engine: Engine) -> bool:
    """Takes what was erased out of an SQLite file; returns whether that was possible.

    `secure_delete` alone leaves copies of rows that SQLite once moved from page to page, so the
    file is written anew (4 ms for each megabyte, in which nobody else can write); then the
    write-ahead file, with its earlier states of the pages, is emptied. PostgreSQL reuses the room
    of erased rows by its own autovacuum.
    """
    if engine.dialect.name != "sqlite":
        return True
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
    except OperationalError:
        return False
    give_up = time.monotonic() + BUSY_SECONDS
    # SQLite waits for those who read, but not for another process that is moving pages too.
    while not _emptied(engine):
        if time.monotonic() >= give_up:
            return False
        time.sleep(PAUSE_SECONDS)
    return True


def _emptied(engine: Engine) -> bool:
    with engine.connect() as connection:
        busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy


def _keep_private(_: Any, __: Any, arguments: Sequence[Any], ___: Any) -> None:
    keep_private(arguments[0])


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    """Prepares a new SQLite connection.

    What is deleted or replaced is overwritten with zeros
    (https://www.sqlite.org/pragma.html#pragma_secure_delete).
    """
    write_ahead(connection)
    for pragma in ("secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
