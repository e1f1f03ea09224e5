import sqlite3
from pathlib import Path

import pytest

import write_ahead as module
from write_ahead import write_ahead


def opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=0)


def locked(file: Path) -> sqlite3.Connection:
    """A connection that lets nobody else touch the file."""
    other = opened(file)
    other.execute("CREATE TABLE words (word TEXT)")
    other.execute("BEGIN EXCLUSIVE")
    return other


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 1)])
def test_the_file_is_written_ahead(tmp_path: Path, pragma: str, value: object) -> None:
    connection = opened(tmp_path / "a.db")
    write_ahead(connection)
    assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    connection.close()


def test_a_locked_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = locked(tmp_path / "a.db")
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            other.rollback()

    monkeypatch.setattr(module.time, "sleep", wait)
    connection = opened(tmp_path / "a.db")
    write_ahead(connection)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert len(waited) == 3
    connection.close()
    other.close()


def test_a_file_that_stays_locked_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0)
    other = locked(tmp_path / "a.db")
    connection = opened(tmp_path / "a.db")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        write_ahead(connection)
    connection.close()
    other.close()


def test_another_error_is_not_waited_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.time, "sleep", lambda _: pytest.fail("it waited"))
    (tmp_path / "a.db").write_bytes(b"no database " * 200)
    connection = opened(tmp_path / "a.db")
    with pytest.raises(sqlite3.DatabaseError):
        write_ahead(connection)
    connection.close()
