"""Hashing passwords with argon2."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
"""Characters: the length is what counts (NIST SP 800-63B asks for no mix of kinds)."""
LONGEST = 200

_HASHER = PasswordHasher()


class WeakPassword(ValueError):
    """A password that will not do; the text says why."""


def hashed(password: str) -> str:
    """The hash to keep.

    Raises:
        WeakPassword: It is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"A password has {SHORTEST} to {LONGEST} characters.")
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one; takes as long where there is no account (`kept` None)."""
    try:
        is_it = _HASHER.verify(kept or _nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return is_it and kept is not None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("the password of nobody")


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than those of now."""
    return _HASHER.check_needs_rehash(kept)
