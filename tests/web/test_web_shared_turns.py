"""Two gateways on a real Redis, each of which remembers what it answered."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.gateway_under_test import Clock
from understanding.so_far import SoFar
from web.checks import Checks
from web.memory import Memory
from web.shared_turns import REST_SECONDS, SharedTurns

PAIN, COST = SoFar(topic="pain"), SoFar(topic="cost")
NOBODY = "redis://127.0.0.1:1/0"


class Remembering:
    """A gateway, as far as it remembers."""

    def __init__(self, url: str | None) -> None:
        self.now = Clock()
        self.memory, self.checks = Memory(self.now), Checks()
        self.turns = SharedTurns(url, self.memory, self.checks, self.now)

    async def answer(self, holds: SoFar, asks: str | None = None) -> None:
        """What the gateway does with each message."""
        await self.turns.catch_up("ann")
        self.checks.take("ann")
        if asks is not None:
            self.checks.remember("ann", asks)  # type: ignore[arg-type]
        self.memory.keep("ann", holds)
        await self.turns.note("ann")


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await test()

    asyncio.run(main())


def test_what_one_remembers_counts_until_the_other_has_answered(redis_url: str) -> None:
    async def test() -> None:
        one, other = Remembering(redis_url), Remembering(redis_url)
        await one.answer(PAIN)
        await one.turns.catch_up("ann")
        assert one.memory.of("ann") == PAIN
        await other.answer(COST)
        await one.turns.catch_up("ann")
        assert one.memory.of("ann") is None
        await other.turns.catch_up("ann")
        assert other.memory.of("ann") == COST
        for each in (one, other):
            await each.turns.close()

    run(test)


def test_what_one_asked_the_other_knows_and_what_was_answered_is_asked_no_longer(
    redis_url: str,
) -> None:
    async def test() -> None:
        one, other = Remembering(redis_url), Remembering(redis_url)
        await one.answer(PAIN, asks="self_harm")
        await other.turns.catch_up("ann")
        assert other.checks.of("ann") == "self_harm"
        await other.answer(PAIN)
        await one.turns.catch_up("ann")
        assert one.checks.of("ann") is None
        for each in (one, other):
            await each.turns.close()

    run(test)


def test_without_redis_rasa_is_asked_and_a_check_is_remembered(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test() -> None:
        one = Remembering(NOBODY)
        await one.answer(PAIN, asks="today")
        await one.turns.catch_up("ann")
        assert one.memory.of("ann") is None
        assert one.checks.of("ann") == "today"
        assert len(caplog.records) == 1
        one.now.seconds += REST_SECONDS
        await one.turns.catch_up("ann")
        assert len(caplog.records) == 2
        await one.turns.close()

    run(test)
    assert "127.0.0.1" not in caplog.text


def test_a_gateway_that_is_alone_asks_nobody() -> None:
    async def test() -> None:
        alone = Remembering(None)
        await alone.answer(PAIN)
        await alone.turns.catch_up("ann")
        assert alone.memory.of("ann") == PAIN
        await alone.turns.close()

    run(test)
