"""Hashing passwords with argon2, and telling how easily one is guessed."""

import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
"""Characters: the length is what counts (OWASP ASVS 2.1 asks for no mix of kinds)."""
LONGEST = 128
BEST = 4
"""The highest mark of a password."""
_LONGEST_EVER = 200
"""What an earlier release allowed: whoever has such a password goes on with it."""
_ENOUGH = 3
"""The mark from which on a password will do: some hundred million guesses."""
_LOOKED_AT = 40
"""Characters: of more, some take seconds to look at, and they are no easier to guess."""
_OF_THE_HOUSE = ("needlewise", "microneedling", "clinic", "front", "desk")
"""What somebody who guesses would try here first."""
_SEPARATORS = re.compile(r"[\s._,;:/+-]+")
"""What is put between words; other signs may be what makes a password hard to guess."""
_GIVEN_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another, since it is read out or copied by hand."""

_HASHER = PasswordHasher()


class WeakPassword(ValueError):
    """A password that will not do; the text says why."""


@dataclass(frozen=True)
class Strength:
    """What can be said of a password before it is taken."""

    mark: int
    """0 to `BEST`."""
    complaint: str | None
    """Why it will not do; None where it will."""


def strength(password: str, name: str = "") -> Strength:
    """How hard a password is to guess for somebody who knows the account's name.

    It is compared with the passwords that are known to be common, with words and names, dates,
    rows of keys and repeats (`zxcvbn`, whose lists come along with it): as it is, and without what
    adds nothing for somebody who guesses. The lower mark counts.
    """
    looked_at = password[:_LOOKED_AT]
    mark = min(_mark(looked_at), _mark(_bare(looked_at, name)))
    if not SHORTEST <= len(password) <= LONGEST:
        return Strength(mark, f"A password has {SHORTEST} to {LONGEST} characters.")
    if mark < _ENOUGH:
        return Strength(
            mark,
            "This password is too easy to guess. Three or four words that have nothing to do with "
            "each other make a good one.",
        )
    return Strength(mark, None)


def _mark(text: str) -> int:
    # Here, since its lists take a tenth of a second, and few processes ever need them.
    from zxcvbn import zxcvbn

    # Not with its `user_inputs`: it keeps them where all threads see them.
    return int(zxcvbn(text)["score"]) if text else 0


def _bare(password: str, name: str) -> str:
    """A password without separators, words of the house and the account's name."""
    closed_up = _SEPARATORS.sub("", password.lower())
    words = (*_OF_THE_HOUSE, _SEPARATORS.sub("", name.lower()))
    return re.sub("|".join(re.escape(each) for each in words if each), "", closed_up)


def hashed(password: str, name: str = "") -> str:
    """The hash to keep.

    Args:
        password: What was chosen.
        name: The account's name, which makes a poor password.

    Raises:
        WeakPassword: It is too short, too long or easily guessed.
    """
    complaint = strength(password, name).complaint
    if complaint is not None:
        raise WeakPassword(complaint)
    return hashed_anew(password)


def hashed_anew(password: str) -> str:
    """The hash of a password that was taken before, whatever is asked of one today."""
    return _HASHER.hash(password)


def given_password() -> str:
    """A random password for somebody who will replace it."""
    groups = ("".join(secrets.choice(_GIVEN_SIGNS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one; takes as long where there is no account (`kept` None)."""
    try:
        is_it = _HASHER.verify(kept or _nobody(), password[: _LONGEST_EVER + 1])
    except (VerificationError, InvalidHashError):
        return False
    return is_it and kept is not None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("the password of nobody")


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than those of now."""
    return _HASHER.check_needs_rehash(kept)
