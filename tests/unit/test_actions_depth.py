import pytest

from actions.answer import Answer
from actions.composing import Draft
from actions.depth import compose_depth
from knowledge.treatments import Range
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, DetailValue, Question


def asked(*details: tuple[str, DetailValue]) -> Answer:
    question = Question("needle_depth", tuple(Detail(*detail) for detail in details))
    return compose_depth(Draft(question, SoFar(), knowledge()))


def first(answer: Answer) -> str:
    return answer.sentences[0].text


@pytest.mark.parametrize(
    ("value", "key", "facts"),
    [
        (1.5, "depth_inside", {"light-length"}),
        (3.0, "depth_between", {"light-length", "strong-length"}),
        (0.5, "depth_below", {"light-length"}),
        (7.0, "depth_above", {"strong-length"}),
        (Range(min=1, max=5), "depth_across", {"light-length", "strong-length"}),
        (Range(min=5, max=7), "depth_partly", {"strong-length"}),
    ],
)
def test_where_it_lies_comes_first_with_the_facts_behind_it(
    value: float | Range, key: str, facts: set[str]
) -> None:
    answer = asked(("depth", value))
    assert answer.sentences[0].phrase == key
    assert facts <= set(answer.facts)
    assert "mm" in first(answer)


def test_the_length_is_written_as_people_write_it() -> None:
    assert first(asked(("depth", 1.50))) == "1.5 mm is in the light range."


def test_a_type_that_is_asked_about_gets_a_yes_or_a_correction() -> None:
    assert first(asked(("depth", 1.0), ("treatment_type", "light"))).startswith("Yes: 1 mm")
    wrong = asked(("depth", 1.0), ("treatment_type", "strong"))
    assert first(wrong) == "1 mm is in the light range, not strong."


def test_several_lengths_are_answered_one_by_one() -> None:
    answer = asked(("depth", 1.0), ("depth", 5.0), ("depth", 3.0))
    items = [line.text for line in answer.sentences if line.bullet]
    assert items == [
        "1 mm: in the light range",
        "5 mm: in the strong range",
        "3 mm: in neither, between light and strong",
    ]
    assert {"light-length", "strong-length"} <= set(answer.facts)


def test_a_condition_gets_no_length() -> None:
    answer = asked(("condition", "spots"))
    assert answer.sentences[0].phrase == "depth_no_chart"
    assert "spots" in first(answer)
    assert "length-choice" in answer.facts


def test_a_place_on_the_body_gets_no_length() -> None:
    answer = asked(("body_area", "elbow"), ("depth", 1.0))
    assert answer.sentences[0].phrase == "depth_no_chart"
    assert "the elbow" in first(answer)
    assert answer.sentences[1].phrase == "depth_inside"


def test_a_type_gets_its_range() -> None:
    assert asked(("treatment_type", "strong")).facts[0] == "strong-length"


def test_in_general_the_facts_of_the_topic_answer() -> None:
    assert asked().facts[0] == "length-choice"


def test_without_ranges_it_is_owned_up_to() -> None:
    answer = asked(("treatment", "peeling"), ("depth", 1.0))
    assert answer.sentences[0].phrase == "depth_unknown"


def test_no_length_is_ever_recommended() -> None:
    closing = asked(("depth", 5.0)).sentences[-1]
    assert closing.phrase == "depth_provider_decides"
