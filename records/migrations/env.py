"""How alembic changes the tables: on the connection that `records.migrating` hands over."""

from alembic import context

from records.migrating import VERSION_TABLE
from records.tables import METADATA

_ours = frozenset(METADATA.tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    # Rasa keeps its own table in the same database.
    include_name=lambda name, kind, _: kind != "table" or name in _ours,
)
with context.begin_transaction():
    context.run_migrations()
