"""Keeps everything that matters in one file, and brings it back.

`python -m deploy.backup save FILE` while the service runs or not, and `… restore FILE` while it is
stopped. The model is not in it: `make train` makes it again from what is.
"""

import argparse
import gzip
import os
import sqlite3
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL, make_url

from deploy.postgres_copy import CannotCopy, dump, put_back
from deploy.service import ROOT, is_free
from settings import Settings

DATABASE = "database.sqlite"
DUMP = "database.dump"
_MADE_ANEW = frozenset({"rasa-token", "endpoints.yml"})
"""Files of the state folder that every start writes, beside supervisord's own."""


class CannotBackUp(Exception):
    """It cannot be kept or brought back; the message says how to mend it."""


class Places(NamedTuple):
    """What is kept, and where it belongs."""

    database: Path | None
    """The SQLite file; None where the database is a server."""
    server: URL | None
    """The PostgreSQL database; None where it is a file, or another server."""
    folders: dict[str, Path]
    """By their names in the backup."""


def places_of(settings: Settings, root: Path = ROOT) -> Places:
    """Where everything is by the settings; relative paths start from the project's folder."""
    address = make_url(settings.DATABASE_URL)
    kind = address.get_backend_name()
    return Places(
        root / str(address.database) if kind == "sqlite" else None,
        address if kind == "postgresql" else None,
        {
            "state": root / settings.STATE_FOLDER,
            "knowledge": root / settings.KNOWLEDGE_FOLDER,
            "data": root / "data",
        },
    )


def save(places: Places, file: Path) -> None:
    """Writes a backup, for its owner alone; the service may go on meanwhile.

    Raises:
        CannotBackUp: There is such a file already, it cannot be written, or the database not read.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CannotBackUp(f"{file} cannot be made: {error.strerror}. Name another.") from None
    try:
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w:gz") as archive:
            for name, path in _files(places):
                archive.add(path, name, recursive=False)
            with tempfile.TemporaryDirectory(dir=file.parent) as folder:
                copy = _copied(places, Path(folder))
                if copy is not None:
                    archive.add(copy, copy.name)
    except CannotCopy as error:
        file.unlink(missing_ok=True)
        raise CannotBackUp(f"The database could not be kept. {error}") from None
    except (OSError, sqlite3.Error) as error:
        file.unlink(missing_ok=True)
        raise CannotBackUp(f"{file} could not be written ({type(error).__name__}).") from None


def restore(places: Places, file: Path) -> None:
    """Puts everything back where it belongs, over what is there.

    Raises:
        CannotBackUp: The file is no whole backup, of another kind of database, or the database does
            not take it; nothing has been changed then.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            # Only at the end of the file does gzip tell whether it is whole.
            with gzip.open(file) as whole:
                while whole.read(1 << 20):
                    pass
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise CannotBackUp(f"{file} is no whole backup ({type(error).__name__}).") from None
        if (Path(folder) / (DATABASE if places.database is None else DUMP)).exists():
            raise CannotBackUp(f"{file} is of another kind of database than DATABASE_URL names.")
        # First, because it can fail, and changes nothing then.
        if places.server is not None and (Path(folder) / DUMP).exists():
            try:
                put_back(Path(folder) / DUMP, places.server)
            except CannotCopy as error:
                raise CannotBackUp(f"The database does not take it. {error}") from None
        for name, target in places.folders.items():
            for path in sorted((Path(folder) / name).rglob("*")):
                if path.is_file():
                    _put(path, target / path.relative_to(Path(folder) / name))
        kept = Path(folder) / DATABASE
        if places.database is not None and kept.exists():
            for suffix in ("-wal", "-shm"):
                places.database.with_name(places.database.name + suffix).unlink(missing_ok=True)
            _put(kept, places.database)


def _files(places: Places) -> Iterator[tuple[str, Path]]:
    for folder, place in places.folders.items():
        for path in sorted(place.rglob("*")):
            is_database = places.database is not None and path.name.startswith(places.database.name)
            is_made_anew = path.name in _MADE_ANEW or path.name.startswith("supervisord.")
            if path.is_file() and not is_database and not (folder == "state" and is_made_anew):
                yield f"{folder}/{path.relative_to(place)}", path


def _copied(places: Places, folder: Path) -> Path | None:
    """A copy of the database, if there is one that can be copied."""
    if places.server is not None:
        dump(places.server, folder / DUMP)
        return folder / DUMP
    if places.database is None or not places.database.exists():
        return None
    _copy_database(places.database, folder / DATABASE)
    return folder / DATABASE


def _copy_database(source: Path, copy: Path) -> None:
    """By SQLite's own means: a whole state of the file, whoever writes to it."""
    there, here = sqlite3.connect(source), sqlite3.connect(copy)
    try:
        there.backup(here)
    finally:
        there.close()
        here.close()


def _put(source: Path, target: Path) -> None:
    """Put a file in place, never half of it; it keeps the rights that it had."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.restored")
    draft.write_bytes(source.read_bytes())
    draft.chmod(source.stat().st_mode & 0o777)
    draft.replace(target)


def main(arguments: Sequence[str], settings: Settings, root: Path = ROOT) -> int:
    """Runs a command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.backup")
    parser.add_argument("command", choices=("save", "restore"))
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    os.umask(0o077)
    places = places_of(settings, root)
    try:
        if given.command == "save":
            save(places, given.file)
            print(f"Kept in {given.file}.")
        else:
            if not is_free(settings.HOST, settings.PORT):
                raise CannotBackUp("The service runs. Stop it, and restore then.")
            restore(places, given.file)
            print("Brought back. `make train` makes the model, `make run` starts the service.")
    except CannotBackUp as error:
        print(error, file=sys.stderr)
        return 1
    if places.database is None and places.server is None:
        print("The database is not in it: keep it and bring it back by its server's own means.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Settings()))
