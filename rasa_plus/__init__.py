"""What Needlewise changes of the `rasa` command, through Rasa's own hooks (`rasa/plugin.py`).

Rasa takes as its one plugin whatever package is installed under this name, which is that of its
commercial edition; here it is this project's. All of `rasa train`, `test`, `shell`, `run` and
`data validate` go through it, whoever calls them.
"""

import argparse
import copy
import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pluggy
from jsonschema import ValidationError

STORIES = "tests/test_stories.yml"
REST_CHANNEL_LOGGER = "rasa.core.channels.rest"
TOKEN_VARIABLE = "RASA_TOKEN"
"""What Rasa's own interface, which can read and rewrite conversations, asks of its callers."""

REQUEST = "request"
"""The key in a message's metadata that tells one request from another."""

_hook = pluggy.HookimplMarker("rasa")


def init_hooks(manager: pluggy.PluginManager) -> None:
    """Registers this plugin (called by Rasa)."""
    manager.register(sys.modules[__name__])


@_hook
def refine_cli(subparsers: Any) -> None:
    """Has `rasa test` play our stories, and fail with the first that fails.

    By default it plays whatever test stories lie under the current folder, those of the Rasa that
    is installed in `.venv` among them, and ends well whatever comes of them.
    """
    subparsers.choices["test"].set_defaults(stories=STORIES, fail_on_prediction_errors=True)
    # Nothing of this assistant is reported to Rasa's makers, unless somebody asks for it.
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")


@_hook
def configure_commandline(cmdline_arguments: argparse.Namespace) -> None:
    """Prepares the command that is about to run."""
    # Here, since every user of the machine can read what a process was started with.
    if getattr(cmdline_arguments, "auth_token", "") is None:
        cmdline_arguments.auth_token = os.environ.get(TOKEN_VARIABLE) or None
    logging.getLogger(REST_CHANNEL_LOGGER).addFilter(FailureWithoutWords())
    logging.captureWarnings(True)
    for name in ("py.warnings", None):
        logging.getLogger(name).addFilter(is_worth_showing)
    from rasa.core.actions.action import RemoteAction
    from rasa.core.processor import MessageProcessor
    from rasa.shared.nlu.training_data import loading
    from rasa.shared.nlu.training_data.message import Message

    compile_action_result_validator(RemoteAction)
    answer_once(MessageProcessor)
    merge_examples_quickly(Message)
    read_each_file_once(loading)


def compile_action_result_validator(remote_action: Any) -> None:
    """Makes Rasa's `RemoteAction` check results with one validator, compiled now.

    Rasa checks every result of the action server against a JSON schema and, each time, first the
    schema itself: 20 ms a message. It never changes. A malformed result is refused as before.
    """
    validator = jsonschema_rs.validator_for(remote_action.action_response_format_spec())

    def validate_action_result(action: Any, result: dict[str, Any]) -> bool:
        if not validator.is_valid(result):
            # Not what is wrong with it: that repeats the result, and so what the visitor asked.
            raise ValidationError(f"{action.name()} gave a malformed result.")
        return True

    remote_action._validate_action_result = validate_action_result


def answer_once(message_processor: Any) -> None:
    """Makes Rasa's `MessageProcessor` say again what it said to a request that comes again.

    A caller whose process of Rasa dies, or who dies itself, cannot know whether the message was
    answered, and sends it again, to another process too. Rasa holds the conversation's lock here.
    """
    handle = message_processor.handle_message

    async def handle_message(processor: Any, message: Any) -> Any:
        request = (message.metadata or {}).get(REQUEST)
        store = processor.tracker_store
        # Rasa wraps the store in its own.
        store = getattr(store, "_tracker_store", store)
        if request is None or not hasattr(store, "replies_to"):
            return await handle(processor, message)
        replies = store.replies_to(message.sender_id, request)
        if not replies:
            return await handle(processor, message)
        for reply in replies:
            await message.output_channel.send_response(message.sender_id, reply.message())
        return message.output_channel.messages

    message_processor.handle_message = handle_message


def merge_examples_quickly(message: Any) -> None:
    """Makes Rasa's `Message` keep its fingerprint and be copied without a look at every character.

    Rasa copies all examples at each of the eight merges of what it learns from, and computes their
    fingerprints anew, since it sets each intent once more to what it is: a third of the work of
    `rasa data validate`, and the same at each training.
    """
    set_anew = message.set

    def set_(example: Any, name: str, value: Any, add_to_output: bool = False) -> None:
        if add_to_output or not isinstance(value, str) or example.get(name) != value:
            set_anew(example, name, value, add_to_output)

    def copied(example: Any, seen: dict[int, Any]) -> Any:
        other = example.__class__.__new__(example.__class__)
        seen[id(example)] = other
        vars(other).update(vars(example))
        other.data = {
            name: value if isinstance(value, str) else copy.deepcopy(value, seen)
            for name, value in example.data.items()
        }
        other.features = copy.deepcopy(example.features, seen)
        other.output_properties = set(example.output_properties)
        return other

    message.set, message.__deepcopy__ = set_, copied


def read_each_file_once(loading: Any) -> None:
    """Makes Rasa's module `loading` read a file of examples again only when it has changed.

    Each of Rasa's importers reads all files for itself, and checks each against a schema: twice to
    validate, and oftener to train. Whoever merges what was read takes a copy.
    """
    load = loading.load_data

    @cache
    def read(name: str, changed_at: int, *how: Any) -> Any:
        return load(name, *how)

    def load_data(resource_name: str, *how: Any) -> Any:
        file = Path(resource_name)
        if not file.is_file():
            return load(resource_name, *how)
        return read(resource_name, file.stat().st_mtime_ns, *how)

    loading.load_data = load_data


def is_worth_showing(record: logging.LogRecord) -> bool:
    """Whether somebody who uses this assistant can do anything about a logged warning.

    Rasa's dependencies of 2023 warn of their own future, and Rasa has that shown whatever was
    asked; the lock file is where it is followed. TensorFlow says seven times that TensorBoard is
    missing, which nothing here uses.
    """
    message = record.getMessage()
    return "DeprecationWarning: " not in message and "missing TensorBoard" not in message


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
