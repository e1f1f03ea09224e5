"""One message of a session at a time, in the order they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from web.errors import ApiError

MOST_IN_LINE = 20
"""How many messages of one session may be under way or waiting."""


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class OneAtATime:
    """Keeps a line for each session that has messages under way, and forgets it afterwards."""

    def __init__(self, most_in_line: int = MOST_IN_LINE) -> None:
        self._most = most_in_line
        self._lines: dict[str, _Line] = {}

    def __len__(self) -> int:
        """How many sessions have messages under way."""
        return len(self._lines)

    @asynccontextmanager
    async def turn(self, sender: str) -> AsyncIterator[None]:
        """Wait until the session's earlier messages are done.

        Raises:
            ApiError: `too_many_messages` where the line is full.
        """
        line = self._lines.setdefault(sender, _Line())
        if line.length >= self._most:
            sentence = "Your earlier messages are still being answered. Please wait a moment."
            raise ApiError("too_many_messages", sentence, retry_after=2)
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if line.length == 0:
                del self._lines[sender]
