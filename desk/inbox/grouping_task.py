"""Groups missed questions beside the answering of visitors, who do not wait for it."""

import logging
from collections.abc import Callable

import anyio
import anyio.to_thread

AGAIN_SECONDS = 5.0
"""After which grouping that failed is tried again."""

_log = logging.getLogger(__name__)


class GroupingTask:
    """Groups what waits: once at the start, and then each time it is told of more."""

    def __init__(self, group: Callable[[], int]) -> None:
        """Call `group`, in a thread."""
        self._group = group
        self._come = anyio.Event()

    async def wake(self) -> None:
        """Says that there is more to group; returns at once."""
        self._come.set()

    async def run(self) -> None:
        """Groups until it is cancelled."""
        while True:
            self._come = anyio.Event()
            if await self._grouped():
                await self._come.wait()
            else:
                await anyio.sleep(AGAIN_SECONDS)

    async def _grouped(self) -> bool:
        try:
            await anyio.to_thread.run_sync(self._group)
        # Whatever goes wrong here must not take the gateway down, nor tell what was written.
        except Exception as failure:
            _log.error("missed questions could not be grouped: %s", type(failure).__name__)
            return False
        return True
