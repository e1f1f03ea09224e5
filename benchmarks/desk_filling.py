"""Fills a database with made-up conversations, as the gateway and staff would have left them."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from desk.inbox.grouping import fingerprint
from records.journal import step_of
from records.outcomes import MISSED
from records.tables import (
    answers,
    audit_lines,
    clinic_questions,
    contacts,
    feedback,
    inbox_items,
    item_notes,
    missed_questions,
    staff,
    tallies,
    turns,
    visitor_sessions,
)

DAYS = 90
"""Over which the conversations are spread."""
_AT_ONCE = 2000
"""Conversations that are written together."""
_VECTOR_BYTES = 4 * 384

_OUTCOMES = {
    "answered": 0.872,
    "unclear": 0.05,
    "out_of_scope": 0.04,
    "handoff": 0.025,
    "failed": 0.008,
    "emergency": 0.005,
}
_TOPICS = {
    **{"pain": 12, "cost": 14, "downtime": 10, "definition": 8, "conditions": 9, "results": 7},
    **{"aftercare": 7, "side_effects": 7, "needle_depth": 6, "suitability": 6, "sessions": 5},
    **{"booking": 5, "comparison": 4, "providers": 3, "home_use": 3, "products": 2, "types": 2},
    **{"benefits": 2, "preparation": 2, "procedure": 2, "evidence": 1, "source": 0.2},
}
_CONDITIONS = ("acne_scars", "wrinkles", "stretch_marks", "melasma", "rosacea", "hair_loss")
_LENGTHS = ("0.25", "0.5", "1", "1.5", "2", "2.5", "3")
_SAID = "Made up: so many words as an answer has, about the question that was asked. " * 4


@dataclass(frozen=True)
class Filled:
    """How much there is, and names of some of it.

    Attributes:
        conversations: How many.
        rows: How many rows each table has.
        senders: Some conversations, from the oldest to the newest.
    """

    conversations: int
    rows: Mapping[str, int]
    senders: Sequence[str]


class _Ids(Counter[str]):
    """The ids that rows are given."""

    def next(self, table: sa.Table) -> int:
        self[table.name] += 1
        return self[table.name]


def fill(engine: Engine, conversations: int, now: datetime, seed: int = 0) -> Filled:
    """Fills an empty database; the same seed gives the same rows.

    Args:
        engine: A database with the tables of this release, and with accounts of staff.
        conversations: How many; they have three questions on average.
        now: When the last one was.
        seed: Of the made-up rows.
    """
    chance, ids = random.Random(seed), _Ids()
    counted: Counter[tuple[date, str, str]] = Counter()
    with engine.begin() as connection:
        accounts = list(connection.scalars(sa.select(staff.c.id).order_by(staff.c.id)))
        groups = _groups(connection, chance, ids, max(conversations // 50, 1), now)
    senders = []
    begin = now - timedelta(days=DAYS)
    for start in range(0, conversations, _AT_ONCE):
        rows: dict[str, list[dict[str, Any]]] = {}
        for number in range(start, min(start + _AT_ONCE, conversations)):
            at = begin + (now - begin) * ((number + chance.random()) / conversations)
            sender = f"{chance.getrandbits(128):032x}"
            for table, row in _conversation(chance, ids, groups, accounts, counted, sender, at):
                rows.setdefault(table.name, []).append(row)
            if number % max(conversations // 20, 1) == 0:
                senders.append(sender)
        with engine.begin() as connection:
            _write(connection, rows)
    _finish(engine, groups, counted, ids)
    return Filled(conversations, _sizes(engine), senders)


class _Group:
    """A group of missed questions, as it grows."""

    def __init__(self, id_: int, words: str) -> None:
        self.id, self.words, self.count = id_, words, 0
        self.last_at: datetime | None = None


def _groups(
    connection: Connection, chance: random.Random, ids: _Ids, number: int, now: datetime
) -> list[_Group]:
    groups = [
        _Group(ids.next(inbox_items), f"made-up question {n} that is not ours")
        for n in range(number)
    ]
    at = now - timedelta(days=DAYS)
    connection.execute(
        sa.insert(inbox_items),
        [
            {
                **_item(group.id, "missed", None, None, None, at, chance),
                "centroid": chance.randbytes(_VECTOR_BYTES),
            }
            for group in groups
        ],
    )
    return groups


def _item(
    id_: int,
    kind: str,
    sender: str | None,
    source_id: int | None,
    topic: str | None,
    at: datetime,
    chance: random.Random,
    accounts: Sequence[int] = (),
) -> dict[str, Any]:
    closed = chance.random() < 0.7
    return {
        "id": id_,
        "kind": kind,
        "state": "closed" if closed else "open",
        "sender": sender,
        "source_id": source_id,
        "topic": topic,
        "count": 1,
        "assigned_to": chance.choice([*accounts, None]) if accounts else None,
        "version": 2 if closed else 1,
        "centroid": None,
        "created_at": at,
        "last_at": at,
        "closed_at": at + timedelta(hours=5) if closed else None,
    }


def _conversation(
    chance: random.Random,
    ids: _Ids,
    groups: Sequence[_Group],
    accounts: Sequence[int],
    counted: Counter[tuple[date, str, str]],
    sender: str,
    at: datetime,
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    """The rows of one conversation; its days are counted in UTC."""
    counted[at.date(), "conversation", "started"] += 1
    counted[at.date(), "conversation", "asked"] += 1
    alarmed = False
    time = at
    for _ in range(chance.choice((1, 2, 3, 3, 4, 5))):
        time += timedelta(seconds=chance.randint(5, 90))
        outcome = chance.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
        topic = chance.choices(list(_TOPICS), list(_TOPICS.values()))[0]
        topic = outcome if outcome in ("unclear", "out_of_scope", "handoff", "emergency") else topic
        group = None
        asked = f"made-up question about {topic}, {chance.getrandbits(24)}"
        if outcome in MISSED:
            # A few groups are asked again and again, most of them once or twice.
            group = groups[min(int(chance.paretovariate(0.6)) - 1, len(groups) - 1)]
            asked = group.words
        turn_id, milliseconds = ids.next(turns), chance.randint(20, 90)
        details = _details(chance)
        yield (
            turns,
            {
                "id": turn_id,
                "sender": sender,
                "asked_at": time,
                "asked": asked,
                "is_button": False,
                "milliseconds": milliseconds,
                "knowledge_version": "made-up",
                "understood": {"intent": f"ask_{topic}", "entities": details},
            },
        )
        message_id = f"{chance.getrandbits(64):016x}"
        yield (
            answers,
            {
                "id": ids.next(answers),
                "turn_id": turn_id,
                "number": 0,
                "message_id": message_id,
                "sender": sender,
                "answered_at": time,
                "topic": topic,
                "outcome": outcome,
                "confidence": round(chance.uniform(0.2, 1), 3),
                "said": _SAID,
                "facts": ["made-up-1", "made-up-2"],
            },
        )
        for what, key in (
            ("hour", f"{time.hour:02}"),
            ("step", str(step_of(milliseconds))),
            ("topic", topic),
            ("outcome", outcome),
            *((each["entity"], each["value"]) for each in details),
        ):
            counted[time.date(), what, key] += 1
        if group is not None:
            group.count += 1
            group.last_at = time
            yield (
                missed_questions,
                {
                    "item_id": group.id,
                    "sender": sender,
                    "turn_id": turn_id,
                    "topic": outcome,
                    "asked": asked,
                    "asked_at": time,
                    "fingerprint": fingerprint(asked),
                },
            )
        if outcome == "emergency" and not alarmed:
            alarmed = True
            id_ = ids.next(inbox_items)
            alarm = _item(id_, "emergency", sender, turn_id, "emergency", time, chance, accounts)
            # Staff do not leave these open.
            closed = {"state": "closed", "closed_at": time} if chance.random() < 0.9 else {}
            yield inbox_items, {**alarm, **closed}
            yield from _work_on(chance, id_, time)
        if chance.random() < 0.08:
            yield from _vote(chance, ids, accounts, sender, message_id, topic, time)
    if chance.random() < 0.02:
        yield from _question(chance, ids, accounts, sender, time)
    yield visitor_sessions, {"sender": sender, "started_at": at, "seen_at": time}


def _details(chance: random.Random) -> list[dict[str, str]]:
    details = []
    if chance.random() < 0.2:
        details.append({"entity": "condition", "value": chance.choice(_CONDITIONS)})
    if chance.random() < 0.1:
        details.append({"entity": "depth", "value": chance.choice(_LENGTHS)})
    return details


def _vote(
    chance: random.Random,
    ids: _Ids,
    accounts: Sequence[int],
    sender: str,
    message_id: str,
    topic: str,
    at: datetime,
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    helpful, vote_id = chance.random() < 0.75, ids.next(feedback)
    yield (
        feedback,
        {
            "id": vote_id,
            "sender": sender,
            "message_id": message_id,
            "topic": topic,
            "helpful": helpful,
            "remark": None if helpful else "A made-up remark",
            "created_at": at,
        },
    )
    if not helpful:
        id_ = ids.next(inbox_items)
        yield inbox_items, _item(id_, "disliked", sender, vote_id, topic, at, chance, accounts)
        yield from _work_on(chance, id_, at)


def _question(
    chance: random.Random, ids: _Ids, accounts: Sequence[int], sender: str, at: datetime
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    question_id, id_ = ids.next(clinic_questions), ids.next(inbox_items)
    asked = {"sender": sender, "question": "A made-up question for the clinic", "created_at": at}
    yield clinic_questions, {"id": question_id, **asked}
    reached = {"name": None, "contact": "made-up", "consented_at": at, "created_at": at}
    yield contacts, {"question_id": question_id, **reached}
    yield inbox_items, _item(id_, "question", sender, question_id, None, at, chance, accounts)
    yield from _work_on(chance, id_, at)


def _work_on(
    chance: random.Random, item_id: int, at: datetime
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    """What staff left beside an item."""
    for action in ("assigned", "closed")[: chance.randint(0, 2)]:
        subject = f"inbox item {item_id}"
        yield (
            audit_lines,
            {
                "made_at": at,
                "who": "made-up",
                "action": action,
                "subject": subject,
                "before": None,
                "after": None,
            },
        )
    if chance.random() < 0.3:
        note = {"author": "made-up", "note": "A made-up note", "written_at": at}
        yield item_notes, {"item_id": item_id, **note}


_ORDER = (
    *(turns, answers, visitor_sessions, feedback, clinic_questions, contacts, inbox_items),
    *(missed_questions, item_notes, audit_lines),
)
"""What is referred to comes first."""


def _write(connection: Connection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    for table in _ORDER:
        if rows.get(table.name):
            connection.execute(sa.insert(table), rows[table.name])


def _finish(
    engine: Engine,
    groups: Sequence[_Group],
    counted: Mapping[tuple[date, str, str], int],
    ids: _Ids,
) -> None:
    """Writes the sums, and lets the database know what autovacuum would have told it."""
    items = inbox_items.c
    with engine.begin() as connection:
        connection.execute(
            sa.update(inbox_items).where(items.id == sa.bindparam("group")),
            [
                {"group": each.id, "count": each.count, "last_at": each.last_at}
                for each in groups
                if each.count
            ],
        )
        asked_for = [each.id for each in groups if not each.count]
        connection.execute(sa.delete(inbox_items).where(items.id.in_(asked_for)))
        connection.execute(
            sa.insert(tallies),
            [
                {"day": day, "what": what, "key": key, "count": number}
                for (day, what, key), number in counted.items()
            ],
        )
        if engine.dialect.name == "postgresql":
            for table in ids:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {ids[table]})"
                )
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _sizes(engine: Engine) -> Mapping[str, int]:
    with engine.connect() as connection:
        return {
            table.name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)))
            for table in (*_ORDER, tallies)
        }
