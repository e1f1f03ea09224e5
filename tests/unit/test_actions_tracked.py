from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.tracked import understood_of
from knowledge.treatments import Range
from understanding.understood import Detail, Question, Sign, Understood

_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["entity", "value", "negated", "name", "topic", "min", "max"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def entity(kind: str, value: object, **other: object) -> dict[str, object]:
    return {"entity": kind, "value": value, **other}


def asked(intent: str, *entities: dict[str, object]) -> dict[str, Any]:
    return {"text": "", "intent": {"name": intent}, "entities": list(entities)}


def only(message: dict[str, Any], topic: str = "definition") -> Question:
    (question,) = understood_of(message, topic).questions
    return question


def test_what_was_understood_is_taken_without_the_words() -> None:
    understood = Understood(
        (Question("pain", (Detail("depth", 1.0),), "does 1 mm hurt"), Question("sessions")),
        sign=Sign("today", "pus", "pattern"),
        likely=("pain",),
    )
    message = {**asked("ask_cost"), "understood": understood.to_json()}
    asked_without = (Question("pain", (Detail("depth", 1.0),)), Question("sessions"))
    expected = replace(understood, questions=asked_without)
    assert understood_of(message, "definition") == expected


def test_a_pressed_button_is_read_from_intent_and_entities() -> None:
    message = asked(
        "ask_pain",
        entity("condition", ["a", "b"]),
        entity("depth", "500-1000"),
        entity("part", "2"),
    )
    assert only(message) == Question(
        "pain",
        (
            Detail("condition", "a"),
            Detail("condition", "b"),
            Detail("depth", Range(min=0.5, max=1)),
        ),
        part=2,
    )


def test_ranges_and_ruled_out_details_are_read() -> None:
    message = asked(
        "ask_suitability",
        entity("depth", {"min": 0.5, "max": 1.0}),
        entity("circumstance", "keloids", negated=True),
    )
    assert only(message).details == (
        Detail("depth", Range(min=0.5, max=1)),
        Detail("circumstance", "keloids", negated=True),
    )


def test_an_intent_says_the_topic_whatever_the_action() -> None:
    assert only(asked("follow_up")).topic == "follow_up"
    assert only(asked("nlu_fallback")).topic == "unclear"
    assert only({}, "providers") == Question("providers")


@pytest.mark.parametrize(
    "depth", [True, "deep", -1, float("nan"), float("inf"), {"min": 2, "max": 1}, {"min": "x"}, []]
)
def test_a_depth_that_is_none_is_left_out(depth: object) -> None:
    assert only(asked("ask_pain", entity("depth", depth))).details == ()


@given(_JSON)
def test_whatever_the_message_holds_there_is_a_question(anything: object) -> None:
    message = {"intent": anything, "understood": anything, "entities": anything}
    assert understood_of(message, "pain").questions
    assert understood_of({**message, "understood": {"questions": [anything]}}, "pain").questions
