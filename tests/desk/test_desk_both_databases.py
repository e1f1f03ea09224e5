"""The front desk on SQLite and on PostgreSQL alike: its pages, and what staff do there."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
import sqlalchemy as sa

from desk.inbox.changes import (
    By,
    Outdated,
    Shown,
    add_note,
    assign,
    merge,
    move_question,
    set_state,
    wake,
)
from desk.inbox.grouping import Vectors, group_waiting
from desk.inbox.store import Wanted, find, listing, open_counts
from desk.insights.store import insights, last_days
from desk.sign_in.staff import Role
from desk.transcripts.store import Wanted as WantedAnswers
from desk.transcripts.store import conversation, lines, of_days
from desk.transcripts.store import find as find_conversations
from desk.transcripts.table import portions
from records.journal import Exchange, Journal
from records.messages import Message
from records.tables import clinic_questions, inbox_items, missed_questions
from records.visitors import Records
from tests.desk.command_line import journal_turn
from tests.desk_under_test import Desk, desk

ODD = "'); DROP TABLE turns; -- 50% %(x)s <script> \u202e 🙂"


@pytest.fixture
def running(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A front desk with a manager signed in, and something of each kind."""
    # The tests group for themselves; the gateway, on a busy machine, would do it in between.
    monkeypatch.setattr("web.gateway.group_waiting", lambda *_: 0)
    with desk(tmp_path / "state", Role.MANAGER, DATABASE_URL=database_url) as made:
        at = made.clock.time
        records = Records(database_url, made.clock)
        records.keep_question("ann", ODD, "Ann", "ann@mail.example")
        records.keep_feedback("ann", "m1", "cost", False, ODD)
        records.close()
        journal_turn(made.engine, "ann", "my throat swells", "emergency", at)
        for number in range(3):
            journal_turn(
                made.engine, f"ben-{number}", ODD, "unclear", at - timedelta(hours=number + 1)
            )
        group(made)
        yield made


def all_alike(sentences: Sequence[str]) -> Vectors:
    return np.full((len(sentences), 384), 384**-0.5, np.float32)


def group(made: Desk) -> int:
    return group_waiting(made.engine, all_alike)


@pytest.fixture
def by(running: Desk) -> By:
    return By("ines", running.clock.time)


def item(running: Desk, kind: str) -> Shown:
    with running.engine.connect() as connection:
        items = inbox_items.c
        row = connection.execute(
            sa.select(items.id, items.version).where(items.kind == kind).order_by(items.id)
        ).first()
    return Shown(row.id, row.version)


PAGES = [
    *("/desk", "/desk/faq", "/desk/inbox", "/desk/inbox/fresh", "/desk/inbox/count"),
    *("/desk/inbox?order=frequent&kind=missed", "/desk/inbox?mine=1", "/desk/inbox?state=closed"),
    *("/desk/inbox?before=1000-5", "/desk/inbox?order=frequent&before=2-5"),
    *("/desk/inbox/1", "/desk/inbox/2", "/desk/inbox/3", "/desk/inbox/4"),
    *("/desk/transcripts", "/desk/transcripts?topic=cost&outcome=answered"),
    *("/desk/transcripts?q=throat+50%25", "/desk/transcripts?q=widget&topic=cost"),
    *("/desk/transcripts?older=1-1", "/desk/transcripts?from=2026-05-01&to=2026-05-04"),
    *("/desk/inbox?q=widget+1", "/desk/inbox?state=snoozed", "/desk/gaps", "/desk/gaps?show=all"),
    *("/desk/accounts", "/desk/help"),
    *("/desk/transcripts/ann", "/desk/review", "/desk/clinic", "/desk/audit"),
    *("/desk/insights", "/desk/insights?from=2026-01-01&to=2026-05-04"),
    "/desk/insights/numbers.csv",
]


