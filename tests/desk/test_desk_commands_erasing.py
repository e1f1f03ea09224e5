"""`python -m desk purge` and `erase`."""

import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desk.commands.command_line import run
from desk.commands.terminal import Terminal
from records.visitors import Records
from settings import Settings
from tests.records.rasa_table import bytes_on_disk, make_rasa_table, say, senders
from web.sessions import KEY_FILE, Sessions, signing_key

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 5, 1, 12, 0, tzinfo=timezone.utc)
NOTHING = {
    "conversations": 0,
    "events": 0,
    "sessions": 0,
    "turns": 0,
    "feedback": 0,
    "questions": 0,
    "contacts": 0,
    "wiped": True,
}


@dataclass
class Result:
    code: int
    out: str
    errors: str


class Clinic:
    """A service's folder, and the command run in it."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(
            DATABASE_URL=f"sqlite:///{folder}/needlewise.db", STATE_FOLDER=folder / "state"
        )
        self.folder = folder
        self.sessions = Sessions(signing_key(self.settings.STATE_FOLDER))
        self.time = NOW
        self.records = Records(self.settings.DATABASE_URL, lambda: self.time)
        self.records.open()
        make_rasa_table(self.records.engine)

    def visit(self, days_ago: float = 0, token: str | None = None) -> str:
        """A conversation; returns its token."""
        token = token or self.sessions.start()
        sender = self.sessions.sender_of(token)
        self.time = NOW - timedelta(days=days_ago)
        self.records.start(sender)
        self.records.keep_question(sender, "rosacea-question", None, "rosacea-contact")
        say(self.records.engine, sender, self.time, "rosacea-said")
        return token

    def run(self, *arguments: str, lines: str = "", settings: Settings | None = None) -> Result:
        out, errors = io.StringIO(), io.StringIO()
        terminal = Terminal(
            *(settings or self.settings, lambda: NOW, "root", io.StringIO(lines), out, errors),
            password=lambda _: "",
        )
        return Result(run(arguments, terminal), out.getvalue(), errors.getvalue())


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    clinic = Clinic(tmp_path)
    yield clinic
    clinic.records.close()


def test_a_purge_says_what_went(clinic: Clinic) -> None:
    clinic.visit(days_ago=91)
    recent = clinic.visit()
    assert clinic.run("purge") == Result(
        0,
        "Erased: conversations 1, events 1, sessions 1, turns 0, feedback 0, questions 1, "
        "contacts 1.\n",
        "",
    )
    assert senders(clinic.records.engine) == {clinic.sessions.sender_of(recent)}


def test_a_purge_that_finds_nothing_says_so(clinic: Clinic) -> None:
    clinic.visit()
    assert clinic.run("purge") == Result(0, "There was nothing to erase.\n", "")


def test_a_purge_follows_the_settings(clinic: Clinic) -> None:
    clinic.visit(days_ago=10)
    shorter = clinic.settings.model_copy(
        update={"RETENTION_CONVERSATIONS_DAYS": 7, "RETENTION_CONTACTS_DAYS": 14}
    )
    counts = json.loads(clinic.run("purge", "--json", settings=shorter).out)
    assert counts == {**NOTHING, "conversations": 1, "events": 1, "sessions": 1, "questions": 1}


def test_one_conversation_is_erased_by_its_token(clinic: Clinic) -> None:
    token, other = clinic.visit(), clinic.visit()
    result = clinic.run("erase", token)
    assert result.code == 0
    assert result.out.startswith("Erased: conversations 1, events 1, sessions 1,")
    assert senders(clinic.records.engine) == {clinic.sessions.sender_of(other)}


def test_the_token_may_come_from_standard_input(clinic: Clinic) -> None:
    token = clinic.visit()
    counts = json.loads(clinic.run("erase", "-", "--json", lines=f"{token}\n").out)
    assert counts["conversations"] == counts["contacts"] == 1
    assert b"rosacea" not in bytes_on_disk(clinic.folder)


@pytest.mark.parametrize("bits", [b"\xf8" * 16, b"\xfb\xef\xbe" + bytes(13)])
@pytest.mark.parametrize("json_first", [True, False])
def test_a_token_may_begin_like_an_option(clinic: Clinic, bits: bytes, json_first: bool) -> None:
    sessions = Sessions(signing_key(clinic.settings.STATE_FOLDER), lambda _: bits)
    token = clinic.visit(token=sessions.start())
    assert token.startswith(("-", "--"))
    arguments = ["--json", token] if json_first else [token, "--json"]
    assert json.loads(clinic.run("erase", *arguments).out)["events"] == 1


def test_one_conversation_is_erased_by_its_name_in_the_database(clinic: Clinic) -> None:
    sender = clinic.sessions.sender_of(clinic.visit())
    assert clinic.run("erase", "--sender", sender).code == 0
    assert senders(clinic.records.engine) == set()


def test_to_erase_what_is_not_there_is_no_failure(clinic: Clinic) -> None:
    token = clinic.visit()
    clinic.run("erase", token)
    assert clinic.run("erase", token) == Result(0, "There was nothing to erase.\n", "")
    assert json.loads(clinic.run("erase", token, "--json").out) == NOTHING


@pytest.mark.parametrize("token", ["", "nonsense", "a.b", "é", "-"])
def test_an_unknown_token_is_refused_with_what_to_do(clinic: Clinic, token: str) -> None:
    clinic.visit()
    result = clinic.run("erase", token)
    assert (result.code, result.out) == (1, "")
    assert "was not given out with the signing key" in result.errors
    assert "STATE_FOLDER" in result.errors
    assert len(senders(clinic.records.engine)) == 1


def test_a_token_of_another_service_is_refused(clinic: Clinic) -> None:
    assert clinic.run("erase", Sessions(b"k" * 32).start()).code == 1


def test_no_key_is_made_where_there_is_none(clinic: Clinic) -> None:
    elsewhere = clinic.folder / "elsewhere"
    settings = clinic.settings.model_copy(update={"STATE_FOLDER": elsewhere})
    result = clinic.run("erase", clinic.visit(), settings=settings)
    assert result.code == 1
    assert str(elsewhere) in result.errors
    assert not elsewhere.exists()


def test_a_broken_key_is_told(clinic: Clinic) -> None:
    token = clinic.visit()
    (clinic.settings.STATE_FOLDER / KEY_FILE).write_bytes(b"short")
    result = clinic.run("erase", token)
    assert result.code == 1
    assert "signing key cannot be used" in result.errors


@pytest.mark.parametrize("arguments", [["purge"], ["erase", "--sender", "ann"]])
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{folder}/typo.db", "There is no database at {folder}/typo.db"),
        ("sqlite://", "There is no database"),
        ("sqlite:///{folder}/broken.db", "file is not a database"),
        ("needlewise:secret", "DATABASE_URL is no database address"),
        ("needlewise://ann:secret@host/name", "There is no driver"),
        ("sqlite+needlewise:///{folder}/needlewise.db", "There is no driver"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(
    clinic: Clinic, arguments: list[str], url: str, said: str
) -> None:
    (clinic.folder / "broken.db").write_bytes(b"This is no database." * 500)
    settings = clinic.settings.model_copy(update={"DATABASE_URL": url.format(folder=clinic.folder)})
    result = clinic.run(*arguments, settings=settings)
    assert (result.code, result.out) == (1, "")
    assert said.format(folder=clinic.folder) in result.errors
    assert "DATABASE_URL" in result.errors
    assert "secret" not in result.errors
    assert not (clinic.folder / "typo.db").exists()


def test_a_file_that_stays_busy_is_told(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.database.BUSY_SECONDS", 0)
    token = clinic.visit()
    reader = sqlite3.connect(clinic.folder / "needlewise.db")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM events").fetchall()
    result = clinic.run("erase", token, "--json")
    reader.close()
    assert result.code == 1
    assert json.loads(result.out)["wiped"] is False
    assert "python -m desk purge" in result.errors


@pytest.mark.parametrize(
    "arguments",
    [[], ["forget"], ["erase"], ["erase", "a.b", "--sender", "ann"], ["erase", "a.b", "c.d"]],
    ids=" ".join,
)
def test_arguments_that_make_no_sense_are_refused(
    clinic: Clinic, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        clinic.run(*arguments)
    assert raised.value.code == 2
    assert "usage: python -m desk" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("days", "code", "said"),
    [("30", 0, "There was nothing to erase."), ("soon", 1, "RETENTION_CONVERSATIONS_DAYS")],
)
def test_it_reads_the_environment(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, days: str, code: int, said: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", clinic.settings.DATABASE_URL)
    monkeypatch.setenv("STATE_FOLDER", str(clinic.settings.STATE_FOLDER))
    monkeypatch.setenv("RETENTION_CONVERSATIONS_DAYS", days)
    done = subprocess.run(
        [sys.executable, "-m", "desk", "purge"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
