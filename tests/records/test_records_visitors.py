"""What the gateway itself remembers."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from records.tables import clinic_questions, contacts, feedback, visitor_sessions
from records.visitors import TOUCH_EVERY, Records
from tests.records.rasa_table import bytes_on_disk, make_rasa_table, say, senders

ROOT = Path(__file__).parents[2]
NOON = datetime(2024, 5, 1, 12, 0, tzinfo=timezone.utc)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def wait(self, time: timedelta) -> datetime:
        self.time += time
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(folder: Path, clock: Clock) -> Records:
    records = Records(f"sqlite:///{folder}/needlewise.db", clock)
    records.open()
    return records


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    kept = opened(tmp_path, clock)
    yield kept
    kept.close()


def rows(records: Records, table: sa.Table) -> list[dict[str, Any]]:
    with records.engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def test_nothing_is_made_before_it_is_opened(tmp_path: Path, clock: Clock) -> None:
    kept = Records(f"sqlite:///{tmp_path}/needlewise.db", clock)
    assert not list(tmp_path.iterdir())
    kept.close()


def test_a_database_that_cannot_be_reached_is_an_error(tmp_path: Path, clock: Clock) -> None:
    kept = Records(f"sqlite:///{tmp_path}/missing/needlewise.db", clock)
    with pytest.raises(OperationalError):
        kept.open()
    kept.close()


def test_what_is_kept_outlives_a_restart(tmp_path: Path, clock: Clock) -> None:
    first = opened(tmp_path, clock)
    first.start("ann")
    first.close()
    second = opened(tmp_path, clock)
    assert second.seen_at("ann") == NOON
    second.close()


def test_a_session_that_could_not_be_written_counts_and_is_written_later(
    tmp_path: Path, records: Records, clock: Clock
) -> None:
    full = "BEFORE INSERT ON visitor_sessions BEGIN SELECT RAISE(ABORT, ''); END"
    with records.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER room {full}")
    with pytest.raises(DBAPIError):
        records.start("ann")
    assert records.seen_at("ann") == NOON
    later = clock.wait(TOUCH_EVERY)
    with pytest.raises(DBAPIError):
        records.touch("ann")
    assert records.seen_at("ann") == later
    with records.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER room")
    last = clock.wait(TOUCH_EVERY)
    records.touch("ann")
    again = opened(tmp_path, clock)
    assert again.seen_at("ann") == last
    again.close()


def test_a_session_that_was_not_started_was_never_seen(records: Records) -> None:
    records.start("ann")
    assert records.seen_at("ben") is None


def test_a_touch_tells_when_a_visitor_was_last_here(records: Records, clock: Clock) -> None:
    records.start("ann")
    later = clock.wait(timedelta(minutes=5))
    records.touch("ann")
    assert records.seen_at("ann") == later
    assert rows(records, visitor_sessions)[0]["started_at"] == NOON


def test_the_time_is_kept_in_utc_whatever_the_clock_says(tmp_path: Path) -> None:
    abroad = NOON.astimezone(timezone(timedelta(hours=-7)))
    kept = Records(f"sqlite:///{tmp_path}/needlewise.db", lambda: abroad)
    kept.open()
    kept.start("ann")
    seen = kept.seen_at("ann")
    assert seen is not None
    assert seen.isoformat() == NOON.isoformat()
    kept.close()


def test_a_touch_writes_at_most_once_a_minute_for_each_session(
    records: Records, clock: Clock
) -> None:
    written: list[str] = []
    records.start("ann")
    records.start("ben")

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        written.append(statement)

    sa.event.listen(records.engine, "before_cursor_execute", note)
    for _ in range(3):
        clock.wait(timedelta(seconds=15))
        records.touch("ann")
    assert written == []
    clock.wait(timedelta(seconds=15))
    records.touch("ann")
    records.touch("ann")
    assert len(written) == 1
    records.touch("ben")
    assert len(written) == 2


def test_a_clock_that_is_set_back_does_not_stop_the_writing(records: Records, clock: Clock) -> None:
    records.start("ann")
    earlier = clock.wait(-timedelta(days=1))
    records.touch("ann")
    assert records.seen_at("ann") == earlier


def test_a_touch_does_not_bring_back_what_was_erased(records: Records, clock: Clock) -> None:
    records.start("ann")
    with records.engine.begin() as connection:
        connection.execute(sa.delete(visitor_sessions))
    clock.wait(TOUCH_EVERY)
    records.touch("ann")
    assert records.seen_at("ann") is None


def test_a_session_may_be_started_again(records: Records, clock: Clock) -> None:
    records.start("ann")
    again = clock.wait(timedelta(days=1))
    records.start("ann")
    assert records.seen_at("ann") == again
    assert len(rows(records, visitor_sessions)) == 1


def test_a_vote_is_kept(records: Records) -> None:
    records.keep_feedback("ann", "m1", "pain", True, "Clear, thanks")
    (vote,) = rows(records, feedback)
    del vote["id"]
    assert vote == {
        "sender": "ann",
        "message_id": "m1",
        "topic": "pain",
        "helpful": True,
        "remark": "Clear, thanks",
        "created_at": NOON,
    }


def test_a_second_vote_on_an_answer_replaces_the_first(
    records: Records, clock: Clock, tmp_path: Path
) -> None:
    records.keep_feedback("ann", "m1", "pain", True, "Wonderfully clear")
    clock.wait(timedelta(hours=1))
    records.keep_feedback("ann", "m1", "pain", False, None)
    records.keep_feedback("ann", "m2", "cost", True, None)
    records.keep_feedback("ben", "m1", "pain", True, None)
    votes = {(row["sender"], row["message_id"]): row for row in rows(records, feedback)}
    assert len(votes) == 3
    assert votes["ann", "m1"]["helpful"] is False
    assert votes["ann", "m1"]["remark"] is None


def test_a_question_is_kept_apart_from_how_to_reach_the_visitor(records: Records) -> None:
    records.keep_question("ann", "Do you open on Sunday?", "Ann", "ann@mail.example")
    records.keep_question("ann", "And on Monday?", None, "+1 202 555 0143")
    first, second = rows(records, clinic_questions)
    assert (first["sender"], first["question"]) == ("ann", "Do you open on Sunday?")
    reached = {row["question_id"]: row for row in rows(records, contacts)}
    assert reached[first["id"]]["name"] == "Ann"
    assert reached[first["id"]]["contact"] == "ann@mail.example"
    assert reached[first["id"]]["consented_at"] == NOON
    assert reached[second["id"]]["name"] is None


def test_a_question_is_not_kept_by_half(records: Records) -> None:
    with records.engine.begin() as connection:
        connection.execute(sa.schema.DropTable(contacts))
    with pytest.raises(OperationalError) as raised:
        records.keep_question("ann", "Do you open on Sunday?", "Ann", "ann@mail.example")
    assert "ann@mail.example" not in str(raised.value)
    assert rows(records, clinic_questions) == []


def test_what_visitors_write_is_kept_as_it_is(records: Records) -> None:
    words = "'); DROP TABLE feedback; -- <script>alert(1)</script> \u202e 🙂"
    records.keep_feedback("ann", words, words, False, words)
    records.keep_question("ann", words, words, words)
    assert rows(records, feedback)[0]["remark"] == words
    assert rows(records, contacts)[0]["contact"] == words


def test_many_threads_may_write_at_once(records: Records) -> None:
    def visit(number: int) -> datetime | None:
        sender = f"visitor-{number % 10}"
        records.start(sender)
        records.touch(sender)
        records.keep_feedback(sender, "m1", "pain", number % 2 == 0, None)
        records.keep_question(sender, f"Question {number}", None, "mail")
        return records.seen_at(sender)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(visit, range(80))) == {NOON}
    assert len(rows(records, visitor_sessions)) == len(rows(records, feedback)) == 10
    assert len(rows(records, clinic_questions)) == len(rows(records, contacts)) == 80


def test_rasa_may_write_at_the_same_time(records: Records, tmp_path: Path, clock: Clock) -> None:
    beside = Records(f"sqlite:///{tmp_path}/needlewise.db", clock)
    make_rasa_table(beside.engine)

    def rasa() -> None:
        for number in range(100):
            say(beside.engine, f"visitor-{number}", NOON, "hello")

    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(rasa)
        for number in range(100):
            records.keep_question(f"visitor-{number}", "When?", None, "mail")
        writing.result()
    assert len(senders(records.engine)) == len(rows(records, contacts)) == 100
    beside.close()


_PROCESS = """
import sys
from datetime import datetime, timezone
from records.visitors import Records

