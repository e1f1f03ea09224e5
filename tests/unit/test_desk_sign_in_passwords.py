"""Hashing passwords."""

import pytest
from argon2 import PasswordHasher
from zxcvbn.matching import RANKED_DICTIONARIES

from desk.sign_in.passwords import (
    BEST,
    LONGEST,
    SHORTEST,
    WeakPassword,
    given_password,
    hashed,
    hashed_anew,
    is_outdated,
    is_right,
    strength,
)

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


def of_length(length: int) -> str:
    """A password that only its length could speak against."""
    return "".join(chr(0x4E00 + 37 * place) for place in range(length))


@pytest.mark.parametrize("length", [0, SHORTEST - 1, LONGEST + 1])
def test_too_short_and_too_long_will_not_do(length: int) -> None:
    with pytest.raises(WeakPassword, match="12 to 128"):
        hashed(of_length(length))


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_what_is_long_enough_and_not_too_long_will_do(length: int) -> None:
    assert is_right(of_length(length), hashed(of_length(length)))


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "qwertyuiop12",
        "123456789012",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "needlewise2026",
        "maria.smith1",
        "P@ssw0rd1234",
        "password password",
        "Clinic-Front-Desk",
        "Front Desk 2025",
        "needlewise maria.smith 2024",
        "Maria Smith 2025",
        "1234-5678-9012",
        "FrontDesk2025",
    ],
)
def test_what_is_guessed_first_will_not_do(password: str) -> None:
    with pytest.raises(WeakPassword, match="too easy to guess"):
        hashed(password, "maria.smith")


@pytest.mark.parametrize(
    "password",
    ["lamp wagon pudding", "зонтик и варенье", "🌻 tall ☂ green ☕", "a	b 'c' \\ <d>; --"],
)
def test_any_character_will_do(password: str) -> None:
    assert is_right(password, hashed(password))


@pytest.mark.parametrize(
    "password", ["lamp wagon pudding", "a longer horse battery", "river-stone-lamp-37"]
)
@pytest.mark.parametrize("name", ["", "maria.smith"])
def test_words_that_have_nothing_to_do_with_each_other_will_do(password: str, name: str) -> None:
    assert strength(password, name).complaint is None


def test_nothing_of_an_account_is_left_where_other_threads_look() -> None:
    strength("lamp wagon pudding", "maria.smith")
    assert not RANKED_DICTIONARIES.get("user_inputs")


def test_what_is_said_of_a_password_gets_better_with_it() -> None:
    assert strength("").mark == strength("password").mark == 0
    assert strength("lamp wagon pudding").mark == BEST
    assert strength("lamp wagon pudding").complaint is None


def test_of_a_long_password_the_beginning_is_looked_at() -> None:
    # Seventy of such signs took eleven seconds.
    assert "too easy" in str(strength("a" * 40 + "lamp wagon pudding").complaint)
    assert strength("lamp wagon pudding" + "a" * 60).complaint is None


def test_a_given_password_is_a_good_one_and_never_the_same() -> None:
    given = {given_password() for _ in range(50)}
    assert len(given) == 50
    assert {strength(each).complaint for each in given} == {None}


def test_a_password_is_never_cut_to_one_that_fits() -> None:
    assert not is_right(of_length(LONGEST + 5), hashed(of_length(LONGEST)))


def test_what_an_earlier_release_took_goes_on() -> None:
    for earlier in ("ten signs!", of_length(200)):
        assert is_right(earlier, hashed_anew(earlier))
    assert not is_right(of_length(205), hashed_anew(of_length(200)))


def test_weaker_settings_are_noticed(kept: str) -> None:
    assert not is_outdated(kept)
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
