"""A PostgreSQL database in the backup: kept while it is written to, brought back whole."""

import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, make_url

from deploy.backup import main
from settings import Settings
from tests.postgres import fresh_database, server_address
from tests.running_service import free_ports

ELSEWHERE = "name: Elsewhere"


def settings_of(address: str) -> Settings:
    return Settings(
        PORT=free_ports(1)[0],
        DATABASE_URL=address,
        STATE_FOLDER=Path("var"),
        KNOWLEDGE_FOLDER=Path("knowledge"),
    )


def project(folder: Path, clinic: str) -> Path:
    for name, text in (("var/session-key", "key"), ("knowledge/clinic.yml", clinic)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def kept(postgres_url: str) -> Iterator[Connection]:
    """A connection to the database that is kept; it holds a row, and another that is not yet in."""
    engine = sa.create_engine(postgres_url, future=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE words (id SERIAL PRIMARY KEY, word TEXT)")
        connection.exec_driver_sql("INSERT INTO words (word) VALUES ('rosacea')")
        connection.commit()
        connection.exec_driver_sql("INSERT INTO words (word) VALUES ('not yet')")
        yield connection
    engine.dispose()


def words(address: str) -> list[str]:
    engine = sa.create_engine(address, future=True)
    with engine.connect() as connection:
        found = list(connection.exec_driver_sql("SELECT word FROM words ORDER BY id").scalars())
    engine.dispose()
    return found


def execute(address: str, statement: str) -> None:
    engine = sa.create_engine(address, future=True)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_what_was_kept_while_it_is_written_to_comes_back_on_another_server(
    postgres_url: str, kept: Connection, tmp_path: Path
) -> None:
    here, there = project(tmp_path / "here", "name: Willow"), project(tmp_path / "there", ELSEWHERE)
    file = tmp_path / "kept.tar.gz"
    assert main(["save", str(file)], settings_of(postgres_url), here) == 0
    kept.rollback()
    assert file.stat().st_mode & 0o077 == 0
    with fresh_database(server_address()) as other:
        for _ in range(2):  # Where nothing is, and over what is there.
            assert main(["restore", str(file)], settings_of(other), there) == 0
            assert words(other) == ["rosacea"]
            assert (there / "knowledge" / "clinic.yml").read_text() == "name: Willow"
            execute(other, "INSERT INTO words (word) VALUES ('since')")
        assert words(other) == ["rosacea", "since"]


def test_a_dump_that_the_server_does_not_take_changes_nothing(
    postgres_url: str, kept: Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = project(tmp_path / "here", "name: Willow"), project(tmp_path / "there", ELSEWHERE)
    file = tmp_path / "kept.tar.gz"
    assert main(["save", str(file)], settings_of(postgres_url), here) == 0
    kept.rollback()
    with fresh_database(server_address()) as other:
        execute(other, "CREATE TABLE words (id INT PRIMARY KEY, word TEXT)")
        execute(other, "INSERT INTO words VALUES (1, 'theirs')")
        execute(other, "CREATE VIEW leans_on_it AS SELECT word FROM words")
        assert main(["restore", str(file)], settings_of(other), there) == 1
        assert "does not take it" in capsys.readouterr().err
        assert words(other) == ["theirs"]
    assert (there / "knowledge" / "clinic.yml").read_text() == ELSEWHERE


def test_a_server_that_is_away_leaves_no_half_backup(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = make_url(postgres_url).set(port=free_ports(1)[0], password="planted-secret")
    address = away.render_as_string(hide_password=False)
    file = tmp_path / "kept.tar.gz"
    assert main(["save", str(file)], settings_of(address), project(tmp_path / "here", "")) == 1
    said = capsys.readouterr().err
    assert "could not be kept" in said
    assert "planted-secret" not in said
    assert not file.exists()


def test_the_password_is_on_no_command_line(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = make_url(postgres_url).password
    assert password
    commands: list[list[str]] = []
    run = subprocess.run

    def watched(command: tuple[str, ...], **how: object) -> object:
        commands.append([os.fspath(part) for part in command])
        return run(command, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    file, here = tmp_path / "kept.tar.gz", project(tmp_path / "here", "")
    for command in ("save", "restore"):
        assert main([command, str(file)], settings_of(postgres_url), here) == 0
    assert [each[0] for each in commands] == ["pg_dump", "pg_restore"]
    assert not [part for each in commands for part in each if password in part]
    with tarfile.open(file) as archive:
        assert "database.dump" in archive.getnames()


def test_without_the_programs_it_says_which_package_to_install(
    postgres_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file, here = tmp_path / "kept.tar.gz", project(tmp_path / "here", "")
    assert main(["save", str(file)], settings_of(postgres_url), here) == 1
    assert "postgresql-client" in capsys.readouterr().err
    assert not file.exists()
