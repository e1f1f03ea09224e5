"""Brings the database's tables to the shape that this release works with."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from records.database import lock

VERSION_TABLE = "needlewise_schema"
_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6E656564
"""The number of the lock under which PostgreSQL changes the tables."""


class NewerDatabase(Exception):
    """The database was written by a newer release than this one."""


def migrate(engine: Engine) -> None:
    """Makes the tables, or changes what is there; several processes may do so at once.

    All of it happens or nothing: a failure leaves the tables as they were.

    Args:
        engine: The database, from `records.database.engine_of`.

    Raises:
        NewerDatabase: The tables are of a release that this one does not know.
        sqlalchemy.exc.DBAPIError: The database cannot be reached or written.
    """
    configuration = Config()
    configuration.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    script = ScriptDirectory.from_config(configuration)
    with engine.begin() as connection:
        lock(connection, _LOCK)
        current = _current(connection)
        if current == script.get_current_head():
            return
        if current is not None and current not in {
            each.revision for each in script.walk_revisions()
        }:
            raise NewerDatabase(
                "The database was last used by a newer release of Needlewise. Install that release "
                "or a later one, or name another database with DATABASE_URL."
            )
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def _current(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version = sa.table(VERSION_TABLE, sa.column("version_num"))
    current: str | None = connection.scalar(sa.select(version.c.version_num))
    return current
