"""The same reply to the same request, however often it is sent: the header `Idempotency-Key`."""

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.datastructures import Headers

from web.errors import ApiError

HEADER = "Idempotency-Key"
MOST_REPLIES = 8_000
"""More than one address may ask for in the time that they are kept."""
KEPT_FOR = 600.0
"""Seconds."""
_KEY = re.compile(r"[!-~]{1,100}")

Reply = TypeVar("Reply")


def idempotency_key(headers: Headers) -> str | None:
    """The key that a request carries; None where it has none.

    Raises:
        ApiError: `invalid_request`: not 1 to 100 visible ASCII characters, or more than one header.
    """
    given = headers.getlist(HEADER)
    if not given:
        return None
    if len(given) > 1 or not _KEY.fullmatch(given[0]):
        sentence = f"`{HEADER}` must be 1 to 100 visible ASCII characters."
        raise ApiError("invalid_request", sentence)
    return given[0]


@dataclass(frozen=True)
class _Kept(Generic[Reply]):
    asked: bytes
    task: asyncio.Task[Reply]


class Replies(Generic[Reply]):
    """Replies by session and key, the oldest forgotten first."""

    def __init__(
        self,
        now: Callable[[], float],
        most: int = MOST_REPLIES,
        seconds: float = KEPT_FOR,
    ) -> None:
        """Keep up to `most` replies for `seconds` each; `now` never goes backwards."""
        self._now = now
        self._most = most
        self._seconds = seconds
        self._under_way: dict[tuple[str, str], _Kept[Reply]] = {}
        self._done: OrderedDict[tuple[str, str], tuple[float, _Kept[Reply]]] = OrderedDict()
        """With the time from when on each is forgotten; the oldest first."""

    def __len__(self) -> int:
        """How many replies are kept or under way."""
        return len(self._under_way) + len(self._done)

    async def once(
        self,
        sender: str,
        key: str | None,
        work: Callable[[], Awaitable[Reply]],
        *,
        asked: bytes = b"",
    ) -> Reply:
        """The reply of `work`, which is done once for each session and key.

        Whoever comes while it is under way waits for it. It goes on when the caller goes away, who
        may come back with the same key. What raises is not remembered.

        Args:
            sender: The conversation.
            key: The key of the request; None: `work` is done whatever came before.
            work: Brings the reply.
            asked: What tells this request from another: its path and its body.

        Raises:
            ApiError: `key_reused`: the key came with another request before.
        """
        if key is None:
            return await work()
        self._forget()
        place, digest = (sender, key), hashlib.sha256(asked).digest()
        if place in self._done:
            _, kept = self._done[place]
        else:
            kept = self._under_way.get(place) or self._begin(place, digest, work)
        if kept.asked != digest:
            raise ApiError("key_reused")
        return await asyncio.shield(kept.task)

    def _begin(
        self, place: tuple[str, str], asked: bytes, work: Callable[[], Awaitable[Reply]]
    ) -> _Kept[Reply]:
        async def working() -> Reply:
            return await work()

        kept = _Kept(asked, asyncio.create_task(working()))
        self._under_way[place] = kept
        kept.task.add_done_callback(lambda _: self._finish(place, kept))
        return kept

    def _finish(self, place: tuple[str, str], kept: _Kept[Reply]) -> None:
        del self._under_way[place]
        # Asking for the exception keeps asyncio from logging its text where nobody waits any more.
        if not kept.task.cancelled() and kept.task.exception() is None:
            self._done[place] = (self._now() + self._seconds, kept)
            self._forget()

    def _forget(self) -> None:
        now = self._now()
        while self._done:
            until, _ = next(iter(self._done.values()))
            if until > now and len(self._done) <= self._most:
                return
            self._done.popitem(last=False)
