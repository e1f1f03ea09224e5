"""Conversations as a table for a spreadsheet, one row for each answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from sqlalchemy.engine import Engine

from desk.csv_export import BYTE_ORDER_MARK, Cell, table
from desk.transcripts.store import KeptExchange, Wanted, conversations, find

AT_ONCE = 100
"""Conversations that are held in memory."""
COLUMNS = (
    "conversation",
    "asked at",
    "asked",
    "button",
    "answer",
    "answer number",
    "topic",
    "outcome",
    "confidence",
    "facts",
    "knowledge version",
    "milliseconds",
    "helpful",
    "remark",
)


@dataclass(frozen=True)
class Portion:
    """A part of a table, and how much it holds."""

    text: str
    conversations: int
    answers: int


def rows_of(turn: KeptExchange, zone: tzinfo) -> Iterator[Sequence[Cell]]:
    """A row for each answer to a question; times are the clinic's."""
    at = turn.asked_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    for number, answer in enumerate(turn.answers, start=1):
        yield (
            turn.sender,
            at,
            turn.asked,
            turn.is_button,
            answer.said,
            number,
            answer.topic,
            answer.outcome,
            None if answer.confidence is None else round(answer.confidence, 3),
            " ".join(answer.facts),
            turn.knowledge_version,
            turn.milliseconds,
            answer.helpful,
            answer.remark,
        )


def portions(engine: Engine, wanted: Wanted, zone: tzinfo, now: datetime) -> Iterator[Portion]:
    """The table of the conversations that fit, portion by portion, the newest first.

    What is said after `now` is left out, so that no conversation moves while it is being read.

    Args:
        engine: The database.
        wanted: Which conversations; each comes whole.
        zone: The clinic's time zone.
        now: The time, in UTC.

    Raises:
        sqlalchemy.exc.DBAPIError: The database fails.
    """
    fixed = replace(wanted, stop=now if wanted.stop is None else min(wanted.stop, now))
    yield Portion(BYTE_ORDER_MARK + table([COLUMNS]), 0, 0)
    place = None
    while True:
        with engine.connect() as connection:
            found = find(connection, fixed, place, AT_ONCE)
            turns = conversations(connection, [each.sender for each in found])
            rows = [row for turn in turns for row in rows_of(turn, zone)]
        if found:
            yield Portion(table(rows), len(found), len(rows))
            place = found[-1].place
        if len(found) < AT_ONCE:
            return


def file_name(topic: str | None, outcome: str | None, first: date | None, last: date | None) -> str:
    """A name that says what is in the file: `conversations_pain_from-2026-05-01.csv`."""
    parts = [topic, outcome, first and f"from-{first}", last and f"to-{last}"]
    return "_".join(["conversations", *(part for part in parts if part)]) + ".csv"
