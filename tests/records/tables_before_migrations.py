"""The database as the release before migrations made it: a copy that never changes."""

from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Engine

LEFT_AT = datetime(2024, 5, 1, 12, 0, tzinfo=timezone.utc)

_METADATA = sa.MetaData()
_TIME = sa.DateTime(timezone=True)
_SENDER = sa.String(255)

SESSIONS = sa.Table(
    "visitor_sessions",
    _METADATA,
    sa.Column("sender", _SENDER, primary_key=True),
    sa.Column("started_at", _TIME, nullable=False),
    sa.Column("seen_at", _TIME, nullable=False),
)
FEEDBACK = sa.Table(
    "feedback",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender", _SENDER, nullable=False),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("remark", sa.Text),
    sa.Column("created_at", _TIME, nullable=False),
    sa.UniqueConstraint("sender", "message_id", name="feedback_one_vote"),
)
QUESTIONS = sa.Table(
    "clinic_questions",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender", _SENDER, nullable=False, index=True),
    sa.Column("question", sa.Text),
    sa.Column("created_at", _TIME, nullable=False),
)
CONTACTS = sa.Table(
    "contacts",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "question_id", sa.Integer, sa.ForeignKey("clinic_questions.id"), nullable=False, unique=True
    ),
    sa.Column("name", sa.Text),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("consented_at", _TIME, nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
)
TABLES = (SESSIONS, FEEDBACK, QUESTIONS, CONTACTS)


def make_tables_of_before(engine: Engine) -> None:
    """Makes the tables, without any trace of a version."""
    _METADATA.create_all(engine)


def fill_tables_of_before(engine: Engine) -> None:
    """Puts rows into all of them: two votes, and two questions of which one has been purged."""
    visit = {"started_at": LEFT_AT, "seen_at": LEFT_AT}
    vote = {"sender": "ann", "created_at": LEFT_AT}
    left = {"name": "Ann", "consented_at": LEFT_AT, "created_at": LEFT_AT}
    rows = {
        SESSIONS: [{"sender": "ann", **visit}, {"sender": "ben", **visit}],
        FEEDBACK: [
            {**vote, "message_id": "m1", "topic": "pain", "helpful": True, "remark": None},
            {**vote, "message_id": "m2", "topic": "cost", "helpful": False, "remark": "No price"},
        ],
        QUESTIONS: [
            {"sender": "ann", "question": "Do you open on Sunday?", "created_at": LEFT_AT},
            {"sender": "ben", "question": None, "created_at": LEFT_AT},
        ],
    }
    with engine.begin() as connection:
        for table, its_rows in rows.items():
            connection.execute(sa.insert(table), its_rows)
        for question_id in connection.scalars(sa.select(QUESTIONS.c.id)).all():
            contact = {"question_id": question_id, "contact": "ann@mail.example", **left}
            connection.execute(sa.insert(CONTACTS).values(contact))


def rows_of(engine: Engine, table: sa.Table) -> list[tuple[object, ...]]:
    """All rows of a table."""
    with engine.connect() as connection:
        found = connection.execute(sa.select(table).order_by(*table.primary_key.columns))
        return [tuple(row) for row in found]
