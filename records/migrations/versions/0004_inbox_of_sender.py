"""An index that finds the item of a session's warning sign, however many others there are."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Puts it in the place of the one by the session alone, which SQLite passed over."""
    op.create_index("inbox_of_sender", "inbox_items", ["sender", "kind"], if_not_exists=True)
    op.drop_index("ix_inbox_items_sender", "inbox_items", if_exists=True)
