"""For the tests of the room `web/`: gateway and front desk in one process, with databases."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from tests.parsed_once import same_bytes_are_parsed_once as same_bytes_are_parsed_once
from web.desk import passwords

settings.register_profile("web", deadline=None, max_examples=30)
settings.load_profile("web")


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_quickly() -> Iterator[None]:
    """Hashing is slow on purpose; the settings that ship have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
        )
        yield
