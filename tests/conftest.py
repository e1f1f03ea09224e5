"""For all tests."""

import gc
from collections.abc import Callable, Iterator

import pytest

from tests.parsed_once import parse_once, read_certificates_once, wait_for_no_disk
from tests.postgres import database_url as database_url
from tests.postgres import postgres_url as postgres_url
from tests.redis_server import redis_url as redis_url
from tests.running_service import RunningService

GARBAGE_AT = 20_000
"""New objects until Python looks for garbage."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers, and make quick what all tests in this process do."""
    parse_once()
    read_certificates_once()
    wait_for_no_disk()
    config.addinivalue_line("markers", "browser: drives the chat page in Chromium")
    config.addinivalue_line("markers", "untrained: runs while the model is being trained")
    config.addinivalue_line("markers", "needs_restart: stops the service and starts it again")


def pytest_collection() -> None:
    """What is loaded now stays: Python need not look through it for garbage again and again."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on there is garbage; to look for it at every 700 objects is too often."""
    gc.freeze()
    gc.set_threshold(GARBAGE_AT)
    gc.enable()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The whole service, started once for all tests that only talk to it."""
    with RunningService(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="session")
def service_url(service: RunningService) -> str:
    """Where the whole service answers."""
    return service.url


@pytest.fixture
def restart_service(service: RunningService) -> Callable[[], None]:
    """Stops the whole service and starts it again, with what it keeps between starts."""

    def restart() -> None:
        service.stop()
        service.start()

    return restart
