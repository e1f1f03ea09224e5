"""What staff do with the items of the inbox, so that nothing is lost where two act on one.

Each change names the version that its page showed. Where somebody else was faster, it is refused
and nothing is changed; a note is added in any case.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from desk.audit.store import note_change
from desk.inbox.grouping import lock_groups
from desk.inbox.store import LARGEST_ID, subject_of
from records.inbox_entries import State, add_group
from records.tables import inbox_items, item_notes, missed_questions, staff

LONGEST_NOTE = 4000
"""Characters."""


class Outdated(Exception):
    """Somebody changed the item after the page was made; nothing was changed now."""


class Gone(Exception):
    """There is no such item, question or account (any more); nothing was changed."""


@dataclass(frozen=True)
class By:
    """Who does something, and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """An item as a page showed it."""

    id: int
    version: int


def assign(engine: Engine, item: Shown, by: By, staff_id: int | None, note: str = "") -> None:
    """Gives an item to somebody; None: to nobody. `note` is added along with it.

    Raises:
        Outdated: Somebody else was faster.
        Gone: There is no such item or account.
    """
    names = dict(accounts(engine))
    if staff_id is not None and staff_id not in names:
        raise Gone
    with _changing(engine, item, by, note, assigned_to=staff_id) as (connection, before):
        was = connection.scalar(sa.select(staff.c.name).where(staff.c.id == before.assigned_to))
        now = "nobody" if staff_id is None else names[staff_id]
        _note_change(connection, by, item.id, "assigned", was or "nobody", now)


def set_state(
    engine: Engine,
    item: Shown,
    by: By,
    state: State,
    note: str = "",
    until: datetime | None = None,
    in_passing: bool = False,
) -> None:
    """Closes an item, puts it away `until` a time, or opens it. `note` is added along with it.

    An emergency has to be looked at: it is not put away, nor closed `in_passing` with others.

    Raises:
        Outdated: Somebody else was faster.
        Gone: There is no such item that this can be done with.
    """
    closed_at = by.at if state == "closed" else until
    with _changing(engine, item, by, note, state=state, closed_at=closed_at) as (connection, was):
        if was.kind == "emergency" and (in_passing or state == "snoozed"):
            raise Gone
        action = "reopened" if state == "open" else state
        _note_change(connection, by, item.id, action, was.state, state)


def wake(engine: Engine, now: datetime) -> None:
    """Opens the snoozed items whose time has come."""
    items = inbox_items.c
    due = sa.and_(items.state == "snoozed", items.closed_at <= now)
    with engine.connect() as connection:
        ids = connection.scalars(sa.select(items.id).where(due)).all()
    if ids:
        with engine.begin() as connection:
            connection.execute(
                sa.update(inbox_items)
                .where(items.id.in_(ids), due)
                .values(state="open", closed_at=None, version=items.version + 1, last_at=now)
            )


def add_note(engine: Engine, item_id: int, by: By, note: str) -> None:
    """Adds a note; it is never refused for what others did.

    Raises:
        Gone: There is no such item.
    """
    with engine.begin() as connection:
        # Written first: on SQLite a transaction that reads first may not be let write.
        if not _touch(connection, item_id):
            raise Gone
        _add_note(connection, item_id, by, note)


def move_question(engine: Engine, item: Shown, by: By, question_id: int, note: str = "") -> int:
    """Takes a question out of a group, into a group of its own; gives the id of that.

    `note` is added to the group that it was in.

    Raises:
        Outdated: Somebody else was faster.
        Gone: There is no such group, or the question is not in it or alone in it.
    """
    questions = missed_questions.c
    with engine.begin() as connection:
        lock_groups(connection)
        before = _claim(connection, item, count=inbox_items.c.count - 1, centroid=None)
        asked_at = connection.scalar(
            sa.select(questions.asked_at).where(
                questions.id == question_id, questions.item_id == item.id
            )
        )
        if before.kind != "missed" or asked_at is None or before.count < 2:
            raise Gone
        if note:
            _add_note(connection, item.id, by, note)
        new = add_group(connection, asked_at)
        connection.execute(
            sa.update(missed_questions).where(questions.id == question_id).values(item_id=new)
        )
        connection.execute(sa.update(inbox_items).where(inbox_items.c.id == new).values(count=1))
        _note_change(connection, by, item.id, "question taken out", after=subject_of(new))
        _note_change(connection, by, new, "group made", after=subject_of(item.id))
    return new


