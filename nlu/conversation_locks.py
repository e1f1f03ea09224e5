"""Rasa's locks in Redis, so that several processes of Rasa answer a conversation one at a time.

Rasa's own store reads its tickets and writes them back in two steps: of two processes that do so at
once each gets the same number, and both go on. It asks again once a second, and a process that dies
holds its conversation for a minute. Here Redis gives the lock to one, and takes it back soon. Where
Redis does not answer, each process keeps order for itself: a conversation comes to the same one as
long as that answers.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

PREFIX = "needlewise:lock:"
HELD_SECONDS = 3.0
"""How long a conversation stays locked when whoever holds it has died: a message waits for 8."""
RENEW_SECONDS = 0.5
"""After which whoever holds it says that it still does."""
AGAIN_SECONDS = 0.02
"""After which a lock that another has is asked for again."""
MOST_SECONDS = 10.0
"""After which nobody waits for the answer any more."""
REST_SECONDS = 2.0
"""After which a Redis that failed is asked again; meanwhile no message waits for it."""
_REDIS_SECONDS = 0.5
_log = logging.getLogger(__name__)


class ConversationLocks(LockStore):
    """A lock for each conversation that is being answered."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """Connects when the first lock is asked for (called by Rasa).

        Args:
            endpoint_config: Its `url` is that of a Redis database.
        """
        super().__init__()
        self._redis = Redis.from_url(
            endpoint_config.url,
            socket_timeout=_REDIS_SECONDS,
            socket_connect_timeout=_REDIS_SECONDS,
        )
        self._here: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._rests_until = time.monotonic()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = HELD_SECONDS,
        wait_time_in_seconds: float = AGAIN_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Waits for the lock of a conversation, and holds it.

        Args:
            conversation_id: The conversation.
            lock_lifetime: How long it stays locked when this process dies.
            wait_time_in_seconds: After which a lock that another has is asked for again.

        Raises:
            LockError: Another process holds the lock for too long.
        """
        async with self._here.setdefault(conversation_id, asyncio.Lock()):
            lock = self._redis.lock(
                PREFIX + conversation_id,
                timeout=lock_lifetime,
                sleep=wait_time_in_seconds,
                blocking_timeout=MOST_SECONDS,
            )
            if not await self._is_taken(lock):
                yield TicketLock(conversation_id)
                return
            renewing = asyncio.create_task(_renew(lock))
            try:
                yield TicketLock(conversation_id)
            finally:
                renewing.cancel()
                with suppress(RedisError, OSError):
                    await lock.release()

    async def _is_taken(self, lock: Lock) -> bool:
        """Takes a lock in Redis; False where that does not answer."""
        if time.monotonic() < self._rests_until:
            return False
        try:
            is_held = await lock.acquire()
        except (RedisError, OSError) as failure:
            # The text of the error can hold the address, and with it a password.
            _log.warning("Redis gives no locks: %s", type(failure).__name__)
            self._rests_until = time.monotonic() + REST_SECONDS
            return False
        if not is_held:
            raise LockError("Another process holds the conversation.")
        return True


async def _renew(lock: Lock) -> None:
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        # What cannot be reached now may be in a second.
        with suppress(RedisError, OSError):
            await lock.reacquire()
