"""The front desk: transcripts, counts, the inbox, staff and their audit lines."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables, and puts what visitors left before into the inbox."""
    _make_staff()
    _make_transcripts()
    _make_inbox()
    op.create_index("feedback_by_time", "feedback", ["created_at", "helpful"])
    _fill_inbox()


def _make_staff() -> None:
    op.create_table(
        "answer_notes",
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("written_at", _TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "audit_lines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
    )
    op.create_index("ix_audit_lines_made_at", "audit_lines", ["made_at"])
    op.create_index("ix_audit_lines_subject", "audit_lines", ["subject"])
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until_at", _TIME),
        sa.Column("created_at", _TIME, nullable=False),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])


def _make_transcripts() -> None:
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("what", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("is_button", sa.Boolean(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("knowledge_version", sa.Text(), nullable=False),
        sa.Column("understood", sa.Text()),
    )
    op.create_index("ix_turns_asked_at", "turns", ["asked_at"])
    op.create_index("ix_turns_sender", "turns", ["sender"])
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("turn_id", sa.Integer(), sa.ForeignKey("turns.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("answered_at", _TIME, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
    )
    op.create_index("answers_by_both", "answers", ["topic", "outcome", "answered_at"])
    op.create_index("answers_by_outcome", "answers", ["outcome", "answered_at"])
    op.create_index("answers_by_time", "answers", ["answered_at"])
    op.create_index("answers_by_topic", "answers", ["topic", "answered_at"])
    op.create_index("answers_of_sender", "answers", ["sender", "answered_at"])
    op.create_index("ix_answers_turn_id", "answers", ["turn_id"])


def _make_inbox() -> None:
    op.create_table(
        "inbox_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sender", sa.String(255)),
        sa.Column("source_id", sa.Integer()),
        sa.Column("topic", sa.Text()),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("assigned_to", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("centroid", sa.LargeBinary()),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("last_at", _TIME, nullable=False),
        sa.Column("closed_at", _TIME),
        sa.UniqueConstraint("kind", "source_id", name="inbox_one_item"),
    )
    op.create_index("inbox_by_count", "inbox_items", ["state", "kind", "count", "id"])
    op.create_index("inbox_by_time", "inbox_items", ["state", "kind", "last_at", "id"])
    op.create_index(
        "inbox_of_staff", "inbox_items", ["assigned_to", "state", "kind", "last_at", "id"]
    )
    op.create_index("ix_inbox_items_sender", "inbox_items", ["sender"])
    op.create_table(
        "item_notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inbox_items.id"), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_at", _TIME, nullable=False),
    )
    op.create_index("ix_item_notes_item_id", "item_notes", ["item_id"])
    op.create_table(
        "missed_questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inbox_items.id")),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("turn_id", sa.Integer(), sa.ForeignKey("turns.id"), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("fingerprint", sa.String(64)),
    )
    op.create_index("ix_missed_questions_fingerprint", "missed_questions", ["fingerprint"])
    op.create_index("ix_missed_questions_asked_at", "missed_questions", ["asked_at"])
    op.create_index("ix_missed_questions_sender", "missed_questions", ["sender"])
    op.create_index("ix_missed_questions_turn_id", "missed_questions", ["turn_id"])
    op.create_index("missed_of_item", "missed_questions", ["item_id", "asked_at"])


def _fill_inbox() -> None:
    columns = "kind, state, sender, source_id, topic, count, version, created_at, last_at"
    op.execute(
        f"INSERT INTO inbox_items ({columns}) "
        "SELECT 'question', 'open', sender, id, NULL, 1, 1, created_at, created_at "
        "FROM clinic_questions WHERE question IS NOT NULL"
    )
    op.execute(
        f"INSERT INTO inbox_items ({columns}) "
        "SELECT 'disliked', 'open', sender, id, topic, 1, 1, created_at, created_at "
        "FROM feedback WHERE NOT helpful"
    )
