import logging
import threading
from collections.abc import Callable

import anyio
import pytest
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection

from records import journal_queue
from records.journal import Exchange, Journal
from records.journal_queue import JournalQueue
from tests.records.kept_turns import turn

WORDS = "my secret words"


class FakeJournal(Journal):
    """Keeps turns in a list, once it has raised what it is told to."""

    def __init__(self, *raised: Exception, missed: Callable[[Exchange], bool] = lambda _: False):
        self.kept: list[str] = []
        self.raised = list(raised)
        self.missed = missed

    def keep(self, turn: Exchange) -> bool:
        if self.raised:
            raise self.raised.pop(0)
        self.kept.append(turn.sender)
        return self.missed(turn)


class Woken:
    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1


def broken(kind: type[Exception]) -> Exception:
    if kind is NoConnection:
        return kind()
    return kind("INSERT", {"asked": WORDS}, Exception(WORDS))  # type: ignore[call-arg]


def queue_of(journal: FakeJournal, *senders: str) -> tuple[JournalQueue, Woken]:
    woken = Woken()
    queue = JournalQueue(journal, woken)
    for sender in senders:
        queue.put(turn(sender=sender, asked=WORDS))
    return queue, woken


def test_turns_are_written_in_the_order_they_came() -> None:
    journal = FakeJournal()
    queue, woken = queue_of(journal, "a", "b", "c")
    assert anyio.run(queue.drain) is True
    assert journal.kept == ["a", "b", "c"]
    assert woken.times == 0
    anyio.run(queue.drain)
    assert journal.kept == ["a", "b", "c"]


def test_it_says_once_that_questions_were_missed() -> None:
    queue, woken = queue_of(FakeJournal(missed=lambda each: each.sender != "b"), "a", "b", "c")
    anyio.run(queue.drain)
    anyio.run(queue.drain)
    assert woken.times == 1


@pytest.mark.parametrize("kind", [OperationalError, ProgrammingError, NoConnection])
def test_a_database_that_fails_loses_nothing(
    kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    journal = FakeJournal(broken(kind))
    queue, _ = queue_of(journal, "a", "b")
    assert anyio.run(queue.drain) is False
    assert journal.kept == []
    assert anyio.run(queue.drain) is True
    assert journal.kept == ["a", "b"]
    assert kind.__name__ in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.parametrize("kind", [DataError, IntegrityError, ValueError, OverflowError])
def test_what_can_never_be_written_does_not_hold_up_the_rest(
    kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    fault = kind(WORDS) if kind in (ValueError, OverflowError) else broken(kind)
    journal = FakeJournal(fault)
    queue, _ = queue_of(journal, "a", "b", "c")
    assert anyio.run(queue.drain) is True
    assert journal.kept == ["b", "c"]
    assert kind.__name__ in caplog.text
    assert WORDS not in caplog.text


def test_missed_questions_before_a_failure_are_told() -> None:
    class Failing(FakeJournal):
        def keep(self, turn: Exchange) -> bool:
            if turn.sender == "b":
                raise broken(OperationalError)
            return super().keep(turn)

    queue, woken = queue_of(Failing(missed=lambda _: True), "a", "b")
    assert anyio.run(queue.drain) is False
    assert woken.times == 1


def test_what_comes_when_too_much_waits_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(journal_queue, "MOST_WAITING", 2)
    journal = FakeJournal()
    with caplog.at_level(logging.ERROR):
        queue, _ = queue_of(journal, "a", "b", "c")
    anyio.run(queue.drain)
    assert journal.kept == ["a", "b"]
    assert "not kept" in caplog.text
    queue.put(turn(sender="d"))
    anyio.run(queue.drain)
    assert journal.kept == ["a", "b", "d"]


def test_it_writes_what_comes_and_tries_again_until_it_is_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal_queue, "AGAIN_SECONDS", 0)
    journal = FakeJournal(broken(OperationalError), broken(OperationalError))

    async def main() -> None:
        done = anyio.Event()

        async def told() -> None:
            if journal.kept[-1] == "b":
                done.set()

        journal.missed = lambda _: True
        queue = JournalQueue(journal, told)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(queue.run)
            queue.put(turn(sender="a"))
            await anyio.lowlevel.checkpoint()
            queue.put(turn(sender="b"))
            with anyio.fail_after(10):
                await done.wait()
            tasks.cancel_scope.cancel()

    anyio.run(main)
    assert journal.kept == ["a", "b"]


def test_an_answer_goes_out_once_it_is_written() -> None:
    journal = FakeJournal()

    async def main() -> None:
        queue = JournalQueue(journal, Woken())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(queue.run)
            for sender in ("a", "b"):
                with anyio.fail_after(10):
                    await queue.keep(turn(sender=sender))
                assert journal.kept[-1] == sender
            tasks.cancel_scope.cancel()

    anyio.run(main)


def test_an_answer_does_not_wait_for_a_database_that_takes_its_time() -> None:
    go_on = threading.Event()

    class Slow(FakeJournal):
        def keep(self, turn: Exchange) -> bool:
            go_on.wait()
            return super().keep(turn)

    journal = Slow()

    async def main() -> None:
        queue = JournalQueue(journal, Woken())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(queue.run)
            with anyio.fail_after(10):
                await queue.keep(turn(sender="a"))
            assert journal.kept == []
            go_on.set()
            await queue.drain()
            tasks.cancel_scope.cancel()

    anyio.run(main)
    assert journal.kept == ["a"]


def test_an_answer_does_not_wait_for_a_database_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal_queue, "PATIENCE_SECONDS", 10)
    journal = FakeJournal(broken(OperationalError), broken(OperationalError))

    async def main() -> None:
        queue = JournalQueue(journal, Woken())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(queue.run)
            with anyio.fail_after(5):
                await queue.keep(turn(sender="a"))
                await queue.keep(turn(sender="b"))
            assert journal.kept == []
            tasks.cancel_scope.cancel()
        assert await queue.drain() is False
        assert await queue.drain() is True

    anyio.run(main)
    assert journal.kept == ["a", "b"]
