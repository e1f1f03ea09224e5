"""What the gateways that share visitors tell each other by way of Redis: who answered last.

A gateway remembers what it answered. Where another has answered since, that is out of date: what
the conversation holds is asked of Rasa anew, and whether a warning sign was asked about stands
here, since it has to be known with nothing else left to ask. No words of a visitor are in it.
"""

import logging
import secrets
from collections.abc import Callable
from typing import cast, get_args

from redis.asyncio import Redis
from redis.exceptions import RedisError

from knowledge.safety import LevelName
from web.checks import Checks
from web.memory import Memory

KEPT_SECONDS = 3600
"""Rasa begins a new session after as much silence."""
REST_SECONDS = 2.0
"""After which a Redis that failed is asked again; meanwhile nobody waits for it."""
_PREFIX = "needlewise:turn:"
_REDIS_SECONDS = 0.25
_log = logging.getLogger(__name__)


class SharedTurns:
    """Keeps what this gateway remembers in step with what others answered."""

    def __init__(
        self, url: str | None, memory: Memory, checks: Checks, now: Callable[[], float]
    ) -> None:
        """Share by the Redis at `url`; None: there is no other gateway."""
        wait = {"socket_timeout": _REDIS_SECONDS, "socket_connect_timeout": _REDIS_SECONDS}
        self._redis = Redis.from_url(url, decode_responses=True, **wait) if url else None
        self._memory = memory
        self._checks = checks
        self._now = now
        self._rests_until = now()
        self._mine = secrets.token_hex(8)
        """What this gateway is called among the others, until it ends."""

    async def catch_up(self, sender: str) -> None:
        """Forgets what is out of date, before a message is read."""
        if self._redis is None:
            return
        who, _, level = (await self._ask("get", _PREFIX + sender) or "").partition(" ")
        if who == self._mine:
            return
        # Also where nobody can tell: Rasa can.
        self._memory.forget(sender)
        if who:
            self._checks.take(sender)
            if level in get_args(LevelName):
                self._checks.remember(sender, cast(LevelName, level))

    async def note(self, sender: str) -> None:
        """Notes that this gateway answered last, and what it asked."""
        if self._redis is not None:
            noted = f"{self._mine} {self._checks.of(sender) or ''}"
            await self._ask("set", _PREFIX + sender, noted, KEPT_SECONDS)

    async def close(self) -> None:
        """Closes the connections."""
        if self._redis is not None:
            await self._redis.close(close_connection_pool=True)

    async def _ask(self, command: str, *arguments: str | int) -> str | None:
        """What Redis replies; None where it does not."""
        if self._now() < self._rests_until:
            return None
        try:
            return cast("str | None", await getattr(self._redis, command)(*arguments))
        except (RedisError, OSError, TimeoutError) as failure:
            # The text of the error can hold the address, and with it a password.
            _log.warning("Redis does not tell who answered last: %s", type(failure).__name__)
            self._rests_until = self._now() + REST_SECONDS
            return None
