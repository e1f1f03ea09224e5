from actions.answer import Answer
from actions.composing import Draft
from actions.facts import compose_facts
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def asked(topic: str, *details: Detail) -> Answer:
    return compose_facts(Draft(Question(topic, details), SoFar(), knowledge()))


def test_a_plain_topic_is_answered_by_its_facts_in_order() -> None:
    assert asked("pain").facts[:2] == ("feel-one", "feel-two")


def test_facts_about_a_named_detail_come_first() -> None:
    answer = asked("pain", Detail("body_area", "elbow"))
    assert answer.facts[0] == "feel-elbow"
    assert answer.sentences[0].phrase is None


def test_a_detail_that_no_fact_covers_is_not_passed_over_in_silence() -> None:
    answer = asked("pain", Detail("condition", "spots"), Detail("product", "oil"))
    assert answer.sentences[0].phrase == "general_only"
    assert "spots or oil" in answer.text


def test_a_detail_of_two_kinds_is_named_once() -> None:
    answer = asked("pain", Detail("condition", "dents"), Detail("circumstance", "dents"))
    assert answer.sentences[0].text.count("dents") == 1


def test_a_fact_of_another_topic_about_the_detail_comes_before_the_general_ones() -> None:
    answer = asked("pain", Detail("circumstance", "hiccups"))
    assert answer.facts[:2] == ("care-hiccups", "feel-one")
    assert "general_only" not in [line.phrase for line in answer.sentences]


def test_a_named_type_is_told_before_the_rest() -> None:
    answer = asked("types", Detail("treatment_type", "strong"))
    assert answer.facts[:2] == ("strong-length", "strong-uses")
    assert asked("types").facts[:2] == ("light-gentle", "strong-uses")


def test_between_two_types_what_tells_them_apart_comes_first() -> None:
    both = (Detail("treatment_type", "light"), Detail("treatment_type", "strong"))
    assert asked("types", *both).facts[:2] == ("light-gentle", "strong-uses")


def test_a_topic_without_facts_says_so() -> None:
    assert asked("results").sentences[0].phrase == "no_answer"


def test_another_treatment_is_answered_from_its_own_facts() -> None:
    answer = asked("definition", Detail("treatment", "peeling"))
    assert (answer.treatment, answer.facts) == ("peeling", ("peeling-what",))
