"""Taking turns and inbox items out of the database, with all that hangs on them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import (
    answers,
    inbox_items,
    item_notes,
    missed_questions,
    turns,
    visitor_sessions,
)


def old_turns(before: datetime, most: int) -> Any:
    """The ids of turns from before a time whose session is gone: a conversation goes as a whole."""
    session = sa.exists().where(visitor_sessions.c.sender == turns.c.sender)
    return sa.select(turns.c.id).where(turns.c.asked_at < before, ~session).limit(most)


def forget_turns(connection: Connection, ids: Collection[int]) -> None:
    """Erases turns, their answers, and what of them stands in the inbox."""
    _forget_missed(connection, missed_questions.c.turn_id.in_(ids))
    items = inbox_items.c
    forget_items(connection, sa.and_(items.kind == "emergency", items.source_id.in_(ids)))
    connection.execute(sa.delete(answers).where(answers.c.turn_id.in_(ids)))
    connection.execute(sa.delete(turns).where(turns.c.id.in_(ids)))


def forget_items(connection: Connection, condition: Any) -> None:
    """Erases the items of the inbox that a condition holds for, with the notes on them."""
    ids = connection.scalars(sa.select(inbox_items.c.id).where(condition)).all()
    if ids:
        connection.execute(sa.delete(item_notes).where(item_notes.c.item_id.in_(ids)))
        connection.execute(sa.delete(inbox_items).where(inbox_items.c.id.in_(ids)))


def forget_sender(connection: Connection, sender: str) -> int:
    """Erases all of one session that staff see; returns how many turns."""
    ids = connection.scalars(sa.select(turns.c.id).where(turns.c.sender == sender)).all()
    forget_turns(connection, ids)
    forget_items(connection, inbox_items.c.sender == sender)
    return len(ids)


def _forget_missed(connection: Connection, condition: Any) -> None:
    """Erases missed questions; a group without any goes, the others are counted again."""
    item = missed_questions.c.item_id
    groups: Iterable[int | None] = connection.scalars(
        sa.select(item).where(condition).distinct()
    ).all()
    connection.execute(sa.delete(missed_questions).where(condition))
    touched = [group for group in groups if group is not None]
    left = sa.select(sa.func.count()).where(item == inbox_items.c.id).scalar_subquery()
    connection.execute(
        sa.update(inbox_items)
        .where(inbox_items.c.id.in_(touched))
        .values(count=left, version=inbox_items.c.version + 1)
    )
    forget_items(connection, sa.and_(inbox_items.c.id.in_(touched), inbox_items.c.count == 0))
