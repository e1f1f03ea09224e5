import argparse
import asyncio
import logging
import os
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from rasa_plus import (
    FailureWithoutWords,
    answer_once,
    compile_action_result_validator,
    is_worth_showing,
    read_each_file_once,
    refine_cli,
)


class RemoteActionLike:
    schemas_made = 0

    @classmethod
    def action_response_format_spec(cls) -> dict[str, object]:
        cls.schemas_made += 1
        return {
            "type": "object",
            "properties": {"events": {"type": "array"}, "responses": {"type": "array"}},
        }

    def name(self) -> str:
        return "action_answer_facts"

    def _validate_action_result(self, result: dict[str, object]) -> bool:
        raise AssertionError("the slow validation is still in place")


@pytest.fixture
def action() -> RemoteActionLike:
    compile_action_result_validator(RemoteActionLike)
    return RemoteActionLike()


def test_a_good_result_passes_and_the_schema_is_made_once(action: RemoteActionLike) -> None:
    made = RemoteActionLike.schemas_made
    for _ in range(3):
        assert action._validate_action_result({"events": [], "responses": []})
    assert RemoteActionLike.schemas_made == made


@pytest.mark.parametrize("result", [{"events": "none"}, {"responses": {}}, [], "text"])
def test_a_malformed_result_is_refused(action: RemoteActionLike, result: object) -> None:
    with pytest.raises(jsonschema.ValidationError, match="action_answer_facts gave a malformed"):
        action._validate_action_result(result)  # type: ignore[arg-type]


def test_the_error_does_not_repeat_what_the_visitor_said(action: RemoteActionLike) -> None:
    with pytest.raises(jsonschema.ValidationError) as refused:
        action._validate_action_result({"events": "I am Ann Smith"})
    assert "Smith" not in str(refused.value)


def test_a_failure_is_logged_by_its_kind_alone(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("tests.rest_channel")
    logger.addFilter(FailureWithoutWords())
    try:
        raise KeyError("I am Ann Smith")
    except KeyError:
        logger.exception("failed on %s", "I am Ann Smith")
    logger.error("timed out on I am Ann Smith")
    assert "KeyError" in caplog.text
    assert "Smith" not in caplog.text
    assert "Traceback" not in caplog.text


def test_rasa_test_plays_our_stories_and_fails_with_them() -> None:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    test = subparsers.add_parser("test")
    test.add_argument("--stories", default=".")
    test.add_argument("--fail-on-prediction-errors", action="store_true")
    refine_cli(subparsers)
    chosen = parser.parse_args(["test"])
    assert (chosen.stories, chosen.fail_on_prediction_errors) == ("tests/test_stories.yml", True)
    assert parser.parse_args(["test", "--stories", "other.yml"]).stories == "other.yml"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.py:1: PyparsingDeprecationWarning: use b", False),
        ("Limited tf.summary API due to missing TensorBoard installation.", False),
        ("a.py:1: UserWarning: the intent is not used", True),
    ],
)
def test_what_nobody_can_mend_is_not_shown(text: str, shown: bool) -> None:
    record = logging.LogRecord("py.warnings", logging.WARNING, "", 0, "%s", (text,), None)
    assert is_worth_showing(record) is shown


class Channel:
    def __init__(self) -> None:
        self.messages: list[dict[str, object]] = []

    async def send_response(self, sender: str, reply: dict[str, object]) -> None:
        self.messages.append({"recipient_id": sender, **reply})


class Reply:
    def message(self) -> dict[str, object]:
        return {"text": "It may sting."}


def answered(request: str | None, replies: list[Reply]) -> object:
    """What comes of a message, where `replies` were said to a request "again" before."""

    class Processor:
        # Rasa wraps the store.
        tracker_store = SimpleNamespace(
            _tracker_store=SimpleNamespace(
                replies_to=lambda sender, asked: replies if asked == "again" else []
            )
        )

        async def handle_message(self, message: object) -> object:
            return "handled anew"

    answer_once(Processor)
    metadata = None if request is None else {"request": request}
    message = SimpleNamespace(metadata=metadata, sender_id="ann", output_channel=Channel())
    return asyncio.run(Processor().handle_message(message))


def test_a_request_that_comes_again_is_told_what_was_said() -> None:
    assert answered("again", [Reply()]) == [{"recipient_id": "ann", "text": "It may sting."}]


@pytest.mark.parametrize("request_and_replies", [("new", [Reply()]), ("again", []), (None, [])])
def test_what_is_new_or_was_not_answered_is_handled(
    request_and_replies: tuple[str | None, list[Reply]],
) -> None:
    assert answered(*request_and_replies) == "handled anew"


def test_a_file_of_examples_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    loading = SimpleNamespace(load_data=lambda name, language="en": [name, language])
    read_each_file_once(loading)
    file = tmp_path / "nlu.yml"
    file.write_text("nlu: []")
    first = loading.load_data(str(file), "en")
    assert first == [str(file), "en"]
    assert loading.load_data(str(file), "en") is first
    assert loading.load_data(str(file), "de") == [str(file), "de"]
    os.utime(file, ns=(1, 1))
    assert loading.load_data(str(file), "en") is not first
    # In a folder a file may change without the folder.
    assert loading.load_data(str(tmp_path)) is not loading.load_data(str(tmp_path))
