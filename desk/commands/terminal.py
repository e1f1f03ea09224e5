"""What the commands of the front desk work with."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from records.database import engine_of
from records.migrating import NewerDatabase, migrate
from settings import Settings

DONE, COULD_NOT = 0, 1


class CannotDo(Exception):
    """Nothing was done; the text says what is wrong, where, and how to mend it."""


@dataclass(frozen=True)
class Terminal:
    """Where a command reads and writes, and what it works with."""

    settings: Settings
    now: Callable[[], datetime]
    """The time, in UTC."""
    user: str
    """Who runs the command, as the system calls them."""
    lines: TextIO
    out: TextIO
    errors: TextIO
    password: Callable[[str], str]
    """Asks for a password without showing it."""

    @contextmanager
    def database(self, make: bool = False) -> Iterator[Engine]:
        """The service's database, in this release's shape.

        Args:
            make: Whether to make one where there is none yet.

        Raises:
            CannotDo: It cannot be used.
        """
        engine = _database_of(self.settings.DATABASE_URL, make)
        try:
            migrate(engine)
            yield engine
        except DBAPIError as error:
            where = engine.url.render_as_string(hide_password=True)
            raise CannotDo(
                f"The database at {where} cannot be used: {error.orig}. Check that DATABASE_URL is "
                "right, that the database is running and that this account may write to it; then "
                "run this again."
            ) from error
        except NewerDatabase as error:
            raise CannotDo(str(error)) from error
        finally:
            engine.dispose()

    def say(self, options: Namespace, values: Any, text: str) -> None:
        """Writes what came out: `values` as JSON where `--json` asks for it, else `text`."""
        print(json.dumps(values, ensure_ascii=False) if options.json else text, file=self.out)


def _database_of(url: str, make: bool) -> Engine:
    """An engine for the service's database; nothing is connected yet.

    An SQLite file that is not there is made only where `make` says so: else all would seem to be
    gone.
    """
    try:
        engine = engine_of(url)
    except (NoSuchModuleError, ImportError) as error:
        raise CannotDo(
            f"There is no driver for the kind of database in DATABASE_URL: {error}. Install it, or "
            "use another kind."
        ) from error
    except ArgumentError:
        # It is not repeated: it can hold a password.
        raise CannotDo(
            "DATABASE_URL is no database address. Write it like sqlite:///var/needlewise.db or "
            "postgresql://user:password@host/name."
        ) from None
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        if make:
            file.parent.mkdir(parents=True, exist_ok=True)
        elif not file.is_file():
            raise CannotDo(
                f"There is no database at {file.resolve()}. Set DATABASE_URL to the one that the "
                "service uses, or run this in the service's folder."
            )
    return engine


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns as wide as what is in them; no line ends in blanks."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def printable(text: str) -> str:
    """A text that can do nothing to the terminal: what is not to be seen shows as a blank."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
