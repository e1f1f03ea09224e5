"""Measures what a second worker brings, with PostgreSQL and Redis as where there are several.

    .ci/with-postgres python -m benchmarks.scaling

A worker is a gateway, a process of Rasa and an action server. The service runs with one, then with
two, on this machine, and visitors who ask as fast as they are answered use up its processors; what
a third worker would need follows from what an answer costs. `docs/scale.md` has a table of a run.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis
import sqlalchemy as sa

import knowledge
from benchmarks.markdown import table
from benchmarks.running_service import (
    READY_SECONDS,
    RunningService,
    ServiceFailed,
    needlewise,
    processor_seconds,
    resident_mebibytes,
    ticks_of,
)
from benchmarks.speed import WARM_UP, sample
from benchmarks.visitors import Gateway, Refused, Visit, median_percentile, visit
from records.database import engine_of
from settings import Settings
from tests.postgres import fresh_database
from tests.redis_server import running_redis
from tests.running_service import free_ports, wait_for

WORKERS = (1, 2)
VISITORS = 16
"""At once: enough that none of the processes has to wait for somebody to ask."""
PARTS = ("gateway", "rasa", "actions")
SERVERS = "PostgreSQL and Redis"
ASKING = "those who ask"
TOKEN = "measured"


@dataclass(frozen=True)
class Measured:
    """What a number of workers did.

    Attributes:
        visits: One for each round.
        milliseconds: Processor time for an answer, by part.
        cores: How many processors this kept busy.
        mebibytes: Memory after the load, of all processes of the service.
    """

    visits: Sequence[Visit]
    milliseconds: Mapping[str, float]
    cores: float
    mebibytes: float

    @property
    def answers_a_second(self) -> float:
        """The median of the rounds."""
        return statistics.median(each.answers_a_second for each in self.visits)


@dataclass(frozen=True)
class Need:
    """What a number of workers takes when each does what it can.

    Attributes:
        answers_a_second: As fast as the busiest part of each allows.
        cores: Processors that this keeps busy, those who ask not counted.
        mebibytes: Memory.
    """

    answers_a_second: float
    cores: float
    mebibytes: float


def need_of(workers: int, one: Measured, two: Measured) -> Need:
    """What workers take on a machine with enough processors.

    Each part of a worker is a process that uses one processor at most, so the part that works
    longest on an answer says how many a worker can give.
    """
    cost = {part: one.milliseconds[part] for part in PARTS}
    each = 1000 / max(cost.values())
    served = sum(one.milliseconds.values()) - one.milliseconds[ASKING]
    return Need(
        answers_a_second=workers * each,
        cores=workers * each * served / 1000,
        mebibytes=one.mebibytes + (workers - 1) * (two.mebibytes - one.mebibytes),
    )


@contextmanager
def several(workers: int, folder: Path, database: str, redis_url: str) -> Iterator[RunningService]:
    """Runs the service with so many workers, all of which are up.

    Raises:
        ServiceFailed: If it does not become ready.
    """
    (port,) = free_ports(1)
    shared = {"DATABASE_URL": database, "REDIS_URL": redis_url, "WORKERS": str(workers)}
    rasa = {"RASA_URL": f"http://127.0.0.1:{port}", "RASA_TOKEN": TOKEN}

    def are_up() -> bool:
        return all(_is_up(f"http://127.0.0.1:{port + number}") for number in range(workers))

    with needlewise(Settings().MODEL, folder, **shared, **rasa) as service:
        # It is ready with the first of them.
        wait_for(are_up, READY_SECONDS, "the start of all workers")
        yield service


def _is_up(rasa: str) -> bool:
    try:
        return httpx.get(f"{rasa}/status", params={"token": TOKEN}, trust_env=False).is_success
    except httpx.TransportError:
        return False


def servers_of(database: str, redis_url: str) -> tuple[int, ...]:
    """The processes of PostgreSQL and of Redis; those that PostgreSQL starts are its children."""
    engine = engine_of(database)
    with engine.connect() as connection:
        backend = connection.scalar(sa.select(sa.func.pg_backend_pid()))
        status = Path(f"/proc/{backend}/status").read_text("ascii", "replace")
    engine.dispose()
    [postgres] = re.findall(r"^PPid:\s+(\d+)$", status, re.MULTILINE)
    with closing(redis.Redis.from_url(redis_url)) as client:
        return int(postgres), int(client.info("server")["process_id"])


def server_seconds(process_id: int) -> float:
    """The processor time of a server and of its children, those that have ended too."""
    server = Path("/proc") / str(process_id)
    ticks = sum(ticks_of((server / "stat").read_text("ascii", "replace")))
    for child in (server / "task" / str(process_id) / "children").read_text("ascii").split():
        # It may end in between, and counts next time.
        with suppress(FileNotFoundError):
            ticks += sum(ticks_of(Path(f"/proc/{child}/stat").read_text("ascii", "replace")))
    return ticks / os.sysconf("SC_CLK_TCK")


def spent_seconds(service: RunningService, servers: Sequence[int]) -> dict[str, float]:
    """The processor time that each part has used so far, in seconds."""
    by_part = processor_seconds(service.process_ids)
    own = os.times()
    return {
        **{part: by_part[part] for part in PARTS},
        SERVERS: sum(map(server_seconds, servers)),
        ASKING: own.user + own.system,
    }


def measure(
    service: RunningService, servers: Sequence[int], rounds: int, messages: int, apology: str
) -> Measured:
    """Puts questions to a service, and notes what that took.

    Raises:
        Refused: If a request is refused.
    """
    visit(service.port, Gateway(), sample(WARM_UP), VISITORS, apology)
    before, begun = spent_seconds(service, servers), time.perf_counter()
    visits = [
        visit(service.port, Gateway(), sample(messages), VISITORS, apology) for _ in range(rounds)
    ]
    seconds = time.perf_counter() - begun
    after = spent_seconds(service, servers)
    spent = {part: after[part] - before[part] for part in after}
    return Measured(
        visits=visits,
        milliseconds={part: 1000 * each / rounds / messages for part, each in spent.items()},
        cores=sum(spent.values()) / seconds,
        mebibytes=sum(resident_mebibytes(service.process_ids).values()),
    )


def tables(one: Measured, two: Measured, cores: int) -> str:
    """Everything that was measured, and what follows from it."""
    measured = [
        (
            str(workers),
            f"{each.answers_a_second:.1f}",
            f"{each.answers_a_second / one.answers_a_second:.2f}",
            f"{median_percentile(each.visits, 50):.0f}",
            f"{median_percentile(each.visits, 95):.0f}",
            f"{each.cores:.2f} of {cores}",
            f"{each.mebibytes:.0f}",
        )
        for workers, each in zip(WORKERS, (one, two), strict=True)
    ]
    costs = [
        (part, f"{one.milliseconds[part]:.1f}", f"{two.milliseconds[part]:.1f}")
        for part in one.milliseconds
    ]
    needs = [(workers, need_of(workers, one, two)) for workers in (1, 2, 3)]
    rows = [
        (str(workers), f"{need.answers_a_second:.0f}", f"{need.cores:.1f}", f"{need.mebibytes:.0f}")
        for workers, need in needs
    ]
    heads = ("workers", "answers/s", "times", "p50, ms", "p95, ms", "cores busy", "memory, MiB")
    return "\n\n".join(
        (
            table(heads, measured),
            table(("processor time for an answer, ms", "1 worker", "2 workers"), costs),
            table(("workers", "could answer/s", "with cores", "and memory, MiB"), rows),
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Reads the options, measures, and prints the tables.

    Returns:
        The exit code: 1 where something could not be measured.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--messages", type=int, default=320, help="a round; default: %(default)s")
    options = parser.parse_args(arguments)
    server = os.environ.get("TEST_POSTGRES_URL")
    if server is None:
        print("Run it under .ci/with-postgres, which starts a server.", file=sys.stderr)
        return 1
    apology = knowledge.load(knowledge.DEFAULT_FOLDER).phrases.render("apology")
    found = []
    try:
        with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as shared:
            for workers in WORKERS:
                with (
                    fresh_database(server) as database,
                    several(workers, Path(name) / str(workers), database, shared) as service,
                ):
                    servers = servers_of(database, shared)
                    found.append(
                        measure(service, servers, options.rounds, options.messages, apology)
                    )
                print(f"{workers}: {found[-1].answers_a_second:.1f} answers/s", file=sys.stderr)
    except (ServiceFailed, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    one, two = found
    print(tables(one, two, os.cpu_count() or 1))
    unanswered = sum(visited.unanswered for each in found for visited in each.visits)
    print(f"\n{VISITORS} visitors at once; messages without an answer: {unanswered}.")
    return int(unanswered > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
