"""Signed-in staff."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.sign_in.signing_in import LONGEST, SigningIn, is_same
from desk.sign_in.staff import Accounts, Role, Staff
from records.database import engine_of
from records.migrating import migrate
from records.tables import staff_sessions
from tests.desk_under_test import DayClock

IDLE = timedelta(minutes=30)


class Door:
    """A database with one account, and a door for it."""

    def __init__(self, folder: Path) -> None:
        self.clock = DayClock()
        self.engine: Engine = engine_of(f"sqlite:///{folder}/a.db")
        migrate(self.engine)
        accounts = Accounts(self.engine, self.clock)
        self.maria: Staff = accounts.add("maria", Role.STAFF, "correct horse battery", by="ines")
        self.signing_in = SigningIn(self.engine, b"k" * 32, IDLE, self.clock)

    def sessions(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(staff_sessions)))


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    made = Door(tmp_path)
    yield made
    made.engine.dispose()


def test_a_cookie_says_who_it_is(door: Door) -> None:
    found = door.signing_in.find(door.signing_in.begin(door.maria))
    assert found is not None
    assert found.staff == door.maria
    assert len(found.csrf) >= 32


def test_every_session_has_a_word_of_its_own(door: Door) -> None:
    words = {door.signing_in.find(door.signing_in.begin(door.maria)) for _ in range(3)}
    assert len(words) == 3


@pytest.mark.parametrize("made_up", [None, "", "a", "a.b", "ü.ü", "x" * 5000])
def test_what_was_not_given_out_is_nobody(door: Door, made_up: str | None) -> None:
    assert door.signing_in.find(made_up) is None
    door.signing_in.end(made_up)


def test_a_cookie_of_another_key_is_nobody(door: Door) -> None:
    cookie = door.signing_in.begin(door.maria)
    other = SigningIn(door.engine, b"l" * 32, IDLE, door.clock)
    assert other.find(cookie) is None


def test_the_table_does_not_hold_what_the_cookie_holds(door: Door) -> None:
    cookie = door.signing_in.begin(door.maria)
    with door.engine.connect() as connection:
        [kept] = connection.scalars(sa.select(staff_sessions.c.id)).all()
    assert kept not in cookie
    assert cookie.split(".")[0] not in kept


def test_after_some_idle_time_it_has_ended(door: Door) -> None:
    cookie = door.signing_in.begin(door.maria)
    door.clock.time += IDLE
    assert door.signing_in.find(cookie) is not None
    door.clock.time += IDLE + timedelta(seconds=1)
    assert door.signing_in.find(cookie) is None


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(door: Door) -> None:
    cookie = door.signing_in.begin(door.maria)
    for _ in range(6):
        door.clock.time += IDLE / 5
        found = door.signing_in.find(cookie, is_active=False)
    assert found is None


def test_who_is_busy_stays_but_not_for_ever(door: Door) -> None:
    cookie = door.signing_in.begin(door.maria)
    for _ in range(int(LONGEST / IDLE)):
        door.clock.time += IDLE - timedelta(seconds=1)
        assert door.signing_in.find(cookie) is not None
    door.clock.time += timedelta(minutes=1)
    assert door.signing_in.find(cookie) is None


def test_signing_out_ends_that_session_alone(door: Door) -> None:
    one, other = (door.signing_in.begin(door.maria) for _ in range(2))
    door.signing_in.end(one)
    assert door.signing_in.find(one) is None
    assert door.signing_in.find(other) is not None


def test_what_has_ended_is_removed_at_the_next_sign_in(door: Door) -> None:
    door.signing_in.begin(door.maria)
    door.clock.time += IDLE * 2
    door.signing_in.begin(door.maria)
    assert door.sessions() == 1


def test_only_the_same_word_is_the_same() -> None:
    assert is_same("abc", "abc")
    assert not is_same("abc", "abd")
    assert not is_same("abc", None)
    assert not is_same("abc", "ä")
