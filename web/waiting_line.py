"""A line of bounded length for what only so many can have at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from web.errors import ApiError

RETRY_SECONDS = 5
"""After which it is worth coming back to a line that is full."""


class WaitingLine:
    """Whoever comes first is served first; whoever comes to a full line is told at once."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        """Serve `at_once` at a time, with `most_waiting` behind them."""
        self._at_once = at_once
        self._most = at_once + most_waiting
        self._tickets: list[anyio.Event] = []

    @property
    def is_full(self) -> bool:
        """Whether the next one would be turned away."""
        return len(self._tickets) >= self._most

    @contextmanager
    def ticket(self) -> Iterator[anyio.Event]:
        """A place in the line until it is left; its event is set when it is one's turn.

        Raises:
            ApiError: `busy`: the line is full.
        """
        if self.is_full:
            raise ApiError("busy", retry_after=RETRY_SECONDS)
        mine = anyio.Event()
        self._tickets.append(mine)
        self._call()
        try:
            yield mine
        finally:
            self._tickets.remove(mine)
            self._call()

    def _call(self) -> None:
        for each in self._tickets[: self._at_once]:
            each.set()
