"""What Rasa understands of a question, asked without a conversation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import anyio
import httpx


@dataclass
class Understanding:
    """Asks Rasa to read a question; while it does not answer, it is left alone for a moment.

    Whoever types asks with every letter: none of them is to wait for what just failed.
    """

    http: httpx.AsyncClient
    rasa_url: str
    rasa_token: str | None
    now: Callable[[], datetime]
    seconds: float = 1.5
    """When Rasa is given up."""
    left_alone_for: timedelta = timedelta(seconds=5)
    _failed_at: datetime | None = None

    async def of(self, text: str) -> Mapping[str, Any] | None:
        """Rasa's reading of a text, as it would stand in a conversation; None where it fails."""
        if self._failed_at is not None and self.now() - self._failed_at < self.left_alone_for:
            return None
        params = {"token": self.rasa_token} if self.rasa_token else {}
        try:
            with anyio.fail_after(self.seconds):
                response = await self.http.post(
                    f"{self.rasa_url}/model/parse", params=params, json={"text": text}
                )
            read = response.raise_for_status().json()
            if not isinstance(read["intent"], dict):
                raise TypeError
        except (TimeoutError, httpx.HTTPError, ValueError, LookupError, TypeError):
            self._failed_at = self.now()
            return None
        self._failed_at = None
        found: Mapping[str, Any] = read
        return found
