"""The accounts of staff."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from desk.audit.store import lines
from desk.sign_in.passwords import WeakPassword, hashed_anew, is_right
from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import (
    GIVEN_FOR,
    LOCKED_FOR,
    MOST_FAILURES,
    AccountError,
    Accounts,
    Role,
    Staff,
)
from records.database import engine_of
from records.migrating import migrate
from records.tables import staff
from tests.desk_under_test import DayClock

PASSWORD = "correct horse battery"
OTHER = "another long password"


class Clinic:
    """A database with one account, `maria`."""

    def __init__(self, folder: Path) -> None:
        self.clock = DayClock()
        self.engine = engine_of(f"sqlite:///{folder}/a.db")
        migrate(self.engine)
        self.accounts = Accounts(self.engine, self.clock)
        self.maria = self.accounts.add("maria", Role.STAFF, PASSWORD, by="ines")

    def fail(self, times: int) -> None:
        for _ in range(times):
            assert self.accounts.signed_in("maria", OTHER) is None


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = Clinic(tmp_path)
    yield made
    made.engine.dispose()


def test_who_has_an_account_signs_in_with_its_password(clinic: Clinic) -> None:
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria
    assert clinic.accounts.signed_in("maria", OTHER) is None
    assert clinic.accounts.signed_in("nobody", PASSWORD) is None


@pytest.mark.parametrize("name", ["", "m", "Maria", "1maria", "maria p", "mária", "m" * 65, "a\nb"])
def test_a_name_is_plain(clinic: Clinic, name: str) -> None:
    with pytest.raises(AccountError, match="write it like"):
        clinic.accounts.add(name, Role.STAFF, PASSWORD, by="ines")


def test_a_name_is_given_once(clinic: Clinic) -> None:
    with pytest.raises(AccountError, match="already"):
        clinic.accounts.add("maria", Role.MANAGER, OTHER, by="ines")
    assert clinic.accounts.all() == [clinic.maria]


def test_a_weak_password_makes_no_account(clinic: Clinic) -> None:
    with pytest.raises(WeakPassword):
        clinic.accounts.add("ben", Role.STAFF, "short", by="ines")
    assert [each.name for each in clinic.accounts.all()] == ["maria"]


def test_five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour(clinic: Clinic) -> None:
    clinic.fail(MOST_FAILURES)
    assert clinic.accounts.signed_in("maria", PASSWORD) is None
    clinic.clock.time += LOCKED_FOR - timedelta(seconds=1)
    assert clinic.accounts.signed_in("maria", PASSWORD) is None
    clinic.clock.time += timedelta(seconds=1)
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria


def test_tries_on_a_locked_account_do_not_keep_it_locked(clinic: Clinic) -> None:
    clinic.fail(MOST_FAILURES)
    clinic.fail(3)
    clinic.clock.time += LOCKED_FOR
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria


def test_after_a_lock_five_more_wrong_ones_lock_again(clinic: Clinic) -> None:
    clinic.fail(MOST_FAILURES)
    clinic.clock.time += LOCKED_FOR
    clinic.fail(MOST_FAILURES)
    assert clinic.accounts.signed_in("maria", PASSWORD) is None


def test_a_right_password_forgets_the_wrong_ones(clinic: Clinic) -> None:
    clinic.fail(MOST_FAILURES - 1)
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria
    clinic.fail(MOST_FAILURES - 1)
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria


def test_a_new_password_unlocks_and_signs_out_everywhere(clinic: Clinic) -> None:
    signing_in = SigningIn(clinic.engine, b"k" * 32, timedelta(hours=1), clinic.clock)
    cookie = signing_in.begin(clinic.maria)
    clinic.fail(MOST_FAILURES)
    clinic.accounts.set_password("maria", OTHER, by="ines")
    assert clinic.accounts.signed_in("maria", OTHER) == clinic.maria
    assert clinic.accounts.signed_in("maria", PASSWORD) is None
    assert signing_in.find(cookie) is None


def test_who_is_disabled_is_out_at_once_and_can_come_back(clinic: Clinic) -> None:
    signing_in = SigningIn(clinic.engine, b"k" * 32, timedelta(hours=1), clinic.clock)
    cookie = signing_in.begin(clinic.maria)
    clinic.accounts.set_disabled("maria", True, by="ines")
    assert signing_in.find(cookie) is None
    assert clinic.accounts.signed_in("maria", PASSWORD) is None
    clinic.accounts.set_disabled("maria", False, by="ines")
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria


def test_a_new_role_is_in_force_at_the_next_page(clinic: Clinic) -> None:
    signing_in = SigningIn(clinic.engine, b"k" * 32, timedelta(hours=1), clinic.clock)
    cookie = signing_in.begin(clinic.maria)
    clinic.accounts.set_role("maria", Role.MANAGER, by="ines")
    found = signing_in.find(cookie)
    assert found is not None
    assert found.staff == Staff(clinic.maria.id, "maria", Role.MANAGER)


def test_there_is_nothing_to_change_where_there_is_no_account(clinic: Clinic) -> None:
    with pytest.raises(AccountError, match="users list"):
        clinic.accounts.set_role("nobody", Role.MANAGER, by="ines")


def test_an_older_hash_is_made_anew_at_the_next_sign_in(clinic: Clinic) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with clinic.engine.begin() as connection:
        connection.execute(sa.update(staff).values(password_hash=weak))
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria
    with clinic.engine.connect() as connection:
        assert connection.scalar(sa.select(staff.c.password_hash)) != weak
    assert clinic.accounts.signed_in("maria", PASSWORD) == clinic.maria


def test_a_password_that_would_not_be_taken_today_signs_in_and_has_to_be_changed(
    clinic: Clinic,
) -> None:
    with clinic.engine.begin() as connection:
        connection.execute(sa.update(staff).values(password_hash=hashed_anew("ten signs!")))
    for _ in range(2):
        found = clinic.accounts.signed_in("maria", "ten signs!")
        assert found is not None
        assert found.has_to_change
        # However long nobody comes: a lone manager has nobody to give another one.
        clinic.clock.time += timedelta(days=1000)
    clinic.accounts.set_password("maria", OTHER, by="maria")
    assert clinic.accounts.signed_in("maria", OTHER) == clinic.maria


@pytest.mark.parametrize("kept", [PASSWORD, "ten signs!"])
@pytest.mark.parametrize("is_older", [False, True])
def test_a_password_that_is_replaced_while_it_is_checked_signs_nobody_in(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, kept: str, is_older: bool
) -> None:
    def right_until_now(password: str, kept: str | None) -> bool:
        clinic.accounts.set_password("maria", OTHER, by="ines", is_given=True)
        return is_right(password, kept)

    older = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(kept)
    hash_ = older if is_older else hashed_anew(kept)
    with clinic.engine.begin() as connection:
        connection.execute(sa.update(staff).values(password_hash=hash_))
    with monkeypatch.context() as patch:
        patch.setattr("desk.sign_in.staff.is_right", right_until_now)
        assert clinic.accounts.signed_in("maria", kept) is None
    assert clinic.accounts.signed_in("maria", kept) is None
    found = clinic.accounts.signed_in("maria", OTHER)
    assert found is not None
    assert found.has_to_change
    clinic.clock.time += GIVEN_FOR
    assert clinic.accounts.signed_in("maria", OTHER) is None, "its end is what the manager gave it"


def test_a_right_password_that_is_refused_is_not_called_a_wrong_one(clinic: Clinic) -> None:
    clinic.accounts.set_password("maria", OTHER, by="ines", is_given=True)
    clinic.clock.time += GIVEN_FOR
    clinic.fail(1)
    clinic.accounts.set_disabled("maria", True, by="ines")
    clinic.fail(1)
    assert clinic.accounts.signed_in("maria", PASSWORD) is None
    found = [line.action for line in lines(clinic.engine)]
    assert found[:4] == ["wrong password", "tried while disabled", "disabled", "password ended"]
    changed = [line.action for line in lines(clinic.engine, only_changes=True)]
    assert changed == ["disabled", "password changed", "account made"]


def test_a_right_password_that_is_refused_counts_like_a_wrong_one(clinic: Clinic) -> None:
    clinic.accounts.set_disabled("maria", True, by="ines")
    for _ in range(MOST_FAILURES):
        assert clinic.accounts.signed_in("maria", PASSWORD) is None
    clinic.accounts.set_disabled("maria", False, by="ines")
    assert clinic.accounts.signed_in("maria", PASSWORD) is None


def test_each_sign_in_and_each_wrong_password_leaves_a_line(clinic: Clinic) -> None:
    clinic.fail(1)
    clinic.accounts.note_signed_in(clinic.maria)
    found = [(line.who, line.action) for line in lines(clinic.engine)]
    assert found[:2] == [("maria", "signed in"), ("maria", "wrong password")]
    clinic.fail(MOST_FAILURES + 3)
    actions = [line.action for line in lines(clinic.engine)]
    assert actions.count("wrong password") == MOST_FAILURES, "none while it is locked"


def test_every_change_leaves_a_line_without_a_password(clinic: Clinic) -> None:
    clinic.accounts.set_role("maria", Role.MANAGER, by="ines")
    clinic.accounts.set_password("maria", OTHER, by="maria")
    clinic.accounts.set_disabled("maria", True, by="ines")
    found = [(line.who, line.action, line.before, line.after) for line in lines(clinic.engine)]
    assert found == [
        ("ines", "disabled", "manager", "manager"),
        ("maria", "password changed", "manager", "manager"),
        ("ines", "role changed", "staff", "manager"),
        ("ines", "account made", None, "staff"),
    ]
    assert {line.subject for line in lines(clinic.engine)} == {"account maria"}


@pytest.mark.parametrize(
    ("role", "signs_as", "may"),
    [
        (Role.STAFF, None, {Role.STAFF}),
        (Role.REVIEWER, "Nora Lee, RN", {Role.STAFF, Role.REVIEWER}),
        (Role.MANAGER, None, set(Role)),
    ],
)
def test_each_role_may_do_what_staff_may_and_more(
    role: Role, signs_as: str | None, may: set[Role]
) -> None:
    who = Staff(1, "maria", role, signs_as=signs_as)
    assert {each for each in Role if who.may(each)} == may
