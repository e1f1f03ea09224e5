"""Hashing passwords."""

import pytest
from argon2 import PasswordHasher

from desk.sign_in.passwords import LONGEST, SHORTEST, WeakPassword, hashed, is_outdated, is_right

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def kept() -> str:
    """What is kept of the password; hashing it is slow on purpose."""
    return hashed(PASSWORD)


def test_the_hash_is_argon2id_and_salted(kept: str) -> None:
    assert kept.startswith("$argon2id$")
    assert hashed(PASSWORD) != kept
    assert PASSWORD not in kept


def test_only_the_right_password_is_right(kept: str) -> None:
    assert is_right(PASSWORD, kept)
    assert not is_right(PASSWORD + " ", kept)
    assert not is_right("", kept)


def test_no_password_is_right_where_there_is_no_account() -> None:
    assert not is_right("the password of nobody", None)
    assert not is_right(PASSWORD, "not a hash")


@pytest.mark.parametrize("password", ["a" * (SHORTEST - 1), "a" * (LONGEST + 1), ""])
def test_too_short_and_too_long_will_not_do(password: str) -> None:
    with pytest.raises(WeakPassword, match="10 to 200"):
        hashed(password)


def test_a_password_is_never_cut_to_one_that_fits() -> None:
    assert not is_right("a" * (LONGEST + 5), hashed("a" * LONGEST))


def test_weaker_settings_are_noticed(kept: str) -> None:
    assert not is_outdated(kept)
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
