import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from language.joints import halves

from language.entities import Entity


def split(text: str, entities: list[Entity] | None = None) -> list[tuple[str, str]]:
    return [(text[a:b], text[c:d]) for (a, b), (c, d) in halves(text, entities or [])]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("is it safe also what is total rate", "is it safe", "what is total rate"),
        ("does it sting btw do you open late", "does it sting", "do you open late"),
        (
            "first does it hurt second thing is how do i cancel",
            "first does it hurt",
            "how do i cancel",
        ),
        ("is it sore, and also how long am i red", "is it sore", "how long am i red"),
        ("can i buy one or if not what do you charge", "can i buy one", "what do you charge"),
    ],
)
def test_a_joining_word_before_a_question_is_a_joint(text: str, first: str, second: str) -> None:
    assert (first, second) in split(text)


@pytest.mark.parametrize(
    "text",
    [
        "does it hurt",
        "thread lift or needling, what are the differences",
        "red and sore",
        "and how long",
        "fine lines and wrinkles",
    ],
)
def test_elsewhere_there_is_none(text: str) -> None:
    assert split(text) == []


def test_no_joint_goes_through_a_detail() -> None:
    text = "is before and are after the same"
    detail = Entity("condition", "x", 3, 17, "before and are", negated=False)
    assert split(text) != []
    assert split(text, [detail]) == []


@ANY_PACE
@given(st.text(max_size=200))
def test_the_halves_lie_in_the_text_and_apart(text: str) -> None:
    for (start, middle), (after, end) in halves(text, []):
        assert 0 == start < middle < after < end == len(text)
