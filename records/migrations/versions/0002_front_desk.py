"""The tables as they were when the front desk came: the oldest shape that is brought up to date.

A new database gets the tables of today here. What comes later changes those of the databases that
were here before, and passes over what is there.
"""

from alembic import op

from records.tables import METADATA, clinic_questions, contacts, feedback, visitor_sessions

revision = "0002"
down_revision = None

_OF_BEFORE = [visitor_sessions, feedback, clinic_questions, contacts]
"""What the gateway made before there were migrations, and may be there with rows."""


def upgrade() -> None:
    """Makes the tables, and puts what visitors left before into the inbox."""
    METADATA.create_all(op.get_bind(), _OF_BEFORE)
    op.create_index("feedback_by_time", "feedback", ["created_at", "helpful"], if_not_exists=True)
    new = [table for table in METADATA.sorted_tables if table not in _OF_BEFORE]
    METADATA.create_all(op.get_bind(), new, checkfirst=False)
    columns = "kind, state, sender, source_id, topic, count, version, created_at, last_at"
    for kind, topic, source in (
        ("question", "NULL", "clinic_questions WHERE question IS NOT NULL"),
        ("disliked", "topic", "feedback WHERE NOT helpful"),
    ):
        op.execute(
            f"INSERT INTO inbox_items ({columns}) SELECT '{kind}', 'open', sender, id, {topic}, "
            f"1, 1, created_at, created_at FROM {source}"
        )
