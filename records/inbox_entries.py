"""Putting something into the inbox of the front desk."""

from datetime import datetime
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import inbox_items

Kind = Literal["question", "missed", "disliked", "emergency"]
"""A question left for the clinic; a group of questions that could not be answered; an answer voted
down; a warning sign that somebody wrote of."""

KINDS: tuple[Kind, ...] = get_args(Kind)

State = Literal["open", "closed"]


def put_in_inbox(
    connection: Connection,
    kind: Kind,
    sender: str,
    source_id: int,
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
