"""What the inbox holds: its lists, page by page, and all of one item."""

import hashlib
import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import chain, groupby, islice
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from desk.audit.store import lines
from desk.inbox.searching import holds
from records.inbox_entries import KINDS, Kind, State
from records.tables import (
    answers,
    clinic_questions,
    contacts,
    feedback,
    inbox_items,
    item_notes,
    missed_questions,
    staff,
    turns,
)

PAGE = 50
"""Items on one page of the list."""
MOST_QUESTIONS = 100
"""Questions of a group that are shown."""
LARGEST_ID = 2**31 - 1
"""Of a row, on PostgreSQL."""
GROUPS: frozenset[Kind] = frozenset({"gap", "missed"})
"""The kinds that hold the questions of many."""
NEWEST_QUESTION = (
    sa.select(missed_questions.c.asked)
    .where(missed_questions.c.item_id == inbox_items.c.id)
    .order_by(missed_questions.c.asked_at.desc())
    .limit(1)
    .scalar_subquery()
)
"""Of a group, beside its row."""
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

Order = Literal["newest", "frequent"]


@dataclass(frozen=True)
class Wanted:
    """Which items to list.

    Attributes:
        kind: Only these; None: all.
        state: Open, snoozed or closed.
        staff_id: Only what is assigned to this account; None: all.
        order: The newest first, or the most frequent.
        words: Only what holds all of these; empty: all.
        subjects: The particular questions whose names hold them.
        before: Where the page before ended, as its listing says; None: from the start.
    """

    kind: Kind | None = None
    state: State = "open"
    staff_id: int | None = None
    order: Order = "newest"
    words: str = ""
    subjects: Sequence[str] = ()
    before: tuple[int, int] | None = None


@dataclass(frozen=True)
class Line:
    """An item in the list.

    Attributes:
        words: The newest question of a group, the remark of a vote, or what was asked or written;
            None where it was erased, or nothing was said.
        topic: Of the answer that was voted down; of a gap its question or topic.
        assigned_to: The account's name.
    """

    id: int
    kind: Kind
    state: State
    version: int
    words: str | None
    topic: str | None
    count: int
    last_at: datetime
    assigned_to: str | None


