"""What whoever reviews signs with: name and qualification."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Gives accounts that were made before the column; none of them signs anything yet."""
    columns = {each["name"] for each in sa.inspect(op.get_bind()).get_columns("staff")}
    if "signs_as" not in columns:
        op.add_column("staff", sa.Column("signs_as", sa.Text()))
