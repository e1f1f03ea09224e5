"""The daily purge, as a task of the gateway."""

import logging
from collections.abc import Awaitable, Callable

import anyio
import anyio.to_thread

from records.retention import Purged

DAY = 24 * 60 * 60.0
"""Seconds from one purge to the next."""
HOUR = 60 * 60.0
"""Seconds after which a purge that failed is tried again."""

_log = logging.getLogger(__name__)


async def purge_daily(
    work: Callable[[], Purged], pause: Callable[[float], Awaitable[None]] = anyio.sleep
) -> None:
    """Purges now and every 24 hours, until cancelled; no failure ends it.

    Args:
        work: One purge; it is called in a thread, and a cancellation waits for it to end.
        pause: Waits so many seconds.
    """
    while True:
        try:
            purged = await anyio.to_thread.run_sync(work)
        except Exception as error:
            # Its kind only: the text of an error can repeat what a visitor wrote.
            _log.error("the purge failed with %s; next try in an hour", type(error).__name__)
            await pause(HOUR)
            continue
        if purged.wiped:
            _log.info("purged: %s", purged)
            await pause(DAY)
        else:
            _log.warning(
                "purged: %s; the file was busy and may still hold the words; next try in an hour",
                purged,
            )
            await pause(HOUR)
