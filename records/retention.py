"""Erasing what has been kept long enough, and whatever a visitor wants erased.

Words are erased from the database's file too, not only from its tables.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from records.database import write_anew
from records.forgetting import forget_items, forget_sender, forget_turns, old_turns
from records.inbox_entries import Kind
from records.migrating import migrate
from records.tables import (
    clinic_questions,
    contacts,
    feedback,
    inbox_items,
    rasa_events,
    utc,
    visitor_sessions,
)

CONVERSATIONS_AT_ONCE = 20
"""How many conversations one transaction erases; some dozens of rows each."""
ROWS_AT_ONCE = 500
"""How many rows of a table of ours one transaction erases."""
REST = 0.05
"""Seconds between two transactions, in which others get to write."""


class Purged(NamedTuple):
    """How much was erased of each kind."""

    conversations: int = 0
    """Of Rasa's: all events of one sender."""
    events: int = 0
    sessions: int = 0
    turns: int = 0
    """Messages with their answers, as staff read them."""
    feedback: int = 0
    questions: int = 0
    contacts: int = 0
    wiped: bool = True
    """Whether the words are out of an SQLite database's files too. False where other processes kept
    the file busy, or the disk has no room to write it anew; the next purge makes up for it."""

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to erase."""
        return not any(self[:-1])

    def __str__(self) -> str:
        return ", ".join(f"{n} {c}" for n, c in self._asdict().items() if n != "wiped")


def purge(
    engine: Engine,
    now: datetime,
    conversations_days: int,
    contacts_days: int,
    rest: Callable[[float], None] = time.sleep,
) -> Purged:
    """Erases what is older than it may be, a little at a time, while the service goes on.

    A conversation is as old as its last event, a session as its visitor's last message, and what a
    visitor left as itself. Where a question goes but the way to reach the visitor stays, only the
    question's words go: their row still tells whose contact it is.

    Args:
        engine: The database, from `records.database.engine_of`; Rasa's table may be missing.
        now: The time, with its zone.
        conversations_days: The days that conversations, sessions, feedback and questions are kept.
        contacts_days: The days that ways to reach a visitor are kept.
        rest: Waits so many seconds between two transactions.

    Raises:
        sqlalchemy.exc.DBAPIError: The database cannot be reached or written.
    """
    migrate(engine)
    before = utc(now) - timedelta(days=conversations_days)
    contacts_before = utc(now) - timedelta(days=contacts_days)
    conversations, events = _purge_events(engine, before.timestamp(), rest)
    erased_contacts = _purge_rows(
        engine, contacts.c.id, contacts.c.created_at < contacts_before, rest
    )
    sessions = _purge_rows(
        engine, visitor_sessions.c.sender, visitor_sessions.c.seen_at < before, rest
    )
    return Purged(
        conversations=conversations,
        events=events,
        sessions=sessions,
        turns=_purge_turns(engine, before, rest),
        feedback=_purge_rows(
            engine, feedback.c.id, feedback.c.created_at < before, rest, kind="disliked"
        ),
        questions=_purge_questions(engine, before, rest),
        contacts=erased_contacts,
        wiped=write_anew(engine),
    )


def erase(engine: Engine, sender: str) -> Purged:
    """Erases all that is kept of one conversation, with the ways to reach its visitor.

    Raises:
        sqlalchemy.exc.DBAPIError: The database cannot be reached or written; nothing is erased.
    """
    migrate(engine)
    has_events = sa.inspect(engine).has_table(rasa_events.name)
    asked = sa.select(clinic_questions.c.id).where(clinic_questions.c.sender == sender)
    with engine.begin() as connection:

        def erased(table: Any, condition: Any) -> int:
            return int(connection.execute(sa.delete(table).where(condition)).rowcount)

        counts = {
            "contacts": erased(contacts, contacts.c.question_id.in_(asked)),
            "questions": erased(clinic_questions, clinic_questions.c.sender == sender),
            "turns": forget_sender(connection, sender),
            "feedback": erased(feedback, feedback.c.sender == sender),
            "sessions": erased(visitor_sessions, visitor_sessions.c.sender == sender),
            "events": erased(rasa_events, rasa_events.c.sender_id == sender) if has_events else 0,
        }
    return Purged(conversations=min(counts["events"], 1), **counts, wiped=write_anew(engine))


def _purge_events(engine: Engine, before: float, rest: Callable[[float], None]) -> tuple[int, int]:
    """Erases whole conversations; returns how many, and of how many events."""
    if not sa.inspect(engine).has_table(rasa_events.name):
        return 0, 0
    sender, timestamp = rasa_events.c.sender_id, rasa_events.c.timestamp
    last = sa.func.coalesce(sa.func.max(timestamp), 0)
    with engine.connect() as connection:
        old = connection.scalars(sa.select(sender).group_by(sender).having(last < before)).all()
    conversations = events = 0
    for some in _portions(old):
        # A visitor may have come back since.
        back = sa.select(sender).where(sender.in_(some), timestamp >= before)
        with engine.begin() as connection:
            events += connection.execute(
                sa.delete(rasa_events).where(sender.in_(some), sender.not_in(back))
            ).rowcount
            left = connection.scalar(
                sa.select(sa.func.count(sa.distinct(sender))).where(sender.in_(some))
            )
        conversations += len(some) - left
        rest(REST)
    return conversations, events


def _portions(senders: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(senders), CONVERSATIONS_AT_ONCE):
        yield senders[start : start + CONVERSATIONS_AT_ONCE]


def _purge_turns(engine: Engine, before: datetime, rest: Callable[[float], None]) -> int:
    """Erases old turns; returns how many."""

    def some(connection: Connection) -> int:
        ids = connection.scalars(old_turns(before, ROWS_AT_ONCE)).all()
        forget_turns(connection, ids)
        return len(ids)

    return _little_by_little(engine, some, rest)


def _little_by_little(
    engine: Engine, some: Callable[[Connection], int], rest: Callable[[float], None]
) -> int:
    """Erases `some` in one transaction after the other; returns how many went in all."""
    erased = 0
    while True:
        with engine.begin() as connection:
            count = some(connection)
        erased += count
        if count < ROWS_AT_ONCE:
            return erased
        rest(REST)


def _purge_questions(engine: Engine, before: datetime, rest: Callable[[float], None]) -> int:
    """Erases old questions; returns how many went."""
    questions = clinic_questions.c
    has_contact = sa.exists().where(contacts.c.question_id == questions.id)
    old = questions.created_at < before
    # Rows whose words went long ago, and whose contact goes now, are not counted again.
    wordless = sa.and_(old, questions.question.is_(None), ~has_contact)
    _purge_rows(engine, questions.id, wordless, rest, kind="question")
    erased = _purge_rows(engine, questions.id, sa.and_(old, ~has_contact), rest, kind="question")
    with engine.begin() as connection:
        blanked = connection.execute(
            sa.update(clinic_questions)
            .where(old, questions.question.is_not(None))
            .values(question=None)
        )
    return erased + int(blanked.rowcount)


def _purge_rows(
    engine: Engine,
    key: Any,
    condition: Any,
    rest: Callable[[float], None],
    kind: Kind | None = None,
) -> int:
    """Erases the rows of one table that a condition holds for; returns how many.

    With `kind`, the inbox items that these rows are the source of go in the same transaction: the
    number of a row that is gone may be given to another.
    """
    ids = sa.select(key).where(condition).order_by(key).limit(ROWS_AT_ONCE)

    def some(connection: Connection) -> int:
        if kind is not None:
            items = inbox_items.c
            forget_items(connection, sa.and_(items.kind == kind, items.source_id.in_(ids)))
        return int(connection.execute(sa.delete(key.table).where(key.in_(ids))).rowcount)

    return _little_by_little(engine, some, rest)
