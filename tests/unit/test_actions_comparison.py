from actions.answer import Answer
from actions.comparison import compose_comparison
from actions.composing import Draft
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def asked(topic: str, *details: Detail) -> Answer:
    return compose_comparison(Draft(Question(topic, details), SoFar(), knowledge()))


def test_facts_about_the_named_treatment_come_first() -> None:
    answer = asked("comparison", Detail("other_treatment", "steam"))
    assert answer.facts == ("beside-steam", "beside-all")
    assert answer.sentences[0].phrase is None


def test_a_treatment_that_no_source_covers_is_owned_up_to() -> None:
    answer = asked("comparison", Detail("other_treatment", "ice"))
    assert answer.sentences[0].phrase == "comparison_uncovered"
    assert "ice" in answer.text
    assert answer.facts == ("beside-all",)


def test_facts_that_speak_of_the_named_product_count_as_covering_it() -> None:
    answer = asked("products", Detail("product", "balm"))
    assert answer.facts == ("with-balm", "beside-all")
    assert answer.sentences[0].phrase is None
    assert asked("products", Detail("product", "oil")).sentences[0].phrase == "products_uncovered"


def test_in_general_the_general_facts_answer() -> None:
    assert asked("comparison").facts == ("beside-all",)


def test_with_nothing_at_all_to_say_the_front_desk_is_named() -> None:
    answer = asked("comparison", Detail("treatment", "peeling"), Detail("other_treatment", "ice"))
    assert [line.phrase for line in answer.sentences] == ["comparison_uncovered", "reach_unknown"]
