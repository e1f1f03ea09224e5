"""Starts Rasa with its action-result validator compiled once, and with a log that repeats nobody.

Rasa checks every result of the action server against a JSON schema and, each time, first checks the
schema itself: 20 of the 38 ms that a message took. The schema never changes, so it is compiled here
once, by a library in Rust; walking it in Python for each result still took 3 ms. A malformed result
is refused as before. Run it in place of `rasa`: `python -m nlu.rasa_server run …`.
"""

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import ValidationError

from nlu.graph_runner import run_in_order

REST_CHANNEL_LOGGER = "rasa.core.channels.rest"
TOKEN_VARIABLE = "RASA_TOKEN"
"""What Rasa's own interface, which can read and rewrite conversations, asks of its callers."""


def compile_action_result_validator(remote_action: Any) -> None:
    """Makes Rasa's `RemoteAction` check results with one validator, compiled now.

    Args:
        remote_action: The class; it is given, so that importing this module does not
            take Rasa's seconds.
    """
    validator = jsonschema_rs.validator_for(remote_action.action_response_format_spec())

    def validate_action_result(action: Any, result: dict[str, Any]) -> bool:
        if not validator.is_valid(result):
            # Not what is wrong with it: that repeats the result, and so what the visitor asked.
            raise ValidationError(f"{action.name()} gave a malformed result.")
        return True

    remote_action._validate_action_result = validate_action_result


def remember_event_kinds(event: Any) -> None:
    """Makes Rasa look for the class of an event once for each kind, not through all for each event.

    Args:
        event: Rasa's base class of events.
    """
    event.resolve_by_type = staticmethod(cache(event.resolve_by_type))


class FailureWithoutWords(logging.Filter):
    """Reduces what Rasa logs of a message that failed to the kind of failure.

    Rasa's REST channel logs the message itself, and an exception's text can repeat it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record; it is always logged."""
        kind = sys.exc_info()[0]
        record.msg = f"A message could not be handled: {kind.__name__ if kind else 'timeout'}"
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return True


def is_no_deprecation(record: logging.LogRecord) -> bool:
    """Whether a logged warning is worth showing.

    Rasa's dependencies of 2023 warn of their own future, and Sanic has that shown whatever was
    asked; the lock file is where it is followed.
    """
    return "DeprecationWarning: " not in record.getMessage()


def token_arguments(arguments: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """What to add to the arguments of `rasa`, so that it asks its callers for the token.

    Added inside the process, since every user of the machine can read what it was started with.
    """
    token = environment.get(TOKEN_VARIABLE)
    if not token or list(arguments[:1]) != ["run"]:
        return []
    # One word, since a token may begin with a dash.
    return [f"--auth-token={token}"]


def main() -> None:
    """Runs the `rasa` command with this process's arguments."""
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").addFilter(is_no_deprecation)
    # TensorFlow logs seven times at import that TensorBoard, which nothing here uses, is missing.
    logging.disable(logging.WARNING)
    from rasa.__main__ import main as rasa_main
    from rasa.core.actions.action import RemoteAction
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.shared.core.events import Event

    logging.disable(logging.NOTSET)
    compile_action_result_validator(RemoteAction)
    remember_event_kinds(Event)
    run_in_order(DaskGraphRunner)
    logging.getLogger(REST_CHANNEL_LOGGER).addFilter(FailureWithoutWords())
    sys.argv += token_arguments(sys.argv[1:], os.environ)
    rasa_main()


if __name__ == "__main__":
    main()
