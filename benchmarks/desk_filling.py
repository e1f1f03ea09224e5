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


_Row = tuple[sa.Table, dict[str, Any]]


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


def fill(engine: Engine, conversations: int, now: datetime, seed: int = 0) -> Filled:
    """Fills an empty database; the same seed gives the same rows.

    Args:
        engine: A database with the tables of this release, and with accounts of staff.
        conversations: How many; they have three questions on average.
        now: When the last one was.
        seed: Of the made-up rows.
    """
    with engine.begin() as connection:
        accounts = list(connection.scalars(sa.select(staff.c.id).order_by(staff.c.id)))
        making = _Making(random.Random(seed), accounts)
        making.begin_groups(connection, max(conversations // 50, 1), now)
    chance, senders = making.chance, []
    begin = now - timedelta(days=DAYS)
    for start in range(0, conversations, _AT_ONCE):
        rows: dict[str, list[dict[str, Any]]] = {}
        for number in range(start, min(start + _AT_ONCE, conversations)):
            at = begin + (now - begin) * ((number + chance.random()) / conversations)
            sender = f"{chance.getrandbits(128):032x}"
            for table, row in making.conversation(sender, at):
                rows.setdefault(table.name, []).append(row)
            if number % max(conversations // 20, 1) == 0:
                senders.append(sender)
        with engine.begin() as connection:
            _write(connection, rows)
    _finish(engine, making)
    return Filled(conversations, _sizes(engine), senders)


class _Group:
    """A group of missed questions, as it grows."""

    def __init__(self, id_: int, words: str) -> None:
        self.id, self.words, self.count = id_, words, 0
        self.last_at: datetime | None = None


class _Making:
    """Makes the rows up, and counts what the sums are of."""

    def __init__(self, chance: random.Random, accounts: Sequence[int]) -> None:
        self.chance, self.accounts = chance, accounts
        self.groups: list[_Group] = []
        self.counted: Counter[tuple[date, str, str]] = Counter()
        self.ids: Counter[str] = Counter()
        """The last id of each table."""

    def begin_groups(self, connection: Connection, number: int, now: datetime) -> None:
        """Writes the groups that missed questions are put into."""
        self.groups = [
            _Group(self._id(inbox_items), f"made-up question {n} that is not ours")
            for n in range(number)
        ]
        at = now - timedelta(days=DAYS)
        rows = []
        for group in self.groups:
            row = self._item(group.id, "missed", None, None, None, at, is_taken=False)
            rows.append({**row, "centroid": self.chance.randbytes(_VECTOR_BYTES)})
        connection.execute(sa.insert(inbox_items), rows)

    def conversation(self, sender: str, at: datetime) -> Iterator[_Row]:
        """The rows of one conversation; its days are counted in UTC."""
        chance, time, alarmed = self.chance, at, False
        self.counted[at.date(), "conversation", "started"] += 1
        self.counted[at.date(), "conversation", "asked"] += 1
        for _ in range(chance.choice((1, 2, 3, 3, 4, 5))):
            time += timedelta(seconds=chance.randint(5, 90))
            outcome = chance.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
            topic = chance.choices(list(_TOPICS), list(_TOPICS.values()))[0]
            if outcome in ("unclear", "out_of_scope", "handoff", "emergency"):
                topic = outcome
            asked = f"made-up question about {topic}, {chance.getrandbits(24)}"
            group = None
            if outcome in MISSED:
                # A few groups are asked again and again, most of them once or twice.
                place = min(int(chance.paretovariate(0.6)) - 1, len(self.groups) - 1)
                group = self.groups[place]
                asked = group.words
            turn_id, message_id = self._id(turns), f"{chance.getrandbits(64):016x}"
            yield self._turn(turn_id, sender, asked, topic, outcome, time)
            yield self._answer(turn_id, message_id, sender, topic, outcome, time)
            if group is not None:
                yield _missed(group, turn_id, sender, outcome, time)
            if outcome == "emergency" and not alarmed:
                alarmed = True
                yield from self._alarm(turn_id, sender, time)
            if chance.random() < 0.08:
                yield from self._vote(sender, message_id, topic, time)
        if chance.random() < 0.02:
            yield from self._question(sender, time)
        yield visitor_sessions, {"sender": sender, "started_at": at, "seen_at": time}

    def _turn(
        self, id_: int, sender: str, asked: str, topic: str, outcome: str, at: datetime
    ) -> _Row:
        milliseconds, details = self.chance.randint(20, 90), []
        if self.chance.random() < 0.2:
            details.append({"entity": "condition", "value": self.chance.choice(_CONDITIONS)})
        if self.chance.random() < 0.1:
            details.append({"entity": "depth", "value": self.chance.choice(_LENGTHS)})
        for what, key in (
            ("hour", f"{at.hour:02}"),
            ("step", str(step_of(milliseconds))),
            ("topic", topic),
            ("outcome", outcome),
            ("topic_became", f"{topic}:{outcome}"),
            *((each["entity"], each["value"]) for each in details),
        ):
            self.counted[at.date(), what, key] += 1
        return turns, {
            "id": id_,
            "sender": sender,
            "asked_at": at,
            "asked": asked,
            "is_button": False,
            "milliseconds": milliseconds,
            "knowledge_version": "made-up",
            "understood": {"intent": f"ask_{topic}", "entities": details},
        }

    def _answer(
        self, turn_id: int, message_id: str, sender: str, topic: str, outcome: str, at: datetime
    ) -> _Row:
        return answers, {
            "id": self._id(answers),
            "turn_id": turn_id,
            "number": 0,
            "message_id": message_id,
            "sender": sender,
            "answered_at": at,
            "topic": topic,
            "outcome": outcome,
            "confidence": round(self.chance.uniform(0.2, 1), 3),
            "said": _SAID,
            "facts": ["made-up-1", "made-up-2"],
        }

    def _alarm(self, turn_id: int, sender: str, at: datetime) -> Iterator[_Row]:
        id_ = self._id(inbox_items)
        alarm = self._item(id_, "emergency", sender, turn_id, "emergency", at)
        # Staff do not leave these open.
        closed = {"state": "closed", "closed_at": at} if self.chance.random() < 0.9 else {}
        yield inbox_items, {**alarm, **closed}
        yield from self._work_on(id_, at)

    def _vote(self, sender: str, message_id: str, topic: str, at: datetime) -> Iterator[_Row]:
        helpful, vote_id = self.chance.random() < 0.75, self._id(feedback)
        vote = {"id": vote_id, "sender": sender, "message_id": message_id, "topic": topic}
        remark = None if helpful else "A made-up remark"
        yield feedback, {**vote, "helpful": helpful, "remark": remark, "created_at": at}
        if not helpful:
            id_ = self._id(inbox_items)
            yield inbox_items, self._item(id_, "disliked", sender, vote_id, topic, at)
            yield from self._work_on(id_, at)

    def _question(self, sender: str, at: datetime) -> Iterator[_Row]:
        question_id, id_ = self._id(clinic_questions), self._id(inbox_items)
        words = "A made-up question for the clinic"
        asked = {"sender": sender, "question": words, "created_at": at}
        yield clinic_questions, {"id": question_id, **asked}
        reached = {"name": None, "contact": "made-up", "consented_at": at, "created_at": at}
        yield contacts, {"question_id": question_id, **reached}
        yield inbox_items, self._item(id_, "question", sender, question_id, None, at)
        yield from self._work_on(id_, at)

    def _item(
        self,
        id_: int,
        kind: str,
        sender: str | None,
        source_id: int | None,
        topic: str | None,
        at: datetime,
        is_taken: bool = True,
    ) -> dict[str, Any]:
        closed = self.chance.random() < 0.7
        return {
            "id": id_,
            "kind": kind,
            "state": "closed" if closed else "open",
            "sender": sender,
            "source_id": source_id,
            "topic": topic,
            "count": 1,
            "assigned_to": self.chance.choice([*self.accounts, None]) if is_taken else None,
            "version": 2 if closed else 1,
            "centroid": None,
            "created_at": at,
            "last_at": at,
            "closed_at": at + timedelta(hours=5) if closed else None,
        }

    def _work_on(self, item_id: int, at: datetime) -> Iterator[_Row]:
        """What staff left beside an item."""
        line = {"made_at": at, "who": "made-up", "subject": f"inbox item {item_id}"}
        for action in ("assigned", "closed")[: self.chance.randint(0, 2)]:
            yield audit_lines, {**line, "action": action, "before": None, "after": None}
        if self.chance.random() < 0.3:
            note = {"author": "made-up", "note": "A made-up note", "written_at": at}
            yield item_notes, {"item_id": item_id, **note}

    def _id(self, table: sa.Table) -> int:
        self.ids[table.name] += 1
        return self.ids[table.name]


def _missed(group: _Group, turn_id: int, sender: str, outcome: str, at: datetime) -> _Row:
    group.count += 1
    group.last_at = at
    return missed_questions, {
        "item_id": group.id,
        "sender": sender,
        "turn_id": turn_id,
        "topic": outcome,
        "asked": group.words,
        "asked_at": at,
        "fingerprint": fingerprint(group.words),
    }


_ORDER = (
    *(turns, answers, visitor_sessions, feedback, clinic_questions, contacts, inbox_items),
    *(missed_questions, item_notes, audit_lines),
)
"""What is referred to comes first."""


def _write(connection: Connection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    for table in _ORDER:
        if rows.get(table.name):
            connection.execute(sa.insert(table), rows[table.name])


def _finish(engine: Engine, making: _Making) -> None:
    """Writes the sums, and lets the database know what autovacuum would have told it."""
    items = inbox_items.c
    with engine.begin() as connection:
        connection.execute(
            sa.update(inbox_items).where(items.id == sa.bindparam("group")),
            [
                {"group": each.id, "count": each.count, "last_at": each.last_at}
                for each in making.groups
                if each.count
            ],
        )
        asked_for = [each.id for each in making.groups if not each.count]
        connection.execute(sa.delete(inbox_items).where(items.id.in_(asked_for)))
        connection.execute(
            sa.insert(tallies),
            [
                {"day": day, "what": what, "key": key, "count": number}
                for (day, what, key), number in making.counted.items()
            ],
        )
        if engine.dialect.name == "postgresql":
            for table, last in making.ids.items():
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"
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
