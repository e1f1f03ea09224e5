"""Starts Rasa with its action-result validator compiled once, and with a log that repeats nobody.

Rasa checks every result of the action server against a JSON schema and, each time, first checks the
schema itself: 20 of the 38 ms that a message took. The schema never changes, so it is compiled here
once; a malformed result is refused as before. Run it in place of `rasa`: `python -m nlu.rasa_server
run …`.
"""

import logging
import os
import sys
import warnings
from typing import Any

from jsonschema import ValidationError
from jsonschema.validators import validator_for

REST_CHANNEL_LOGGER = "rasa.core.channels.rest"
TOKEN_VARIABLE = "RASA_TOKEN"
"""What Rasa's own interface, which can read and rewrite conversations, asks of its callers."""


def compile_action_result_validator(remote_action: Any) -> None:
    """Makes Rasa's `RemoteAction` check results with one validator, compiled now.

    Args:
        remote_action: The class; it is given, so that importing this module does not
            take Rasa's seconds.
    """
    schema = remote_action.action_response_format_spec()
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate_action_result(action: Any, result: dict[str, Any]) -> bool:
        for error in validator.iter_errors(result):
            # Not the error's own text: it repeats the result, and with it what the visitor asked.
            raise ValidationError(f"{action.name()} gave a malformed result ({error.validator}).")
        return True

    remote_action._validate_action_result = validate_action_result


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


def main() -> None:
    """Runs the `rasa` command with this process's arguments."""
    # TensorFlow logs seven times at import that TensorBoard, which nothing here uses, is missing,
    # and Rasa lets every deprecation in its dependencies through.
    logging.disable(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rasa.__main__ import main as rasa_main
        from rasa.core.actions.action import RemoteAction
    logging.disable(logging.NOTSET)
    compile_action_result_validator(RemoteAction)
    logging.getLogger(REST_CHANNEL_LOGGER).addFilter(FailureWithoutWords())
    token = os.environ.get(TOKEN_VARIABLE)
    if token and "run" in sys.argv[1:2]:
        # Added here, since every user of the machine can read what a process was started with.
        sys.argv += ["--auth-token", token]
    rasa_main()


if __name__ == "__main__":
    main()
