"""Conversations as a table for a spreadsheet, one row for each answer."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from sqlalchemy.engine import Engine

from desk.transcripts.store import KeptExchange, Wanted, conversations, find

AT_ONCE = 100
"""Conversations that are held in memory."""
BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows UTF-8."""
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
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell of a formula starts with; some programs take the full-width signs for it, too."""

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Portion:
    """A part of a table, and how much it holds."""

    text: str
    conversations: int
    answers: int


def defused(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: what looks like one gets a `'` before it.

    A NUL, which no CSV can hold, goes.
    """
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV; nothing for None, and yes or no for what is true or not."""
    written = io.StringIO()
    csv.writer(written).writerows([[_cell(cell) for cell in row] for row in rows])
    return written.getvalue()


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return defused(cell) if isinstance(cell, str) else cell


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
