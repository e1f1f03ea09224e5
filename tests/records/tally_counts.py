"""What was counted, for a test."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import tallies


def counts(connection: Connection, what: str, first: date, last: date) -> Mapping[str, int]:
    """The sums of one kind over the days from `first` to `last`, the greatest first."""
    total = sa.func.sum(tallies.c.count)
    rows = connection.execute(
        sa.select(tallies.c.key, total)
        .where(tallies.c.what == what, tallies.c.day >= first, tallies.c.day <= last)
        .group_by(tallies.c.key)
        .order_by(total.desc(), tallies.c.key)
    )
    return {key: int(number) for key, number in rows}
