from actions.answer import Answer
from actions.composing import Draft
from actions.conditions import compose_conditions
from knowledge import DEFAULT_FOLDER, load
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def asked(*details: Detail, topic: str = "conditions") -> Answer:
    return compose_conditions(Draft(Question(topic, details), SoFar(), knowledge()))


def condition(name: str, *, negated: bool = False) -> Detail:
    return Detail("condition", name, negated)


def phrases(answer: Answer) -> list[str | None]:
    return [line.phrase for line in answer.sentences]


def test_a_listed_condition_gets_its_fact_and_what_qualifies_it_and_no_yes() -> None:
    answer = asked(condition("spots"))
    assert answer.text.startswith("Spots are on the leaflet's list.")
    assert answer.facts[:2] == ("use-spots", "list-limits")


def test_an_authorised_condition_gets_the_fact_that_says_so() -> None:
    answer = asked(condition("dents"))
    assert phrases(answer)[0] is None
    assert answer.facts[0] == "use-dents"


def test_an_unlisted_condition_is_neither_promised_nor_denied() -> None:
    answer = asked(condition("bumps"))
    assert phrases(answer) == ["condition_unknown", "reach_unknown"]
    assert "can't say yes or no" in answer.text


def test_several_conditions_are_answered_one_by_one() -> None:
    answer = asked(condition("spots"), condition("dents"), condition("bumps"))
    assert [line.text for line in answer.sentences if line.bullet] == [
        "Spots are on the leaflet's list.",
        "The Agency authorized it for dents.",
        "bumps: not covered by any source here",
    ]
    assert {"use-spots", "use-dents", "list-limits"} <= set(answer.facts)


def test_the_list_is_for_the_type_whose_facts_name_it() -> None:
    answer = asked(condition("spots"), Detail("treatment_type", "light"))
    assert answer.text.startswith("The list with spots is for strong rolling, not light.")
    assert asked(condition("spots"), Detail("treatment_type", "strong")).facts[0] == "use-spots"
    assert asked(condition("spots"), Detail("depth", 1.5)).text.startswith("The list with spots")


def test_with_none_named_the_list_comes_with_a_line_each() -> None:
    answer = asked()
    assert answer.text.startswith("Strong rolling is listed for:\n- spots\n- stripes\n")
    assert "use-dents" not in answer.facts  # a qualifier has named it already
    other = asked(Detail("treatment_type", "light"))
    assert phrases(other)[0] == "conditions_other_type"


def test_ruled_out_conditions_are_not_answered_as_present() -> None:
    answer = asked(condition("spots", negated=True))
    assert [line.text for line in answer.sentences if line.bullet] == ["stripes"]


def test_a_word_for_a_condition_and_a_circumstance_is_one_thing() -> None:
    answer = asked(condition("bumps"), Detail("circumstance", "bumps"))
    assert phrases(answer) == ["condition_unknown", None, "reach_unknown"]
    assert answer.facts == ("care-bumps",)


def test_a_place_on_the_body_that_no_source_covers_is_named() -> None:
    assert phrases(asked(Detail("body_area", "elbow")))[0] == "general_only"


def test_a_treatment_without_a_list_says_that_it_has_no_answer() -> None:
    assert phrases(asked(Detail("treatment", "peeling")))[0] == "no_answer"


def test_one_of_several_kinds_gets_what_is_known_of_that_kind() -> None:
    def said(kind: str) -> str:
        scar = Detail("condition", "other_scars", said=kind)
        details = (Detail("condition", "large_pores"), scar)
        draft = Draft(Question("conditions", details), SoFar(), load(DEFAULT_FOLDER))
        return compose_conditions(draft).text

    assert "burn" not in said("chicken pox scars")
    assert "chickenpox scars" in said("chicken pox scars")
    assert "burn scars" in said("burn scar")
    assert "- surgical scar: not covered" in said("surgical scar")
