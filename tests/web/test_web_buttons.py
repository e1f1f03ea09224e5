"""Pressed buttons, checked against the knowledge in force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.smalltalk import starters
from knowledge import TOPICS
from tests.gateway_under_test import live_knowledge
from web import buttons
from web.errors import ApiError


def is_unknown(button: str) -> bool:
    with pytest.raises(ApiError) as raised:
        buttons.pressed(button, live_knowledge().current())
    return (raised.value.status, raised.value.code) == (400, "unknown_button")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_a_button(topic: str) -> None:
    assert buttons.pressed(topic, live_knowledge().current()).topic == topic


def test_a_button_of_the_greeting_is_known() -> None:
    knowledge = live_knowledge().current()
    for button in starters(knowledge):
        assert buttons.pressed(button.id, knowledge).topic == button.id


def test_every_term_of_the_knowledge_can_be_asked_about() -> None:
    knowledge = live_knowledge().current()
    for kind, terms in knowledge.terms.items():
        for term in terms:
            question = buttons.pressed(f"suitability.{kind}.{term}", knowledge)
            assert question.ids(kind) == (term,)


def test_every_particular_question_can_be_asked() -> None:
    knowledge = live_knowledge().current()
    for id_, each in knowledge.questions.items():
        question = buttons.pressed(f"{each.topic}.question.{id_}", knowledge)
        assert question.ids("question") == (id_,)


def test_a_question_that_is_gone_is_no_button() -> None:
    assert is_unknown("pain.question.long-gone")


@pytest.mark.parametrize(
    "button",
    [
        "more.conditions.2",
        "more.conditions.2.condition.stretch_marks",
        "needle_depth.depth.500",
        "needle_depth.depth.500-1000",
        "definition.treatment.microneedling",
        "emergency.warning_sign.emergency_now",
        "more.cost.2.clinic_part.prices",
        "more.pain.2.smalltalk.greeting",
    ],
)
def test_every_form_of_the_grammar_is_known(button: str) -> None:
    assert buttons.pressed(button, live_knowledge().current())


@pytest.mark.parametrize(
    "button",
    [
        "",
        " ",
        "nonsense",
        "Pain",
        "/ask_pain",
        'pain{"x":1}',
        "pain.",
        "pain.condition",
        "pain.condition.nonsense",
        "pain.nonsense.stretch_marks",
        "pain.treatment.nonsense",
        "pain.warning_sign.nonsense",
        "pain.part.2",
        "needle_depth.depth.deep",
        "more",
        "more.pain",
        "more.pain.0",
        "more.nonsense.2",
        "pain" + ".condition.stretch_marks" * 50,
        "pain\n",
    ],
)
def test_anything_else_is_not(button: str) -> None:
    assert is_unknown(button)


@given(st.text(alphabet='abcdefghijklmnopqrstuvwxyz0123456789_.-/{}"\n '))
def test_no_text_becomes_a_button_by_chance(text: str) -> None:
    try:
        question = buttons.pressed(text, live_knowledge().current())
    except ApiError:
        return
    assert question.topic in TOPICS
