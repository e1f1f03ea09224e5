"""The accounts of staff."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from enum import Enum
from itertools import takewhile
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from desk.audit.store import (
    PASSWORD_ENDED,
    REFUSED,
    SIGNED_IN,
    WHILE_DISABLED,
    WRONG_PASSWORD,
    lines,
    note_change,
)
from desk.sign_in.passwords import hashed, hashed_anew, is_outdated, is_right, strength
from records.tables import staff, staff_sessions

LOCKED = "account locked"
"""The audit's word for it."""
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
GIVEN_FOR = timedelta(days=3)
"""How long a password may be used that somebody else gave."""
_NO_END = datetime(9999, 1, 1, tzinfo=timezone.utc)
"""When a password ends that an earlier release took and this one would not.

It has to be changed first, and signs in until then: nobody is locked out who was away for long.
"""
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,63}")
_SIGNATURE = re.compile(r"(?=.{5,80}$)[^\W\d_][^,]*, ?\w.*")
"""A name, a comma and a qualification."""


class Role(Enum):
    """What somebody may do beside what all staff may."""

    STAFF = "staff"
    REVIEWER = "reviewer"
    MANAGER = "manager"


@dataclass(frozen=True)
class Staff:
    """Somebody who may sign in."""

    id: int
    name: str
    role: Role
    is_disabled: bool = False
    signs_as: str | None = None
    """Name and qualification, printed with what they sign; None for whoever signs nothing."""
    has_to_change: bool = False
    """Whether they have to choose another password before anything else."""

    def may(self, needed: Role) -> bool:
        """Whether they may do what `needed` stands for.

        Where a reviewer is asked for, a manager comes in as well, who withdraws what is wrong;
        only who `signs_as` somebody signs.
        """
        if needed is Role.REVIEWER:
            return self.role is Role.MANAGER or self.signs_as is not None
        return needed in (Role.STAFF, self.role)


class AccountError(ValueError):
    """An account cannot be made or changed; the text says why, and how to mend it."""


