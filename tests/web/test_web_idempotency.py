"""The same reply to the same request."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from tests.gateway_under_test import Clock
from web.errors import ApiError
from web.idempotency import Replies, idempotency_key


class Work:
    """Counts how often it is done; waits for `hold` where there is one."""

    def __init__(self, error: Exception | None = None) -> None:
        self.times = 0
        self.error = error
        self.hold: asyncio.Event | None = None

    async def __call__(self) -> list[str]:
        self.times += 1
        reply = [f"reply {self.times}"]
        if self.hold is not None:
            await self.hold.wait()
        if self.error is not None:
            raise self.error
        return reply


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await test()

    asyncio.run(main())


def test_the_same_key_brings_the_same_reply() -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work()
        first = await replies.once("one", "key", work)
        assert await replies.once("one", "key", work) == first
        assert work.times == 1

    run(test)


def test_another_key_another_session_and_no_key_are_other_requests() -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work()
        for sender, key in [("one", "a"), ("one", "b"), ("two", "a"), ("one", None), ("one", None)]:
            await replies.once(sender, key, work)
        assert work.times == 5
        assert len(replies) == 3

    run(test)


def test_who_comes_while_it_is_under_way_waits_for_the_same_reply() -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work()
        work.hold = asyncio.Event()
        calls = [asyncio.create_task(replies.once("one", "key", work)) for _ in range(5)]
        await asyncio.sleep(0)
        assert len(replies) == 1
        work.hold.set()
        assert await asyncio.gather(*calls) == [["reply 1"]] * 5

    run(test)


def test_a_caller_who_goes_away_finds_the_reply_later() -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work()
        work.hold = asyncio.Event()
        call = asyncio.create_task(replies.once("one", "key", work))
        await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        work.hold.set()
        assert await replies.once("one", "key", work) == ["reply 1"]

    run(test)


def test_what_failed_may_be_tried_again() -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work(ApiError("too_many_messages", "."))
        for _ in range(2):
            with pytest.raises(ApiError):
                await replies.once("one", "key", work)
        assert len(replies) == 0
        work.error = None
        assert await replies.once("one", "key", work) == ["reply 3"]

    run(test)


def test_a_failure_that_nobody_waits_for_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work(RuntimeError("my secret rash"))
        work.hold = asyncio.Event()
        call = asyncio.create_task(replies.once("one", "key", work))
        await asyncio.sleep(0)
        call.cancel()
        work.hold.set()
        with pytest.raises(asyncio.CancelledError):
            await call
        while len(replies):
            await asyncio.sleep(0)

    run(test)
    assert caplog.records == []


@pytest.mark.parametrize("is_under_way", [True, False])
def test_a_key_belongs_to_one_request(is_under_way: bool) -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock()), Work()
        work.hold = asyncio.Event()
        first = asyncio.create_task(replies.once("one", "key", work, asked=b"how deep"))
        await asyncio.sleep(0)
        if not is_under_way:
            work.hold.set()
            await first
        with pytest.raises(ApiError) as refused:
            await replies.once("one", "key", work, asked=b"how long")
        assert (refused.value.status, refused.value.code) == (422, "key_reused")
        work.hold.set()
        assert await replies.once("one", "key", work, asked=b"how deep") == await first

    run(test)


def test_a_reply_is_forgotten_after_its_time() -> None:
    async def test() -> None:
        clock, work = Clock(), Work()
        replies = Replies[list[str]](clock, seconds=60)
        await replies.once("one", "key", work)
        clock.seconds += 59
        assert await replies.once("one", "key", work) == ["reply 1"]
        clock.seconds += 1
        assert await replies.once("one", "key", work) == ["reply 2"]

    run(test)


def test_the_oldest_replies_make_room() -> None:
    async def test() -> None:
        replies, work = Replies[list[str]](Clock(), most=10), Work()
        for number in range(100):
            await replies.once("one", str(number), work)
        assert len(replies) == 10
        assert await replies.once("one", "99", work) == ["reply 100"]
        assert await replies.once("one", "0", work) == ["reply 101"]

    run(test)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=100))
def test_a_key_is_taken_as_it_is(key: str) -> None:
    assert idempotency_key(Headers({"idempotency-key": key})) == key


def test_no_key_is_none() -> None:
    assert idempotency_key(Headers()) is None


@pytest.mark.parametrize(
    "values", [[""], ["a" * 101], ["a b"], ["a\n"], ["é"], ["\x7f"], ["a", "a"]]
)
def test_any_other_key_is_refused(values: list[str]) -> None:
    raw = [(b"idempotency-key", value.encode("latin-1")) for value in values]
    with pytest.raises(ApiError) as refused:
        idempotency_key(Headers(raw=raw))
    assert (refused.value.status, refused.value.code) == (400, "invalid_request")
