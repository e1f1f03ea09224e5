"""A line of bounded length for what only so many can have at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from web.errors import ApiError

RETRY_SECONDS = 5
"""After which it is worth coming back to a line that is full."""


class WaitingLine:
    """Whoever comes first is served first; whoever comes to a full line is told at once.

    Nobody takes more than half of the line, so that a flood from one place fills it for none else.
    """

    def __init__(self, at_once: int, most_waiting: int) -> None:
        """Serve `at_once` at a time, with `most_waiting` behind them."""
        self._at_once = at_once
        self._most = at_once + most_waiting
        self._tickets: list[tuple[str, anyio.Event]] = []

    def is_full_for(self, whose: str) -> bool:
        """Whether the next one of somebody would be turned away."""
        theirs = sum(owner == whose for owner, _ in self._tickets)
        return len(self._tickets) >= self._most or theirs >= max(1, self._most // 2)

    @contextmanager
    def ticket(self, whose: str) -> Iterator[anyio.Event]:
        """A place in the line until it is left; its event is set when it is one's turn.

        Raises:
            ApiError: `busy`: the line is full, or half of it is theirs.
        """
        if self.is_full_for(whose):
            raise ApiError("busy", retry_after=RETRY_SECONDS)
        mine = (whose, anyio.Event())
        self._tickets.append(mine)
        self._call()
        try:
            yield mine[1]
        finally:
            self._tickets.remove(mine)
            self._call()

    def _call(self) -> None:
        for _, turn in self._tickets[: self._at_once]:
            turn.set()
