"""Copies of a PostgreSQL database, by its own programs `pg_dump` and `pg_restore`."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import URL

_SERVICE = "needlewise"
_LOCK_TIMEOUT = "-c lock_timeout=10s"
"""Who still runs holds what is to be replaced: better to say so than to wait for ever."""


class CannotCopy(Exception):
    """A program is not there, or did not do its work; the message says which, and why."""


def dump(database: URL, file: Path) -> None:
    """Writes one whole state of a database to a file, whoever writes to it meanwhile.

    Raises:
        CannotCopy: It did not come about.
    """
    _run(
        ("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}"), database
    )


def put_back(file: Path, database: URL) -> None:
    """Replaces what is in a database by what was dumped: all of it, or nothing.

    Raises:
        CannotCopy: It did not come about; the database is as it was.
    """
    how = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run(("pg_restore", *how, str(file)), database)


def _run(command: Sequence[str], database: URL) -> None:
    """Runs a program; what it needs to connect stands in a file for its owner alone.

    A command line can be read by everybody on the machine.
    """
    program = command[0]
    with tempfile.TemporaryDirectory() as folder:
        service = Path(folder) / "service.conf"
        service.touch(0o600)
        service.write_text(_service(database), "utf-8")
        environment = os.environ | {"PGSERVICEFILE": str(service), "PGOPTIONS": _LOCK_TIMEOUT}
        try:
            done = subprocess.run(
                (*command, f"--dbname=service={_SERVICE}", "--no-password"),
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        except FileNotFoundError:
            raise CannotCopy(
                f"{program} is not installed: sudo apt-get install postgresql-client"
            ) from None
    if done.returncode != 0:
        # What follows the first line may hold a row.
        raise CannotCopy(next(iter(done.stderr.splitlines()), f"{program} failed."))


def _service(database: URL) -> str:
    """How to connect, as libpq reads it."""
    given = {
        "host": database.host,
        "port": database.port,
        "user": database.username,
        "password": database.password,
        "dbname": database.database,
        **database.query,
    }
    lines = (f"{name}={value}" for name, value in given.items() if value is not None)
    return "\n".join((f"[{_SERVICE}]", *lines, ""))
