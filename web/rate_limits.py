"""How fast one session, and one address, may go on: buckets of requests that refill steadily."""

from collections.abc import Callable

from settings import Rate, RateLimits
from web.errors import ApiError


class Buckets:
    """A bucket for each key; a full one is the same as none, so those are forgotten."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        """Start with full buckets; `now` gives seconds that never go backwards."""
        self._rate = rate
        self._now = now
        self._buckets: dict[str, tuple[float, float]] = {}

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._buckets)

    def take(self, key: str) -> None:
        """Take one request out of the bucket.

        Raises:
            ApiError: `too_many_messages`, with the time until there is one again.
        """
        now, a_second = self._now(), self._rate.requests / self._rate.seconds
        level, since = self._buckets.pop(key, (float(self._rate.requests), now))
        level = min(self._rate.requests, level + (now - since) * a_second)
        self._buckets[key] = (level - 1 if level >= 1 else level, now)
        self._forget_full(now)
        if level < 1:
            sentence = "That was a lot of messages at once. Please wait a moment."
            raise ApiError(429, "too_many_messages", sentence, retry_after=(1 - level) / a_second)

    def _forget_full(self, now: float) -> None:
        while self._buckets:
            key, (_, since) = next(iter(self._buckets.items()))
            if now - since < self._rate.seconds:
                return
            del self._buckets[key]


class RequestLimits:
    """The limits of the settings; None means that there are none."""

    def __init__(self, limits: RateLimits | None, now: Callable[[], float]) -> None:
        self._sessions = Buckets(limits.session, now) if limits else None
        self._addresses = Buckets(limits.address, now) if limits else None

    def take(self, sender: str | None, address: str) -> None:
        """Count a request of a session (None: one is being started) from an address.

        Raises:
            ApiError: `too_many_messages`.
        """
        if self._sessions is not None and sender is not None:
            self._sessions.take(sender)
        if self._addresses is not None:
            self._addresses.take(address)
