"""The conversations in the database, against Rasa's own store on the same file."""

import asyncio
import os
import sqlite3
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import sqlalchemy as sa

with warnings.catch_warnings():
    # Rasa's dependencies of 2023 warn of their own future at import.
    warnings.simplefilter("ignore")
    from rasa.core.tracker_store import SQLTrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import (
        ActionExecuted,
        BotUttered,
        SessionStarted,
        SlotSet,
        UserUttered,
    )
    from rasa.shared.core.trackers import DialogueStateTracker

    from nlu.conversation_store import REST_SECONDS, TURNS, ConversationStore

    DOMAIN = Domain.from_dict(
        {
            "intents": ["ask_pain"],
            "slots": {
                name: {"type": "any", "mappings": [{"type": "custom"}]}
                for name in ("last_topic", "told", "so_far", "offer")
            },
            "actions": ["action_answer_facts"],
        }
    )

pytestmark = [pytest.mark.untrained, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/conversations.db"


@pytest.fixture
def store(address: str) -> Iterator[ConversationStore]:
    opened = ConversationStore(DOMAIN, address)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def rasas_own(store: ConversationStore, address: str) -> Iterator[SQLTrackerStore]:
    opened = SQLTrackerStore(DOMAIN, host=address)
    yield opened
    opened.engine.dispose()


def message(tracker: DialogueStateTracker, number: int) -> None:
    """Adds to a tracker what one message adds."""
    intent = {"name": "ask_pain", "confidence": 0.9}
    tracker.update(UserUttered(f"does it hurt {number}", intent))
    tracker.update(ActionExecuted("action_answer_facts"))
    tracker.update(BotUttered("It stings a little.", {"custom": {"topic": "pain"}}))
    tracker.update(SlotSet("last_topic", {"topic": "pain", "number": number}))
    tracker.update(ActionExecuted("action_listen"))


def converse(store: SQLTrackerStore, messages: int, sender: str = "visitor") -> None:
    """Handles messages as Rasa does: reads the tracker, adds to it, writes it."""

    async def handle() -> None:
        for number in range(messages):
            tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
            if not tracker.events:
                tracker.update(ActionExecuted("action_session_start"))
                tracker.update(SessionStarted())
                tracker.update(ActionExecuted("action_listen"))
            message(tracker, number)
            await store.save(tracker)

    asyncio.run(handle())


def read(store: SQLTrackerStore, sender: str = "visitor") -> DialogueStateTracker | None:
    return asyncio.run(store.retrieve(sender))


def events(tracker: DialogueStateTracker | None) -> list[dict[str, Any]]:
    assert tracker is not None
    return [event.as_dict() for event in tracker.events]


def without_answers(tracker: DialogueStateTracker | None) -> list[dict[str, Any]]:
    return [event for event in events(tracker) if event["event"] != "bot"]


def questions(tracker: DialogueStateTracker | None) -> list[str]:
    return [event["text"] for event in events(tracker) if event["event"] == "user"]


def test_an_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert read(store) is None


def test_a_short_conversation_is_what_rasas_own_store_reads(
    store: ConversationStore, rasas_own: SQLTrackerStore
) -> None:
    converse(store, TURNS - 1)
    ours, theirs = read(store), read(rasas_own)
    assert events(ours) == without_answers(theirs)
    assert ours is not None
    assert theirs is not None
    assert ours.current_slot_values() == theirs.current_slot_values()
    assert ours.latest_message == theirs.latest_message
    assert ours.latest_action_name == theirs.latest_action_name


def test_of_500_turns_the_last_are_loaded_and_all_are_kept(
    store: ConversationStore, rasas_own: SQLTrackerStore
) -> None:
    converse(store, 1)
    tracker = read(store)
    assert tracker is not None
    tracker.update(SlotSet("told", "darker skin"))
    asyncio.run(store.save(tracker))
    converse(store, TURNS + 3)
    few = events(read(store))
    converse(store, 500 - TURNS - 4)
    ours, theirs = read(store), read(rasas_own)
    assert len(events(ours)) == len(few)
    assert questions(ours) == questions(theirs)[-TURNS:]
    assert len(questions(theirs)) == 500
    assert ours is not None
    assert theirs is not None
    assert ours.current_slot_values() == theirs.current_slot_values()
    assert ours.slots["told"].value == "darker skin"
    # The turn begins as Rasa began it: listening.
    assert next(e["name"] for e in few if e["event"] == "action") == "action_listen"


def test_rasas_own_store_writes_the_same_rows(address: str, tmp_path: Path) -> None:
    def rows(made: SQLTrackerStore) -> list[tuple[Any, ...]]:
        converse(made, 3)
        with made.session_scope() as session:
            found = session.query(made.SQLEvent).order_by(made.SQLEvent.id).all()
        made.engine.dispose()
        return [(r.id, r.sender_id, r.type_name, r.intent_name, r.action_name) for r in found]

    ours = rows(ConversationStore(DOMAIN, address))
    assert ours == rows(SQLTrackerStore(DOMAIN, host=f"sqlite:///{tmp_path}/other.db"))
    assert len(ours) == 3 + 3 * 5


def test_another_process_goes_on_with_the_conversation(
    store: ConversationStore, address: str
) -> None:
    converse(store, 2)
    restarted = ConversationStore(DOMAIN, address)
    converse(restarted, 1)
    assert events(read(store)) == events(read(restarted))
    converse(store, 1)
    assert events(read(store)) == events(read(restarted))
    restarted.engine.dispose()


def test_a_message_that_failed_leaves_no_trace(store: ConversationStore) -> None:
    converse(store, 2)
    before = events(read(store))
    tracker = read(store)
    assert tracker is not None
    message(tracker, 99)  # and never saved
    assert events(read(store)) == before
    converse(store, 1)
    assert len(questions(read(store))) == 3


def test_a_session_that_starts_ends_the_one_before(store: ConversationStore) -> None:
    converse(store, 2)
    tracker = read(store)
    assert tracker is not None
    tracker.update(SlotSet("told", "darker skin"))
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    tracker.update(ActionExecuted("action_listen"))
    asyncio.run(store.save(tracker))
    assert [e["event"] for e in events(read(store))] == ["session_started", "action"]
    converse(store, TURNS + 1)
    later = read(store)
    assert later is not None
    assert later.slots["told"].value is None


def test_a_tracker_from_elsewhere_is_saved_once(
    store: ConversationStore, rasas_own: SQLTrackerStore
) -> None:
    converse(store, 2)
    copied = DialogueStateTracker.from_dict("visitor", events(read(rasas_own)), DOMAIN.slots)
    message(copied, 7)
    asyncio.run(store.save(copied))
    asyncio.run(store.save(copied))
    assert questions(read(rasas_own)) == ["does it hurt 0", "does it hurt 1", "does it hurt 7"]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_while_the_database_is_held_conversations_go_on_and_are_written_afterwards(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock, address = Clock(), f"sqlite:///{tmp_path}/held.db"
    store = ConversationStore(DOMAIN, address, now=clock)
    converse(store, 1)
    holder = sqlite3.connect(tmp_path / "held.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    converse(store, 3)
    converse(store, 2, "another")
    assert len(questions(read(store))) == 4
    assert "does it hurt" not in caplog.text
    assert caplog.text.count("could not be written") == 1
    holder.execute("COMMIT")
    holder.close()
    clock.seconds += REST_SECONDS
    converse(store, 1, "a third")
    written = SQLTrackerStore(DOMAIN, host=address)
    for sender, said in (("visitor", 4), ("another", 2), ("a third", 1)):
        assert len(questions(read(written, sender))) == said
    for each in (store, written):
        each.engine.dispose()


def test_what_waits_is_written_when_writing_works_though_nobody_says_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlu.conversation_store.REST_SECONDS", 0.01)
    address = f"sqlite:///{tmp_path}/held.db"
    store, written = ConversationStore(DOMAIN, address), SQLTrackerStore(DOMAIN, host=address)
    converse(store, 1, "another")
    holder = sqlite3.connect(tmp_path / "held.db", isolation_level=None)

    async def hold() -> None:
        holder.execute("BEGIN EXCLUSIVE")
        tracker = await store.get_or_create_tracker("visitor")
        message(tracker, 1)
        await store.save(tracker)
        assert await written.retrieve("visitor") is None
        holder.execute("COMMIT")
        while await written.retrieve("visitor") is None:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(hold(), 30))
    assert questions(read(written)) == ["does it hurt 1"]
    holder.close()
    for each in (store, written):
        each.engine.dispose()


def test_a_database_that_cannot_be_read_keeps_nobody_from_an_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock, address = Clock(), f"sqlite:///{tmp_path}/gone.db"
    store = ConversationStore(DOMAIN, address, now=clock)
    converse(store, 1)
    tracker = read(store)
    assert tracker is not None
    tracker.update(SlotSet("told", "darker skin"))
    asyncio.run(store.save(tracker))

    def rename(old: str, new: str) -> None:
        with store.engine.begin() as connection:
            connection.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))

    rename("events", "away")
    converse(store, 2)
    converse(store, 1, "somebody new")
    remembered = read(store)
    assert remembered is not None
    assert remembered.slots["told"].value == "darker skin"
    assert "does it hurt" not in caplog.text
    rename("away", "events")
    clock.seconds += REST_SECONDS
    converse(store, 1)
    written = SQLTrackerStore(DOMAIN, host=address)
    everything = asyncio.run(written.retrieve_full_tracker("visitor"))
    assert len(questions(everything)) == 4
    for each in (store, written):
        each.engine.dispose()


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        store = ConversationStore(DOMAIN, f"sqlite:///{tmp_path}/private.db")
        converse(store, 1)
        assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
        store.engine.dispose()
    finally:
        os.umask(before)


