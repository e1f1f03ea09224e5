"""Having the running Rasa take the model that is live now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

LOAD_SECONDS = 120.0


class NotLoaded(Exception):
    """Rasa runs and did not take the model; it goes on with the one that it has."""


@dataclass(frozen=True)
class RasaModel:
    """Rasa's own interface, as far as it concerns the model."""

    http: httpx.Client
    url: str
    token: Callable[[], str | None]
    """What it asks of its callers."""

    def load(self, model: Path) -> bool:
        """Has Rasa load a model; until it has, it answers with the one before.

        Returns:
            False where Rasa does not run; it will load the model when it starts.

        Raises:
            NotLoaded: It refused, or could not.
        """
        try:
            response = self._ask("PUT", "/model", {"model_file": str(model)})
        except httpx.ConnectError:
            return False
        if response.status_code == httpx.codes.UNAUTHORIZED:
            raise NotLoaded(
                "Rasa refused the token. Is STATE_FOLDER (or RASA_TOKEN) that of the service?"
            )
        if response.status_code != httpx.codes.NO_CONTENT:
            raise NotLoaded(f"Rasa could not load the model ({response.status_code}).")
        return True

    def read(self, text: str) -> dict[str, Any]:
        """What Rasa makes of a message.

        Raises:
            NotLoaded: It gave no answer.
        """
        try:
            response = self._ask("POST", "/model/parse", {"text": text})
            response.raise_for_status()
            parsed: dict[str, Any] = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise NotLoaded(f"Rasa does not read messages ({type(error).__name__}).") from None
        return parsed

    def _ask(self, method: str, path: str, body: dict[str, str]) -> httpx.Response:
        token = self.token()
        parameters = {} if token is None else {"token": token}
        try:
            return self.http.request(
                method, self.url + path, params=parameters, json=body, timeout=LOAD_SECONDS
            )
        except httpx.ConnectError:
            raise
        except httpx.HTTPError as error:
            # Its kind only: the text of an error can repeat the address, and with it the token.
            raise NotLoaded(f"Rasa gave no answer ({type(error).__name__}).") from None


def intents_of(parsed: Mapping[str, Any]) -> list[str]:
    """The intents of the questions that Rasa found in a message."""
    questions = parsed.get("questions") or [{"intent": parsed["intent"]["name"]}]
    return [str(question["intent"]) for question in questions]
