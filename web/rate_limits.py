"""How fast one session, and one address, may go on; counted by the library `limits`."""

import ipaddress
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from settings import Rate, RateLimits
from web.errors import ApiError
from web.recent_requests import RecentRequests

IN_MEMORY = "memory://"
_NAMESPACE = "needlewise"
_PREFIX_OF_A_VISITOR = 64
"""Bits of an IPv6 address: whoever has one address has all that share these."""
_REDIS_SECONDS = 0.25
"""How long a request waits for Redis, which stands beside the service or is of no use."""
_REDIS_REST = 30.0
"""Seconds until a Redis that failed is asked again."""
_log = logging.getLogger(__name__)


@dataclass
class _Counter:
    """A place where requests are counted, with the clock that it goes by."""

    storage: Storage
    now: Callable[[], float]
    _limiter: MovingWindowRateLimiter = field(init=False)

    def __post_init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(self.storage)

    def take(self, item: RateLimitItem, whose: tuple[str, str]) -> float | None:
        """Count a request; where it is one too many, the seconds to wait instead."""
        if self._limiter.hit(item, *whose):
            return None
        reset, _ = self._limiter.get_window_stats(item, *whose)
        return max(0.0, reset - self.now())


class RequestLimits:
    """The limits of the settings, in a window that moves; None means that there are none."""

    def __init__(
        self,
        limits: RateLimits | None,
        storage_uri: str = IN_MEMORY,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Count from nothing.

        Args:
            limits: How many requests in how many seconds.
            storage_uri: `memory://`, or a `redis://` address that several gateways share. While
                Redis cannot be reached each gateway counts for itself.
            now: Seconds that never go backwards. Redis goes by the time of day.
        """
        self._session = _item(limits.session) if limits else None
        self._address = _item(limits.address) if limits else None
        self._now = now
        self._here = _Counter(cast(Storage, RecentRequests(now)), now)
        self._shared = _redis(storage_uri) if storage_uri != IN_MEMORY else None
        self._rests_until: float | None = None

    def take(self, sender: str | None, address: str) -> None:
        """Count a request of a session (None: one is being started) from an address.

        Raises:
            ApiError: `too_many_messages`, with the time until it is worth asking again.
        """
        for item, whose in self._counted(sender, address):
            wait = self._take(item, whose)
            if wait is not None:
                raise ApiError("too_many_messages", retry_after=wait)

    def check_sharing(self) -> None:
        """Looks whether the Redis that is shared answers.

        Raises:
            ConnectionError: It does not.
        """
        if self._shared is not None and not self._shared.storage.check():
            raise ConnectionError

    def _counted(
        self, sender: str | None, address: str
    ) -> Iterator[tuple[RateLimitItem, tuple[str, str]]]:
        if self._session is not None and sender is not None:
            yield self._session, ("session", sender)
        if self._address is not None:
            yield self._address, ("address", visitor_of(address))

    def _take(self, item: RateLimitItem, whose: tuple[str, str]) -> float | None:
        if self._shared is not None and not self._rests():
            try:
                wait = self._shared.take(item, whose)
            except (RedisError, OSError) as error:
                self._rest(error)
            else:
                self._is_back()
                return wait
        return self._here.take(item, whose)

    def _rests(self) -> bool:
        return self._rests_until is not None and self._now() < self._rests_until

    def _rest(self, error: Exception) -> None:
        if self._rests_until is None:
            # The text of the error can hold the address, and with it a password.
            _log.warning("Redis does not count requests: %s", type(error).__name__)
        self._rests_until = self._now() + _REDIS_REST

    def _is_back(self) -> None:
        if self._rests_until is not None:
            _log.info("Redis counts requests again")
            self._rests_until = None


def visitor_of(address: str) -> str:
    """Whose request it is: an IPv4 address, the /64 of an IPv6 one, `unknown` for all else.

    What cannot be read shares one limit; a made-up address must not bring a limit of its own.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), _PREFIX_OF_A_VISITOR), strict=False))


def _item(rate: Rate) -> RateLimitItem:
    return RateLimitItemPerSecond(rate.requests, rate.seconds, namespace=_NAMESPACE)


def _redis(uri: str) -> _Counter:
    storage = storage_from_string(
        uri, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS
    )
    return _Counter(storage, time.time)
