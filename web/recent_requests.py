"""When the last requests came, in this process: the memory behind `web/rate_limits.py`."""

from array import array
from collections import OrderedDict
from collections.abc import Callable

from limits.storage import MovingWindowSupport

MOST_KEYS = 50_000
MOST_REQUESTS = 1_000_000


class RecentRequests(MovingWindowSupport):
    """A moving window for each key, for the strategy of the same name in the library `limits`.

    The memory storage of the library never forgets a key, looks through all of them a hundred times
    a second, and takes the newest request for the start of the window. Here the key that was
    quiet for longest goes when it has expired or when there are too many, so that whoever comes
    from many addresses can make the service forget the quiet ones, never those that hurry.
    """

    def __init__(
        self,
        now: Callable[[], float],
        most_keys: int = MOST_KEYS,
        most_requests: int = MOST_REQUESTS,
    ) -> None:
        """Remember nothing yet; `now` gives seconds."""
        self._now = now
        self._most_keys = most_keys
        self._most_requests = most_requests
        self._times: OrderedDict[str, tuple[int, array[float]]] = OrderedDict()
        """For each key, the quietest first: how long a request counts, and when they came."""
        self._requests = 0

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._times)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` requests of `key`, unless more than `limit` were in `expiry` seconds.

        Returns:
            Whether they were counted; what is refused is not.
        """
        now = self._now()
        times = self._within(key, expiry, now)
        # Whoever is refused hurries too, and must not be forgotten.
        self._times[key] = (expiry, times)
        if len(times) + amount > limit:
            return False
        times.extend([now] * amount)
        self._requests += amount
        self._forget(now)
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # type: ignore[override]
        """When the oldest request that still counts came, and how many there are."""
        now = self._now()
        _, times = self._times.get(key, (expiry, array("d")))
        counted = [time for time in times if time > now - expiry]
        return (counted[0] if counted else now), len(counted)

    def _within(self, key: str, expiry: int, now: float) -> "array[float]":
        """Take the key out, with those of its times that still count."""
        _, times = self._times.pop(key, (expiry, array("d")))
        gone = 0
        while gone < len(times) and times[gone] <= now - expiry:
            gone += 1
        del times[:gone]
        self._requests -= gone
        return times

    def _forget(self, now: float) -> None:
        while self._times:
            expiry, times = next(iter(self._times.values()))
            expired = not times or times[-1] <= now - expiry
            too_many = len(self._times) > self._most_keys or self._requests > self._most_requests
            if not expired and not too_many:
                return
            self._times.popitem(last=False)
            self._requests -= len(times)
