from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.emergency import SIGN
from actions.question import Context, Detail, Question
from actions.turn import SLOTS, context_of, questions_of, slots_of
from actions.unclear import UNREADABLE
from knowledge.treatments import Span

_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["entity", "value", "negated", "name", "intent", "text", "min", "max"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def entity(kind: str, value: object, **other: object) -> dict[str, object]:
    return {"entity": kind, "value": value, **other}


def asked(intent: str, *entities: dict[str, object], text: str = "") -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent}, "entities": list(entities)}


def test_the_questions_of_a_message_are_read() -> None:
    message = {
        "intent": {"name": "ask_pain"},
        "questions": [
            {
                "text": "does 1 mm hurt",
                "intent": "ask_pain",
                "entities": [entity("depth", 1.0, negated=False)],
            },
            {"text": "and how often", "intent": "ask_sessions", "entities": []},
        ],
    }
    assert questions_of(message, "definition") == (
        Question("pain", (Detail("depth", 1.0),), "does 1 mm hurt"),
        Question("sessions", (), "and how often"),
    )


def test_a_pressed_button_is_read_from_intent_and_entities() -> None:
    message = asked(
        "ask_pain",
        entity("condition", ["a", "b"]),
        entity("depth", "500-1000"),
        entity("part", "2"),
        text='/ask_pain{"part": "2"}',
    )
    assert questions_of(message, "definition") == (
        Question(
            "pain",
            (
                Detail("condition", "a"),
                Detail("condition", "b"),
                Detail("depth", Span(min=0.5, max=1)),
            ),
            part=2,
        ),
    )


def test_ranges_and_ruled_out_details_are_read() -> None:
    message = asked(
        "ask_suitability",
        entity("depth", {"min": 0.5, "max": 1.0}),
        entity("circumstance", "keloids", negated=True),
    )
    assert questions_of(message, "definition")[0].entities == (
        Detail("depth", Span(min=0.5, max=1)),
        Detail("circumstance", "keloids", negated=True),
    )


def test_a_fallback_is_unclear_whatever_the_classifier_thought() -> None:
    message = {
        **asked("nlu_fallback", text="hm"),
        "questions": [{"text": "hm", "intent": "ask_pain", "entities": []}],
        "intent_ranking": [{"name": "nlu_fallback"}, {"name": "ask_pain"}, {"name": "ask_cost"}],
    }
    assert questions_of(message, "definition") == (
        Question("unclear", (), "hm", likely=("pain", "cost")),
    )


def test_other_intents_keep_their_names() -> None:
    assert questions_of(asked("follow_up"), "definition")[0].topic == "follow_up"


def test_a_message_without_an_intent_asks_the_family_of_the_action() -> None:
    assert questions_of({}, "providers") == (Question("providers"),)


def test_what_was_noticed_of_the_message_is_passed_on() -> None:
    sign = questions_of({**asked("ask_emergency"), SIGN: {"level": "today", "sign": "pus"}}, "pain")
    assert sign[0].entities == (Detail(SIGN, "today"),)
    unreadable = questions_of({**asked("nlu_fallback"), UNREADABLE: True}, "pain")
    assert unreadable[0].entities == (Detail(UNREADABLE, "text"),)
    foreign = questions_of({**asked("nlu_fallback"), UNREADABLE: "language"}, "pain")
    assert foreign[0].entities == (Detail(UNREADABLE, "language"),)


@pytest.mark.parametrize(
    "depth", [True, "deep", -1, float("nan"), float("inf"), {"min": 2, "max": 1}, {"min": "x"}, []]
)
def test_a_depth_that_is_none_is_left_out(depth: object) -> None:
    assert questions_of(asked("ask_pain", entity("depth", depth)), "pain")[0].entities == ()


@given(_JSON)
def test_whatever_the_message_holds_there_is_a_question(anything: object) -> None:
    message = {"intent": anything, "questions": anything, "entities": anything, SIGN: anything}
    assert questions_of({**message, "intent_ranking": anything, "text": anything}, "pain")


@given(st.dictionaries(st.sampled_from(SLOTS), _JSON))
def test_whatever_the_slots_hold_there_is_a_context(slots: dict[str, object]) -> None:
    context = context_of(slots)
    assert context_of(slots_of(context)) == context


def test_the_slots_give_the_context_back() -> None:
    context = Context(
        topic="pain",
        treatment="rolling",
        treatment_type="light",
        condition="spots",
        depth=Span(min=1, max=2),
        details=(Detail("depth", 1.0), Detail("circumstance", "hiccups", negated=True)),
        part=3,
        facts=("what",),
        misses=1,
    )
    assert set(slots_of(context)) == set(SLOTS)
    assert context_of(slots_of(context)) == context
    assert context_of({}) == Context()
