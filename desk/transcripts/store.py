"""Reading what visitors asked and were answered, a conversation at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from desk.days import beginning, end
from desk.transcripts.searching import speaks_of, typed
from records.tables import answers, feedback, inbox_items, missed_questions, turns

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
        words: What something that was left in the conversation holds, all of it; empty: anything.
    """

    topic: str | None = None
    outcome: str | None = None
    start: datetime | None = None
    stop: datetime | None = None
    words: str = ""


def of_days(
    topic: str | None,
    outcome: str | None,
    first: date | None,
    last: date | None,
    zone: tzinfo,
    words: str = "",
) -> Wanted:
    """What is wanted of whole days in the clinic's time zone, `last` included."""
    return Wanted(
        topic,
        outcome,
        None if first is None else beginning(first, zone),
        None if last is None else end(last, zone),
        words,
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
        asked: Its first question, or of a search the first that holds the words, if any does.
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
class KeptExchange:
    """A question, and what was answered; see `records.journal.Exchange`.

    Attributes:
        answers: Rows of `answers`, each with the visitor's vote, `helpful`, and its `remark`.
    """

    id: int
    sender: str
    asked_at: datetime
    asked: str
    is_button: bool
    milliseconds: int
    knowledge_version: str
    understood: Mapping[str, Any] | None
    answers: Sequence[Any]


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
    if wanted.words:
        fitting.append(speaks_of(each.c.sender, wanted.words))
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
    return [Found(row.sender, Place(row.answered_at, row.id)) for row in rows]


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


def lines(connection: Connection, found: Sequence[Found], words: str = "") -> Sequence[Line]:
    """What the list says of each conversation, of a search with where its words stand."""
    senders = [each.sender for each in found]
    first_id = sa.func.min(turns.c.id)
    if words:
        first_id = sa.func.coalesce(sa.func.min(sa.case((typed(words), turns.c.id))), first_id)
    counted = (
        sa.select(first_id.label("first"), sa.func.count().label("questions"))
        .where(turns.c.sender.in_(senders))
        .group_by(turns.c.sender)
        .subquery()
    )
    begun = sa.select(turns.c.sender, turns.c.asked, turns.c.is_button, counted.c.questions)
    joined = turns.join(counted, turns.c.id == counted.c.first)
    first = {row.sender: row for row in connection.execute(begun.select_from(joined))}
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
            first[each.sender].asked,
            first[each.sender].is_button,
            first[each.sender].questions,
            list(outcomes[each.sender]),
            list(topics[each.sender]),
        )
        for each in found
        if each.sender in first
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
    said, vote, names = answers.c, feedback.c, [column.name for column in some.c]
    same = sa.and_(vote.sender == said.sender, vote.message_id == said.message_id)
    rows = connection.execute(
        sa.select(
            *(some, said.said, said.topic, said.outcome, said.confidence, said.facts),
            *(vote.helpful, vote.remark),
        )
        .select_from(some.join(answers, said.turn_id == some.c.id).outerjoin(feedback, same))
        .order_by(some.c.id, said.number)
    )
    for _, same_turn in groupby(rows, key=lambda row: row.id):
        given = list(same_turn)
        yield KeptExchange(**dict(zip(names, given[0], strict=False)), answers=given)


def items(connection: Connection, sender: str) -> list[Any]:
    """The id, kind and state of what the inbox has of a conversation, the newest first."""
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
    return list(rows)
