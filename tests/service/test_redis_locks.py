"""Rasa's locks in a real Redis, where several processes of Rasa share the visitors."""

import asyncio
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from deploy.service import lock_store_of
from tests.running_service import free_ports, wait_for

with warnings.catch_warnings():
    # Rasa's dependencies of 2023 warn of their own future at import.
    warnings.simplefilter("ignore")
    from rasa.core.lock_store import LockStore, RedisLockStore
    from rasa.utils.endpoints import EndpointConfig

START_SECONDS = 30.0
RETRY_SECONDS = 0.01


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of our own, which keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        absent = "there is no redis-server"
        # On a machine that tests for all, nothing is left out.
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    folder: Path = tmp_path_factory.mktemp("redis")
    (port,) = free_ports(1)
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    with (folder / "output.log").open("w") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    client = redis.Redis(port=port)

    def answers() -> bool:
        assert server.poll() is None, (folder / "output.log").read_text()
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False

    try:
        wait_for(answers, START_SECONDS, "the start of Redis")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        client.close()
        server.terminate()
        server.wait(START_SECONDS)


def store(redis_url: str) -> LockStore:
    """What each process of Rasa makes of the setting."""
    return LockStore.create(EndpointConfig.from_dict(lock_store_of(redis_url)))


def test_two_processes_answer_a_visitor_one_after_the_other(redis_url: str) -> None:
    one, other = store(redis_url), store(redis_url)
    assert isinstance(one, RedisLockStore)
    done: list[str] = []

    async def answer(locks: LockStore, message: str, may_end: asyncio.Event) -> None:
        async with locks.lock("visitor", wait_time_in_seconds=RETRY_SECONDS):
            done.append(f"{message} begins")
            await may_end.wait()
            done.append(f"{message} ends")

    async def converse() -> None:
        may_end = asyncio.Event()
        first = asyncio.create_task(answer(one, "first", may_end))
        while not done:
            await asyncio.sleep(RETRY_SECONDS)
        second = asyncio.create_task(answer(other, "second", may_end))
        await asyncio.sleep(10 * RETRY_SECONDS)
        assert done == ["first begins"]
        may_end.set()
        await asyncio.gather(first, second)

    asyncio.run(converse())
    assert done == ["first begins", "first ends", "second begins", "second ends"]
    assert one.get_lock("visitor") is None


def test_two_visitors_do_not_wait_for_each_other(redis_url: str) -> None:
    async def both() -> None:
        async with store(redis_url).lock("one"), store(redis_url).lock("other"):
            pass

    asyncio.run(asyncio.wait_for(both(), START_SECONDS))
