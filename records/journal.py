"""Keeps what was asked and answered, for the people of the clinic."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from actions.buttons import pressed_length
from knowledge.treatments import Range
from records.database import lock_sender
from records.forgetting import forget_items
from records.inbox_entries import count_gap, count_up, put_in_inbox
from records.messages import Message
from records.outcomes import LACKS, MISSED, outcome_of, subject_of
from records.tables import (
    answers,
    clinic_questions,
    inbox_items,
    missed_questions,
    turns,
    utc,
)
from records.tallying import count
from records.visitors import SENT_AGAIN

_TOO_LONG = 1000.0
"""A number of mm that is no needle's length any more."""
_STEPS_PER_DOUBLING = 4
"""Answer times are counted in steps of a fourth of a doubling: a median is within a tenth."""


@dataclass(frozen=True)
class Exchange:
    """A message of a visitor, and what was answered.

    Attributes:
        sender: The session.
        asked_at: When it came.
        asked: The visitor's words, masked; of a pressed button, what it says to Rasa.
        is_button: Whether a button was pressed.
        messages: The answers, one at least.
        milliseconds: How long the answer took.
        knowledge_version: Which knowledge was in force.
    """

    sender: str
    asked_at: datetime
    asked: str
    is_button: bool
    messages: Sequence[Message]
    milliseconds: int
    knowledge_version: str


class Journal:
    """Writes turns; a method takes about a millisecond and may be called from several threads.

    Each raises `sqlalchemy.exc.DBAPIError` where the database fails, which repeats no visitor's
    words.
    """

    def __init__(self, engine: Engine, zone: tzinfo) -> None:
        """Write to `engine`, and count days and hours as they are in `zone`."""
        self._engine = engine
        self._zone = zone

    def begin(self, at: datetime) -> None:
        """Counts a session that starts."""
        with self._engine.begin() as connection:
            count(connection, at.astimezone(self._zone).date(), [("conversation", "started")])

    def keep(self, turn: Exchange) -> bool:
        """Keeps a turn: its row, its answers, its counts, and what staff have to look at.

        A turn whose first answer is kept already is that of a request that was sent again.

        Returns:
            Whether there is a missed question now that belongs to no group yet.
        """
        at = utc(turn.asked_at)
        understood = next((each.understood for each in turn.messages if each.understood), None)
        with self._engine.begin() as connection:
            lock_sender(connection, turn.sender)
            if _is_kept(connection, turn):
                return False
            is_first = _is_new(connection, turn.sender)
            turn_id = connection.execute(
                sa.insert(turns).values(
                    sender=turn.sender,
                    asked_at=at,
                    asked=turn.asked,
                    is_button=turn.is_button,
                    milliseconds=max(turn.milliseconds, 0),
                    knowledge_version=turn.knowledge_version,
                    understood=understood,
                )
            ).inserted_primary_key[0]
            rows = [_row(turn, turn_id, at, n, said) for n, said in enumerate(turn.messages)]
            connection.execute(sa.insert(answers), rows)
            local = at.astimezone(self._zone)
            counted = list(_counted(turn, local.hour, understood or {}))
            if is_first:
                counted.append(("conversation", "asked"))
            count(connection, local.date(), counted)
            if any(row["outcome"] == "emergency" for row in rows):
                _raise_alarm(connection, turn.sender, turn_id, turn.asked, at)
            if turn.is_button:
                return False
            lacking = {subject_of(m): o for m in turn.messages if (o := outcome_of(m)) in LACKS}
            for subject, outcome in sorted(lacking.items()):
                item_id = count_gap(connection, subject, at)
                _keep_question(connection, turn, turn_id, outcome, item_id)
            missed = next((row["outcome"] for row in rows if row["outcome"] in MISSED), None)
            if missed is not None:
                _keep_question(connection, turn, turn_id, missed, None)
            return missed is not None


def _keep_question(
    connection: Connection, turn: Exchange, turn_id: int, outcome: str, item_id: int | None
) -> None:
    """Keeps a question without an answer, in an item of the inbox or to be put into one."""
    connection.execute(
        sa.insert(missed_questions).values(
            item_id=item_id,
            sender=turn.sender,
            turn_id=turn_id,
            topic=outcome,
            asked=turn.asked,
            asked_at=utc(turn.asked_at),
        )
    )


