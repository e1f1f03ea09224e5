"""Signed-in staff: a cookie that names a row, which ends after some idle time."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import itsdangerous
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.sign_in.staff import Staff, staff_of
from records.tables import staff, staff_sessions

COOKIE = "needlewise_desk"
LONGEST = timedelta(hours=12)
"""After which even somebody busy signs in again."""
_TOUCH_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class SignedIn:
    """A member of staff who is signed in, and what their forms have to carry."""

    staff: Staff
    csrf: str


@dataclass(frozen=True)
class OpenSession:
    """Where somebody is signed in."""

    id: str
    begun_at: datetime
    seen_at: datetime
    is_here: bool


class SigningIn:
    """Opens and ends the sessions of staff."""

    def __init__(
        self, engine: Engine, key: bytes, idle: timedelta, now: Callable[[], datetime]
    ) -> None:
        """Sign cookies with `key`; a session ends after `idle` without a page or a change."""
        self._engine = engine
        self._idle = idle
        self._now = now
        self._signer = itsdangerous.Signer(
            key, salt="needlewise.desk", key_derivation="hmac", digest_method=hashlib.sha256
        )

    def begin(self, who: Staff) -> str:
        """A session for somebody whose password was right; gives the cookie's value.

        What has ended by now is removed.
        """
        value = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=")
        now = self._now()
        with self._engine.begin() as connection:
            connection.execute(sa.delete(staff_sessions).where(sa.not_(self._is_open(now))))
            connection.execute(
                sa.insert(staff_sessions).values(
                    id=_id(value),
                    staff_id=who.id,
                    csrf=secrets.token_urlsafe(32),
                    created_at=now,
                    seen_at=now,
                )
            )
        return self._signer.sign(value).decode()

    def find(self, cookie: str | None, is_active: bool = True) -> SignedIn | None:
        """Who a cookie belongs to; None where it was made up, or its session has ended.

        Args:
            cookie: The cookie's value.
            is_active: Whether somebody did something; a page that refreshes itself keeps nobody
                signed in.
        """
        value = self._value(cookie)
        if value is None:
            return None
        now, sessions = self._now(), staff_sessions.c
        found = (
            sa.select(staff, sessions.csrf, sessions.seen_at)
            .select_from(staff_sessions.join(staff))
            .where(sessions.id == _id(value), self._is_open(now), sa.not_(staff.c.is_disabled))
        )
        with self._engine.connect() as connection:
            row = connection.execute(found).first()
        if row is None:
            return None
        if is_active and now - row.seen_at >= _TOUCH_EVERY:
            with self._engine.begin() as connection:
                connection.execute(
                    sa.update(staff_sessions).where(sessions.id == _id(value)).values(seen_at=now)
                )
        return SignedIn(staff_of(row), row.csrf)

    def end(self, cookie: str | None) -> None:
        """Signs out; nothing happens where nobody was signed in."""
        value = self._value(cookie)
        if value is not None:
            with self._engine.begin() as connection:
                connection.execute(
                    sa.delete(staff_sessions).where(staff_sessions.c.id == _id(value))
                )

    def open_for(self, who: Staff, cookie: str | None) -> list[OpenSession]:
        """Where somebody is signed in, this cookie's session among it, the latest first."""
        value, now, sessions = self._value(cookie), self._now(), staff_sessions.c
        here = None if value is None else _id(value)
        wanted = sa.select(staff_sessions).where(sessions.staff_id == who.id, self._is_open(now))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.order_by(sessions.created_at.desc(), sessions.id))
            return [
                OpenSession(row.id, row.created_at, row.seen_at, row.id == here) for row in rows
            ]

    def end_of(self, who: Staff, session: str) -> None:
        """Ends one of somebody's own sessions; nothing happens where it is another's."""
        sessions = staff_sessions.c
        with self._engine.begin() as connection:
            connection.execute(
                sa.delete(staff_sessions).where(sessions.id == session, sessions.staff_id == who.id)
            )

    def _is_open(self, now: datetime) -> Any:
        """The condition that a session has not ended."""
        sessions = staff_sessions.c
        return sa.and_(sessions.seen_at >= now - self._idle, sessions.created_at >= now - LONGEST)

    def _value(self, cookie: str | None) -> bytes | None:
        if cookie is None:
            return None
        try:
            return self._signer.unsign(cookie.encode())
        except (UnicodeEncodeError, itsdangerous.BadSignature):
            return None


def is_same(csrf: str, given: str | None) -> bool:
    """Whether a form carries the right word; compared in constant time."""
    return given is not None and hmac.compare_digest(csrf.encode(), given.encode())


def _id(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()
