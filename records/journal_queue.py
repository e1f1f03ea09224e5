"""Turns on their way to the journal: an answer goes out once it is written down.

So that nothing is lost with the process. Where the database takes its time or fails, the answer
goes out all the same, and its turn waits in memory.
"""

import logging
from collections import deque
from collections.abc import Awaitable, Callable

import anyio
import anyio.to_thread
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnection

from records.journal import Exchange, Journal

MOST_WAITING = 10_000
"""Turns that wait while the database cannot be written; what comes then is not kept."""
AGAIN_SECONDS = 1.0
"""After which a database that could not be written is tried again."""
PATIENCE_SECONDS = 0.25
"""How long an answer waits to be written down; some 2 ms are what it takes."""

_log = logging.getLogger(__name__)


class JournalQueue:
    """Writes turns in the order they came, from one task."""

    def __init__(self, journal: Journal, on_missed: Callable[[], Awaitable[None]]) -> None:
        """Write to `journal`; `on_missed` is awaited after questions that were not answered."""
        self._journal = journal
        self._on_missed = on_missed
        self._waiting: deque[Exchange] = deque()
        self._come = anyio.Event()
        self._tried = anyio.Event()
        self._fails = False
        self._taken = self._done = 0
        self._writing = anyio.Lock()
        self._has_missed = False

    async def keep(self, turn: Exchange) -> None:
        """Takes a turn; returns once it is written, or the database is not up to it."""
        self.put(turn)
        with anyio.move_on_after(PATIENCE_SECONDS):
            number = self._taken
            while not self._fails and self._done < number:
                await self._tried.wait()

    def put(self, turn: Exchange) -> None:
        """Takes a turn to be written; returns at once."""
        if len(self._waiting) >= MOST_WAITING:
            _log.error("a turn is not kept: the database has not been writable for long")
            return
        self._waiting.append(turn)
        self._taken += 1
        self._come.set()

    async def run(self) -> None:
        """Writes what comes until it is cancelled."""
        while True:
            await self._come.wait()
            self._come = anyio.Event()
            if not await self.drain():
                await anyio.sleep(AGAIN_SECONDS)
                self._come.set()

    async def drain(self) -> bool:
        """Writes all that waits; False where the database failed, and the rest waits on."""
        try:
            async with self._writing:
                await anyio.to_thread.run_sync(self._write)
            is_written = True
        except (DBAPIError, NoConnection) as failure:
            _log.error("the journal could not be written: %s", type(failure).__name__)
            is_written = False
        self._fails = not is_written
        self._tried.set()
        self._tried = anyio.Event()
        if self._has_missed:
            self._has_missed = False
            await self._on_missed()
        return is_written

    def _write(self) -> None:
        while self._waiting:
            try:
                self._has_missed |= self._journal.keep(self._waiting[0])
            except Exception as failure:
                if _may_pass(failure):
                    raise
                # The next try would fail alike, and nothing after it would ever be written.
                _log.error("a turn cannot be kept: %s", type(failure).__name__)
            self._waiting.popleft()
            self._done += 1


def _may_pass(failure: Exception) -> bool:
    """Whether the failure is the database's, and not of what was to be written."""
    if isinstance(failure, DataError | IntegrityError):
        return False
    return isinstance(failure, DBAPIError | NoConnection)
