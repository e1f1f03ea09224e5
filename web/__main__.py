"""`python -m web`: the gateway on `HOST` and `PORT`."""

import logging
import sys

import uvicorn
from pydantic import ValidationError

from knowledge import KnowledgeError
from settings import Settings
from web.gateway import create_app


def main() -> int:
    """Serve until stopped; says what to mend where it cannot start."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # Its lines repeat whole addresses, and with them Rasa's token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = Settings()
        app = create_app(settings)
    except (KnowledgeError, ValidationError, OSError, ValueError) as error:
        print(f"The gateway cannot start.\n{error}", file=sys.stderr)
        return 1
    # No page opens a web socket, and uvicorn wants another version of that library than Rasa.
    uvicorn.run(
        app,
        host=settings.HOST,
        port=settings.PORT,
        server_header=False,
        ws="none",
        log_level="warning",
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
