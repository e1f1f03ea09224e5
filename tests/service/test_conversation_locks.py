"""Rasa's locks in a real Redis, where several processes of Rasa share the visitors."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from deploy.service import lock_store_of

with warnings.catch_warnings():
    # Rasa's dependencies of 2023 warn of their own future at import.
    warnings.simplefilter("ignore")
    from rasa.core.lock_store import LockError, LockStore
    from rasa.utils.endpoints import EndpointConfig

    from nlu import conversation_locks
    from nlu.conversation_locks import ConversationLocks

pytestmark = pytest.mark.untrained

MOST_SECONDS = 30.0
NOBODY = "redis://127.0.0.1:1/0"


@asynccontextmanager
async def locked(redis_url: str, visitor: str = "visitor", **how: float) -> AsyncIterator[None]:
    """The lock of a conversation, in a process of Rasa of its own."""
    store = LockStore.create(EndpointConfig.from_dict(lock_store_of(redis_url)))
    assert isinstance(store, ConversationLocks)
    try:
        async with store.lock(visitor, **how):
            yield
    finally:
        await store._redis.close(close_connection_pool=True)


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), MOST_SECONDS))


def test_processes_that_come_at_once_answer_one_after_the_other(redis_url: str) -> None:
    """Of Rasa's own store two that come at the same moment get the same ticket."""
    under_way, done = [], []

    async def answer(number: int) -> None:
        async with locked(redis_url):
            under_way.append(number)
            assert under_way == [number]
            await asyncio.sleep(0)
            under_way.remove(number)
        done.append(number)

    async def test() -> None:
        await asyncio.gather(*map(answer, range(10)))

    run(test)
    assert sorted(done) == list(range(10))


def test_two_visitors_do_not_wait_for_each_other(redis_url: str) -> None:
    async def test() -> None:
        async with locked(redis_url, "one"), locked(redis_url, "other"):
            pass

    run(test)


def test_who_answers_for_long_keeps_the_lock(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation_locks, "RENEW_SECONDS", 0.05)
    monkeypatch.setattr(conversation_locks, "MOST_SECONDS", 1.0)

    async def test() -> None:
        async with locked(redis_url, lock_lifetime=0.3):
            with pytest.raises(LockError, match="Another process"):
                async with locked(redis_url):
                    pytest.fail("two have one lock")

    run(test)


def test_who_has_died_holds_nobody_up_for_long(redis_url: str) -> None:
    async def test() -> None:
        # What a process leaves that was killed: nothing renews the lock, nobody gives it back.
        died = Redis.from_url(redis_url)
        await died.lock(conversation_locks.PREFIX + "visitor", timeout=0.3).acquire()
        await died.close(close_connection_pool=True)
        async with locked(redis_url):
            pass

    run(test)
    assert conversation_locks.HELD_SECONDS <= 4, "a message waits for 8 s"


def test_without_redis_a_process_keeps_order_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    under_way: list[int] = []

    async def answer(store: LockStore, number: int) -> None:
        async with store.lock("visitor"):
            under_way.append(number)
            assert under_way == [number]
            await asyncio.sleep(0)
            under_way.remove(number)

    async def test() -> None:
        store = ConversationLocks(EndpointConfig(NOBODY))
        await asyncio.gather(*(answer(store, number) for number in range(10)))
        await store._redis.close(close_connection_pool=True)

    run(test)
    assert len(caplog.records) == 1, "the others do not wait for it"
    assert "127.0.0.1" not in caplog.text
