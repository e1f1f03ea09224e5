"""Databases for tests that are to hold on SQLite and on PostgreSQL alike.

`.ci/with-postgres` starts a server and names it in `TEST_POSTGRES_URL`. Without one these tests are
skipped on a developer's machine and fail where `CI` is set.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL server, which is dropped in the end.

    Args:
        server: The address of a database whose account may make others.
    """
    name = f"needlewise_{uuid4().hex}"
    engine = sa.create_engine(server, future=True, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                # A connection that a test left open, such as that of a process it ended.
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        engine.dispose()


def server_address() -> str:
    """The server to test with; without one the test is skipped, or fails where `CI` is set."""
    address = os.environ.get("TEST_POSTGRES_URL")
    if not address:
        absent = "TEST_POSTGRES_URL is not set: run this under .ci/with-postgres"
        if os.environ.get("CI"):
            pytest.fail(absent)
        pytest.skip(absent)
    return address


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database."""
    with fresh_database(server_address()) as address:
        yield address


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: an SQLite file, then one on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/needlewise.db"
        return
    with fresh_database(server_address()) as address:
        yield address
