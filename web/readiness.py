"""Whether an answer would come back: both services are asked as for a visitor, without a trace.

Neither probe touches a conversation: Rasa is asked what a pressed button means, the action server
to answer one from a tracker made for the purpose. The database is written to, and Redis asked where
there is one: without it several processes may answer one conversation at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import anyio
import anyio.to_thread
import httpx
from sqlalchemy.exc import SQLAlchemyError

from web.rasa_client import UNUSABLE

TOPIC = "definition"
INTENT = f"ask_{TOPIC}"
PRESSED = f"/{INTENT}"
"""Words would have Rasa load what it needs to read them, which the gateway does in its place."""
ACTION = "action_answer"
_PROBE = "readiness-probe"

_FAILURES = (*UNUSABLE, SQLAlchemyError)
_log = logging.getLogger(__name__)


@dataclass
class Readiness:
    """Asks all that it takes, and remembers the outcome for a moment: nobody can flood it."""

    http: httpx.AsyncClient
    rasa_urls: Sequence[str]
    """One that answers is enough."""
    rasa_token: str | None
    actions_url: str
    now: Callable[[], float]
    stores: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    """What is written to, by name: each raises where it does not work, and may take its time."""
    seconds: float = 3.0
    """When a probe is given up."""
    remembered_for: float = 2.0
    """Seconds."""
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _outcome: tuple[float, bool] | None = None
    _said: dict[str, str] = field(default_factory=dict)
    """What was last logged of each service, so that one trouble is logged once."""

    async def is_ready(self) -> bool:
        """Whether an answer would come back, now or a moment ago."""
        async with self._lock:
            if self._outcome is None or self.now() - self._outcome[0] >= self.remembered_for:
                outcomes = await asyncio.gather(
                    self._answers("Rasa", self._rasa_reads),
                    self._answers("the action server", self._actions_answer),
                    *(
                        self._answers(name, partial(_works, check))
                        for name, check in self.stores.items()
                    ),
                )
                self._outcome = (self.now(), all(outcomes))
            return self._outcome[1]

    async def _answers(self, service: str, probe: Callable[[], Awaitable[bool]]) -> bool:
        trouble = ""
        try:
            with anyio.fail_after(self.seconds):
                if not await probe():
                    trouble = "it answers, but not as it should"
        except _FAILURES as error:
            trouble = type(error).__name__
        if trouble and trouble != self._said.get(service):
            _log.warning("not ready: %s: %s", service, trouble)
        self._said[service] = trouble
        return not trouble

    async def _rasa_reads(self) -> bool:
        outcomes: list[bool | Exception] = []
        async with anyio.create_task_group() as asking:

            async def ask(url: str) -> None:
                try:
                    outcomes.append(await self._one_reads(url))
                except UNUSABLE as error:
                    outcomes.append(error)
                if outcomes[-1] is True:
                    # Nobody waits for one that hangs.
                    asking.cancel_scope.cancel()

            for url in self.rasa_urls:
                asking.start_soon(ask, url)
        if True in outcomes:
            return True
        if isinstance(outcomes[0], Exception):
            raise outcomes[0]
        return False

    async def _one_reads(self, url: str) -> bool:
        params = {"token": self.rasa_token} if self.rasa_token else {}
        response = await self.http.post(f"{url}/model/parse", params=params, json={"text": PRESSED})
        return bool(response.raise_for_status().json()["intent"]["name"])

    async def _actions_answer(self) -> bool:
        response = await self.http.post(f"{self.actions_url}/webhook", json=_action_call())
        said = response.raise_for_status().json()["responses"]
        return any((each.get("custom") or {}).get("topic") == TOPIC for each in said)


async def _works(check: Callable[[], None]) -> bool:
    await anyio.to_thread.run_sync(check, abandon_on_cancel=True)
    return True


def _action_call() -> dict[str, object]:
    """The request that Rasa sends to the action server, for a conversation that does not exist."""
    said = {
        "text": "",
        "intent": {"name": INTENT, "confidence": 1.0},
        "intent_ranking": [{"name": INTENT, "confidence": 1.0}],
        "entities": [],
        "metadata": {},
    }
    tracker = {
        "sender_id": _PROBE,
        "slots": {},
        "latest_message": said,
        "latest_event_time": 0.0,
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
        "latest_input_channel": "rest",
    }
    return {"next_action": ACTION, "sender_id": _PROBE, "tracker": tracker, "domain": {}}
