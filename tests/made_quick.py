"""For tests in one process: what is slow on purpose, made quick."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from desk.sign_in import passwords


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_quickly() -> Iterator[None]:
    """Hashing is slow on purpose; the settings that ship have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
        )
        yield