def merge(engine: Engine, item: Shown, by: By, into: int, note: str = "") -> None:
    """Puts all questions and notes of a group into another, which is then open; the first goes.

    `note` is added to the other.

    Raises:
        Outdated: Somebody else was faster.
        Gone: One of the two is no group (any more), or both are the same.
    """
    items = inbox_items.c
    if into == item.id or not 0 < into <= LARGEST_ID:
        raise Gone
    with engine.begin() as connection:
        lock_groups(connection)
        before = _claim(connection, item)
        other = connection.execute(
            sa.select(items.kind, items.last_at).where(items.id == into)
        ).first()
        if other is None or (before.kind, other.kind) != ("missed", "missed"):
            raise Gone
        if note:
            _add_note(connection, into, by, note)
        for table in (missed_questions, item_notes):
            connection.execute(
                sa.update(table).where(table.c.item_id == item.id).values(item_id=into)
            )
        connection.execute(
            sa.update(inbox_items)
            .where(items.id == into)
            .values(
                count=items.count + before.count,
                # Its mean is made anew when there is something to group.
                centroid=None,
                state="open",
                closed_at=None,
                version=items.version + 1,
                last_at=max(other.last_at, before.last_at),
            )
        )
        connection.execute(sa.delete(inbox_items).where(items.id == item.id))
        _note_change(connection, by, item.id, "merged into another", after=subject_of(into))
        _note_change(connection, by, into, "another merged into it", after=subject_of(item.id))


def accounts(engine: Engine) -> Sequence[tuple[int, str]]:
    """Whom an item can be assigned to."""
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(staff.c.id, staff.c.name)
            .where(sa.not_(staff.c.is_disabled))
            .order_by(staff.c.name)
        )
        return [(row.id, row.name) for row in rows]


@contextmanager
def _changing(
    engine: Engine, item: Shown, by: By, note: str, **values: Any
) -> Iterator[tuple[Connection, Any]]:
    with engine.begin() as connection:
        before = _claim(connection, item, **values)
        if note:
            _add_note(connection, item.id, by, note)
        yield connection, before


def _claim(connection: Connection, item: Shown, **values: Any) -> Any:
    """Changes an item that is still as it was shown; gives it as it was before.

    Whoever comes second waits here for the first, and then finds another version.
    """
    items = inbox_items.c
    # Held until the end; on SQLite, where nothing is changed, this makes the others wait.
    if not _touch(connection, item.id):
        raise Gone
    before = connection.execute(sa.select(inbox_items).where(items.id == item.id)).one()
    if before.version != item.version:
        raise Outdated
    connection.execute(
        sa.update(inbox_items)
        .where(items.id == item.id)
        .values(version=items.version + 1, **values)
    )
    return before


def _touch(connection: Connection, item_id: int) -> bool:
    """Locks an item for this transaction; False where there is none."""
    items = inbox_items.c
    if not 0 < item_id <= LARGEST_ID:
        return False
    same = sa.update(inbox_items).where(items.id == item_id).values(version=items.version)
    return bool(connection.execute(same).rowcount)


def _add_note(connection: Connection, item_id: int, by: By, note: str) -> None:
    connection.execute(
        sa.insert(item_notes).values(
            item_id=item_id, author=by.name, note=note[:LONGEST_NOTE], written_at=by.at
        )
    )
    _note_change(connection, by, item_id, f"note added ({len(note)} characters)")


def _note_change(
    connection: Connection,
    by: By,
    item_id: int,
    action: str,
    before: str | None = None,
    after: str | None = None,
) -> None:
    subject = subject_of(item_id)
    note_change(connection, by.at, by.name, action, subject, before=before, after=after)