def _row(turn: Exchange, turn_id: int, at: datetime, number: int, said: Message) -> dict[str, Any]:
    return {
        "turn_id": turn_id,
        "number": number,
        "message_id": said.id,
        "sender": turn.sender,
        "answered_at": at,
        "topic": said.topic,
        "outcome": outcome_of(said),
        "confidence": said.confidence,
        "said": said.text,
        "facts": said.facts,
    }


def _counted(turn: Exchange, hour: int, understood: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "hour", f"{hour:02}"
    yield "step", str(step_of(turn.milliseconds))
    for said in turn.messages:
        yield "topic", said.topic
        yield "outcome", outcome_of(said)
        yield "topic_became", f"{said.topic}:{outcome_of(said)}"
        if said.asked is not None:
            yield "question", said.asked
            yield "question_became", f"{said.asked}:{outcome_of(said)}"
        if outcome_of(said) in LACKS:
            yield "lack", f"{outcome_of(said)}:{subject_of(said)}"
    yield from sorted(_details(understood.get("entities")))


def _is_kept(connection: Connection, turn: Exchange) -> bool:
    said = answers.c
    kept = sa.select(said.id).where(
        said.sender == turn.sender,
        said.answered_at >= utc(turn.asked_at) - SENT_AGAIN,
        said.message_id == turn.messages[0].id,
    )
    return connection.scalar(kept.limit(1)) is not None


def _is_new(connection: Connection, sender: str) -> bool:
    known = sa.select(turns.c.id).where(turns.c.sender == sender).limit(1)
    return connection.scalar(known) is None


def _details(entities: object) -> set[tuple[str, str]]:
    """The conditions and needle lengths (mm) that a message asks about, each once.

    What Rasa sends is not trusted to have the right shape: whatever does not is left out.
    """
    read = entities if isinstance(entities, list) else []
    return {
        (kind, key)
        for each in read
        if isinstance(each, dict) and each.get("negated") is not True
        for kind in [each.get("entity")]
        if kind in ("condition", "depth")
        for value in _values(each.get("value"))
        for key in [length_key(value) if kind == "depth" else value]
        if isinstance(key, str) and key
    }


def _values(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def length_key(value: object) -> str | None:
    """A needle length as it is counted, in mm: `0.5`, or `0.5-1` for a range; None: it is none.

    Args:
        value: As the reader writes it, in mm: a number, or `{"min": …, "max": …}`; or as a button
            does, in micrometres: `500`, `500-1000`.
    """
    try:
        if isinstance(value, str):
            value = pressed_length(value)
        elif isinstance(value, dict):
            value = Range.model_validate(value)
    except ValueError:
        return None
    if isinstance(value, Range):
        return f"{value.min:g}-{value.max:g}"
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _TOO_LONG:
        return None
    return f"{value:g}"


def step_of(milliseconds: int) -> int:
    """The step that an answer time is counted in; see `milliseconds_of`."""
    return round(math.log2(max(milliseconds, 1)) * _STEPS_PER_DOUBLING)


def milliseconds_of(step: int) -> float:
    """The answer time that a step stands for."""
    return float(2 ** (step / _STEPS_PER_DOUBLING))


def _raise_alarm(
    connection: Connection, sender: str, turn_id: int, words: str, at: datetime
) -> None:
    """One item for each session: more signs in it count up, and open it again."""
    items = inbox_items.c
    its = sa.and_(items.kind == "emergency", items.sender == sender)
    if not count_up(connection, its, at):
        put_in_inbox(connection, "emergency", sender, turn_id, "emergency", at)
    # A note for the clinic that held the sign is the same matter: it is looked at first, and once.
    its_note = sa.select(clinic_questions.c.id).where(
        clinic_questions.c.sender == sender, clinic_questions.c.question == words
    )
    forget_items(connection, sa.and_(items.kind == "question", items.source_id.in_(its_note)))
