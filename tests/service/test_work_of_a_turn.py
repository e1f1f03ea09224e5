"""What a message costs Rasa's table grows neither with the table nor with the conversation."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from nlu.conversation_store import MOST_EVENTS, ConversationStore
from tests.database_work import FEW, MANY, Work, fill_events, watched
from tests.service.test_conversation_store import DOMAIN, converse

pytestmark = [pytest.mark.untrained, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SHORT, LONG = MOST_EVENTS // 4, 500
"""Turns: as many as fill what is loaded, and many more."""
DOINGS: dict[str, Callable[[ConversationStore], object]] = {
    "a message": lambda store: converse(store, 1),
    "a request that is sent again": lambda store: store.replies_to("visitor", "r1"),
}


@contextmanager
def store_with(folder: Path, strangers: int, turns: int) -> Iterator[ConversationStore]:
    store = ConversationStore(DOMAIN, f"sqlite:///{folder}/conversations.db")
    fill_events(store.engine, strangers)
    converse(store, turns)
    yield store
    store.engine.dispose()


def work_of(store: ConversationStore, do: Callable[[ConversationStore], object]) -> Work:
    with watched(store.engine) as work:
        do(store)
    return work


@pytest.mark.parametrize("doing", DOINGS)
def test_it_is_as_much_in_many_conversations(tmp_path: Path, doing: str) -> None:
    with store_with(tmp_path, MANY, SHORT) as store:
        many = work_of(store, DOINGS[doing])
        assert many.statements
        assert many.whole_tables(store.engine) == []
    (tmp_path / "few").mkdir()
    with store_with(tmp_path / "few", FEW, SHORT) as store:
        assert many.steps == work_of(store, DOINGS[doing]).steps > 0


@pytest.mark.parametrize("doing", DOINGS)
def test_it_is_as_much_in_a_long_conversation(tmp_path: Path, doing: str) -> None:
    with store_with(tmp_path, FEW, SHORT) as store:
        short = work_of(store, DOINGS[doing]).steps
        converse(store, LONG - SHORT)
        assert 0 < work_of(store, DOINGS[doing]).steps == short


def has_index(store: ConversationStore) -> bool:
    names = [each["name"] for each in sa.inspect(store.engine).get_indexes("events")]
    return "events_slots" in names


def test_a_database_of_before_gets_the_index(tmp_path: Path) -> None:
    with store_with(tmp_path, FEW, 1) as store:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DROP INDEX events_slots")
        assert not has_index(store)
    with store_with(tmp_path, 0, 1) as store:
        assert has_index(store)


def test_where_the_index_cannot_be_made_conversations_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlu.conversation_store._INDEX", "CREATE INDEX nowhere ON nothing (x)")
    with store_with(tmp_path, 0, 1) as store:
        assert "the index of slots was not made" in caplog.text
        tracker = asyncio.run(store.retrieve("visitor"))
        assert tracker is not None
        assert tracker.get_slot("last_topic") == {"topic": "pain", "number": 0}
