"""Rasa's own table of conversations, made by hand for tests without Rasa."""

import json
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

EVENTS = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)


def make_rasa_table(engine: Engine) -> None:
    """Make the table as Rasa does at its start."""
    EVENTS.metadata.create_all(engine)


def say(engine: Engine, sender: str, at: datetime, *texts: str) -> None:
    """Write a visitor's messages as Rasa does."""
    rows = [
        {
            "sender_id": sender,
            "type_name": "user",
            "timestamp": at.timestamp(),
            "data": json.dumps({"event": "user", "text": text}),
        }
        for text in texts
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(EVENTS), rows)


def senders(engine: Engine) -> set[str]:
    """Whose conversations there are."""
    with engine.connect() as connection:
        return set(connection.scalars(sa.select(EVENTS.c.sender_id)))


def bytes_on_disk(folder: Path) -> bytes:
    """All that the database's files hold: the database, and what SQLite keeps beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
