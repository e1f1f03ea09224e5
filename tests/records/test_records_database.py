"""The connection to the database that the gateway shares with Rasa."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from records.database import BUSY_SECONDS, engine_of, write_anew


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", BUSY_SECONDS * 1000),
    ],
)
def test_every_connection_to_sqlite_is_prepared(tmp_path: Path, pragma: str, value: object) -> None:
    engine = engine_of(f"sqlite:///{tmp_path}/a.db")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()


def test_nothing_is_connected_before_it_is_needed(tmp_path: Path) -> None:
    engine_of(f"sqlite:///{tmp_path}/a.db").dispose()
    assert not list(tmp_path.iterdir())


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    before = os.umask(0o022)
    try:
        for _ in range(2):
            engine = engine_of(f"sqlite:///{file}")
            with engine.begin() as connection:
                connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS words (word TEXT)")
                connection.exec_driver_sql("INSERT INTO words VALUES ('rosacea')")
            made = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
            assert made == dict.fromkeys(("a.db", "a.db-wal", "a.db-shm"), 0o600)
            engine.dispose()
            # As an earlier release left it.
            file.chmod(0o644)
    finally:
        os.umask(before)


def test_an_error_does_not_repeat_what_was_to_be_written(tmp_path: Path) -> None:
    engine = engine_of(f"sqlite:///{tmp_path}/a.db")
    with pytest.raises(OperationalError) as raised, engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:word)"), {"word": "rosacea"})
    assert "nowhere" in str(raised.value)
    assert "rosacea" not in str(raised.value)
    engine.dispose()


def test_a_file_is_written_anew_while_another_keeps_writing(tmp_path: Path) -> None:
    engine = engine_of(f"sqlite:///{tmp_path}/a.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
    enough = Event()

    def write() -> int:
        beside = sqlite3.connect(tmp_path / "a.db", timeout=BUSY_SECONDS)
        beside.execute("PRAGMA wal_autocheckpoint=1")
        written = 0
        while not enough.is_set():
            beside.execute("INSERT INTO words VALUES ('rosacea')")
            beside.commit()
            written += 1
        beside.close()
        return written

    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(write)
        try:
            # It may give way to a busy writer, who never has to lose anything to it.
            outcomes = [write_anew(engine) for _ in range(20)]
            assert any(outcomes)
        finally:
            enough.set()
        written = writing.result()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM words").scalar_one() == written
    engine.dispose()
