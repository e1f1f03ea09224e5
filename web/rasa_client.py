"""Talking to Rasa's REST channel."""

from dataclasses import dataclass

import anyio
import httpx

from actions.tracked import SO_FAR
from understanding.understood import Understood

UNDERSTOOD = "understood"
"""The key in a message's metadata under which Rasa's component looks for it."""


class RasaUnavailable(Exception):
    """Rasa gave no reply that can be used: it is down, too slow, or answered something else."""


@dataclass(frozen=True)
class RasaClient:
    """Rasa, reached by HTTP at `url`."""

    http: httpx.AsyncClient
    url: str
    token: str | None = None

    async def say(
        self, sender: str, text: str, seconds: float, understood: Understood | None = None
    ) -> list[object]:
        """Pass on a message of the conversation `sender`, and return the channel's replies.

        Args:
            sender: What Rasa knows the conversation as.
            text: The message, or an intent payload.
            seconds: When to give up, all told.
            understood: What the message says, so that Rasa need not read it again.

        Raises:
            RasaUnavailable: There was no list of replies in that time.
        """
        body: dict[str, object] = {"sender": sender, "message": text}
        if understood is not None:
            body["metadata"] = {UNDERSTOOD: understood.to_json()}
        try:
            with anyio.fail_after(seconds):
                response = await self.http.post(f"{self.url}/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            replies = response.json()
        except (TimeoutError, httpx.HTTPError, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from None
        if not isinstance(replies, list):
            raise RasaUnavailable("not a list")
        return replies

    async def so_far(self, sender: str, seconds: float) -> object:
        """What Rasa's tracker of a conversation holds of it, as JSON.

        Args:
            sender: What Rasa knows the conversation as.
            seconds: When to give up, all told.

        Raises:
            RasaUnavailable: There was no tracker in that time.
        """
        asked = {"include_events": "NONE", "token": self.token or ""}
        try:
            with anyio.fail_after(seconds):
                response = await self.http.get(
                    f"{self.url}/conversations/{sender}/tracker", params=asked
                )
            response.raise_for_status()
            slots = response.json()["slots"]
            return slots.get(SO_FAR)
        except (TimeoutError, httpx.HTTPError, ValueError, KeyError, AttributeError) as error:
            raise RasaUnavailable(type(error).__name__) from None
