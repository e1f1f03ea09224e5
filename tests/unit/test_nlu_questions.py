import pytest
from hypothesis import given
from hypothesis import strategies as st
from nlu.intent_model import RankedIntent
from nlu.questions import MOST_QUESTIONS, Part, separate_questions, two_questions

IN_PASSING = frozenset({"ask_smalltalk"})


def part(intent: str, confidence: float = 0.9, *, start: int = 0, is_question: bool = True) -> Part:
    return Part(start, start + 10, is_question, [RankedIntent(intent, confidence)])


def intents(questions: list[Part]) -> list[str]:
    return [question.intent.name for question in questions]


def separate(whole: Part, *parts: Part) -> list[Part]:
    return separate_questions(whole, parts, sure=0.3, in_passing=IN_PASSING)


def test_two_different_questions_are_both_asked_in_their_order() -> None:
    found = separate(part("ask_pain"), part("ask_pain"), part("ask_sessions", 0.4, start=20))
    assert intents(found) == ["ask_pain", "ask_sessions"]


def test_two_parts_of_one_meaning_are_one_question() -> None:
    whole = part("ask_pain", 0.5)
    assert separate(whole, part("ask_pain"), part("ask_pain", start=20)) == [whole]


def test_a_part_that_is_not_sure_does_not_count() -> None:
    whole = part("ask_suitability", 0.5)
    assert separate(whole, part("ask_pain", 0.29), part("ask_sessions")) == [whole]


def test_background_is_no_question() -> None:
    whole = part("ask_suitability", 0.5)
    found = separate(whole, part("ask_conditions", is_question=False), part("ask_pain", start=20))
    assert found == [whole]


def test_a_greeting_beside_a_question_is_left_out() -> None:
    asked = part("ask_cost", start=7)
    assert separate(part("ask_smalltalk"), part("ask_smalltalk"), asked) == [asked]


def test_a_greeting_alone_stays() -> None:
    whole = part("ask_smalltalk")
    assert separate(whole) == [whole]


def test_of_many_the_first_are_answered() -> None:
    parts = [part(f"ask_{number}", start=20 * number) for number in range(5)]
    assert intents(separate(part("ask_0"), *parts)) == ["ask_0", "ask_1", "ask_2"]


PARTS = st.builds(
    part,
    st.sampled_from(["ask_pain", "ask_cost", "ask_smalltalk", "ask_sessions", "ask_results"]),
    st.floats(0, 1),
    start=st.integers(0, 900),
    is_question=st.booleans(),
)


@given(PARTS, st.lists(PARTS, max_size=6))
def test_there_are_one_to_three_questions_in_order_and_no_intent_twice(
    whole: Part, parts: list[Part]
) -> None:
    found = separate(whole, *parts)
    assert 1 <= len(found) <= MOST_QUESTIONS
    assert len(set(intents(found))) == len(found)
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert all(question is whole or question in parts for question in found)


def test_halves_that_are_surely_different_are_two_questions() -> None:
    pair = part("ask_pain", 0.9), part("ask_cost", 0.4, start=20)
    weaker = part("ask_pain", 0.9), part("ask_booking", 0.35, start=30)
    found = two_questions([weaker, pair], sure=0.3, in_passing=IN_PASSING)
    assert found == list(pair)


@pytest.mark.parametrize(
    "second", [part("ask_pain"), part("ask_cost", 0.2), part("ask_smalltalk", 0.9)]
)
def test_halves_of_one_meaning_or_unsure_or_in_passing_are_not(second: Part) -> None:
    assert two_questions([(part("ask_pain"), second)], sure=0.3, in_passing=IN_PASSING) is None
    assert two_questions([], sure=0.3, in_passing=IN_PASSING) is None
