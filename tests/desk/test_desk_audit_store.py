"""Who changed what."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import Engine

from desk.audit.store import MOST_LINES, lines, note_change, note_read
from desk.sign_in.staff import Role
from tests.desk_under_test import DayClock, desk


def note(engine: Engine, number: int) -> None:
    with engine.begin() as connection:
        note_change(
            connection,
            DayClock().time,
            "ines",
            "assigned",
            f"inbox item {number % 2}",
            before=f"{number}",
            after=f"{number + 1}",
        )


def test_who_reads_what_a_visitor_wrote_is_noted_once_a_day(engine: Engine) -> None:
    clock = DayClock()
    for who in ("maria", "maria", "ines"):
        note_read(engine, clock(), who, "conversation ann")
    clock.time += timedelta(days=1)
    note_read(engine, clock(), "maria", "conversation ann")
    assert [(line.who, line.action) for line in lines(engine)] == [
        ("maria", "read"),
        ("ines", "read"),
        ("maria", "read"),
    ]
    assert lines(engine, only_changes=True) == []


def test_a_line_says_who_when_what_before_and_after(engine: Engine) -> None:
    note(engine, 1)
    [line] = lines(engine)
    assert (line.who, line.action, line.subject) == ("ines", "assigned", "inbox item 1")
    assert (line.before, line.after) == ("1", "2")
    assert line.made_at == DayClock().time


def test_a_change_that_fails_leaves_no_line(engine: Engine) -> None:
    with engine.begin() as connection:
        note_change(connection, DayClock().time, "ines", "assigned", "inbox item 1")
        connection.rollback()
    assert lines(engine) == []


def test_the_newest_come_first_and_the_older_can_be_read_on(engine: Engine) -> None:
    for number in range(MOST_LINES + 3):
        note(engine, number)
    first = lines(engine)
    assert len(first) == MOST_LINES
    assert first[0].before == str(MOST_LINES + 2)
    rest = lines(engine, before_id=first[-1].id)
    assert [line.before for line in rest] == ["2", "1", "0"]


def test_the_lines_of_one_subject(engine: Engine) -> None:
    for number in range(4):
        note(engine, number)
    assert [line.before for line in lines(engine, subject="inbox item 0")] == ["2", "0"]


def test_what_is_left_out_takes_no_place(engine: Engine) -> None:
    note(engine, 1)
    with engine.begin() as connection:
        for _ in range(MOST_LINES):
            note_change(connection, DayClock().time, "ines", "wrong password", "inbox item 1")
    [line] = lines(engine, subject="inbox item 1", without=["wrong password"])
    assert line.action == "assigned"


def test_a_manager_reads_them_on_a_page(tmp_path: Path) -> None:
    with desk(tmp_path, Role.MANAGER) as running:
        note(running.engine, 6)
        with running.engine.begin() as connection:
            note_change(
                connection, running.clock(), "<b>", "noted", "x", before=None, after="<script>"
            )
        note_read(running.engine, running.clock(), "maria", "conversation ann")
        text = running.get("/desk/audit").text
        whole = running.get("/desk/audit?all=1").text
    assert "conversation ann" not in text
    assert "conversation ann" in whole
    assert "inbox item 0" in text
    assert "4 May 2026, 15:30" in text
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
    assert "account made" in text
