"""Counting by day, without anything that tells visitors apart."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy.engine import Connection

from records.database import insertion
from records.tables import tallies

LONGEST_KEY = 128


def count(connection: Connection, day: date, counted: Iterable[tuple[str, str]]) -> None:
    """Adds one for each (what, key), in the transaction of the caller.

    The rows are written in one order everywhere, so that two processes never wait for each other.

    Args:
        connection: One in a transaction.
        day: The day in the clinic's time zone.
        counted: What is counted, such as `("topic", "pain")`.
    """
    sums = Counter((what, key[:LONGEST_KEY]) for what, key in counted)
    rows = [
        {"day": day, "what": what, "key": key, "count": number}
        for (what, key), number in sorted(sums.items())
    ]
    if rows:
        insert = insertion(connection, tallies)
        adding = insert.on_conflict_do_update(
            index_elements=[tallies.c.day, tallies.c.what, tallies.c.key],
            set_={"count": tallies.c.count + insert.excluded.count},
        )
        connection.execute(adding, rows)
