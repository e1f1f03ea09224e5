"""Talking to Rasa's REST channel."""

import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import anyio
import httpx

from actions.tracked import SO_FAR
from understanding.understood import Understood

UNDERSTOOD = "understood"
"""The key in a message's metadata under which Rasa's component looks for it."""
REQUEST = "request"
"""The key under which `rasa_plus` looks for what tells a request from another."""

UNUSABLE: tuple[type[Exception], ...] = (
    OSError,
    httpx.HTTPError,
    # A reply of another shape than Rasa's:
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What asking a process raises that gave no reply which can be used."""

_Reply = TypeVar("_Reply")


class RasaUnavailable(Exception):
    """Rasa gave no reply that can be used: it is down, too slow, or answered something else."""


@dataclass(frozen=True)
class RasaClient:
    """Rasa, reached by HTTP at `urls`.

    A conversation goes to the same process as long as that answers, and to the next where it does
    not, or not within its share of the time. A request that comes twice is answered once
    (`rasa_plus`), so nothing is said twice.
    """

    http: httpx.AsyncClient
    urls: Sequence[str]
    token: str | None = None

    async def say(
        self,
        sender: str,
        text: str,
        seconds: float,
        understood: Understood | None = None,
        request: str | None = None,
    ) -> list[object]:
        """Pass on a message of the conversation `sender`, and return the channel's replies.

        Args:
            sender: What Rasa knows the conversation as.
            text: The message, or an intent payload.
            seconds: When to give up, all told.
            understood: What the message says, so that Rasa need not read it again.
            request: What tells this request from another, whoever sends it again.

        Raises:
            RasaUnavailable: There was no list of replies in that time.
        """
        metadata: dict[str, object] = {}
        if understood is not None:
            metadata[UNDERSTOOD] = understood.to_json()
        if request is not None:
            metadata[REQUEST] = request
        body = {"sender": sender, "message": text, "metadata": metadata}

        async def ask(url: str) -> list[object]:
            response = await self.http.post(f"{url}/webhooks/rest/webhook", json=body)
            replies = response.raise_for_status().json()
            if not isinstance(replies, list):
                raise ValueError("not a list")
            return replies

        # An empty list is what comes of an action that failed, and of a Rasa that is starting.
        return await self._first(sender, ask, seconds, is_enough=bool)

    async def so_far(self, sender: str, seconds: float) -> object:
        """What Rasa's tracker of a conversation holds of it, as JSON.

        Args:
            sender: What Rasa knows the conversation as.
            seconds: When to give up, all told.

        Raises:
            RasaUnavailable: There was no tracker in that time.
        """
        asked = {"include_events": "NONE", "token": self.token or ""}

        async def ask(url: str) -> object:
            response = await self.http.get(f"{url}/conversations/{sender}/tracker", params=asked)
            return response.raise_for_status().json()["slots"].get(SO_FAR)

        return await self._first(sender, ask, seconds)

    async def _first(
        self,
        sender: str,
        ask: Callable[[str], Awaitable[_Reply]],
        seconds: float,
        is_enough: Callable[[_Reply], bool] = lambda _: True,
    ) -> _Reply:
        """What the first process replies that has enough to say, or else the last that replies."""
        start = zlib.crc32(sender.encode()) % len(self.urls)
        urls = (*self.urls[start:], *self.urls[:start])
        until = anyio.current_time() + seconds
        replies: list[_Reply] = []
        trouble = ""
        for number, url in enumerate(urls):
            share = (until - anyio.current_time()) / (len(urls) - number)
            trouble = "TimeoutError"
            # One that takes what it is sent and never answers must leave time for the next.
            with anyio.move_on_after(share):
                try:
                    replies.append(await ask(url))
                except UNUSABLE as error:
                    trouble = type(error).__name__
                else:
                    if is_enough(replies[-1]):
                        break
        if not replies:
            raise RasaUnavailable(trouble)
        return replies[-1]
