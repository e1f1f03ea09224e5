"""One message of a session at a time."""

import asyncio

import pytest

from web.errors import ApiError
from web.one_at_a_time import OneAtATime


def test_messages_of_a_session_run_one_after_another_in_order() -> None:
    events: list[str] = []

    async def message(turns: OneAtATime, name: str) -> None:
        async with turns.turn("s"):
            events.append(f"{name} begins")
            await asyncio.sleep(0)
            events.append(f"{name} ends")

    async def all_at_once() -> None:
        turns = OneAtATime()
        await asyncio.gather(*(message(turns, str(number)) for number in range(10)))

    asyncio.run(all_at_once())
    assert events == [f"{n} {what}" for n in range(10) for what in ("begins", "ends")]


def test_another_session_does_not_wait() -> None:
    async def both() -> None:
        turns = OneAtATime()
        async with turns.turn("a"):
            await asyncio.wait_for(enter(turns, "b"), timeout=5)

    asyncio.run(both())


def test_a_full_line_takes_no_more_until_one_leaves() -> None:
    async def crowd() -> None:
        turns = OneAtATime(most_in_line=2)
        leave = asyncio.Event()

        async def stay() -> None:
            async with turns.turn("s"):
                await leave.wait()

        staying = [asyncio.create_task(stay()) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(ApiError) as raised:
            await enter(turns, "s")
        assert (raised.value.status, raised.value.code) == (429, "too_many_messages")
        assert raised.value.retry_after
        leave.set()
        await asyncio.gather(*staying)
        await enter(turns, "s")

    asyncio.run(crowd())


def test_a_message_that_fails_or_is_given_up_holds_nobody_up() -> None:
    async def troubles() -> None:
        turns = OneAtATime(most_in_line=1)
        with pytest.raises(RuntimeError):
            async with turns.turn("s"):
                raise RuntimeError
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(stuck(turns, "s"), timeout=0.01)
        await enter(turns, "s")

    asyncio.run(troubles())


def test_sessions_without_messages_take_no_memory() -> None:
    async def many() -> int:
        turns = OneAtATime()
        for number in range(100):
            await enter(turns, str(number))
        return len(turns)

    assert asyncio.run(many()) == 0


async def enter(turns: OneAtATime, sender: str) -> None:
    async with turns.turn(sender):
        pass


async def stuck(turns: OneAtATime, sender: str) -> None:
    async with turns.turn(sender):
        await asyncio.Event().wait()
