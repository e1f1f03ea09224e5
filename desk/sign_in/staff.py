"""The accounts of staff."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from desk.audit.store import note_change
from desk.sign_in.passwords import hashed, is_outdated, is_right
from records.tables import staff, staff_sessions

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
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
        self, name: str, role: Role, password: str, by: str, signs_as: str | None = None
    ) -> Staff:
        """Makes an account.

        Args:
            name: What to sign in with: lower-case letters, digits, dots and hyphens.
            role: What it may do.
            password: 10 to 200 characters.
            by: Who makes it, for the audit line.
            signs_as: Name and qualification of a reviewer, or of a manager who reviews as well.

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
        kept = hashed(password)
        try:
            with self._engine.begin() as connection:
                made = connection.execute(
                    sa.insert(staff).values(
                        name=name,
                        role=role.value,
                        signs_as=signs_as,
                        password_hash=kept,
                        is_disabled=False,
                        failures=0,
                        created_at=self._now(),
                    )
                )
                self._note(connection, by, "account made", name, None, _told(role.value, signs_as))
                return Staff(made.inserted_primary_key[0], name, role, signs_as=signs_as)
        except IntegrityError:
            raise AccountError(f"There is an account `{name}` already.") from None

    def all(self) -> list[Staff]:
        """Every account, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(staff).order_by(staff.c.name))
            return [_staff(row) for row in rows]

    def set_password(self, name: str, password: str, by: str) -> None:
        """Replaces a password, unlocks the account, and signs it out everywhere.

        Raises:
            AccountError: There is no such account.
            WeakPassword: The password will not do.
        """
        values = {"password_hash": hashed(password), "failures": 0, "locked_until_at": None}
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

        None where there is none, where it is disabled, and while it is locked after `MOST_FAILURES`
        wrong passwords; which of these it is, nobody is told.
        """
        now = self._now()
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(staff).where(staff.c.name == name)).first()
        right = is_right(password, row.password_hash if row is not None else None)
        if row is None:
            return None
        if row.locked_until_at is not None and row.locked_until_at > now:
            return None
        with self._engine.begin() as connection:
            if right and not row.is_disabled:
                values: dict[str, Any] = {"failures": 0, "locked_until_at": None}
                if is_outdated(row.password_hash):
                    values["password_hash"] = hashed(password)
                connection.execute(sa.update(staff).where(staff.c.id == row.id).values(**values))
                return _staff(row)
            self._count_failure(connection, row, now)
        return None

    def _count_failure(self, connection: Connection, row: Any, now: datetime) -> None:
        connection.execute(
            sa.update(staff).where(staff.c.id == row.id).values(failures=staff.c.failures + 1)
        )
        failures = connection.scalar(sa.select(staff.c.failures).where(staff.c.id == row.id))
        if failures % MOST_FAILURES == 0:
            until = now + LOCKED_FOR
            connection.execute(
                sa.update(staff).where(staff.c.id == row.id).values(locked_until_at=until)
            )
            self._note(connection, row.name, "account locked", row.name, None, f"{until:%H:%M} UTC")

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
        at, subject = self._now(), f"account {name}"
        note_change(connection, at, who, action, subject, before=before, after=after)


def _staff(row: Any) -> Staff:
    return Staff(row.id, row.name, Role(row.role), row.is_disabled, row.signs_as)


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
