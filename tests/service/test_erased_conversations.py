"""What is erased in the database is forgotten, and is not written again."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from tests.service.test_conversation_store import (
    ConversationStore,
    DialogueStateTracker,
    address,
    converse,
    message,
    pytestmark,
    questions,
    read,
    store,
)

__all__ = ["address", "pytestmark", "store"]
"""Fixtures and marks, which pytest looks for here."""


def test_what_is_erased_is_gone_at_once(store: ConversationStore, address: str) -> None:
    converse(store, 3)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM events"))
    engine.dispose()
    assert read(store) is None
    converse(store, 1)
    assert questions(read(store)) == ["does it hurt 0"]


def erase_all(store: ConversationStore) -> None:
    """Erases as the front desk does: beside the store."""
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM events"))


def test_what_is_erased_does_not_come_back_from_memory_without_the_database(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlu.conversation_store.ERASED_SECONDS", 0.0)

    async def erased() -> DialogueStateTracker | None:
        tracker = await store.get_or_create_tracker("visitor")
        message(tracker, 1)
        await store.save(tracker)
        erase_all(store)
        while store._recent:
            await asyncio.sleep(0)
        with store.engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE events RENAME TO away"))
        return await store.retrieve("visitor")

    assert questions(asyncio.run(asyncio.wait_for(erased(), 30))) == []


def test_looking_for_what_was_erased_holds_nobody_up_and_leaves_what_was_said_since(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_asked, go_on = threading.Event(), threading.Event()
    kept_of = store._kept_of

    def slow(wanted: list[str]) -> set[str]:
        found = kept_of(wanted)
        is_asked.set()
        assert go_on.wait(20), "the loop waits for the database"
        return found

    monkeypatch.setattr(store, "_kept_of", slow)

    async def told_anew() -> None:
        tracker = await store.get_or_create_tracker("visitor")
        message(tracker, 1)
        await store.save(tracker)
        erase_all(store)
        looking = asyncio.create_task(store._forget_erased())
        while not is_asked.is_set():
            await asyncio.sleep(0)
        again = await store.get_or_create_tracker("visitor")
        message(again, 2)
        await store.save(again)
        go_on.set()
        await looking
        assert store._recent["visitor"] is again

    asyncio.run(asyncio.wait_for(told_anew(), 30))


def test_what_is_erased_while_its_next_message_is_answered_is_not_written(
    store: ConversationStore,
) -> None:
    converse(store, 1)
    tracker = read(store)
    assert tracker is not None
    erase_all(store)
    message(tracker, 1)
    asyncio.run(store.save(tracker))
    assert read(store) is None
    assert not store._recent