@dataclass(frozen=True)
class Listing:
    """One page of the list.

    Attributes:
        alarms: Emergencies, which stand on top of the first page.
        lines: All else.
        older: Where the next page begins; None where there is none.
    """

    alarms: Sequence[Line]
    lines: Sequence[Line]
    older: tuple[int, int] | None

    @property
    def stamp(self) -> str:
        """Another one as soon as the page would show something else."""
        shown = [(line.id, line.version) for line in chain(self.alarms, self.lines)]
        return hashlib.sha256(repr((shown, self.older is None)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Exchange:
    """What a visitor wrote, and what was answered."""

    asked: str
    asked_at: datetime
    said: Sequence[str]


@dataclass(frozen=True)
class Item:
    """All of one item; what was erased is missing.

    Attributes:
        line: What the list shows of it.
        sender: The session; None of a group.
        created_at: When it came.
        assigned_id: The account's id.
        notes: Rows of `item_notes`, the oldest first.
        history: Who changed what: rows of `audit_lines`, the newest first.
        contact: How to reach who left a question, or wrote of a sign: a row of `contacts`.
        questions: Of a group: rows of `missed_questions`, the newest first, up to `MOST_QUESTIONS`.
        exchanges: Of a vote the one exchange, of an emergency all that held a sign.
    """

    line: Line
    sender: str | None
    created_at: datetime
    assigned_id: int | None
    notes: Sequence[Any]
    history: Sequence[Any]
    contact: Any = None
    questions: Sequence[Any] = ()
    exchanges: Sequence[Exchange] = ()

    @property
    def seen(self) -> int:
        """The number of the newest change that this shows."""
        return self.history[0].id if self.history else 0

    @property
    def stamp(self) -> str:
        """Another one as soon as a page of the item would show something else."""
        return f"{self.line.version}-{len(self.notes)}"


def subject_of(item_id: int) -> str:
    """What audit lines call an item."""
    return f"inbox item {item_id}"


def open_counts(engine: Engine) -> Mapping[Kind, int]:
    """How many items of each kind are open."""
    items = inbox_items.c
    counted = (
        sa.select(items.kind, sa.func.count()).where(items.state == "open").group_by(items.kind)
    )
    with engine.connect() as connection:
        found = dict(connection.execute(counted).all())
    return {kind: int(found.get(kind, 0)) for kind in KINDS}


@dataclass(frozen=True)
class Alarms:
    """The open emergencies."""

    open: int
    waiting: int
    """Those that nobody has taken."""
    newest: int
    """When the newest came, in milliseconds since 1970; 0 where there is none."""


def open_alarms(engine: Engine) -> Alarms:
    """How many emergencies are open, and whether somebody has taken them."""
    items = inbox_items.c
    counted = sa.select(
        sa.func.count(), sa.func.count(items.assigned_to), sa.func.max(items.last_at)
    ).where(items.state == "open", items.kind == "emergency")
    with engine.connect() as connection:
        number, taken, newest = connection.execute(counted).one()
    at = 0 if newest is None else (newest - _EPOCH) // timedelta(milliseconds=1)
    return Alarms(number, number - taken, at)


def listing(engine: Engine, wanted: Wanted) -> Listing:
    """One page of the list."""
    with engine.connect() as connection:
        alarms: list[Any] = []
        kinds: Sequence[Kind] = (wanted.kind,) if wanted.kind else KINDS
        if wanted.kind is None:
            kinds = [kind for kind in KINDS if kind != "emergency"]
            if wanted.before is None:
                alarms = _of_kind(connection, "emergency", wanted, PAGE, "newest")
        found = [_of_kind(connection, kind, wanted, PAGE + 1, wanted.order) for kind in kinds]
        # Each kind is read along its own index, and in order.
        merged = heapq.merge(*found, key=lambda row: _place(row, wanted.order), reverse=True)
        rows = list(islice(merged, PAGE + 1))
        shown = rows[:PAGE]
        words = _words(connection, [*alarms, *shown])
    return Listing(
        [_line(row, words) for row in alarms],
        [_line(row, words) for row in shown],
        _place(shown[-1], wanted.order) if len(rows) > PAGE else None,
    )


def _place(row: Any, order: Order) -> tuple[int, int]:
    """Where a row stands in an order; times in microseconds since 1970."""
    if order == "frequent":
        return row.count, row.id
    return (row.last_at - _EPOCH) // timedelta(microseconds=1), row.id


def _chosen() -> Any:
    return sa.select(inbox_items, staff.c.name).select_from(inbox_items.outerjoin(staff))


def _of_kind(
    connection: Connection, kind: Kind, wanted: Wanted, most: int, order: Order
) -> list[Any]:
    items = inbox_items.c
    by = items.count if order == "frequent" else items.last_at
    query = _chosen().where(items.kind == kind, items.state == wanted.state)
    if wanted.staff_id is not None:
        query = query.where(items.assigned_to == wanted.staff_id)
    if wanted.words:
        query = query.where(holds(wanted.words, wanted.subjects))
    if wanted.before is not None:
        number, id_ = wanted.before
        end = number if order == "frequent" else _EPOCH + timedelta(microseconds=number)
        # The first comparison alone is what an index can be read by.
        query = query.where(by <= end, sa.or_(by < end, items.id < id_))
    return list(connection.execute(query.order_by(by.desc(), items.id.desc()).limit(most)))


def _words(connection: Connection, rows: Sequence[Any]) -> Mapping[int, str | None]:
    """The words of each item, asked for once for each kind."""
    found: dict[int, str | None] = {}
    sources = {
        "question": (clinic_questions.c.id, clinic_questions.c.question),
        "disliked": (feedback.c.id, feedback.c.remark),
        "emergency": (turns.c.id, turns.c.asked),
    }
    for kind, (key, text) in sources.items():
        ids = {row.source_id: row.id for row in rows if row.kind == kind}
        if ids:
            for source_id, words in connection.execute(sa.select(key, text).where(key.in_(ids))):
                found[ids[source_id]] = words
    items = inbox_items.c
    groups = [row.id for row in rows if row.kind in GROUPS]
    if groups:
        shown = sa.select(items.id, NEWEST_QUESTION).where(items.id.in_(groups))
        found.update(connection.execute(shown).all())
    return found


def _line(row: Any, words: Mapping[int, str | None]) -> Line:
    return Line(
        id=row.id,
        kind=row.kind,
        state=row.state,
        version=row.version,
        words=words.get(row.id) or None,
        topic=row.topic,
        count=row.count,
        last_at=row.last_at,
        assigned_to=row.name,
    )


def stamp_of(engine: Engine, item_id: int) -> str | None:
    """The stamp that the item has now; None where there is no such item (any more)."""
    items = inbox_items.c
    noted = sa.select(sa.func.count()).where(item_notes.c.item_id == item_id).scalar_subquery()
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(items.version, noted.label("noted")).where(items.id == item_id)
        ).first()
    return None if row is None else f"{row.version}-{row.noted}"


def find(engine: Engine, item_id: int) -> Item | None:
    """All of an item; None where there is no such item (any more)."""
    if not 0 < item_id <= LARGEST_ID:
        return None
    notes, questions = item_notes.c, missed_questions.c
    history = lines(engine, subject=subject_of(item_id), only_changes=True)
    with engine.connect() as connection:

        def rows(table: Any, condition: Any, *order: Any, most: int | None = None) -> list[Any]:
            found = sa.select(table).where(condition).order_by(*order).limit(most)
            return list(connection.execute(found))

        row = connection.execute(_chosen().where(inbox_items.c.id == item_id)).first()
        if row is None:
            return None
        newest = (questions.asked_at.desc(), questions.id.desc())
        is_group = row.kind in GROUPS
        its = clinic_questions.c
        left = its.sender == row.sender if row.kind == "emergency" else its.id == row.source_id
        reached = []
        if row.kind in ("question", "emergency"):
            by = contacts.c.question_id.in_(sa.select(its.id).where(left))
            reached = rows(contacts, by, contacts.c.id.desc(), most=1)
        return Item(
            _line(row, _words(connection, [row])),
            row.sender,
            row.created_at,
            row.assigned_to,
            rows(item_notes, notes.item_id == item_id, notes.id),
            history,
            next(iter(reached), None),
            rows(missed_questions, questions.item_id == item_id, *newest, most=MOST_QUESTIONS)
            if is_group
            else (),
            _exchanges(connection, row),
        )


def _exchanges(connection: Connection, item: Any) -> list[Exchange]:
    said = answers.c
    if item.kind == "disliked":
        vote = sa.select(feedback.c.message_id).where(feedback.c.id == item.source_id)
        its = sa.and_(said.sender == item.sender, said.message_id == vote.scalar_subquery())
    elif item.kind == "emergency":
        its = sa.and_(said.sender == item.sender, said.outcome == "emergency")
    else:
        return []
    rows = connection.execute(
        sa.select(turns.c.id, turns.c.asked, turns.c.asked_at, said.said)
        .select_from(answers.join(turns))
        .where(its)
        .order_by(turns.c.asked_at.desc(), turns.c.id, said.number)
    )
    found = []
    for _, same_turn in groupby(rows, key=lambda row: row.id):
        given = list(same_turn)
        found.append(Exchange(given[0].asked, given[0].asked_at, [row.said for row in given]))
    return found