class Accounts:
    """Makes accounts and checks passwords; an argon2 check takes some 50 ms on purpose."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        """Keep the accounts in the database of `engine`."""
        self._engine = engine
        self._now = now

    def add(
        self,
        name: str,
        role: Role,
        password: str,
        by: str,
        signs_as: str | None = None,
        is_given: bool = False,
    ) -> Staff:
        """Makes an account.

        Args:
            name: What to sign in with: lower-case letters, digits, dots and hyphens.
            role: What it may do.
            password: 12 to 128 characters, not easily guessed.
            by: Who makes it, for the audit line.
            signs_as: Name and qualification of a reviewer, or of a manager who reviews as well.
            is_given: Whether the password ends after `GIVEN_FOR`, and is replaced at its first use.

        Raises:
            AccountError: The name or `signs_as` will not do, or there is one already.
            WeakPassword: The password will not do.
        """
        if not _NAME.fullmatch(name):
            raise AccountError(
                "A name has 2 to 64 lower-case letters, digits, dots or hyphens, a letter first: "
                "write it like `maria` or `j.smith`."
            )
        signs_as = _signature(role, signs_as)
        kept = hashed(password, name)
        try:
            with self._engine.begin() as connection:
                made = connection.execute(
                    sa.insert(staff).values(
                        name=name,
                        role=role.value,
                        signs_as=signs_as,
                        password_hash=kept,
                        password_ends_at=self._end(is_given),
                        is_disabled=False,
                        failures=0,
                        created_at=self._now(),
                    )
                )
                self._note(connection, by, "account made", name, None, _told(role.value, signs_as))
                return Staff(
                    made.inserted_primary_key[0],
                    name,
                    role,
                    signs_as=signs_as,
                    has_to_change=is_given,
                )
        except IntegrityError:
            raise AccountError(f"There is an account `{name}` already.") from None

    def all(self) -> list[Staff]:
        """Every account, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(staff).order_by(staff.c.name))
            return [staff_of(row) for row in rows]

    def set_password(self, name: str, password: str, by: str, is_given: bool = False) -> None:
        """Replaces a password, unlocks the account, and signs it out everywhere.

        Args:
            name: Whose.
            password: 12 to 128 characters, not easily guessed.
            by: Who does it, for the audit line.
            is_given: Whether it ends after `GIVEN_FOR`, and is replaced at its first use.

        Raises:
            AccountError: There is no such account.
            WeakPassword: The password will not do.
        """
        values = {
            "password_hash": hashed(password, name),
            "password_ends_at": self._end(is_given),
            "failures": 0,
            "locked_until_at": None,
        }
        self._change(name, values, by, "password changed")

    def set_role(self, name: str, role: Role, by: str, signs_as: str | None = None) -> None:
        """Gives an account another role, in force at its next page.

        Raises:
            AccountError: There is no such account, or `signs_as` will not do.
        """
        values = {"role": role.value, "signs_as": _signature(role, signs_as)}
        self._change(name, values, by, "role changed")

    def set_disabled(self, name: str, disabled: bool, by: str) -> None:
        """Locks somebody out for good, or lets them in again; their lines stay.

        Raises:
            AccountError: There is no such account.
        """
        self._change(name, {"is_disabled": disabled}, by, "disabled" if disabled else "enabled")

    def signed_in(self, name: str, password: str) -> Staff | None:
        """The account with this name and password.

        None where there is none, where it is disabled, where the password has ended or was replaced
        meanwhile, and while it is locked after `MOST_FAILURES` wrong passwords; which of these it
        is, nobody is told.
        """
        now = self._now()
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(staff).where(staff.c.name == name)).first()
        right = is_right(password, row.password_hash if row is not None else None)
        if row is None:
            return None
        if row.locked_until_at is not None and row.locked_until_at > now:
            return None
        refused = _refused(row, right, now)
        if refused is not None:
            with self._engine.begin() as connection:
                self._count_failure(connection, row, now, refused)
            return None
        # What takes time comes before the database is kept from others.
        values: dict[str, Any] = {"failures": 0, "locked_until_at": None}
        is_weak = row.password_ends_at is None and strength(password, name).complaint is not None
        if is_weak:
            values["password_ends_at"] = _NO_END
        if is_outdated(row.password_hash):
            values["password_hash"] = hashed_anew(password)
        is_as_read = sa.and_(staff.c.id == row.id, staff.c.password_hash == row.password_hash)
        with self._engine.begin() as connection:
            kept = connection.execute(sa.update(staff).where(is_as_read).values(**values))
        if kept.rowcount == 0:
            return None
        return replace(staff_of(row), has_to_change=is_weak or row.password_ends_at is not None)

    def note_signed_in(self, who: Staff) -> bool:
        """Notes that somebody signed in; gives whether others changed the account since last time.

        So they are told of a role, a password or a lock that is not of their own doing.
        """
        before = lines(self._engine, subject=_subject(who.name), without=REFUSED)
        with self._engine.begin() as connection:
            self._note(connection, who.name, SIGNED_IN, who.name, None, None)
        since = takewhile(lambda line: line.action != SIGNED_IN, before)
        return any(
            line.action == LOCKED or line.who != who.name
            for line in since
            if line.action != "account made"
        )

    def changes(self, who: Staff, most: int = 10) -> list[Any]:
        """The newest lines of the audit about somebody's account.

        Without each single try that was refused, so that whoever guesses cannot push out the rest:
        that it was locked stands there.
        """
        return lines(self._engine, subject=_subject(who.name), without=REFUSED)[:most]

    def _end(self, is_given: bool) -> datetime | None:
        return self._now() + GIVEN_FOR if is_given else None

    def _count_failure(self, connection: Connection, row: Any, now: datetime, refused: str) -> None:
        connection.execute(
            sa.update(staff).where(staff.c.id == row.id).values(failures=staff.c.failures + 1)
        )
        failures = connection.scalar(sa.select(staff.c.failures).where(staff.c.id == row.id))
        self._note(connection, row.name, refused, row.name, None, None)
        if failures % MOST_FAILURES == 0:
            until = now + LOCKED_FOR
            connection.execute(
                sa.update(staff).where(staff.c.id == row.id).values(locked_until_at=until)
            )
            self._note(connection, row.name, LOCKED, row.name, None, f"{until:%H:%M} UTC")

    def _change(self, name: str, values: dict[str, Any], by: str, action: str) -> None:
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(staff).where(staff.c.name == name)).first()
            if row is None:
                raise AccountError(f"There is no account `{name}`; `users list` shows them.")
            connection.execute(sa.update(staff).where(staff.c.id == row.id).values(**values))
            if "role" not in values:
                connection.execute(
                    sa.delete(staff_sessions).where(staff_sessions.c.staff_id == row.id)
                )
            before = row.role, row.signs_as
            after = values.get("role", before[0]), values.get("signs_as", before[1])
            self._note(connection, by, action, name, _told(*before), _told(*after))

    def _note(
        self, connection: Connection, who: str, action: str, name: str, *values: str | None
    ) -> None:
        before, after = values
        note_change(
            connection, self._now(), who, action, _subject(name), before=before, after=after
        )


def _subject(name: str) -> str:
    return f"account {name}"


def _refused(row: Any, right: bool, now: datetime) -> str | None:
    """The audit's word for why an account is not signed in; None where it is."""
    if not right:
        return WRONG_PASSWORD
    if row.is_disabled:
        return WHILE_DISABLED
    has_ended = row.password_ends_at is not None and row.password_ends_at <= now
    return PASSWORD_ENDED if has_ended else None


def staff_of(row: Any) -> Staff:
    """The account of a row of `staff`."""
    has_to_change = row.password_ends_at is not None
    return Staff(row.id, row.name, Role(row.role), row.is_disabled, row.signs_as, has_to_change)


def _signature(role: Role, signs_as: str | None) -> str | None:
    """What an account signs with; None where it signs nothing.

    Raises:
        AccountError: A reviewer has to have a name and a qualification.
    """
    given = " ".join((signs_as or "").split())
    if role is Role.STAFF or (role is Role.MANAGER and not given):
        return None
    if not _SIGNATURE.fullmatch(given):
        raise AccountError(
            "Whoever reviews needs a name and a qualification, which are printed with what they "
            "sign, up to 80 characters: write them like `Jane Doe, RN`."
        )
    return given


def _told(role: str, signs_as: str | None) -> str:
    return f"{role}, signs as {signs_as}" if signs_as else role
