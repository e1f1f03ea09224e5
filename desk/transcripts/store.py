"""Reading what visitors asked and were answered, a conversation at a time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from desk.days import beginning, end
from records.tables import answers, feedback, inbox_items, missed_questions, turns, utc

A_PAGE = 50
"""Conversations on one page."""
MOST_TURNS = 500
"""Questions of one conversation on one page."""
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Wanted:
    """Which conversations: those with an answer that fits all of it.

    Attributes:
        topic: The answer's topic; None: any.
        outcome: How it turned out; None: any.
        start: The earliest time of the answer; None: any.
        stop: The first time that is too late; None: any.
    """

    topic: str | None = None
    outcome: str | None = None
    start: datetime | None = None
    stop: datetime | None = None


def of_days(
    topic: str | None, outcome: str | None, first: date | None, last: date | None, zone: tzinfo
) -> Wanted:
    """What is wanted of whole days in the clinic's time zone, `last` included."""
    return Wanted(
        topic,
        outcome,
        None if first is None else beginning(first, zone),
        None if last is None else end(last, zone),
    )


@dataclass(frozen=True)
class Place:
    """Where a page ends: the time and the id of an answer."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.id}"


def place_in(text: str) -> Place | None:
    """The place that an address names; None where it names none."""
    time, _, id_ = text.partition("-")
    if not all(part.isascii() and part.isdecimal() and len(part) < 18 for part in (time, id_)):
        return None
    try:
        return Place(_EPOCH + int(time) * _MICROSECOND, int(id_))
    except OverflowError:
        return None


@dataclass(frozen=True)
class Found:
    """A conversation, and its latest answer that fits."""

    sender: str
    place: Place


@dataclass(frozen=True)
class Line:
    """A conversation in the list.

    Attributes:
        at: The time of its latest answer that fits what is wanted.
        asked: Its first question.
        is_button: Whether that was a pressed button.
        questions: How many there are.
        outcomes: How its answers turned out, each once.
        topics: What they were about, each once.
    """

    sender: str
    at: datetime
    asked: str
    is_button: bool
    questions: int
    outcomes: Sequence[str]
    topics: Sequence[str]


@dataclass(frozen=True)
class GivenAnswer:
    """What the assistant said.

    Attributes:
        said: The words.
        topic: What it is about.
        outcome: How it turned out.
        confidence: How sure the understanding was, 0 to 1; None: it was not asked.
        facts: The ids of the facts that it shows.
        helpful: The visitor's vote; None: there is none.
        remark: What the visitor added to it.
    """

    said: str
    topic: str
    outcome: str
    confidence: float | None
    facts: Sequence[str]
    helpful: bool | None
    remark: str | None


@dataclass(frozen=True)
class KeptExchange:
    """A question, and what was answered; see `records.journal.Exchange`."""

    id: int
    sender: str
    asked_at: datetime
    asked: str
    is_button: bool
    milliseconds: int
    knowledge_version: str
    understood: Mapping[str, Any] | None
    answers: Sequence[GivenAnswer]


@dataclass(frozen=True)
class Item:
    """Something in the inbox that belongs to a conversation."""

    id: int
    kind: str
    state: str


def find(
    connection: Connection, wanted: Wanted, older_than: Place | None = None, most: int = A_PAGE
) -> Sequence[Found]:
    """The conversations that fit, the newest first, each once.

    It walks an index from the newest fitting answer on, and leaves out an answer where the same
    conversation has a later one that fits. So it takes as long as the page is, not as all is.
    """
    each, later = answers.alias("each"), answers.alias("later")
    fitting = [
        column == value
        for column, value in ((each.c.topic, wanted.topic), (each.c.outcome, wanted.outcome))
        if value is not None
    ]
    if wanted.start is not None:
        fitting.append(each.c.answered_at >= wanted.start)
    if wanted.stop is not None:
        fitting.append(each.c.answered_at < wanted.stop)
    if older_than is not None:
        fitting += [
            each.c.answered_at <= older_than.at,
            sa.or_(each.c.answered_at < older_than.at, each.c.id < older_than.id),
        ]
    rows = connection.execute(
        sa.select(each.c.sender, each.c.answered_at, each.c.id)
        .where(*fitting, ~_has_later(each, later, wanted))
        .order_by(each.c.answered_at.desc(), each.c.id.desc())
        .limit(most)
    )
    return [Found(row.sender, Place(utc(row.answered_at), row.id)) for row in rows]


def _has_later(each: Any, later: Any, wanted: Wanted) -> Any:
    """Whether a later answer of the conversation fits.

    An offset of 0 has PostgreSQL look it up for each row; without it all rows are joined first.
    `coalesce` keeps SQLite from the indexes by topic and by outcome, which name thousands of
    answers, in place of the few of one conversation.
    """
    conditions = [
        later.c.sender == each.c.sender,
        later.c.answered_at >= each.c.answered_at,
        sa.or_(later.c.answered_at > each.c.answered_at, later.c.id > each.c.id),
    ]
    for column, value in ((later.c.topic, wanted.topic), (later.c.outcome, wanted.outcome)):
        if value is not None:
            conditions.append(sa.func.coalesce(column, "") == value)
    if wanted.stop is not None:
        conditions.append(later.c.answered_at < wanted.stop)
    return (
        sa.select(later.c.id)
        .where(*conditions)
        .order_by(later.c.answered_at)
        .limit(1)
        .offset(0)
        .exists()
    )


def lines(connection: Connection, found: Sequence[Found]) -> Sequence[Line]:
    """What the list says of each conversation."""
    senders = [each.sender for each in found]
    counted = {
        row.sender: row
        for row in connection.execute(
            sa.select(
                turns.c.sender,
                sa.func.min(turns.c.id).label("first"),
                sa.func.count().label("questions"),
            )
            .where(turns.c.sender.in_(senders))
            .group_by(turns.c.sender)
        )
    }
    first = {
        row.id: row
        for row in connection.execute(
            sa.select(turns.c.id, turns.c.asked, turns.c.is_button).where(
                turns.c.id.in_([row.first for row in counted.values()])
            )
        )
    }
    outcomes: dict[str, dict[str, None]] = {sender: {} for sender in senders}
    topics: dict[str, dict[str, None]] = {sender: {} for sender in senders}
    for row in connection.execute(
        sa.select(answers.c.sender, answers.c.topic, answers.c.outcome)
        .where(answers.c.sender.in_(senders))
        .group_by(answers.c.sender, answers.c.topic, answers.c.outcome)
        .order_by(sa.func.min(answers.c.id))
    ):
        outcomes[row.sender][row.outcome] = None
        topics[row.sender][row.topic] = None
    return [
        Line(
            each.sender,
            each.place.at,
            first[counted[each.sender].first].asked,
            first[counted[each.sender].first].is_button,
            counted[each.sender].questions,
            list(outcomes[each.sender]),
            list(topics[each.sender]),
        )
        for each in found
        if each.sender in counted
    ]


def conversation(
    connection: Connection, sender: str, after: int = 0, most: int = MOST_TURNS
) -> Sequence[KeptExchange]:
    """The questions of a conversation with an id above `after`, the oldest first."""
    some = (
        sa.select(turns)
        .where(turns.c.sender == sender, turns.c.id > after)
        .order_by(turns.c.id)
        .limit(most)
        .subquery()
    )
    return list(_kept(connection, some))


def conversations(connection: Connection, senders: Sequence[str]) -> Iterator[KeptExchange]:
    """All questions of some conversations, in the order of `senders`, each from its beginning."""
    some = sa.select(turns).where(turns.c.sender.in_(senders)).subquery()
    order = {sender: number for number, sender in enumerate(senders)}
    return iter(sorted(_kept(connection, some), key=lambda turn: (order[turn.sender], turn.id)))


def _kept(connection: Connection, some: Any) -> Iterator[KeptExchange]:
    """The turns of a subquery with their answers and the votes on these, by id."""
    rows = connection.execute(
        sa.select(
            some,
            answers.c.said,
            answers.c.topic,
            answers.c.outcome,
            answers.c.confidence,
            answers.c.facts,
            feedback.c.helpful,
            feedback.c.remark,
        )
        .select_from(
            some.join(answers, answers.c.turn_id == some.c.id).outerjoin(
                feedback,
                sa.and_(
                    feedback.c.sender == answers.c.sender,
                    feedback.c.message_id == answers.c.message_id,
                ),
            )
        )
        .order_by(some.c.id, answers.c.number)
    )
    given: list[GivenAnswer] = []
    last = None
    for row in rows:
        if last is not None and row.id != last.id:
            yield _turn(last, given)
            given = []
        given.append(
            GivenAnswer(
                row.said,
                row.topic,
                row.outcome,
                row.confidence,
                json.loads(row.facts),
                row.helpful,
                row.remark,
            )
        )
        last = row
    if last is not None:
        yield _turn(last, given)


def _turn(row: Any, given: Sequence[GivenAnswer]) -> KeptExchange:
    return KeptExchange(
        row.id,
        row.sender,
        utc(row.asked_at),
        row.asked,
        row.is_button,
        row.milliseconds,
        row.knowledge_version,
        None if row.understood is None else json.loads(row.understood),
        given,
    )


def items(connection: Connection, sender: str) -> Sequence[Item]:
    """What the inbox has of a conversation, the newest first."""
    # Put together like this each part is found by an index of its own; PostgreSQL reads the whole
    # inbox for an OR.
    its = sa.union_all(
        sa.select(inbox_items.c.id).where(inbox_items.c.sender == sender),
        sa.select(missed_questions.c.item_id).where(missed_questions.c.sender == sender),
    )
    rows = connection.execute(
        sa.select(inbox_items.c.id, inbox_items.c.kind, inbox_items.c.state)
        .where(inbox_items.c.id.in_(its))
        .order_by(inbox_items.c.id.desc())
    )
    return [Item(row.id, row.kind, row.state) for row in rows]
