"""The front desk for a test: the whole gateway, with somebody signed in."""

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from desk.sign_in.signing_in import COOKIE, SigningIn
from desk.sign_in.staff import Accounts, Role
from knowledge import LiveKnowledge
from records.database import engine_of
from records.migrating import migrate
from settings import Settings
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import Clock, reading
from web.gateway import create_app
from web.sessions import signing_key

PASSWORD = "correct horse battery"
_FILE = "desk.db"
NAMES = {Role.STAFF: "maria", Role.REVIEWER: "nora", Role.MANAGER: "ines"}
SIGNS_AS = {Role.REVIEWER: "Nora Lee, RN"}


class DayClock:
    """A time of day that passes when a test says so."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        """The time now."""
        return self.time


@dataclass
class Desk:
    """A gateway with accounts for `maria` (staff), `nora` (reviewer) and `ines` (manager)."""

    client: TestClient
    engine: Engine
    upstream: FakeUpstream
    clock: DayClock
    settings: Settings
    seconds: Clock

    def sign_in(self, role: Role = Role.STAFF) -> "Desk":
        """Signs somebody in, in place of whoever was, without the slow check of a password."""
        self.client.cookies.clear()
        who = next(
            each for each in Accounts(self.engine, self.clock).all() if each.name == NAMES[role]
        )
        key = signing_key(self.settings.STATE_FOLDER)
        idle = timedelta(minutes=self.settings.DESK_IDLE_MINUTES)
        cookie = SigningIn(self.engine, key, idle, self.clock).begin(who)
        self.client.cookies.set(COOKIE, cookie, domain="testserver.local", path="/desk")
        return self

    def get(self, path: str, **options: Any) -> httpx.Response:
        """A page."""
        response: httpx.Response = self.client.get(path, **options)
        return response

    def csrf(self) -> str:
        """The word that forms have to carry."""
        found = re.search(
            r'name="csrf" value="([^"]+)"', self.client.get("/desk/no-such-page").text
        )
        assert found is not None
        return found[1]

    def post(self, path: str, **fields: object) -> httpx.Response:
        """Sends a form with its csrf field; redirects are followed."""
        response: httpx.Response = self.client.post(path, data={"csrf": self.csrf(), **fields})
        return response


def make_accounts(engine: Engine, now: Callable[[], datetime] | None = None) -> None:
    """Makes the tables and an account for each role, all with `PASSWORD`."""
    migrate(engine)
    accounts = Accounts(engine, now or DayClock())
    for each, name in NAMES.items():
        accounts.add(name, each, PASSWORD, "test", SIGNS_AS.get(each))


@lru_cache(maxsize=1)
def _database_with_accounts() -> Path:
    """A database to copy, since hashing passwords takes long on purpose."""
    folder = Path(tempfile.mkdtemp(prefix="needlewise-test-"))
    atexit.register(shutil.rmtree, folder)
    engine = engine_of(f"sqlite:///{folder}/{_FILE}")
    make_accounts(engine)
    engine.dispose()
    return folder / _FILE


@contextmanager
def desk(
    state: Path,
    role: Role | None = Role.STAFF,
    *,
    upstream: FakeUpstream | None = None,
    live: LiveKnowledge | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    **settings: Any,
) -> Iterator[Desk]:
    """A running gateway with its front desk; `role` None: nobody is signed in.

    Args:
        state: A folder for this test.
        role: Who is signed in.
        upstream: Stands in for Rasa.
        live: The knowledge; None: the project's, shared by all tests and not to be changed.
        transport: In place of the upstream, such as one that refuses.
        settings: Others than the usual ones.
    """
    upstream = upstream or FakeUpstream()
    chosen = Settings(
        **{
            "STATE_FOLDER": state,
            "DATABASE_URL": f"sqlite:///{state}/{_FILE}",
            "RATE_LIMITS": None,
            **settings,
        }
    )
    clock, seconds = DayClock(), Clock()
    if "DATABASE_URL" not in settings:
        shutil.copy(_database_with_accounts(), state / _FILE)
    engine = engine_of(chosen.DATABASE_URL)
    if "DATABASE_URL" in settings:
        make_accounts(engine)
    app = create_app(
        chosen,
        understanding=reading(live),
        clock=clock,
        now=seconds,
        transport=transport or httpx.ASGITransport(app=upstream.app()),
    )
    with TestClient(app) as client:
        running = Desk(client, engine, upstream, clock, chosen, seconds)
        yield running.sign_in(role) if role else running
    engine.dispose()