name = sys.argv[1]
for line in sys.stdin:
    records = Records(line.strip(), lambda: datetime(2024, 5, 1, tzinfo=timezone.utc))
    records.open()
    for number in range(10):
        records.start(f"{name}-{number}")
        records.keep_feedback("shared", f"m{number}", "pain", True, name)
        records.keep_question(f"{name}-{number}", "When?", None, "mail")
    records.close()
    print("done", flush=True)
"""


def test_processes_may_open_and_write_a_new_database_at_once(tmp_path: Path, clock: Clock) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _PROCESS, name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("first", "second", "third")
    ]
    for number in range(10):
        folder = tmp_path / str(number)
        folder.mkdir()
        for process in processes:
            assert process.stdin is not None
            print(f"sqlite:///{folder}/needlewise.db", file=process.stdin, flush=True)
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "done\n"
        kept = opened(folder, clock)
        assert len(rows(kept, visitor_sessions)) == len(rows(kept, contacts)) == 30
        assert len(rows(kept, feedback)) == 10
        kept.close()
    for process in processes:
        process.communicate()
        assert process.returncode == 0


def test_a_remark_that_was_replaced_is_gone_from_the_database_file(
    records: Records, tmp_path: Path
) -> None:
    records.keep_feedback("ann", "m1", "pain", True, "Wonderfully clear")
    records.keep_feedback("ann", "m1", "pain", True, "Not")
    with records.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Wonderfully" not in bytes_on_disk(tmp_path)


def test_who_was_here_within_a_minute_is_known_without_the_database(
    records: Records, clock: Clock
) -> None:
    assert not records.is_here("v")
    records.start("v")
    assert records.is_here("v")
    clock.wait(TOUCH_EVERY)
    assert not records.is_here("v")