def test_sqlite_writes_ahead(store: ConversationStore) -> None:
    with store.session_scope() as session:
        assert session.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"


def test_a_database_in_memory_works_too() -> None:
    store = ConversationStore(DOMAIN, "sqlite://")
    converse(store, 2)
    assert len(questions(read(store))) == 2


def ask(tracker: DialogueStateTracker, request: str, *replies: str) -> None:
    tracker.update(UserUttered("does it hurt", metadata={"request": request}))
    for reply in replies:
        tracker.update(BotUttered(reply, {"custom": {"topic": "pain"}}))


@pytest.mark.parametrize("is_writable", [True, False])
def test_what_was_said_to_a_request_is_found_again(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch, is_writable: bool
) -> None:
    if not is_writable:
        full = sa.exc.OperationalError("", {}, Exception())
        monkeypatch.setattr(store, "_write", Mock(side_effect=full))
    tracker = DialogueStateTracker.from_events("visitor", [], DOMAIN.slots)
    ask(tracker, "first", "It stings.", "For a day.")
    ask(tracker, "unanswered")
    ask(tracker, "last", "Three.")
    asyncio.run(store.save(tracker))

    def texts(request: str, sender: str = "visitor") -> list[str]:
        return [reply.message()["text"] for reply in store.replies_to(sender, request)]

    assert texts("first") == ["It stings.", "For a day."]
    assert texts("unanswered") == []
    assert texts("last") == ["Three."]
    assert texts("another") == texts("first", "somebody") == []
    assert store.replies_to("visitor", "last")[0].message()["custom"] == {"topic": "pain"}
