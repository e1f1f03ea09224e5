"""Sessions, votes and questions, as the gateway made them before there were migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes what is missing: a database from that time has all of it."""
    op.create_table(
        "clinic_questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("created_at", _TIME, nullable=False),
        if_not_exists=True,
    )
    op.create_index(
        "ix_clinic_questions_sender", "clinic_questions", ["sender"], if_not_exists=True
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text()),
        sa.Column("created_at", _TIME, nullable=False),
        sa.UniqueConstraint("sender", "message_id", name="feedback_one_vote"),
        if_not_exists=True,
    )
    op.create_table(
        "visitor_sessions",
        sa.Column("sender", sa.String(255), primary_key=True),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "question_id",
            sa.Integer(),
            sa.ForeignKey("clinic_questions.id"),
            nullable=False,
            unique=True,
        ),
        sa.Column("name", sa.Text()),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("consented_at", _TIME, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        if_not_exists=True,
    )
