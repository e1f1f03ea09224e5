"""A real Redis for tests, by Debian's `redis-server`.

Without it these tests are skipped, or fail where `CI` is set.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from tests.running_service import free_ports, wait_for

START_SECONDS = 30.0


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """The address of a server of our own, which keeps nothing.

    Args:
        folder: Takes what it writes.

    Raises:
        FileNotFoundError: There is no `redis-server` on this machine.
    """
    (port,) = free_ports(1)
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
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


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of our own."""
    if shutil.which("redis-server") is None:
        absent = "there is no redis-server"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    with running_redis(tmp_path_factory.mktemp("redis")) as address:
        yield address
