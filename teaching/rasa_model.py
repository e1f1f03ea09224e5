"""Having the running Rasa take the model that is live now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

LOAD_SECONDS = 120.0


class NotLoaded(Exception):
    """Rasa runs and did not take the model; it goes on with the one that it has."""


@dataclass(frozen=True)
class RasaModel:
    """Rasa's own interface, as far as it concerns the model."""

    http: httpx.Client
    urls: Sequence[str]
    """Where each of its processes is."""
    token: Callable[[], str | None]
    """What it asks of its callers."""

    def load(self, model: Path) -> bool:
        """Has every process of Rasa load a model; until it has, it answers with the one before.

        Returns:
            False where Rasa does not run; it will load the model when it starts.

        Raises:
            NotLoaded: It refused, or could not.
        """
        loaded = [self._load(url, model) for url in self.urls]
        return any(loaded)

    def _load(self, url: str, model: Path) -> bool:
        token = self.token()
        try:
            code = self.http.put(
                f"{url}/model",
                params={} if token is None else {"token": token},
                json={"model_file": str(model)},
                timeout=LOAD_SECONDS,
            ).status_code
        except httpx.ConnectError:
            return False
        except httpx.HTTPError as error:
            # Its kind only: the text of an error can repeat the address, and with it the token.
            raise NotLoaded(f"Rasa gave no answer ({type(error).__name__}).") from None
        if code == httpx.codes.UNAUTHORIZED:
            raise NotLoaded(
                "Rasa refused the token. Is STATE_FOLDER (or RASA_TOKEN) that of the service?"
            )
        if code != httpx.codes.NO_CONTENT:
            raise NotLoaded(f"Rasa could not load the model ({code}).")
        return True
