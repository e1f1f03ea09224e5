"""The conversations in the database, against Rasa's own store on the same file."""

import asyncio
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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

    from nlu import conversation_store
    from nlu.conversation_store import ConversationStore

    DOMAIN = Domain.from_dict(
        {
            "intents": ["ask_pain"],
            "slots": {"last_topic": {"type": "any", "mappings": [{"type": "custom"}]}},
            "actions": ["action_answer_facts"],
        }
    )

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


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


def queries(store: ConversationStore, work: Callable[[], object]) -> int:
    """How many queries some work takes."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    sa.event.listen(store.engine, "before_cursor_execute", note)
    work()
    sa.event.remove(store.engine, "before_cursor_execute", note)
    return len(seen)


def test_an_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert read(store) is None


def test_a_kept_tracker_is_what_rasas_own_store_reads(
    store: ConversationStore, rasas_own: SQLTrackerStore
) -> None:
    converse(store, 4)
    kept, read_back = read(store), read(rasas_own)
    assert events(kept) == events(read_back)
    assert kept is not None
    assert read_back is not None
    assert kept.current_slot_values() == read_back.current_slot_values()
    assert kept.latest_message == read_back.latest_message
    assert kept.latest_action_name == read_back.latest_action_name


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


def test_what_is_erased_is_gone_at_once(store: ConversationStore, address: str) -> None:
    converse(store, 3)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM events"))
    engine.dispose()
    assert read(store) is None
    converse(store, 1)
    assert [e["text"] for e in events(read(store)) if e["event"] == "user"] == ["does it hurt 0"]


def test_a_message_that_failed_leaves_no_trace(store: ConversationStore) -> None:
    converse(store, 2)
    before = events(read(store))
    tracker = read(store)
    assert tracker is not None
    message(tracker, 99)  # and never saved
    assert events(read(store)) == before
    converse(store, 1)
    assert len(events(read(store))) == len(before) + 5


def test_a_session_that_starts_ends_the_one_before(store: ConversationStore) -> None:
    converse(store, 2)
    tracker = read(store)
    assert tracker is not None
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    tracker.update(ActionExecuted("action_listen"))
    asyncio.run(store.save(tracker))
    assert [e["event"] for e in events(read(store))] == ["session_started", "action"]


def test_a_tracker_from_elsewhere_is_saved_whole_and_once(store: ConversationStore) -> None:
    converse(store, 2)
    copied = DialogueStateTracker.from_dict("visitor", events(read(store)), DOMAIN.slots)
    message(copied, 7)
    asyncio.run(store.save(copied))
    assert events(read(store)) == events(copied)


def test_a_conversation_at_hand_takes_one_query_to_read(store: ConversationStore) -> None:
    converse(store, 2)
    read(store)
    assert queries(store, lambda: read(store)) == 1


def test_only_the_latest_conversations_are_kept(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation_store, "KEPT", 2)
    for sender in ("first", "second", "third"):
        converse(store, 2, sender)
    assert queries(store, lambda: read(store, "third")) == 1
    assert queries(store, lambda: read(store, "first")) == 2
    assert len(events(read(store, "first"))) == 2 + 2 * 5


def test_a_new_model_has_the_trackers_read_anew(store: ConversationStore) -> None:
    converse(store, 2)
    store.domain = DOMAIN
    assert queries(store, lambda: read(store)) == 2


def test_sqlite_writes_ahead(store: ConversationStore) -> None:
    with store.session_scope() as session:
        assert session.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"


def test_a_database_in_memory_works_too() -> None:
    store = ConversationStore(DOMAIN, "sqlite://")
    converse(store, 2)
    assert len(events(read(store))) == 2 + 2 * 5
