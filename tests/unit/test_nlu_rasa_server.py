import logging

import jsonschema
import pytest

from nlu.rasa_server import (
    FailureWithoutWords,
    compile_action_result_validator,
    is_no_deprecation,
    remember_event_kinds,
    token_arguments,
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


def test_a_token_is_one_argument_even_if_it_begins_with_a_dash() -> None:
    assert token_arguments(["run", "--port", "1"], {"RASA_TOKEN": "-x"}) == ["--auth-token=-x"]


@pytest.mark.parametrize(
    ("arguments", "environment"), [(["run"], {}), (["train"], {"RASA_TOKEN": "x"}), ([], {})]
)
def test_only_the_server_is_given_a_token(
    arguments: list[str], environment: dict[str, str]
) -> None:
    assert token_arguments(arguments, environment) == []


def test_deprecations_are_not_shown_and_other_warnings_are() -> None:
    def logged(text: str) -> logging.LogRecord:
        return logging.LogRecord("py.warnings", logging.WARNING, "", 0, "%s", (text,), None)

    assert not is_no_deprecation(logged("a.py:1: PyparsingDeprecationWarning: use b"))
    assert is_no_deprecation(logged("a.py:1: UserWarning: the intent is not used"))


def test_the_class_of_an_event_is_looked_for_once_for_each_kind() -> None:
    looked_for: list[str] = []

    class EventLike:
        @staticmethod
        def resolve_by_type(kind: str, default: object = None) -> str:
            looked_for.append(kind)
            return kind.title()

    remember_event_kinds(EventLike)
    assert [EventLike.resolve_by_type(kind) for kind in ("slot", "bot", "slot")] == [
        "Slot",
        "Bot",
        "Slot",
    ]
    assert looked_for == ["slot", "bot"]
