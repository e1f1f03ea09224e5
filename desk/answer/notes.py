"""The clinic's own wording beside a topic, for the front desk alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from desk.audit.store import note_change
from records.database import insertion
from records.tables import answer_notes

LONGEST_NOTE = 4000
"""Characters."""


@dataclass(frozen=True)
class AnswerNote:
    """A topic's note; `version` 0 stands for one that nobody has written yet."""

    topic: str
    note: str = ""
    author: str | None = None
    written_at: datetime | None = None
    version: int = 0


class NoteChanged(Exception):
    """Somebody else has written the note since it was read.

    Attributes:
        current: The note as it is now.
    """

    def __init__(self, current: AnswerNote) -> None:
        super().__init__()
        self.current = current


def notes_of(engine: Engine, topics: Iterable[str]) -> Mapping[str, AnswerNote]:
    """The note of each of these topics."""
    wanted = list(dict.fromkeys(topics))
    rows = sa.select(answer_notes).where(answer_notes.c.topic.in_(wanted))
    with engine.connect() as connection:
        found = {row.topic: _note(row) for row in connection.execute(rows)}
    return {topic: found.get(topic, AnswerNote(topic)) for topic in wanted}


def write_note(
    engine: Engine, topic: str, note: str, version: int, who: str, at: datetime
) -> AnswerNote:
    """Replace a topic's note, and leave an audit line.

    Args:
        engine: The database.
        topic: Beside which answer it stands.
        note: The new text; an empty one takes the note away.
        version: Of the note that was read.
        who: The account's name.
        at: When.

    Raises:
        NoteChanged: It is no longer that version; nothing was changed.
    """
    values = {"note": note, "author": who, "written_at": at, "version": version + 1}
    with engine.begin() as connection:
        before = _read(connection, topic)
        if before.version != version or not _replaced(connection, before, values):
            raise NoteChanged(notes_of(engine, [topic])[topic])
        subject = f"note {topic}"
        note_change(connection, at, who, "note written", subject, before=before.note, after=note)
    return AnswerNote(topic, note, who, at, version + 1)


def _replaced(connection: Connection, before: AnswerNote, values: Mapping[str, object]) -> bool:
    """Writes a note that is still as it was `before`; the first may be written twice at once."""
    columns = answer_notes.c
    if before.version == 0:
        insert = insertion(connection, answer_notes).values(topic=before.topic, **values)
        changed = connection.execute(insert.on_conflict_do_nothing())
    else:
        same = (columns.topic == before.topic, columns.version == before.version)
        changed = connection.execute(sa.update(answer_notes).where(*same).values(**values))
    return bool(changed.rowcount)


def _read(connection: Connection, topic: str) -> AnswerNote:
    wanted = sa.select(answer_notes).where(answer_notes.c.topic == topic)
    row = connection.execute(wanted).first()
    return AnswerNote(topic) if row is None else _note(row)


def _note(row: Any) -> AnswerNote:
    return AnswerNote(row.topic, row.note, row.author, row.written_at, row.version)
