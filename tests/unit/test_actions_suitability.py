from actions.answer import Answer
from actions.composing import Draft
from actions.suitability import compose_suitability
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def asked(*details: Detail) -> Answer:
    return compose_suitability(Draft(Question("suitability", details), SoFar(), knowledge()))


def has(name: str, *, negated: bool = False) -> Detail:
    return Detail("circumstance", name, negated)


def phrases(answer: Answer) -> list[str]:
    return [line.phrase for line in answer.sentences if line.phrase]


def test_a_listed_circumstance_is_answered_by_its_fact_and_decided_by_the_provider() -> None:
    answer = asked(has("hiccups"))
    assert answer.facts == ("care-hiccups",)
    assert phrases(answer) == ["suitability_provider_decides"]


def test_an_unlisted_circumstance_is_owned_up_to() -> None:
    answer = asked(has("yawning"))
    assert phrases(answer) == ["suitability_unlisted", "suitability_provider_decides"]
    assert "yawning" in answer.text


def test_several_circumstances_are_answered_one_by_one() -> None:
    answer = asked(has("hiccups"), has("yawning"), has("bumps"))
    assert [line.text for line in answer.sentences if line.bullet] == [
        "Hiccups are on the Agency's list.",
        "yawning: not covered by any source here",
        "Bumps are on the Agency's list.",
    ]


def test_ruled_out_circumstances_are_skipped() -> None:
    assert asked(has("hiccups", negated=True), has("bumps")).facts == ("care-bumps",)
    assert "care-hiccups" not in asked(has("hiccups", negated=True)).facts


def test_with_none_named_what_holds_for_everyone_is_said() -> None:
    answer = asked()
    assert answer.facts[0] == "care-tell"
    assert phrases(answer)[-1] == "suitability_provider_decides"


def test_a_condition_is_a_reason_only_if_the_treatment_is_not_used_for_it() -> None:
    assert phrases(asked(Detail("condition", "spots"))) == ["suitability_provider_decides"]
    assert phrases(asked(Detail("condition", "bumps")))[0] == "suitability_unlisted"
    both = asked(Detail("condition", "bumps"), has("bumps"))
    assert "suitability_unlisted" not in phrases(both)


def test_a_treatment_without_a_list_says_that_it_has_no_answer() -> None:
    assert phrases(asked(Detail("treatment", "peeling")))[0] == "no_answer"
