"""What the gateway and the front desk keep, on SQLite and on PostgreSQL alike."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from desk.audit.store import lines
from desk.sign_in.passwords import hashed_anew
from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import MOST_FAILURES, AccountError, Accounts, Role
from records.journal import Exchange, Journal
from records.messages import Message
from records.retention import erase, purge
from records.tables import (
    METADATA,
    answers,
    clinic_questions,
    contacts,
    feedback,
    inbox_items,
    missed_questions,
    staff,
    turns,
    utc,
    visitor_sessions,
)
from records.visitors import Records
from tests.records.rasa_table import make_rasa_table, say, senders
from tests.records.tally_counts import counts

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=timezone.utc)
ZONE = ZoneInfo("America/New_York")
PASSWORD = "correct horse battery"
ODD = "'); DROP TABLE feedback; -- 50% <script> \u202e 🙂"
IDLE = timedelta(minutes=30)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(database_url: str, clock: Clock) -> Iterator[Records]:
    opened = Records(database_url, clock)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def engine(records: Records) -> Engine:
    return records.engine


@pytest.fixture
def journal(engine: Engine) -> Journal:
    return Journal(engine, ZONE)


def count(engine: Engine, table: sa.Table) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(table)))


def said(topic: str, text: str = "It stings a little.", confidence: float | None = 0.91) -> Message:
    understood = {
        "action": "action_answer_facts",
        "intent": f"ask_{topic}",
        "entities": [{"entity": "depth", "value": 1.5}, {"entity": "condition", "value": "acne"}],
    }
    return Message(
        text=text,
        topic=topic,
        facts=["pain-1"],
        confidence=confidence,
        understood=understood,
    )


def turn(sender: str, at: datetime, *messages: Message, asked: str = "does it hurt?") -> Exchange:
    return Exchange(sender, at, asked, False, messages or (said("pain"),), 42, "v1")


def test_a_session_is_kept_and_touched(records: Records, clock: Clock) -> None:
    records.start("ann")
    clock.time += timedelta(hours=1)
    records.touch("ann")
    records.touch("nobody")
    assert records.seen_at("ann") == NOON + timedelta(hours=1)
    assert records.seen_at("nobody") is None


def test_writing_can_be_tried_without_a_trace(records: Records) -> None:
    records.check_writing()
    records.check_writing()


def test_what_was_answered_is_known_by_its_session(records: Records) -> None:
    message = said("pain")
    Journal(records.engine, ZoneInfo("UTC")).keep(turn("ann", NOON, message))
    assert records.was_answered("ann", message.id)
    assert not records.was_answered("bob", message.id)
    assert not records.was_answered("ann", "made-up")


def test_a_second_vote_replaces_the_first_and_closes_its_item(records: Records) -> None:
    engine = records.engine
    records.keep_feedback("ann", "m1", "pain", False, ODD)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(feedback.c.remark)) == ODD
        assert connection.scalar(sa.select(inbox_items.c.state)) == "open"
    records.keep_feedback("ann", "m1", "pain", True, None)
    with engine.connect() as connection:
        assert connection.execute(sa.select(feedback.c.helpful)).scalars().all() == [True]
        item = connection.execute(sa.select(inbox_items)).one()
    assert (item.state, item.version) == ("closed", 2)


def test_a_question_is_kept_apart_and_put_in_the_inbox(records: Records) -> None:
    records.keep_question("ann", ODD, "Ann", "ann@mail.example")
    with records.engine.connect() as connection:
        question = connection.execute(sa.select(clinic_questions)).one()
        contact = connection.execute(sa.select(contacts)).one()
        item = connection.execute(sa.select(inbox_items)).one()
    assert (question.question, contact.question_id) == (ODD, question.id)
    assert (item.kind, item.source_id) == ("question", question.id)
    assert utc(contact.consented_at) == NOON


def test_threads_write_the_same_vote_at_once(records: Records) -> None:
    together = threading.Barrier(4)

    def vote(number: int, time: int) -> None:
        together.wait()
        records.start("ann")
        records.keep_feedback("ann", "m1", "pain", number % 2 == 0, None)
        records.keep_question("ann", f"Question {number}, {time}", None, "mail")

    for time in range(5):
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(vote, range(4), [time] * 4))
    assert count(records.engine, visitor_sessions) == count(records.engine, feedback) == 1
    assert count(records.engine, contacts) == 20


def test_gateways_that_write_the_same_at_once_write_it_once(records: Records) -> None:
    together = threading.Barrier(4)
    asked = turn("ann", NOON)

    def write(journal: Journal) -> None:
        together.wait()
        journal.keep(asked)
        records.keep_question("ann", "Are you open on Sunday?", None, "mail")

    journals = [Journal(records.engine, ZONE) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, journals))
    assert count(records.engine, turns) == count(records.engine, contacts) == 1
    records.keep_question("ann", "Are you open on Sunday?", None, "another address")
    assert count(records.engine, contacts) == 2


def test_a_turn_is_journaled_and_counted(engine: Engine, journal: Journal) -> None:
    late = datetime(2024, 5, 2, 2, 30, tzinfo=timezone.utc)
    journal.begin(late)
    assert not journal.keep(turn("ann", late, said("pain"), said("cost", confidence=None)))
    assert not journal.keep(turn("ann", late, asked=ODD))
    with engine.connect() as connection:
        rows = connection.execute(sa.select(turns).order_by(turns.c.id)).all()
        told = connection.execute(sa.select(answers).order_by(answers.c.id)).all()
        the_day = date(2024, 5, 1)  # as it is in New York
        assert counts(connection, "topic", the_day, the_day) == {"pain": 2, "cost": 1}
        assert counts(connection, "hour", the_day, the_day) == {"22": 2}
        assert counts(connection, "depth", the_day, the_day) == {"1.5": 2}
        assert counts(connection, "conversation", the_day, the_day) == {
            "started": 1,
            "asked": 1,
        }
        assert counts(connection, "topic", date(2024, 5, 2), date(2024, 5, 2)) == {}
    assert [row.asked for row in rows] == ["does it hurt?", ODD]
    assert utc(rows[0].asked_at) == late
    assert [(row.topic, row.confidence) for row in told] == [
        ("pain", 0.91),
        ("cost", None),
        ("pain", 0.91),
    ]
    assert {row.turn_id for row in told} == {row.id for row in rows}


def test_what_was_missed_and_what_alarms_is_there_for_staff(
    engine: Engine, journal: Journal
) -> None:
    assert journal.keep(turn("ann", NOON, said("unclear"), asked="blue widgets"))
    for minutes in (1, 2):
        journal.keep(turn("ann", NOON + timedelta(minutes=minutes), said("emergency")))
    with engine.connect() as connection:
        missed = connection.execute(sa.select(missed_questions)).one()
        item = connection.execute(sa.select(inbox_items)).one()
    assert (missed.asked, missed.topic, missed.item_id) == ("blue widgets", "unclear", None)
    assert (item.kind, item.count, item.version) == ("emergency", 2, 2)
    assert utc(item.last_at) == NOON + timedelta(minutes=2)


def test_turns_of_many_visitors_are_counted_whole(engine: Engine, journal: Journal) -> None:
    def visit(number: int) -> None:
        topics = ("pain", "cost") if number % 2 else ("cost", "pain")
        journal.keep(turn(f"visitor-{number}", NOON, *map(said, topics)))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(visit, range(40)))
    with engine.connect() as connection:
        assert counts(connection, "topic", NOON.date(), NOON.date()) == {"cost": 40, "pain": 40}
    assert count(engine, answers) == 80


def test_an_answer_without_its_turn_is_refused(engine: Engine) -> None:
    values = {"number": 0, "message_id": "m", "sender": "ann", "topic": "pain"}
    row = {**values, "outcome": "answered", "said": "-", "facts": "[]", "answered_at": NOON}
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(sa.insert(answers).values(turn_id=99, **row))


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> Accounts:
    return Accounts(engine, clock)


def test_an_account_signs_in_and_out(engine: Engine, accounts: Accounts, clock: Clock) -> None:
    accounts.add("maria", Role.STAFF, PASSWORD, by="test")
    with pytest.raises(AccountError, match="maria"):
        accounts.add("maria", Role.MANAGER, PASSWORD, by="test")
    maria = accounts.signed_in("maria", PASSWORD)
    assert maria is not None
    assert accounts.signed_in("maria", "not this one") is None
    signing_in = SigningIn(engine, b"k" * 32, IDLE, clock)
    cookie = signing_in.begin(maria)
    found = signing_in.find(cookie)
    assert found is not None
    assert found.staff.name == "maria"
    clock.time += IDLE + timedelta(seconds=1)
    assert signing_in.find(cookie) is None
    again = signing_in.begin(maria)
    accounts.set_disabled("maria", True, by="ines")
    assert signing_in.find(again) is None
    assert [(line.who, line.action) for line in lines(engine)] == [
        ("ines", "disabled"),
        ("maria", "wrong password"),
        ("test", "account made"),
    ]
    assert lines(engine)[0].made_at == clock.time


def test_a_weak_password_of_an_earlier_release_has_to_be_replaced_and_has_no_end(
    engine: Engine, accounts: Accounts, clock: Clock
) -> None:
    accounts.add("maria", Role.STAFF, PASSWORD, by="test")
    with engine.begin() as connection:
        connection.execute(sa.update(staff).values(password_hash=hashed_anew("ten signs!")))
    for _ in range(2):
        maria = accounts.signed_in("maria", "ten signs!")
        assert maria is not None
        assert maria.has_to_change
        clock.time += timedelta(days=1000)


def test_an_account_is_locked_for_a_while(accounts: Accounts, clock: Clock) -> None:
    accounts.add("maria", Role.STAFF, PASSWORD, by="test")
    for _ in range(MOST_FAILURES):
        assert accounts.signed_in("maria", "not this one") is None
    assert accounts.signed_in("maria", PASSWORD) is None
    clock.time += timedelta(minutes=16)
    assert accounts.signed_in("maria", PASSWORD) is not None


class Visit:
    """One conversation with all that it can leave."""

    def __init__(self, records: Records, clock: Clock, sender: str, at: datetime) -> None:
        clock.time = at
        records.start(sender)
        say(records.engine, sender, at, "hello")
        records.keep_feedback(sender, "m1", "pain", False, "No")
        records.keep_question(sender, "When?", None, "mail")
        journal = Journal(records.engine, ZONE)
        journal.keep(turn(sender, at, said("unclear")))
        journal.keep(turn(sender, at, said("emergency")))
        clock.time = NOON


LEFT = (visitor_sessions, feedback, clinic_questions, contacts, missed_questions)


def test_a_purge_takes_what_is_old_and_leaves_what_is_not(records: Records, clock: Clock) -> None:
    engine = records.engine
    make_rasa_table(engine)
    Visit(records, clock, "old", NOON - timedelta(days=91))
    Visit(records, clock, "new", NOON - timedelta(days=29))
    purged = purge(engine, NOON, 30, 90, rest=lambda _: None)
    assert (purged.conversations, purged.sessions, purged.turns) == (1, 1, 2)
    assert (purged.feedback, purged.questions, purged.contacts) == (1, 1, 1)
    assert purged.wiped
    assert senders(engine) == {"new"}
    assert [count(engine, table) for table in LEFT] == [1] * len(LEFT)
    with engine.connect() as connection:
        left = connection.execute(sa.select(inbox_items)).all()
        assert set(connection.scalars(sa.select(turns.c.sender))) == {"new"}
        assert set(connection.scalars(sa.select(answers.c.sender))) == {"new"}
    assert {item.sender for item in left} == {"new"}
    assert purge(engine, NOON, 30, 90, rest=lambda _: None) == type(purged)()


def test_a_visitor_is_erased_whole(records: Records, clock: Clock) -> None:
    engine = records.engine
    make_rasa_table(engine)
    Visit(records, clock, "ann", NOON)
    Visit(records, clock, "ben", NOON)
    erased = erase(engine, "ann")
    assert (erased.events, erased.contacts, erased.wiped) == (1, 1, True)
    for table in METADATA.sorted_tables:
        if "sender" in table.c:
            with engine.connect() as connection:
                assert set(connection.scalars(sa.select(table.c.sender))) == {"ben"}, table.name
    assert [count(engine, table) for table in LEFT] == [1] * len(LEFT)
