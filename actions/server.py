"""The action server, for Rasa on the same machine: `python -m actions.server --port 5055`.

It is `rasa_sdk`'s own server with three differences: it listens on loopback unless told otherwise,
it lets no website call it, and a failure neither logs nor returns what a visitor wrote.
"""

import argparse
import logging
import sys
import warnings
from collections.abc import Sequence

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions.rasa_actions.current_knowledge import current_knowledge
from knowledge import KnowledgeError
from listening import shared_socket

ACTIONS = "actions.rasa_actions"
LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 5055

_log = logging.getLogger(__name__)


def make_app() -> Sanic:
    """The server with all actions registered, not yet listening."""
    # Sanic, when it is imported, has every deprecation shown, whatever was asked: here one in a
    # package that Rasa's SDK brings. Recorded, and dropped, it does not reach the log.
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("ignore")
        from rasa_sdk.endpoint import create_app
    app: Sanic = create_app(ACTIONS, cors_origins="")
    app.error_handler.add(Exception, _failed)
    app.error_handler.add(SanicException, _failed)
    return app


def _failed(request: Request, failure: Exception) -> HTTPResponse:
    """Answer a failure by its type alone: its text and the request can hold a visitor's words."""
    status = getattr(failure, "status_code", 500)
    _log.error("%s %s failed: %s", request.method, request.path, type(failure).__name__)
    return json({"error": type(failure).__name__}, status=status)


def main(arguments: Sequence[str]) -> int:
    """Run the server until it is told to stop.

    Args:
        arguments: What follows `python -m actions.server`.

    Returns:
        The exit code: 1 where the knowledge folder is faulty, since then nothing could be answered,
        or the address cannot be listened on.
    """
    parser = argparse.ArgumentParser(prog="python -m actions.server")
    parser.add_argument("--host", default=LOOPBACK)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        current_knowledge()
        listening = shared_socket(options.host, options.port)
    except (KnowledgeError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    make_app().run(sock=listening, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
