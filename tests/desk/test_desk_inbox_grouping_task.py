"""Grouping goes on beside the answering, whatever fails."""

import logging

import anyio
import pytest

from desk.inbox import grouping_task
from desk.inbox.grouping_task import GroupingTask


class Groups:
    """Groups, and may fail the first time; tells when it was asked."""

    def __init__(self, failures: int = 0) -> None:
        self.calls = 0
        self.failures = failures

    def __call__(self) -> int:
        self.calls += 1
        if self.calls <= self.failures:
            raise RuntimeError("the words of a visitor")
        return 1


async def until(groups: Groups, calls: int) -> None:
    with anyio.fail_after(10):
        while groups.calls < calls:
            await anyio.sleep(0)


def test_it_groups_at_the_start_and_when_it_is_told() -> None:
    async def main() -> int:
        groups = Groups()
        task = GroupingTask(groups)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(task.run)
            await until(groups, 1)
            await task.wake()
            await until(groups, 2)
            tasks.cancel_scope.cancel()
        return groups.calls

    assert anyio.run(main) == 2


def test_a_failure_is_logged_by_its_kind_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(grouping_task, "AGAIN_SECONDS", 0)

    async def main() -> None:
        groups = Groups(failures=2)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(GroupingTask(groups).run)
            await until(groups, 3)
            tasks.cancel_scope.cancel()

    with caplog.at_level(logging.ERROR):
        anyio.run(main)
    assert caplog.messages == ["missed questions could not be grouped: RuntimeError"] * 2
