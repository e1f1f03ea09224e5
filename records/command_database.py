"""The service's database, as a command opens it, and what it says where it cannot."""

from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from records.database import engine_of


class CannotUse(Exception):
    """The database cannot be used; the text says what is wrong, where, and how to mend it."""


def database_of(url: str, make: bool = False) -> Engine:
    """An engine for the database that the service uses; nothing is connected yet.

    Args:
        url: Its address, as `DATABASE_URL` has it.
        make: Whether an SQLite file that is not there is to be made, and its folder; else SQLite
            would make an empty one, and all would seem to be gone.

    Raises:
        CannotUse: There is none at that address, or the address is none.
    """
    try:
        engine = engine_of(url)
    except (NoSuchModuleError, ImportError) as error:
        raise CannotUse(
            f"There is no driver for the kind of database in DATABASE_URL: {error}. Install it, or "
            "use another kind."
        ) from error
    except ArgumentError:
        # It is not repeated: it can hold a password.
        raise CannotUse(
            "DATABASE_URL is no database address. Write it like sqlite:///var/needlewise.db or "
            "postgresql://user:password@host/name."
        ) from None
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        if make:
            file.parent.mkdir(parents=True, exist_ok=True)
        elif not file.is_file():
            raise CannotUse(
                f"There is no database at {file.resolve()}. Set DATABASE_URL to the one that the "
                "service uses, or run this in the service's folder."
            )
    return engine


def unreachable(engine: Engine, error: DBAPIError) -> CannotUse:
    """What to say of a database that failed; no password is in it."""
    where = engine.url.render_as_string(hide_password=True)
    return CannotUse(
        f"The database at {where} cannot be used: {error.orig}. Check that DATABASE_URL is right, "
        "that the database is running and that this account may write to it; then run this again."
    )
