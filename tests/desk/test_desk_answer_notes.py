from datetime import datetime, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.answer import notes as answer_notes
from desk.answer.notes import AnswerNote, NoteChanged, notes_of, write_note
from desk.audit.store import lines

AT = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)


def test_a_topic_without_a_note_has_an_empty_one(engine: Engine) -> None:
    assert notes_of(engine, ["pain", "cost"]) == {
        "pain": AnswerNote("pain"),
        "cost": AnswerNote("cost"),
    }
    assert notes_of(engine, []) == {}


def test_a_note_is_kept_with_its_author_and_time(engine: Engine) -> None:
    write_note(engine, "pain", "Say that cream is free.", 0, "maria", AT)
    expected = AnswerNote("pain", "Say that cream is free.", "maria", AT, 1)
    assert notes_of(engine, ["pain"])["pain"] == expected


def test_every_change_leaves_a_line_with_before_and_after(engine: Engine) -> None:
    write_note(engine, "pain", "one", 0, "maria", AT)
    write_note(engine, "pain", "", 1, "ines", AT)
    last, first = lines(engine)
    assert (first.who, first.subject, first.before, first.after) == (
        "maria",
        "note pain",
        "",
        "one",
    )
    assert (last.who, last.before, last.after) == ("ines", "one", "")


@pytest.mark.parametrize("version", [0, 2, 99])
def test_an_older_version_changes_nothing_and_tells_what_is_there(
    engine: Engine, version: int
) -> None:
    write_note(engine, "pain", "one", 0, "maria", AT)
    with pytest.raises(NoteChanged) as refused:
        write_note(engine, "pain", "two", version, "ines", AT)
    assert refused.value.current == AnswerNote("pain", "one", "maria", AT, 1)
    assert notes_of(engine, ["pain"])["pain"].note == "one"
    assert len(lines(engine)) == 1


def test_a_note_taken_away_keeps_counting(engine: Engine) -> None:
    write_note(engine, "pain", "one", 0, "maria", AT)
    write_note(engine, "pain", "", 1, "maria", AT)
    with pytest.raises(NoteChanged):
        write_note(engine, "pain", "two", 0, "ines", AT)
    assert write_note(engine, "pain", "two", 2, "ines", AT).version == 3


def test_the_first_note_written_twice_at_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read that there is none; the second finds the first one's row in its way."""
    write_note(engine, "pain", "one", 0, "maria", AT)
    monkeypatch.setattr(answer_notes, "_read", lambda connection, topic: AnswerNote(topic))
    with pytest.raises(NoteChanged) as refused:
        write_note(engine, "pain", "two", 0, "ines", AT)
    assert refused.value.current.note == "one"


def test_a_note_that_changes_between_reading_and_writing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(engine, "pain", "one", 0, "maria", AT)
    stale = notes_of(engine, ["pain"])["pain"]
    write_note(engine, "pain", "two", 1, "maria", AT)
    monkeypatch.setattr(answer_notes, "_read", lambda connection, topic: stale)
    with pytest.raises(NoteChanged) as refused:
        write_note(engine, "pain", "three", 1, "ines", AT)
    assert refused.value.current.note == "two"
    with engine.connect() as connection:
        assert connection.scalar(sa.text("select count(*) from audit_lines")) == 2
