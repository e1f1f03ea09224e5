"""The daily purge, as a task of the gateway."""

import logging
from collections.abc import Callable

import anyio
import pytest

from records.purging import DAY, HOUR, purge_daily
from records.retention import Purged


class Ended(Exception):
    """The test has seen enough."""


def pauses_of(*outcomes: Purged | Exception) -> list[float]:
    """How long the task pauses after each of these purges."""
    left = list(outcomes)
    pauses: list[float] = []

    def work() -> Purged:
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if not left:
            raise Ended

    with pytest.raises(Ended):
        anyio.run(purge_daily, work, pause)
    return pauses


def test_it_purges_at_once_and_every_day() -> None:
    assert pauses_of(Purged(), Purged(events=3), Purged()) == [DAY, DAY, DAY]
    assert DAY == 24 * HOUR == 86400


def test_a_failure_is_tried_again_in_an_hour() -> None:
    assert pauses_of(Purged(), OSError(), ValueError(), Purged()) == [DAY, HOUR, HOUR, DAY]


def test_a_file_that_was_busy_is_tried_again_in_an_hour(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert pauses_of(Purged(events=3, wiped=False), Purged()) == [HOUR, DAY]
    (warning,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "events 3" in warning.getMessage()


def test_a_failure_is_logged_by_its_kind_and_not_by_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pauses_of(ValueError("my face hurts"))
    assert "ValueError" in caplog.text
    assert "my face hurts" not in caplog.text


def test_what_was_purged_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    pauses_of(Purged(conversations=2, events=31, contacts=1))
    assert caplog.messages == [
        "purged: conversations 2, events 31, sessions 0, turns 0, feedback 0, questions 0, "
        "contacts 1"
    ]


def test_the_gateway_goes_on_meanwhile_and_can_stop_it() -> None:
    async def gateway(work: Callable[[], Purged]) -> str:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(purge_daily, work)
            await purged.wait()
            tasks.cancel_scope.cancel()
        return "stopped"

    purged = anyio.Event()

    def work() -> Purged:
        anyio.from_thread.run_sync(purged.set)
        return Purged()

    async def run() -> str:
        nonlocal purged
        purged = anyio.Event()
        return await gateway(work)

    assert anyio.run(run) == "stopped"
