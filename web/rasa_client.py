"""Talking to Rasa's REST channel."""

from dataclasses import dataclass

import anyio
import httpx


class RasaUnavailable(Exception):
    """Rasa gave no reply that can be used: it is down, too slow, or answered something else."""


@dataclass(frozen=True)
class RasaClient:
    """Rasa, reached by HTTP at `url`."""

    http: httpx.AsyncClient
    url: str

    async def say(self, sender: str, text: str, seconds: float) -> list[object]:
        """Pass on a message of the conversation `sender`, and return the channel's replies.

        Args:
            sender: What Rasa knows the conversation as.
            text: The message, or an intent payload.
            seconds: When to give up, all told.

        Raises:
            RasaUnavailable: There was no list of replies in that time.
        """
        body = {"sender": sender, "message": text}
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
