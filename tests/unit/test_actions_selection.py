from dataclasses import replace

from actions.answering import answer
from actions.selection import (
    PARTICULAR,
    facts_anywhere,
    found_elsewhere,
    limits_of,
    select,
    uncovered,
    unspoken,
)
from knowledge import DEFAULT_FOLDER, load
from knowledge.matching import is_about, mentions, topic_answer
from tests.unit.two_treatments import knowledge
from understanding.kinds import LEADING, OTHER_QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

KNOWN = knowledge()
ROLLING = KNOWN.treatments["rolling"]


def asked(*details: Detail) -> Question:
    return Question("pain", details)


def test_facts_limited_to_a_detail_need_it_and_come_first() -> None:
    facts = ("feel-one", "feel-elbow")
    assert select(facts, asked(), KNOWN).all == ("feel-one",)
    chosen = select(facts, asked(Detail("body_area", "elbow")), KNOWN)
    assert chosen.matching == ("feel-elbow",)
    assert chosen.general == ("feel-one",)


def test_ruled_out_details_do_not_count() -> None:
    elbow = Detail("body_area", "elbow", negated=True)
    assert select(("feel-elbow",), asked(elbow), KNOWN).all == ()


def test_general_facts_that_speak_of_a_detail_come_first() -> None:
    chosen = select(("beside-all", "with-balm"), asked(Detail("product", "balm")), KNOWN)
    assert chosen.matching == ("with-balm",)
    assert chosen.general == ("beside-all",)


def test_facts_that_lead_come_first_within_their_group() -> None:
    facts = ("feel-elbow", "feel-one", "feel-two", "feel-four")
    leads = [Detail(LEADING, "feel-four"), Detail(LEADING, "feel-two"), Detail(LEADING, "gone")]
    chosen = select(facts, asked(Detail("body_area", "elbow"), *leads), KNOWN)
    assert chosen.all == ("feel-elbow", "feel-four", "feel-two", "feel-one")


def test_a_place_that_no_fact_tells_from_the_rest_brings_nothing_to_the_front() -> None:
    leaflet = KNOWN.facts["with-balm"].model_copy(update={"text": "The nose may sting."})
    known = replace(KNOWN, facts={**KNOWN.facts, "with-balm": leaflet})
    chosen = select(("feel-one", "with-balm"), asked(Detail("body_area", "nose")), known)
    assert chosen.all == ("feel-one", "with-balm")


def test_implied_types_count_only_where_none_is_named() -> None:
    facts = ("light-length", "strong-length")
    assert select(facts, asked(), KNOWN, ("light",)).all == ("light-length",)
    named = asked(Detail("treatment_type", "strong"))
    assert select(facts, named, KNOWN, ("light",)).all == ("strong-length",)


def test_limits_of_a_fact() -> None:
    assert limits_of(KNOWN.facts["use-spots"]) == {"condition": ("spots",)}
    assert limits_of(KNOWN.facts["what"]) == {}
    assert is_about(KNOWN.facts["use-spots"], "condition", "spots")
    assert not is_about(KNOWN.facts["use-spots"], "condition", "dents")


def test_a_fact_mentions_a_term_by_whole_words_only() -> None:
    assert mentions(KNOWN.facts["with-balm"], "product", "balm", KNOWN)
    assert mentions(KNOWN.facts["strong-uses"], "condition", "stripes", KNOWN)
    assert not mentions(KNOWN.facts["with-balm"], "product", "oil", KNOWN)
    assert not mentions(KNOWN.facts["feel-one"], "other_treatment", "ice", KNOWN)


def test_uncovered_details_are_named() -> None:
    question = asked(Detail("product", "balm"), Detail("product", "oil"))
    assert uncovered("product", question, ["with-balm"], KNOWN) == ("oil",)


def test_what_a_general_answer_has_to_admit() -> None:
    def admitted(*details: Detail) -> tuple[str, ...]:
        return unspoken(PARTICULAR, asked(*details), ["with-balm"], KNOWN)

    assert admitted(Detail("condition", "spots"), Detail("product", "oil")) == ("spots", "oil")
    assert admitted(Detail("product", "oil"), Detail("product", "balm")) == ()
    assert admitted(Detail("body_area", "elbow")) == ("the elbow",)
    assert admitted(Detail("body_area", "nose")) == ()


def test_facts_on_a_detail_are_found_under_any_topic() -> None:
    question = asked(Detail("other_treatment", "steam"))
    assert facts_anywhere(ROLLING, question, "other_treatment", "steam", KNOWN) == ("beside-steam",)


def test_a_thing_that_the_topic_passes_over_is_looked_up_in_the_others() -> None:
    steam = asked(Detail("other_treatment", "steam"))
    own = select(("feel-one",), steam, KNOWN)
    assert found_elsewhere(ROLLING, steam, own, KNOWN) == ("beside-steam",)
    covered = select(("beside-steam",), steam, KNOWN)
    assert found_elsewhere(ROLLING, steam, covered, KNOWN) == ()
    spots = asked(Detail("condition", "spots"))
    assert found_elsewhere(ROLLING, spots, select(("feel-one",), spots, KNOWN), KNOWN) == ()


def test_a_medicine_that_no_topic_lists_is_answered_by_a_question_on_it() -> None:
    known = load(DEFAULT_FOLDER)

    def said(topic: str, *likely: str) -> tuple[str, ...]:
        ids = (Detail(OTHER_QUESTION, id_) for id_ in likely)
        question = Question(topic, (Detail("circumstance", "painkillers"), *ids))
        return answer(question, SoFar(), known).facts

    assert said("preparation", "ibuprofen-after", "painkiller-before")[0] == (
        "painkillers-before-sheets"
    )
    assert "painkillers-before-sheets" not in said("downtime", "painkiller-before")
    after = known.questions["ibuprofen-after"].facts[0]
    assert said("aftercare", "painkiller-before", "ibuprofen-after")[0] == after


def test_a_topic_without_an_answer_is_empty() -> None:
    assert topic_answer(ROLLING, "results").facts == ()
    assert topic_answer(ROLLING, "definition").facts == ("what",)
