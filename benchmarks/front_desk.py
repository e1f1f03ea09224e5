"""Measures the pages of the front desk over many stored conversations, on SQLite and PostgreSQL.

    python -m benchmarks.front_desk [--conversations N] [--postgres URL] [--times N]

Each page is asked for of the real gateway by somebody who is signed in; `docs/benchmarks.md` says
what the figures mean.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import anyio
import httpx
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from benchmarks.desk_filling import DAYS, Filled, fill
from benchmarks.markdown import table
from desk.sign_in.staff import Accounts, Role
from records.database import engine_of
from records.journal import Exchange, Journal
from records.messages import Message
from records.migrating import VERSION_TABLE, migrate
from records.tables import answers, inbox_items
from settings import Settings
from web.gateway import create_app

NOW = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)
LIMIT = 300
"""Milliseconds that a page may take."""
JOURNALED = 300
"""Turns that are written for their time."""
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_NAME, _PASSWORD = "benchmark", "a made-up password"


class NotMeasured(Exception):
    """Something could not be measured; the message says why."""


@dataclass(frozen=True)
class Measured:
    """The times of one page on one database, in milliseconds."""

    median: float
    worst: float


@dataclass(frozen=True)
class Run:
    """All of one database."""

    name: str
    filled: Filled
    filling_seconds: float
    pages: Mapping[str, Measured]
    journal: tuple[float, float]
    """Median and 95th percentile of the milliseconds that a turn takes to be written."""


def main(arguments: Sequence[str]) -> int:
    """Runs the command; returns 1 where a page misses the limit."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        addresses = {"SQLite": f"sqlite:///{folder}/desk.db"}
        if options.postgres:
            addresses["PostgreSQL"] = options.postgres
        try:
            runs = [
                _run(name, address, Path(folder), options.conversations, options.times)
                for name, address in addresses.items()
            ]
        except NotMeasured as error:
            print(error, file=sys.stderr)
            return 1
    print(_report(runs))
    missed = [page for run in runs for page, found in run.pages.items() if found.worst > LIMIT]
    print(f"\nOver {LIMIT} ms: {', '.join(sorted(set(missed))) or 'none'}.")
    return 1 if missed else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.front_desk")
    parser.add_argument("--conversations", type=int, default=100_000, metavar="N")
    parser.add_argument(
        "--postgres",
        default=os.environ.get("TEST_POSTGRES_URL"),
        metavar="URL",
        help="an empty PostgreSQL database to measure, too; default: TEST_POSTGRES_URL",
    )
    parser.add_argument("--times", type=int, default=20, metavar="N", help="requests of each page")
    return parser.parse_args(arguments)


def _run(name: str, address: str, folder: Path, conversations: int, times: int) -> Run:
    engine = engine_of(address)
    try:
        if set(sa.inspect(engine).get_table_names()) - {VERSION_TABLE}:
            raise NotMeasured(f"{name}: the database is not empty, and nothing was written to it.")
        migrate(engine)
        accounts = Accounts(engine, lambda: NOW)
        accounts.add(_NAME, Role.MANAGER, _PASSWORD, by="benchmark")
        for number in range(3):
            accounts.add(f"staff-{number}", Role.STAFF, _PASSWORD, by="benchmark")
        print(f"{name}: filling …", file=sys.stderr)
        began = time.perf_counter()
        filled = fill(engine, conversations, NOW)
        seconds = time.perf_counter() - began
        print(f"{name}: measuring …", file=sys.stderr)
        settings = Settings(DATABASE_URL=address, STATE_FOLDER=folder, RATE_LIMITS=None)
        pages = anyio.run(_pages, settings, engine, filled, times)
        return Run(name, filled, seconds, pages, _journal(engine))
    finally:
        engine.dispose()


async def _pages(
    settings: Settings, engine: Engine, filled: Filled, times: int
) -> dict[str, Measured]:
    measured = {}
    async with _signed_in(settings) as client:
        for name, path in addresses_of_pages(engine, filled).items():
            await _get(client, path)
            took = []
            for _ in range(times):
                began = time.perf_counter()
                await _get(client, path)
                took.append((time.perf_counter() - began) * 1000)
            measured[name] = Measured(statistics.median(took), max(took))
    return measured


@asynccontextmanager
async def _signed_in(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    # Without the gateway's tasks: its purge would erase what is to be measured.
    app = create_app(settings, clock=lambda: NOW)
    # As `python -m web` does.
    gc.collect()
    gc.freeze()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1"
    ) as client:
        form = {"name": _NAME, "password": _PASSWORD}
        answer = await client.post("/desk/sign-in", data=form)
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise NotMeasured(f"signing in gave {answer.status_code}")
        yield client


async def _get(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    if answer.status_code != httpx.codes.OK:
        raise NotMeasured(f"{path} gave {answer.status_code}")


def addresses_of_pages(engine: Engine, filled: Filled) -> dict[str, str]:
    """What is measured, by a name for it."""
    with engine.connect() as connection:
        item = connection.scalar(
            sa.select(inbox_items.c.id)
            .where(inbox_items.c.kind == "missed")
            .order_by(inbox_items.c.count.desc())
            .limit(1)
        )
        deep = connection.scalar(
            sa.select(answers.c.id)
            .order_by(answers.c.id)
            .offset(filled.rows["answers"] // 20)
            .limit(1)
        )
    day = NOW - timedelta(days=DAYS * 0.9)
    microseconds = int((day - _EPOCH) / timedelta(microseconds=1))
    year_ago = NOW.date() - timedelta(days=364)
    return {
        "inbox, newest": "/desk/inbox",
        "inbox, most frequent": "/desk/inbox?order=frequent",
        "inbox, count": "/desk/inbox/count",
        "item with the most questions": f"/desk/inbox/{item}",
        "transcripts, all": "/desk/transcripts",
        "transcripts, pain, answered, deep": "/desk/transcripts?topic=pain&outcome=answered"
        f"&older={microseconds}-{deep}",
        "one transcript": f"/desk/transcripts/{filled.senders[len(filled.senders) // 2]}",
        "insights, 365 days": f"/desk/insights?from={year_ago}&to={NOW.date()}",
        "answer": "/desk",
        "review": "/desk/review",
    }


def _journal(engine: Engine) -> tuple[float, float]:
    journal = Journal(engine, timezone.utc)
    message = Message(text="A made-up answer", topic="pain", confidence=0.9, facts=["made-up"])
    took = []
    for number in range(JOURNALED):
        turn = Exchange(
            f"visitor-{number}", NOW, "A made-up question", False, [message], 40, "made-up"
        )
        began = time.perf_counter()
        journal.keep(turn)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def _report(runs: Sequence[Run]) -> str:
    parts = [
        f"{run.name}: {run.filled.conversations:,} conversations, written in "
        f"{run.filling_seconds:.0f} s; "
        + ", ".join(f"{name} {number:,}" for name, number in run.filled.rows.items())
        for run in runs
    ]
    heads = ["page", *(f"{run.name}, {what}" for run in runs for what in ("median", "worst"))]

    def row(name: str, of: Callable[[Run], tuple[float, float]]) -> list[str]:
        return [name, *(f"{number:.1f}" for run in runs for number in of(run))]

    pages = list(runs[0].pages)
    rows = [
        row(page, lambda run, page=page: (run.pages[page].median, run.pages[page].worst))  # type: ignore[misc]
        for page in pages
    ]
    rows.append(row("a turn journaled (median, 95 in 100)", lambda run: run.journal))
    return "\n".join([*parts, "", table(heads, rows)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
