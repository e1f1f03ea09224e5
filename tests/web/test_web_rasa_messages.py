"""The messages of the public contract, made from Rasa's replies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_upstream import answer
from web.rasa_messages import Message, from_rasa

SOURCE = {"id": "fda", "title": "Devices", "publisher": "US FDA", "date": "2025", "url": None}


def shown(replies: list[Any]) -> list[tuple[str, str]]:
    return [(message.topic, message.text) for message in from_rasa(replies)]


def test_a_text_and_its_payload_are_one_message() -> None:
    button = {"id": "pain", "title": "Does it hurt?"}
    replies = answer("Short.", "definition", facts=["f"], sources=[SOURCE], buttons=[button])
    [message] = from_rasa(replies)
    body = message.model_dump()
    assert body.pop("id")
    assert body == {
        "text": "Short.",
        "topic": "definition",
        "treatment": "microneedling",
        "facts": ["f"],
        "sources": [SOURCE],
        "buttons": [button],
        "calls": [],
        "sign": None,
        "lacks": None,
    }


def test_a_text_that_the_channel_cut_at_blank_lines_is_whole_again() -> None:
    assert shown(answer("One.\n\nTwo.\n\nThree.", "pain")) == [("pain", "One.\n\nTwo.\n\nThree.")]


def test_two_answers_stay_two_messages_in_order() -> None:
    replies = answer("Yes.\n\nNo.", "pain") + answer("Ten.", "cost")
    assert shown(replies) == [("pain", "Yes.\n\nNo."), ("cost", "Ten.")]


def test_a_text_alone_is_a_message_without_a_topic() -> None:
    assert shown([{"text": "Hello."}]) == [("unclear", "Hello.")]


def test_a_text_before_an_answer_that_does_not_say_it_is_kept() -> None:
    replies = [{"text": "Wait."}, *answer("Ten.", "cost")]
    assert shown(replies) == [("unclear", "Wait."), ("cost", "Ten.")]


def test_a_text_after_an_answer_is_kept() -> None:
    assert shown([*answer("Ten.", "cost"), {"text": "Bye."}])[1] == ("unclear", "Bye.")


def test_a_payload_without_a_text_takes_the_text_before_it() -> None:
    assert shown([{"text": "Ten."}, {"custom": {"topic": "cost"}}]) == [("cost", "Ten.")]


def test_a_payload_alone_is_a_message() -> None:
    assert shown([{"custom": {"text": "Ten.", "topic": "cost"}}]) == [("cost", "Ten.")]


@pytest.mark.parametrize(
    "payload",
    [
        None,
        "text",
        [],
        {},
        {"text": "Ten."},
        {"text": 10, "topic": "cost"},
        {"text": "Ten.", "topic": "cost", "facts": "f"},
        {"text": "Ten.", "topic": "cost", "sources": [{"id": "s"}]},
        {"text": "Ten.", "topic": "cost", "buttons": [{"id": 1, "title": "x"}]},
    ],
)
def test_a_payload_of_another_shape_leaves_the_text(payload: object) -> None:
    assert shown([{"text": "Ten."}, {"custom": payload}]) == [("unclear", "Ten.")]


@pytest.mark.parametrize(
    "reply", [None, 1, "x", [], {}, {"text": None}, {"text": " "}, {"image": "x"}]
)
def test_a_reply_that_says_nothing_is_left_out(reply: object) -> None:
    assert from_rasa([reply]) == []


def test_each_message_has_an_id_of_its_own_whatever_the_payload_says() -> None:
    same = {"id": "x", "text": "Ten.", "topic": "cost"}
    messages = from_rasa([{"custom": same}, {"custom": same}])
    ids = {message.id for message in messages}
    assert len(ids) == 2
    assert "x" not in ids


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "custom", "topic", "facts", "buttons"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(st.lists(json_values, max_size=6))
def test_whatever_comes_back_only_messages_that_say_something_come_out(replies: list[Any]) -> None:
    for message in from_rasa(replies):
        assert isinstance(message, Message)
        assert message.text