def test_every_page_is_shown(running: Desk) -> None:
    answers = {path: running.get(path).status_code for path in PAGES}
    assert {path: status for path, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("odd", ["\0", "9" * 30, "-1", "'", "%", "\ud7ff", "99999999999999999-1"])
def test_no_address_breaks_a_page(running: Desk, odd: str) -> None:
    sent = quote(odd, safe="")
    fields = {
        "/desk": ["show"],
        "/desk/audit": ["before"],
        "/desk/inbox": ["before", "kind", "state", "order", "mine", "q", "closed", "late"],
        "/desk/gaps": ["show", "topic", "q"],
        "/desk/transcripts": ["older", "topic", "outcome", "from", "to"],
        "/desk/transcripts/ann": ["after"],
        "/desk/insights": ["from", "to"],
    }
    addresses = [f"{path}?{name}={sent}" for path, names in fields.items() for name in names]
    addresses += [f"/desk/{place}/{sent}" for place in ("transcripts", "inbox", "inbox/1")]
    answers = {path: running.get(path).status_code for path in addresses}
    assert {path: status for path, status in answers.items() if status >= 500} == {}


def test_a_name_that_cannot_be_kept_signs_nobody_in(running: Desk) -> None:
    form = {"name": "mar\0ia", "password": "x\0y"}
    assert running.client.post("/desk/sign-in", data=form).status_code == 401


def test_the_inbox_has_one_item_of_each_kind(running: Desk) -> None:
    assert open_counts(running.engine) == {
        "question": 1,
        "gap": 0,
        "missed": 1,
        "disliked": 1,
        "emergency": 1,
    }
    found = listing(running.engine, Wanted())
    assert [line.kind for line in found.alarms] == ["emergency"]
    assert {line.words for line in found.lines} == {ODD}
    shown = find(running.engine, item(running, "missed").id)
    assert shown is not None
    assert (len(shown.questions), shown.line.count) == (3, 3)


def test_a_gap_is_counted_found_put_away_and_comes_back(running: Desk, by: By) -> None:
    engine, now = running.engine, running.clock.time
    message = Message(text="No source here says it.", topic="cost", lacks="gap")
    for sender in ("cas", "dee"):
        turn = Exchange(sender, now, "100%_sure rebate", False, [message], 5, "v1")
        Journal(engine, timezone.utc).keep(turn)
    assert open_counts(engine)["gap"] == 1
    for words, found in (("100%_SURE", 1), ("100x", 0)):
        assert len(listing(engine, Wanted(kind="gap", words=words)).lines) == found
    until = now + timedelta(hours=1)
    set_state(engine, item(running, "gap"), by, "snoozed", until=until)
    wake(engine, until - timedelta(seconds=1))
    assert open_counts(engine)["gap"] == 0
    wake(engine, until)
    (line,) = listing(engine, Wanted(kind="gap")).lines
    assert line.count == 2


def test_a_group_is_taken_apart_and_put_together(running: Desk, by: By) -> None:
    engine = running.engine
    with engine.connect() as connection:
        question = connection.scalar(sa.select(sa.func.min(missed_questions.c.id)))
    apart = move_question(engine, item(running, "missed"), by, question)
    counts = [line.count for line in listing(engine, Wanted(kind="missed")).lines]
    assert sorted(counts) == [1, 2]
    other = find(engine, apart)
    assert other is not None
    merge(engine, Shown(apart, other.line.version), by, item(running, "missed").id)
    assert [line.count for line in listing(engine, Wanted(kind="missed")).lines] == [3]


def test_vectors_are_kept_and_read_again(running: Desk) -> None:
    for number in range(2):
        journal_turn(running.engine, f"cho-{number}", f"widget {number}", "unclear")
        assert group(running) == 1
    counts = [line.count for line in listing(running.engine, Wanted(kind="missed")).lines]
    assert counts == [5]


def test_of_many_who_take_an_item_at_once_one_gets_it(running: Desk, by: By) -> None:
    shown = item(running, "question")

    def take(number: int) -> bool:
        try:
            assign(running.engine, shown, By(f"staff-{number}", by.at), 1 + number % 2)
        except Outdated:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(take, range(8))) == 1
    assert item(running, "question").version == shown.version + 1


def test_notes_of_many_are_all_kept(running: Desk, by: By) -> None:
    shown = item(running, "question")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: add_note(running.engine, shown.id, by, f"{ODD} {n}"), range(12)))
    found = find(running.engine, shown.id)
    assert found is not None
    assert {each.note for each in found.notes} == {f"{ODD} {number}" for number in range(12)}


def test_an_item_is_closed_and_opened_again(running: Desk, by: By) -> None:
    set_state(running.engine, item(running, "question"), by, "closed")
    assert [line.kind for line in listing(running.engine, Wanted(state="closed")).lines] == [
        "question"
    ]
    set_state(running.engine, item(running, "question"), by, "open")
    assert listing(running.engine, Wanted(state="closed")).lines == []


def test_conversations_are_found_and_read(running: Desk) -> None:
    today = running.clock.time.date()
    records = Records(running.settings.DATABASE_URL, running.clock)
    records.keep_feedback("ben-1", "m2", "cost", True, "ring +1 202.555.0143")
    records.close()
    with running.engine.connect() as connection:
        every = find_conversations(connection, WantedAnswers())
        assert [each.sender for each in every] == ["ann", "ben-0", "ben-1", "ben-2"]
        older = find_conversations(connection, WantedAnswers(), every[1].place)
        assert [each.sender for each in older] == ["ben-1", "ben-2"]
        unclear = of_days("unclear", "unclear", today, today, timezone.utc)
        assert len(find_conversations(connection, unclear)) == 3
        listed = lines(connection, every)
        assert [line.asked for line in listed] == ["my throat swells", ODD, ODD, ODD]
        by_name = find_conversations(connection, WantedAnswers(words="ANN mail.example 50%"))
        assert [each.sender for each in by_name] == ["ann"]
        by_number = find_conversations(connection, WantedAnswers(words="(202) 555-0143"))
        assert [each.sender for each in by_number] == ["ben-1"]
        assert [line.asked for line in lines(connection, by_name, "ANN")] == ["my throat swells"]
        (turn,) = conversation(connection, "ben-0")
    assert turn.asked == ODD
    assert turn.answers[0].confidence == 0.9


def test_the_table_of_conversations_is_whole(running: Desk) -> None:
    parts = portions(running.engine, WantedAnswers(), timezone.utc, running.clock.time)
    # What was said at this very moment is left for the next one.
    assert sum(part.conversations for part in parts) == 3


def test_the_numbers_are_counted(running: Desk) -> None:
    period = last_days(30, running.clock.time.date())
    with running.engine.connect() as connection:
        found = insights(connection, period, timezone.utc)
    assert (found.outcomes["unclear"], found.outcomes["emergency"]) == (3, 1)
    assert sum(found.conversations.values()) == 4
    assert (found.helpful, found.unhelpful) == (0, 1)
    assert [each.count for each in found.groups] == [3]


def test_what_the_visitor_wrote_is_there_as_it_was(running: Desk) -> None:
    with running.engine.connect() as connection:
        assert connection.scalar(sa.select(clinic_questions.c.question)) == ODD
