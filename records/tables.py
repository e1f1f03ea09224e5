"""The tables that the gateway and the front desk keep, beside Rasa's own in the same database.

`records/migrations/` makes and changes them; `records.migrating` runs that. A test holds the two
together.

All times are in UTC. How visitors can be reached stands apart from all else, so that it can be
erased, withheld or kept for a time of its own.
"""

import json
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()


class _Utc(sa.TypeDecorator):  # type: ignore[misc]
    """A time in UTC, with its zone, which SQLite alone forgets."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else utc(value)

    process_result_value = process_bind_param


class _Json(sa.TypeDecorator):  # type: ignore[misc]
    """What can be written as JSON, as text on every kind of database."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        return None if value is None else json.loads(value)


_TIME = _Utc()
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
    sa.Index("feedback_by_time", "created_at", "helpful"),
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

turns = sa.Table(
    "turns",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender", _SENDER, nullable=False, index=True),
    sa.Column("asked_at", _TIME, nullable=False, index=True),
    # The visitor's words, masked; of a pressed button, what it says to Rasa.
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("is_button", sa.Boolean, nullable=False),
    sa.Column("milliseconds", sa.Integer, nullable=False),
    sa.Column("knowledge_version", sa.Text, nullable=False),
    # The action that answered, and the intent and entities that Rasa read; NULL without Rasa.
    sa.Column("understood", _Json),
)
"""One row for each message of a visitor that was answered."""

answers = sa.Table(
    "answers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("sender", _SENDER, nullable=False),
    sa.Column("answered_at", _TIME, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float),
    sa.Column("said", sa.Text, nullable=False),
    # A list of fact ids.
    sa.Column("facts", _Json, nullable=False),
    sa.Index("answers_of_sender", "sender", "answered_at"),
    sa.Index("answers_by_time", "answered_at"),
    sa.Index("answers_by_topic", "topic", "answered_at"),
    sa.Index("answers_by_outcome", "outcome", "answered_at"),
    sa.Index("answers_by_both", "topic", "outcome", "answered_at"),
)
"""What was said in a turn, one row for each message of the assistant."""

tallies = sa.Table(
    "tallies",
    METADATA,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("what", sa.String(32), primary_key=True),
    sa.Column("key", sa.String(128), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
"""Counts by day, in the clinic's time zone, which outlast the conversations that were counted."""

inbox_items = sa.Table(
    "inbox_items",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    # The session, of all kinds but a group, which has many.
    sa.Column("sender", _SENDER),
    # What it is about: a row of clinic_questions, of feedback or of turns, as its kind says.
    sa.Column("source_id", sa.Integer),
    sa.Column("topic", sa.Text),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("assigned_to", sa.Integer, sa.ForeignKey("staff.id")),
    # Goes up by one with each change; a change that names an older one is refused.
    sa.Column("version", sa.Integer, nullable=False),
    # Of a group: the mean of its questions' vectors, as 32-bit floats.
    sa.Column("centroid", sa.LargeBinary),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("last_at", _TIME, nullable=False),
    # Of a snoozed one: when it opens again.
    sa.Column("closed_at", _TIME),
    sa.Index("inbox_by_time", "state", "kind", "last_at", "id"),
    sa.Index("inbox_by_count", "state", "kind", "count", "id"),
    sa.Index("inbox_of_staff", "assigned_to", "state", "kind", "last_at", "id"),
    # Without the kind SQLite would take the next one, and read all items of a kind.
    sa.Index("inbox_of_sender", "sender", "kind"),
    sa.UniqueConstraint("kind", "source_id", name="inbox_one_item"),
)
"""What staff have to look at; `records.inbox_entries` says which kinds and states there are."""

missed_questions = sa.Table(
    "missed_questions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    # The group; NULL until it is found.
    sa.Column("item_id", sa.Integer, sa.ForeignKey("inbox_items.id")),
    sa.Column("sender", _SENDER, nullable=False, index=True),
    sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id"), nullable=False, index=True),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("asked_at", _TIME, nullable=False, index=True),
    # SHA-256 of its bare words, by which a question that was asked before is found again; NULL
    # until it has a group.
    sa.Column("fingerprint", sa.String(64), index=True),
    sa.Index("missed_of_item", "item_id", "asked_at"),
)
"""The questions that the assistant could not answer."""

item_notes = sa.Table(
    "item_notes",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("item_id", sa.Integer, sa.ForeignKey("inbox_items.id"), nullable=False, index=True),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("written_at", _TIME, nullable=False),
)

answer_notes = sa.Table(
    "answer_notes",
    METADATA,
    sa.Column("topic", sa.String(64), primary_key=True),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("written_at", _TIME, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""The clinic's own wording for the desk, a note beside each topic; visitors never see it."""

staff = sa.Table(
    "staff",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(64), nullable=False, unique=True),
    sa.Column("role", sa.String(16), nullable=False),
    # Name and qualification of whoever may sign what is said.
    sa.Column("signs_as", sa.Text),
    sa.Column("password_hash", sa.Text, nullable=False),
    # Until when a password may be used that has to be replaced; NULL: it need not be.
    sa.Column("password_ends_at", _TIME),
    sa.Column("is_disabled", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("locked_until_at", _TIME),
    sa.Column("created_at", _TIME, nullable=False),
)

staff_sessions = sa.Table(
    "staff_sessions",
    METADATA,
    # The SHA-256 of what the cookie holds: who reads the table cannot sign in with it.
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("seen_at", _TIME, nullable=False),
)

audit_lines = sa.Table(
    "audit_lines",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("made_at", _TIME, nullable=False, index=True),
    sa.Column("who", sa.String(64), nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
)
"""Who changed what; it never holds a visitor's words."""

rasa_events = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))
"""What is read of Rasa's own table, which Rasa makes; `timestamp` is in seconds since 1970."""


def utc(time: datetime) -> datetime:
    """A time as the tables hold it, whether it is to be written or was read.

    SQLite forgets the zone, so a time without one is in UTC.
    """
    if time.tzinfo is None:
        return time.replace(tzinfo=timezone.utc)
    return time.astimezone(timezone.utc)
