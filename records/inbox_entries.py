"""Putting something into the inbox of the front desk."""

from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import inbox_items

Kind = Literal["question", "gap", "missed", "disliked", "emergency"]
"""A question left for the clinic; one that was understood and has no answer yet, with all who asked
it; a group of questions that were not understood; an answer voted down; a warning sign."""

KINDS: tuple[Kind, ...] = get_args(Kind)

State = Literal["open", "snoozed", "closed"]
"""A snoozed item opens again at a time, or as soon as there is more of it."""


def put_in_inbox(
    connection: Connection,
    kind: Kind,
    sender: str | None,
    source_id: int | None,
    topic: str | None,
    at: datetime,
) -> None:
    """Adds an open item, in the transaction of the caller."""
    connection.execute(
        sa.insert(inbox_items).values(
            kind=kind,
            state="open",
            sender=sender,
            source_id=source_id,
            topic=topic,
            count=1,
            version=1,
            created_at=at,
            last_at=at,
        )
    )


def add_group(connection: Connection, at: datetime) -> int:
    """Adds an open group without questions, in the transaction of the caller; gives its id."""
    made = connection.execute(
        sa.insert(inbox_items).values(
            kind="missed", state="open", count=0, version=1, created_at=at, last_at=at
        )
    )
    return int(made.inserted_primary_key[0])


def count_up(connection: Connection, its: Any, at: datetime) -> bool:
    """Counts one more of an item, which opens again; False where there is no such item."""
    items = inbox_items.c
    again = {"state": "open", "closed_at": None, "last_at": at}
    more = {"count": items.count + 1, "version": items.version + 1}
    found = connection.execute(sa.update(inbox_items).where(its).values(**again, **more))
    return bool(found.rowcount)


def count_gap(connection: Connection, subject: str, at: datetime) -> int:
    """Counts one more who asked what has no answer; gives the item, which opens again.

    Args:
        connection: One in a transaction.
        subject: The particular question or, where there is none, the topic.
        at: When.
    """
    its = sa.and_(inbox_items.c.kind == "gap", inbox_items.c.topic == subject)
    if not count_up(connection, its, at):
        put_in_inbox(connection, "gap", None, None, subject, at)
    return int(connection.scalars(sa.select(inbox_items.c.id).where(its)).one())


def set_disliked(
    connection: Connection, sender: str, vote_id: int, topic: str, disliked: bool, at: datetime
) -> None:
    """Opens the item of an answer voted down, or closes it where the visitor came to like it."""
    items = inbox_items.c
    changed = connection.execute(
        sa.update(inbox_items)
        .where(items.kind == "disliked", items.source_id == vote_id)
        .values(
            state="open" if disliked else "closed",
            version=items.version + 1,
            last_at=at,
            closed_at=None if disliked else at,
        )
    )
    if disliked and not changed.rowcount:
        put_in_inbox(connection, "disliked", sender, vote_id, topic, at)
