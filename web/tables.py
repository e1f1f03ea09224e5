"""The tables that the gateway keeps, beside Rasa's own in the same database.

All times are in UTC. How visitors can be reached stands apart from all else, so that it can be
erased, withheld or kept for a time of its own.
"""

from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.schema import CreateIndex, CreateTable

METADATA = sa.MetaData()

_TIME = sa.DateTime(timezone=True)
_SENDER = sa.String(255)
"""As wide as in Rasa's own table."""

visitor_sessions = sa.Table(
    "visitor_sessions",
    METADATA,
    sa.Column("sender", _SENDER, primary_key=True),
    sa.Column("started_at", _TIME, nullable=False),
    sa.Column("seen_at", _TIME, nullable=False),
)

feedback = sa.Table(
    "feedback",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender", _SENDER, nullable=False),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("remark", sa.Text),
    sa.Column("created_at", _TIME, nullable=False),
    sa.UniqueConstraint("sender", "message_id", name="feedback_one_vote"),
)

clinic_questions = sa.Table(
    "clinic_questions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender", _SENDER, nullable=False, index=True),
    # NULL once the question has been purged and only the way to reach the visitor is still kept.
    sa.Column("question", sa.Text),
    sa.Column("created_at", _TIME, nullable=False),
)

contacts = sa.Table(
    "contacts",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "question_id", sa.Integer, sa.ForeignKey("clinic_questions.id"), nullable=False, unique=True
    ),
    sa.Column("name", sa.Text),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("consented_at", _TIME, nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
)

rasa_events = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))
"""What is read of Rasa's own table, which Rasa makes; `timestamp` is in seconds since 1970."""

_MAKING = 0x6E656564
"""The number of the lock under which PostgreSQL makes the tables."""


def make_tables(engine: Engine) -> None:
    """Makes the tables and indexes that are missing; several processes may do so at once.

    Raises:
        sqlalchemy.exc.DBAPIError: The database cannot be reached or written.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # There IF NOT EXISTS alone fails where two processes make the same table.
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING)))
        for table in METADATA.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))


def utc(time: datetime) -> datetime:
    """A time as the tables hold it, whether it is to be written or was read.

    SQLite forgets the zone, so a time without one is in UTC.
    """
    if time.tzinfo is None:
        return time.replace(tzinfo=timezone.utc)
    return time.astimezone(timezone.utc)
