"""Keeping everything in one file, and bringing it back."""

import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.backup import main
from settings import Settings
from tests.running_service import free_ports


@pytest.fixture
def settings() -> Settings:
    return Settings(
        PORT=free_ports(1)[0],
        DATABASE_URL="sqlite:///var/needlewise.db",
        STATE_FOLDER=Path("var"),
        KNOWLEDGE_FOLDER=Path("knowledge"),
    )


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A project with something in each of its places, whose database is being written to."""
    for name, text in (
        ("var/session-key", "key"),
        ("var/changes/one.yml", "change: 1"),
        ("var/supervisord.log", "noise"),
        ("knowledge/clinic.yml", "name: Willow"),
        ("data/nlu.yml", "nlu: []"),
    ):
        path = tmp_path / "clinic" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "clinic"


def database(root: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(root / "var" / "needlewise.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS words (word TEXT)")
    return connection


def words(root: Path) -> list[str]:
    connection = database(root)
    found = [word for (word,) in connection.execute("SELECT word FROM words")]
    connection.close()
    return found


def test_what_was_kept_while_it_runs_comes_back_on_another_machine(
    settings: Settings, clinic: Path, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "kept.tar.gz", tmp_path / "elsewhere"
    open_one = database(clinic)
    open_one.execute("INSERT INTO words VALUES ('rosacea')")
    assert main(["save", str(file)], settings, clinic) == 0
    open_one.close()
    assert file.stat().st_mode & 0o077 == 0

    (elsewhere / "var").mkdir(parents=True)
    newer = database(elsewhere)
    newer.execute("INSERT INTO words VALUES ('another')")
    newer.close()
    assert main(["restore", str(file)], settings, elsewhere) == 0
    assert words(elsewhere) == ["rosacea"]
    for name in ("var/session-key", "var/changes/one.yml", "knowledge/clinic.yml", "data/nlu.yml"):
        assert (elsewhere / name).read_text() == (clinic / name).read_text()
    assert not (elsewhere / "var" / "supervisord.log").exists()


def cut_short(whole: bytes) -> bytes:
    return whole[:-40]


def with_a_wrong_bit(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]


@pytest.mark.parametrize("damaged", [cut_short, with_a_wrong_bit])
def test_a_broken_backup_changes_nothing(
    settings: Settings,
    clinic: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    damaged: Callable[[bytes], bytes],
) -> None:
    file = tmp_path / "kept.tar.gz"
    assert main(["save", str(file)], settings, clinic) == 0
    file.write_bytes(damaged(file.read_bytes()))
    (clinic / "knowledge" / "clinic.yml").write_text("name: Newer")
    assert main(["restore", str(file)], settings, clinic) == 1
    assert "no whole backup" in capsys.readouterr().err
    assert (clinic / "knowledge" / "clinic.yml").read_text() == "name: Newer"


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(
    settings: Settings,
    clinic: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "add", full)
    file = tmp_path / "kept.tar.gz"
    assert main(["save", str(file)], settings, clinic) == 1
    assert "could not be written" in capsys.readouterr().err
    assert not file.exists()


def test_a_backup_is_never_written_over(
    settings: Settings, clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kept.tar.gz"
    file.write_text("an earlier one")
    assert main(["save", str(file)], settings, clinic) == 1
    assert "Name another" in capsys.readouterr().err
    assert file.read_text() == "an earlier one"


def test_of_a_database_server_it_says_what_else_to_do(
    settings: Settings, clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = settings.model_copy(update={"DATABASE_URL": "mysql://user:secret@host/name"})
    assert main(["save", str(tmp_path / "kept.tar.gz")], server, clinic) == 0
    said = capsys.readouterr().out
    assert "by its server's own means" in said
    assert "secret" not in said


def test_a_database_of_another_kind_is_not_brought_back_in_part(
    settings: Settings, clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database(clinic).close()
    file = tmp_path / "kept.tar.gz"
    assert main(["save", str(file)], settings, clinic) == 0
    (clinic / "knowledge" / "clinic.yml").write_text("name: Newer")
    server = settings.model_copy(update={"DATABASE_URL": "postgresql://user:secret@host/name"})
    assert main(["restore", str(file)], server, clinic) == 1
    assert "another kind of database" in capsys.readouterr().err
    assert (clinic / "knowledge" / "clinic.yml").read_text() == "name: Newer"
