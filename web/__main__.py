"""`python -m web`: the gateway on `HOST` and `PORT`."""

import gc
import logging
import sys
from contextlib import suppress

import uvicorn
from pydantic import ValidationError

from knowledge import KnowledgeError
from listening import shared_socket
from settings import Settings
from web.connections import bounded_protocol
from web.gateway import create_app
from web.request_log import write_lines_to

KEEP_ALIVE_SECONDS = 5
MOST_CONNECTIONS = 1000
"""From all addresses together; more get 503."""
GRACE_SECONDS = 10
"""For answers that are under way when the gateway is stopped."""


def main() -> int:
    """Serve until stopped; says what to mend where it cannot start."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # Its lines repeat whole addresses, and with them Rasa's token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = Settings()
        app = create_app(settings)
        protocol = bounded_protocol(settings.TRUSTED_PROXIES)
        listening = shared_socket(settings.HOST, settings.PORT)
    except (KnowledgeError, ValidationError, OSError, ValueError) as error:
        print(f"The gateway cannot start.\n{error}", file=sys.stderr)
        return 1
    write_lines_to(sys.stdout)
    # What is loaded by now stays for good. Looking through all of it for garbage, again and again,
    # would make somebody wait for some 100 ms each time.
    gc.collect()
    gc.freeze()
    configuration = uvicorn.Config(
        app,
        http=protocol,
        # No page opens a web socket, and uvicorn wants another version of that library than Rasa.
        ws="none",
        proxy_headers=True,
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    server = uvicorn.Server(configuration)
    # Ctrl-C, once all is over.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    return 0 if server.started else 1


if __name__ == "__main__":
    raise SystemExit(main())
