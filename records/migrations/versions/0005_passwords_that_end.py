"""Until when a password may be used that has to be replaced."""

import sqlalchemy as sa
from alembic import op

from records.tables import staff

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Gives accounts that were made before the column; theirs are replaced when they prove weak."""
    columns = {each["name"] for each in sa.inspect(op.get_bind()).get_columns("staff")}
    if "password_ends_at" not in columns:
        op.add_column("staff", sa.Column("password_ends_at", staff.c.password_ends_at.type))
