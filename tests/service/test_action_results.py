"""Rasa's own check of action results, as this service makes it faster."""

import warnings
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from rasa_plus import compile_action_result_validator

pytestmark = pytest.mark.untrained


@pytest.fixture(scope="module")
def remote_action() -> Iterator[Any]:
    with warnings.catch_warnings():
        # Rasa's dependencies of 2023 warn of their own future at import.
        warnings.simplefilter("ignore")
        from rasa.core.actions.action import RemoteAction
    original = RemoteAction._validate_action_result
    compile_action_result_validator(RemoteAction)
    yield RemoteAction("action_answer_facts", None)
    RemoteAction._validate_action_result = original


def test_what_the_action_server_sends_passes(remote_action: Any) -> None:
    result = {
        "events": [{"event": "slot", "name": "last_topic", "value": "pain", "timestamp": None}],
        "responses": [{"text": "It stings a little.", "custom": {"topic": "pain"}}],
    }
    assert remote_action._validate_action_result(result)


@pytest.mark.parametrize(
    "malformed",
    [
        {"events": "none", "responses": []},
        {"events": [{"name": "an event without its kind"}], "responses": []},
        {"events": [], "responses": "none"},
        ["no object"],
    ],
)
def test_a_malformed_result_is_still_refused(remote_action: Any, malformed: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        remote_action._validate_action_result(malformed)
