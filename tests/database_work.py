"""What SQLite has to do for a statement: the steps it takes, and whether it reads a whole table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

MANY = 100_000
"""Conversations."""
FEW = 100
_NO_QUERY = re.compile(r"\s*(PRAGMA|BEGIN|COMMIT|SAVEPOINT)", re.I)
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT {})"
_AT = "'2026-05-01 12:00:00.000000'"
_ROWS = {
    "visitor_sessions (sender, started_at, seen_at)": f"'s' || n, {_AT}, {_AT}",
    "turns (id, sender, asked_at, asked, is_button, milliseconds, knowledge_version)": (
        f"n, 's' || n, {_AT}, 'made up ' || n, 0, 40, 'v1'"
    ),
    "answers (id, turn_id, number, message_id, sender, answered_at, topic, outcome, said, facts)": (
        f"n, n, 0, 'm' || n, 's' || n, {_AT}, 'pain', 'answered', 'Made up.', '[]'"
    ),
    "feedback (id, sender, message_id, topic, helpful, created_at)": (
        f"n, 's' || n, 'm' || n, 'pain', 0, {_AT}"
    ),
    "clinic_questions (id, sender, question, created_at)": f"n, 's' || n, 'made up', {_AT}",
    "contacts (question_id, contact, consented_at, created_at)": f"n, 'made up', {_AT}, {_AT}",
    "inbox_items (kind, state, sender, source_id, count, version, created_at, last_at)": (
        "CASE n % 4 WHEN 0 THEN 'question' WHEN 1 THEN 'disliked' WHEN 2 THEN 'emergency' "
        f"ELSE 'missed' END, 'open', 's' || n, n, 1, 1, {_AT}, {_AT}"
    ),
    "missed_questions (item_id, sender, turn_id, topic, asked, asked_at, fingerprint)": (
        f"1, 's' || n, n, 'unclear', 'made up', {_AT}, 'f' || n"
    ),
    "tallies (day, what, key, count)": "date('2020-01-01', n || ' days'), 'topic', 'pain', 1",
}
_EVENTS = {
    "events (sender_id, type_name, timestamp, action_name, data)": (
        "'s' || (n % {}), CASE n % 3 WHEN 0 THEN 'user' WHEN 1 THEN 'action' ELSE 'slot' END, "
        "1777000000 + n, 'told', '{{}}'"
    )
}


def fill(engine: Engine, conversations: int) -> None:
    """Puts so many conversations of strangers into the tables of the gateway."""
    _write(engine, conversations, _ROWS)


def fill_events(engine: Engine, conversations: int) -> None:
    """Puts so many conversations of strangers, of three events each, into Rasa's table."""
    rows = {table: values.format(conversations) for table, values in _EVENTS.items()}
    _write(engine, 3 * conversations, rows)


def _write(engine: Engine, number: int, rows: dict[str, str]) -> None:
    with engine.begin() as connection:
        for table, values in rows.items():
            connection.exec_driver_sql(
                f"INSERT INTO {table} {_NUMBERS.format(number)} SELECT {values} FROM numbers"
            )


@dataclass
class Work:
    """What was asked of a database, and how much that was."""

    steps: int = 0
    """Instructions of SQLite's own machine: the same for the same work, on every computer."""
    statements: list[tuple[str, Any]] = field(default_factory=list)
    """Each with its first parameters."""

    def whole_tables(self, engine: Engine) -> list[tuple[str, str]]:
        """The statements that read a table from end to end, with what SQLite says of it."""
        found = []
        with engine.connect() as connection:
            for statement, parameters in self.statements:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps = [row[-1] for row in plan]
                found += [
                    (statement, step)
                    for step in steps
                    if step.startswith("SCAN") and "CONSTANT ROW" not in step
                ]
        return found


@contextmanager
def watched(engine: Engine) -> Iterator[Work]:
    """Notes what is asked of an SQLite database meanwhile."""
    work = Work()

    def step() -> None:
        work.steps += 1

    def taken(connection: Any, *_: object) -> None:
        connection.set_progress_handler(step, 1)

    def given_back(connection: Any, *_: object) -> None:
        if connection is not None:
            connection.set_progress_handler(None, 1)

    def note(
        _: object, __: object, statement: str, parameters: Any, ___: object, is_many: bool
    ) -> None:
        if not _NO_QUERY.match(statement):
            work.statements.append((statement, parameters[0] if is_many else parameters))

    listeners = (
        ("before_cursor_execute", note),
        ("checkout", taken),
        ("checkin", given_back),
    )
    for name, listener in listeners:
        sa.event.listen(engine, name, listener)
    try:
        yield work
    finally:
        for name, listener in listeners:
            sa.event.remove(engine, name, listener)
