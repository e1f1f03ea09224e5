"""The commands of the front desk for a test, in a folder of their own."""

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from desk.audit.store import lines
from desk.commands.command_line import run
from desk.commands.terminal import Terminal
from records.database import engine_of
from records.journal import Exchange, Journal
from records.messages import Message
from records.migrating import migrate
from settings import Settings

NOW = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)
PASSWORD = "correct horse battery"


class Keyboard(io.StringIO):
    """Standard input that is a terminal."""

    def isatty(self) -> bool:
        """Whether somebody types."""
        return True


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    errors: str

    @property
    def values(self) -> Any:
        """What `--json` wrote."""
        return json.loads(self.out)


@dataclass
class CommandLine:
    """Runs commands with settings; `typed` are the passwords that somebody types."""

    settings: Settings
    typed: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)

    def run(self, *arguments: str, lines: str | None = None) -> Result:
        """Runs a command; `lines` come on standard input in place of a keyboard."""

        def password(prompt: str) -> str:
            self.prompts.append(prompt)
            return self.typed.pop(0)

        out, errors = io.StringIO(), io.StringIO()
        keys = Keyboard() if lines is None else io.StringIO(lines)
        terminal = Terminal(self.settings, lambda: NOW, "root", keys, out, errors, password)
        code = run(arguments, terminal)
        return Result(code, out.getvalue(), errors.getvalue())

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """The database."""
        engine = engine_of(self.settings.DATABASE_URL)
        migrate(engine)
        yield engine
        engine.dispose()

    def add_account(self, name: str, role: str = "staff") -> None:
        """Makes an account."""
        added = self.run("users", "add", name, "--role", role, "--password-stdin", lines=PASSWORD)
        assert added.code == 0, added.errors

    def audit(self) -> list[tuple[str, str, str]]:
        """Who did what to what, the newest first."""
        with self.database() as engine:
            return [(line.who, line.action, line.subject) for line in lines(engine)]


def command_line(folder: Path, **settings: Any) -> CommandLine:
    """The commands, with a database in a folder."""
    chosen = {"DATABASE_URL": f"sqlite:///{folder}/desk.db", "STATE_FOLDER": folder, **settings}
    return CommandLine(Settings(**chosen))


def journal_turn(
    engine: Engine,
    sender: str,
    asked: str,
    topic: str = "pain",
    at: datetime = NOW,
    understood: dict[str, Any] | None = None,
    said: Sequence[str] = ("It stings a little.",),
) -> None:
    """Writes a question with its answers, as the gateway does."""
    messages = [
        Message(text=text, topic=topic, facts=["pain-1"], confidence=0.9, understood=understood)
        for text in said
    ]
    Journal(engine, timezone.utc).keep(Exchange(sender, at, asked, False, messages, 42, "v1"))
