"""A line of bounded length."""

import asyncio

import pytest

from web.errors import ApiError
from web.waiting_line import WaitingLine


def test_whoever_comes_first_is_served_first_and_so_many_at_once() -> None:
    async def served() -> list[int]:
        line, order, most = WaitingLine(2, 10), [], 0
        inside: set[int] = set()

        async def come(number: int) -> None:
            nonlocal most
            with line.ticket(str(number)) as turn:
                await turn.wait()
                inside.add(number)
                most = max(most, len(inside))
                order.append(number)
                await asyncio.sleep(0)
                inside.remove(number)

        await asyncio.gather(*map(come, range(10)))
        assert most == 2
        return order

    assert asyncio.run(served()) == list(range(10))


def test_whoever_comes_to_a_full_line_is_told_at_once_when_to_come_back() -> None:
    async def come() -> None:
        line = WaitingLine(1, 1)
        with line.ticket("a") as first, line.ticket("b") as second:
            assert (first.is_set(), second.is_set()) == (True, False)
            with pytest.raises(ApiError) as refused, line.ticket("c"):
                pass
        assert (refused.value.status, refused.value.code) == (503, "busy")
        assert int(refused.value.response().headers["Retry-After"]) >= 1
        assert not line.is_full_for("c")

    asyncio.run(come())


def test_nobody_takes_more_than_half_of_the_line() -> None:
    line = WaitingLine(1, 3)
    with line.ticket("flood"), line.ticket("flood"):
        assert line.is_full_for("flood")
        assert not line.is_full_for("somebody")


def test_whoever_gives_up_makes_room_for_the_next() -> None:
    async def come() -> None:
        line = WaitingLine(1, 5)
        with line.ticket("a"):
            waiting = asyncio.create_task(_wait(line))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            with line.ticket("c") as next_one:
                assert not next_one.is_set()
        with line.ticket("c") as turn:
            assert turn.is_set()

    asyncio.run(come())


async def _wait(line: WaitingLine) -> None:
    with line.ticket("b") as turn:
        await turn.wait()
