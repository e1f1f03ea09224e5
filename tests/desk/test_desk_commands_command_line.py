"""`python -m desk`: its shape, and `purge`."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from records.migrating import VERSION_TABLE
from records.tables import turns
from tests.desk.command_line import NOW, PASSWORD, command_line, journal_turn

ROOT = Path(__file__).parents[2]
LEAVES = [
    *("ask", "purge", "erase"),
    *(f"users {action}" for action in ("list", "add", "password")),
]


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_command_explains_itself_and_writes_for_programs(
    tmp_path: Path, leaf: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line(tmp_path).run(*leaf.split(), "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert f"python -m desk {leaf}" in said
    assert "--json" in said


@pytest.mark.parametrize(
    "arguments",
    [(), ("dance",), ("users",), ("users", "add"), ("users", "add", "a", "--role", "queen")],
)
def test_wrong_usage_has_a_code_of_its_own(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line(tmp_path).run(*arguments)
    assert ended.value.code == 2


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for arguments in (("users", "list"), ("purge",)):
        result = command_line(tmp_path).run(*arguments)
        assert result.code == 1
        assert "There is no database at" in result.errors
        assert "DATABASE_URL" in result.errors
    assert not list(tmp_path.iterdir())


def test_a_database_that_is_not_reached_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://needlewise:s3cret@127.0.0.1:1/needlewise"
    result = command_line(tmp_path, DATABASE_URL=url).run("users", "list")
    assert result.code == 1
    assert "cannot be used" in result.errors
    assert "s3cret" not in result.errors


def test_a_database_of_a_newer_release_is_said(tmp_path: Path) -> None:
    terminal = command_line(tmp_path)
    with terminal.database() as engine, engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    for arguments in (("users", "list"), ("purge",)):
        result = terminal.run(*arguments)
        assert result.code == 1
        assert "newer release" in result.errors


def test_purge_takes_what_is_older_than_the_settings_allow(tmp_path: Path) -> None:
    terminal = command_line(tmp_path, RETENTION_CONVERSATIONS_DAYS=7)
    with terminal.database() as engine:
        for days in (6, 8):
            journal_turn(engine, f"visitor-{days}", "hello", at=NOW - timedelta(days=days))
    assert terminal.run("purge", "--json").values["turns"] == 1
    assert "nothing to erase" in terminal.run("purge").out
    with terminal.database() as engine, engine.connect() as connection:
        assert connection.scalars(sa.select(turns.c.sender)).all() == ["visitor-6"]


def test_the_process_reads_the_environment_and_ends_with_the_code(tmp_path: Path) -> None:
    def desk(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "desk", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/desk.db", **environment},
            input=f"{PASSWORD}\n",
            capture_output=True,
            text=True,
            check=False,
        )

    added = desk("users", "add", "ines", "--password-stdin")
    assert (added.returncode, added.stderr) == (0, "")
    assert desk("users", "password", "tom").returncode == 1
    assert desk("users", "dance").returncode == 2
    unset = desk("users", "list", TIME_ZONE="nowhere")
    assert unset.returncode == 1
    assert unset.stderr.startswith("Setting TIME_ZONE:")
