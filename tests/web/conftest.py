"""For the tests of the room `web/`: the gateway in one process, with its databases."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.gateway_under_test import Gateway, gateway
from tests.made_quick import passwords_are_hashed_quickly as passwords_are_hashed_quickly

settings.register_profile("rooms", deadline=None, max_examples=30)
settings.load_profile("rooms")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway for all tests of a file."""
    with gateway(tmp_path_factory.mktemp("state")) as running:
        yield running
