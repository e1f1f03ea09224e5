import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.contract import ClinicQuestion, Feedback
from web.errors import ApiError
from web.incoming import read

VOTE = {"session": "s", "message": "43f1ad46e67e3d99", "topic": "pain", "helpful": True}
QUESTION = {
    "session": "s",
    "question": "Do you treat hands?",
    "contact": "ann@example.com",
    "consent": True,
}


def body(base: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**base, **changes}).encode()


def test_a_vote_is_read() -> None:
    vote = read(Feedback, body(VOTE, remark="  too short "))
    assert (vote.message, vote.topic, vote.helpful) == ("43f1ad46e67e3d99", "pain", True)
    assert vote.remark == "too short"


def test_a_question_is_read() -> None:
    question = read(ClinicQuestion, body(QUESTION))
    assert (question.question, question.contact) == ("Do you treat hands?", "ann@example.com")
    assert question.name is None


@pytest.mark.parametrize("consent", [False, None])
def test_no_contact_is_taken_without_consent(consent: bool | None) -> None:
    changes = {} if consent is None else {"consent": consent}
    base = {key: value for key, value in QUESTION.items() if key != "consent"}
    with pytest.raises(ApiError) as refused:
        read(ClinicQuestion, body(base, **changes))
    assert refused.value.code == "consent_needed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"helpful": "yes"}, "helpful"),
        ({"message": "<b>"}, "message"),
        ({"topic": "Pain!"}, "topic"),
        ({"remark": "x" * 501}, "remark"),
        ({"session": 5}, "session"),
    ],
)
def test_a_vote_of_another_shape_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ApiError, match="invalid_request") as refused:
        read(Feedback, body(VOTE, **changes))
    assert field in refused.value.message


@pytest.mark.parametrize(
    "changes",
    [{"question": "   "}, {"question": "x" * 1001}, {"contact": "x"}, {"name": "x" * 101}],
)
def test_a_question_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ApiError, match="invalid_request"):
        read(ClinicQuestion, body(QUESTION, **changes))


def test_no_control_character_reaches_the_database() -> None:
    vote = read(Feedback, body(VOTE, remark="too\u0000 short\r\nfor me\ud800"))
    assert vote.remark == "too short\nfor me"
    question = read(
        ClinicQuestion, body(QUESTION, contact="ann\u0000@example.com", name="\u0007Ann")
    )
    assert (question.contact, question.name) == ("ann@example.com", "Ann")


@given(
    sent=st.dictionaries(
        st.sampled_from(["session", "message", "topic", "helpful", "question", "contact"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()),
    )
)
def test_anything_is_read_or_refused_without_being_repeated(sent: dict[str, Any]) -> None:
    for shape in (Feedback, ClinicQuestion):
        refusals: list[ApiError] = []
        try:
            read(shape, json.dumps(sent).encode())
        except ApiError as refusal:
            refusals.append(refusal)
        assert all(each.status == 400 and len(each.message) < 100 for each in refusals)
