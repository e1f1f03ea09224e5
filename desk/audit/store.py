"""Who changed what, when, from what, to what."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from records.tables import audit_lines

MOST_LINES = 100
SIGNED_IN = "signed in"
WRONG_PASSWORD = "wrong password"
PASSWORD_ENDED = "password ended"
WHILE_DISABLED = "tried while disabled"
REFUSED = (WRONG_PASSWORD, PASSWORD_ENDED, WHILE_DISABLED)
"""Why somebody was not signed in; the password of the last two was right."""
READ = "read"
NO_CHANGES = (SIGNED_IN, *REFUSED, READ)
"""What is noted as well, and changes nothing."""


def note_change(
    connection: Connection,
    at: datetime,
    who: str,
    action: str,
    subject: str,
    *,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Adds a line in the transaction of the change itself: neither is kept without the other.

    Args:
        connection: One in a transaction.
        at: When.
        who: The account's name.
        action: What was done, in two or three words: "assigned", "fact reviewed".
        subject: To what: "inbox item 12", "fact pain-1", "clinic phone".
        before: The value before; never a visitor's words.
        after: The value after; never a visitor's words.
    """
    connection.execute(
        sa.insert(audit_lines).values(
            made_at=at, who=who, action=action, subject=subject, before=before, after=after
        )
    )


def note_read(engine: Engine, at: datetime, who: str, subject: str) -> None:
    """Adds a line that somebody read what a visitor wrote: one a day, however often they look."""
    begun = at.replace(hour=0, minute=0, second=0, microsecond=0)
    kept = audit_lines.c
    already = sa.select(kept.id).where(
        kept.subject == subject, kept.who == who, kept.action == READ, kept.made_at >= begun
    )
    with engine.begin() as connection:
        if connection.execute(already.limit(1)).first() is None:
            note_change(connection, at, who, READ, subject)


def lines(
    engine: Engine,
    *,
    subject: str | None = None,
    before_id: int | None = None,
    only_changes: bool = False,
    without: Collection[str] = (),
) -> list[Any]:
    """The newest lines, up to `MOST_LINES`.

    Args:
        engine: The database.
        subject: Of this one alone.
        before_id: Older than the line with this id.
        only_changes: Without `NO_CHANGES`.
        without: Actions that are left out, however many of them there are.
    """
    wanted = sa.select(audit_lines).order_by(audit_lines.c.id.desc()).limit(MOST_LINES)
    if subject is not None:
        wanted = wanted.where(audit_lines.c.subject == subject)
    if before_id is not None:
        wanted = wanted.where(audit_lines.c.id < before_id)
    if only_changes:
        wanted = wanted.where(audit_lines.c.action.not_in(NO_CHANGES))
    if without:
        wanted = wanted.where(audit_lines.c.action.not_in(without))
    with engine.connect() as connection:
        return list(connection.execute(wanted))
