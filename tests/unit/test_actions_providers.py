from actions.answer import Answer
from actions.composing import Draft
from actions.providers import compose_providers
from tests.unit.two_treatments import knowledge
from understanding.kinds import LEADING
from understanding.so_far import SoFar
from understanding.understood import Detail, DetailValue, Question


def asked(*details: tuple[str, DetailValue]) -> Answer:
    question = Question("providers", tuple(Detail(*detail) for detail in details))
    return compose_providers(Draft(question, SoFar(), knowledge()))


def phrases(answer: Answer) -> list[str]:
    return [line.phrase for line in answer.sentences if line.phrase]


def test_a_length_and_a_provider_are_put_together() -> None:
    wrong = asked(("provider", "helper"), ("depth", 5.0))
    assert wrong.text.startswith(
        "5 mm is in the strong range, and the list for that does not name a helper."
    )
    assert {"strong-length", "strong-who", "who-rules"} <= set(wrong.facts)
    right = asked(("provider", "expert"), ("depth", 5.0))
    assert right.text.startswith("Yes: 5 mm is in the strong range")
    assert right.text.endswith("names an expert. An expert does strong rolling. Rules differ.")


def test_a_type_and_a_provider_are_put_together() -> None:
    answer = asked(("provider", "helper"), ("treatment_type", "light"))
    assert answer.text.startswith("Yes: the list for light rolling names a helper.")
    assert answer.facts == ("light-who",)
    wrong = asked(("provider", "expert"), ("treatment_type", "light"))
    assert phrases(wrong)[0] == "provider_not_named"


def test_a_provider_alone_is_looked_up_for_every_type() -> None:
    assert asked(("provider", "expert")).text.startswith("Yes: the list for strong rolling")
    nowhere = asked(("provider", "stranger"))
    assert "light and strong rolling does not name a stranger" in nowhere.text


def test_local_rules_decide_wherever_the_facts_do_not_say_so_themselves() -> None:
    assert phrases(asked(("provider", "helper")))[-1] == "provider_local_rules"
    assert "provider_local_rules" not in phrases(asked(("provider", "expert")))
    assert "who-rules" in asked(("provider", "expert")).facts


def test_several_providers_are_answered_one_by_one() -> None:
    answer = asked(("provider", "expert"), ("provider", "stranger"), ("treatment_type", "strong"))
    assert [line.text for line in answer.sentences if line.bullet] == [
        "expert: named for strong",
        "stranger: not named for strong",
    ]


def test_a_length_alone_leads_to_the_list_of_its_type() -> None:
    answer = asked(("depth", 1.5))
    assert answer.text.startswith("1.5 mm is in the light range.")
    assert "light-who" in answer.facts
    assert "strong-who" not in answer.facts


def test_a_length_outside_all_ranges_has_no_list() -> None:
    answer = asked(("depth", 3.0), ("provider", "helper"))
    assert phrases(answer)[:2] == ["depth_between", "provider_no_list"]


def test_in_general_every_list_is_given() -> None:
    assert {"light-who", "strong-who", "who-rules"} == set(asked().facts)


def test_without_lists_it_is_owned_up_to() -> None:
    answer = asked(("treatment", "peeling"), ("provider", "helper"))
    assert phrases(answer)[0] == "no_answer"


def test_what_is_asked_about_comes_first_where_nobody_in_particular_is_meant() -> None:
    question = Question("providers", (Detail(LEADING, "strong-who"),))
    assert compose_providers(Draft(question, SoFar(), knowledge())).facts[0] == "strong-who"
