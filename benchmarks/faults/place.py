"""A service to break: with its own disk, clock, knowledge and servers."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

import knowledge
from benchmarks.faults.load import PHONE
from benchmarks.faults.servers import Server, postgres, redis
from records.database import engine_of
from tests.blank_clinic import BLANK, copied_knowledge
from tests.running_service import ROOT, RunningService
from web.conversation import apology
from web.sessions import Sessions, signing_key

DISK_MEBIBYTES = 64
FAKE_TIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
"""Debian's package `libfaketime`."""


@dataclass(frozen=True)
class Place:
    """The service, and what it stands on."""

    service: RunningService
    knowledge: Path
    engine: Engine
    apology: str
    clock: Path | None = None
    """The file that says how far its clock is off."""
    is_small_disk: bool = False
    """Whether its state lies on a disk that can be filled."""
    postgres: Server | None = None
    redis: Server | None = None

    def sender_of(self, session: str) -> str:
        """The name that a session has inside."""
        return Sessions(signing_key(self.service.folder)).sender_of(session)


@contextmanager
def on_one_machine(folder: Path, *, own_clock: bool, **settings: str) -> Iterator[Place]:
    """The service as `make run` starts it, with SQLite.

    Args:
        folder: For all that it keeps.
        own_clock: Whether its clock can be set.
        settings: Of the service.
    """
    with ExitStack() as stack:
        state = folder / "state"
        state.mkdir()
        is_small = stack.enter_context(_small_disk(state))
        clock = folder / "clock" if own_clock else None
        if clock is not None:
            clock.write_text("+0\n")
            settings |= {
                "LD_PRELOAD": str(FAKE_TIME),
                "FAKETIME_TIMESTAMP_FILE": str(clock),
                "FAKETIME_CACHE_DURATION": "1",
                # A clock that is set moves neither these nor the times of files.
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "NO_FAKE_STAT": "1",
            }
        files = _copied_knowledge(folder)
        service = stack.enter_context(
            RunningService(state, ROOT, KNOWLEDGE_FOLDER=str(files), **settings)
        )
        engine = engine_of(service.environment["DATABASE_URL"])
        stack.callback(engine.dispose)
        yield Place(service, files, engine, _apology_of(files), clock, is_small)


@contextmanager
def with_servers(folder: Path) -> Iterator[Place]:
    """The service with a PostgreSQL and a Redis server of its own."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres(folder))
        locks = stack.enter_context(redis(folder))
        state = folder / "state"
        state.mkdir()
        files = _copied_knowledge(folder)
        service = stack.enter_context(
            RunningService(
                state,
                KNOWLEDGE_FOLDER=str(files),
                DATABASE_URL=database.url,
                REDIS_URL=locks.url,
            )
        )
        engine = engine_of(database.url)
        stack.callback(engine.dispose)
        yield Place(service, files, engine, _apology_of(files), postgres=database, redis=locks)


def _copied_knowledge(folder: Path) -> Path:
    clinic = BLANK.replace("phone:\n", f"phone: {PHONE}\n")
    return copied_knowledge(folder / "knowledge", clinic)


def _apology_of(files: Path) -> str:
    return apology(knowledge.load(files)).text


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Puts a small disk in place of a folder, where this process may do so."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEBIBYTES}m", "none", str(folder)]
    is_mounted = os.geteuid() == 0 and not subprocess.run(mount, capture_output=True).returncode
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
