"""Says where the assistant can be reached, once it really answers."""

import sys
import time
from collections.abc import Callable

import httpx

from settings import Settings

POLL_SECONDS = 0.5
SAY_AGAIN_SECONDS = 15.0


def wait_until_ready(
    is_ready: Callable[[], bool],
    say: Callable[[str], None],
    clock: Callable[[], float],
    pause: Callable[[float], None],
) -> None:
    """Returns once `is_ready` is true; says now and then that the start is under way."""
    begun = last_said = clock()
    while not is_ready():
        if clock() - last_said >= SAY_AGAIN_SECONDS:
            last_said = clock()
            say(f"Still starting ({last_said - begun:.0f} s): loading the language model …")
        pause(POLL_SECONDS)


def visible_host(host: str) -> str:
    """The host to type into a browser for a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def main() -> None:
    """Waits for the gateway's readiness and prints its address."""
    settings = Settings()
    address = f"http://{visible_host(settings.HOST)}:{settings.PORT}"

    def say(line: str) -> None:
        print(line, file=sys.stdout, flush=True)

    def is_ready() -> bool:
        try:
            return client.get("/readyz").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    say("Starting the assistant …")
    with httpx.Client(base_url=address, timeout=10.0, trust_env=False) as client:
        wait_until_ready(is_ready, say, time.monotonic, time.sleep)
    say(f"Needlewise answers at {address} (Ctrl-C stops it)")


if __name__ == "__main__":
    main()
