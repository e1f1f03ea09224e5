"""What can fail, one function each: it fails on entering, and is over on leaving."""

import errno
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.faults.load import Outcome
from benchmarks.faults.place import Place
from deploy.backup import main as backup
from settings import Settings
from tests.running_service import STOP_SECONDS, is_alive, wait_for
from web.sessions import KEY_FILE

PROGRAMS = ("actions", "rasa", "gateway")
Happens = Callable[[Place], AbstractContextManager[None]]


def killed(program: str) -> Happens:
    """Ends a process at once; the process manager starts it again."""

    @contextmanager
    def happens(place: Place) -> Iterator[None]:
        os.kill(place.service.pid(program), signal.SIGKILL)
        yield

    return happens


@contextmanager
def manager_killed(place: Place) -> Iterator[None]:
    """The processes go on without anybody who would start them again."""
    service = place.service
    service.manager.kill()
    service.manager.wait()
    yield
    left = [service.pid(program) for program in PROGRAMS]
    for pid in left:
        os.kill(pid, signal.SIGTERM)
    wait_for(lambda: not any(map(is_alive, left)), STOP_SECONDS, "the end of what was left")
    service.start()


@contextmanager
def all_restarted(place: Place) -> Iterator[None]:
    """Ctrl-C and `make run`."""
    place.service.stop()
    yield
    place.service.start()


@contextmanager
def machine_lost(place: Place) -> Iterator[None]:
    """All that is kept is gone, and is brought back from a backup."""
    service, file = place.service, place.knowledge.with_name("backup.tar.gz")
    places = {"STATE_FOLDER": service.folder, "KNOWLEDGE_FOLDER": place.knowledge}
    address = {"DATABASE_URL": service.environment["DATABASE_URL"]}
    settings = Settings().model_copy(
        update={**places, **address, "PORT": int(service.environment["PORT"])}
    )
    service.stop()
    assert backup(["save", str(file)], settings, place.knowledge.parent) == 0
    # It would go on reading the file that is gone.
    place.engine.dispose()
    for folder in (service.folder, place.knowledge):
        for each in folder.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    yield
    assert backup(["restore", str(file)], settings, place.knowledge.parent) == 0
    service.start()


@contextmanager
def disk_full(place: Place) -> Iterator[None]:
    """Not a byte is left for the database, the logs and all else that is kept."""
    ballast = place.service.folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 10, 1):
            try:
                while True:
                    file.write(b"0" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
    yield
    ballast.unlink()


@contextmanager
def database_held(place: Place) -> Iterator[None]:
    """Another program writes to SQLite's file, and does not end."""
    holder = sqlite3.connect(str(place.engine.url.database), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


@contextmanager
def key_unreadable(place: Place) -> Iterator[None]:
    """The gateway starts and cannot read the key that signs sessions."""
    key = place.service.folder / KEY_FILE
    aside = key.rename(key.with_name("aside"))
    key.mkdir()
    os.kill(place.service.pid("gateway"), signal.SIGKILL)
    yield
    key.rmdir()
    aside.rename(key)


def written(name: str, left: Callable[[bytes], bytes | None]) -> Happens:
    """A file of the knowledge is left with less than it had; None: it is deleted."""

    @contextmanager
    def happens(place: Place) -> Iterator[None]:
        file: Path = place.knowledge / name
        whole = file.read_bytes()
        part = left(whole)
        if part is None:
            file.unlink()
        else:
            file.write_bytes(part)
        yield
        file.write_bytes(whole)

    return happens


def clock_set(hours: int) -> Happens:
    """The machine's clock is wrong, and is put right again."""

    @contextmanager
    def happens(place: Place) -> Iterator[None]:
        assert place.clock is not None
        place.clock.write_text(f"{hours:+}h\n")
        yield
        place.clock.write_text("+0\n")

    return happens


@contextmanager
def postgres_away(place: Place) -> Iterator[None]:
    """The database server stops, and starts again."""
    assert place.postgres is not None
    place.postgres.stop()
    yield
    place.postgres.start()


@contextmanager
def redis_away(place: Place) -> Iterator[None]:
    """The server of the locks stops, and starts again."""
    assert place.redis is not None
    place.redis.stop()
    yield
    place.redis.start()


@dataclass(frozen=True)
class Fault:
    """One row of the table.

    Attributes:
        name: What fails.
        happens: Makes it fail.
        needs: What it takes: a `machine`, one with a `clock` that can be set, or `servers`.
        may_see: What a visitor may get besides right answers.
        ready: What `/readyz` says meanwhile; None: it cannot be told, as it is over soon.
        seconds: How long it lasts at least.
        is_quick: Whether it is played with every change.
    """

    name: str
    happens: Happens
    needs: Literal["machine", "clock", "servers"] = "machine"
    may_see: frozenset[Outcome] = frozenset()
    ready: bool | None = True
    seconds: float = 4.0
    is_quick: bool = True


_APOLOGY = frozenset({Outcome.APOLOGY})
_AWAY = frozenset({Outcome.UNREACHED, Outcome.APOLOGY, Outcome.REFUSED})

FAULTS = (
    Fault("the action server is killed", killed("actions"), may_see=_APOLOGY, ready=None),
    Fault("Rasa is killed", killed("rasa"), may_see=_APOLOGY, ready=False),
    Fault("the gateway is killed", killed("gateway"), may_see=_AWAY, ready=False),
    Fault(
        "the process manager is killed, and started anew",
        manager_killed,
        may_see=_AWAY,
        is_quick=False,
    ),
    Fault("everything is started anew", all_restarted, may_see=_AWAY, ready=False, is_quick=False),
    Fault(
        "the machine is lost, and brought back from a backup",
        machine_lost,
        may_see=_AWAY,
        ready=False,
        is_quick=False,
    ),
    Fault("the disk is full", disk_full, ready=False, seconds=8.0),
    Fault("another program holds SQLite's file for 20 s", database_held, ready=False, seconds=20.0),
    Fault("the key of the sessions cannot be read", key_unreadable, may_see=_AWAY, ready=False),
    Fault("`clinic.yml` is emptied", written("clinic.yml", lambda whole: b""), seconds=2.5),
    Fault(
        "`treatments.yml` is half written",
        written("treatments.yml", lambda whole: whole[: len(whole) // 2]),
        seconds=2.5,
    ),
    Fault("`questions.yml` is deleted", written("questions.yml", lambda whole: None), seconds=2.5),
    Fault("the clock is an hour back", clock_set(-1), needs="clock", is_quick=False),
    Fault("the clock is an hour on", clock_set(1), needs="clock", is_quick=False),
    Fault("PostgreSQL is away", postgres_away, needs="servers", ready=False, is_quick=False),
    Fault(
        "Redis is away", redis_away, needs="servers", may_see=_APOLOGY, ready=False, is_quick=False
    ),
)
"""In the order of the table."""
