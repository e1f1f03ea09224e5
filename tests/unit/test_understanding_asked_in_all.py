from collections.abc import Sequence
from dataclasses import replace

import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.asked_in_all import asked_in_all
from understanding.kinds import ASIDE, KEEPS, OTHER_QUESTION, QUESTION, TOLD
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

KNOWN: Knowledge = load(DEFAULT_FOLDER)
LATER = SoFar(topic="pain", details=(Detail(QUESTION, "does-it-hurt"),))
WORDS = "and what about the days after it when i am back at work"
VAGUE = Question("side_effects", (), WORDS, confidence=0.5)
GAP = "worse-than-a-tattoo"


def likely(*found: tuple[str, float], near: float = 0.7) -> list[RankedQuestion]:
    return [RankedQuestion(id_, confidence, near) for id_, confidence in found]


def asked(
    questions: Sequence[Question], ranked: Sequence[RankedQuestion], so_far: SoFar = LATER
) -> list[tuple[tuple[str, ...], bool]]:
    found = asked_in_all(questions, ranked, so_far, KNOWN)
    return [(each.ids(QUESTION), bool(each.named(ASIDE))) for each in found]


@pytest.mark.parametrize(("confidence", "is_taken"), [(0.2, True), (0.1, False)])
def test_the_likeliest_question_is_asked_unless_hardly_anything_speaks_for_it(
    confidence: float, is_taken: bool
) -> None:
    found = asked([VAGUE], likely(("can-it-scar", confidence)))
    assert found == [(("can-it-scar",) if is_taken else (), False)]


def test_one_more_is_asked_beside_it_where_it_is_half_as_likely() -> None:
    for share, is_taken in ((0.35, True), (0.25, False)):
        found = asked([VAGUE], likely(("can-it-scar", 0.6), ("how-long-red", share)))
        assert found[1:] == ([(("how-long-red",), True)] if is_taken else [])
    assert len(asked([VAGUE], likely(("can-it-scar", 0.9), ("how-long-red", 0.35)))) == 1
    many = likely(("can-it-scar", 0.6), ("how-long-red", 0.5), ("does-it-hurt", 0.45))
    assert len(asked([VAGUE], many)) == 2


def test_that_nothing_is_known_of_something_is_no_aside_to_a_few_words() -> None:
    ranked = likely(("can-it-scar", 0.6), (GAP, 0.5))
    assert KNOWN.questions[GAP].is_gap
    assert asked([VAGUE], ranked)[1:] == [((GAP,), True)]
    assert asked([replace(VAGUE, words="and a tattoo")], ranked)[1:] == []


def test_what_may_be_meant_and_is_not_answered_is_offered() -> None:
    ranked = likely(("can-it-scar", 0.6), ("how-long-red", 0.2))
    (found,) = asked_in_all([VAGUE], ranked, LATER, KNOWN)
    assert found.ids(OTHER_QUESTION) == ("how-long-red",)


@pytest.mark.parametrize(
    "standing",
    [
        Question("smalltalk"),
        Question("affirm"),
        Question("handoff"),
        Question("emergency"),
        Question("downtime", (Detail(TOLD, "after_effect"),)),
        Question("personal_advice", (Detail(KEEPS, "blood_thinners"),)),
        Question("personal_advice", confidence=0.7),
        Question("side_effects", (Detail(QUESTION, "harm-dark-marks-since"),)),
        Question("needle_depth", (Detail("depth", 1.5),)),
    ],
)
def test_what_says_by_itself_what_it_is_stays(standing: Question) -> None:
    ranked = likely(("can-it-scar", 0.95), ("how-long-red", 0.9))
    assert asked_in_all([standing], ranked, LATER, KNOWN) == [standing]


def test_beside_what_stands_the_rest_is_chosen() -> None:
    person = Question("handoff", (Detail(QUESTION, "reach-a-person"),))
    ranked = likely(("reach-a-person", 0.9), ("can-it-scar", 0.6))
    found = asked([person, VAGUE], ranked)
    assert found == [(("reach-a-person",), False), (("can-it-scar",), False)]


def test_a_first_message_that_is_none_of_ours_stays_that() -> None:
    other = Question("out_of_scope", words=WORDS, confidence=0.5)
    ranked = likely(("can-it-scar", 0.7))
    assert asked_in_all([other], ranked, SoFar(), KNOWN) == [other]
    assert asked([other], ranked) == [(("can-it-scar",), False)]
    sure = replace(other, confidence=0.9)
    assert asked_in_all([sure], ranked, LATER, KNOWN) == [sure]


def test_a_topic_that_looks_up_what_is_named_gives_way_only_to_what_is_sure() -> None:
    used_for = Question("conditions", words=WORDS, confidence=0.7)
    assert asked_in_all([used_for], likely(("two-types", 0.75)), LATER, KNOWN) == [used_for]
    assert asked([used_for], likely(("two-types", 0.85))) == [(("two-types",), False)]


def test_more_goes_on_with_the_last_answer() -> None:
    more = Question("follow_up", words="tell me a bit more about that")
    assert asked_in_all([more], likely(("does-it-hurt", 0.9)), LATER, KNOWN) == [more]
    few = replace(more, words="what else")
    assert asked_in_all([few], likely(("can-it-scar", 0.6)), LATER, KNOWN) == [few]


def test_nobody_is_taken_for_pregnant_who_did_not_say_so() -> None:
    ranked = likely(("while-pregnant", 0.9), ("can-it-scar", 0.4), near=0.4)
    assert asked([VAGUE], ranked) == [(("can-it-scar",), False)]
    told = replace(LATER, person=(Detail("circumstance", "pregnancy"),))
    assert asked([VAGUE], ranked, told)[0] == (("while-pregnant",), False)


def test_the_clauses_of_a_message_keep_what_they_ask_beside_what_all_of_it_asks() -> None:
    hurts = Question("pain", (Detail(QUESTION, "does-it-hurt"),), "does it hurt")
    price = Question("cost", (Detail(QUESTION, "price-of-a-session"),), "how much is it")
    ranked = likely(("does-it-hurt", 0.9), ("can-it-scar", 0.8), ("how-long-red", 0.4))
    found = asked([hurts, price], ranked)
    assert found[:2] == [(("does-it-hurt",), False), (("price-of-a-session",), False)]
    # What is as sure is one more thing that is asked.
    assert found[2:] == [(("can-it-scar",), False)]


def test_a_question_is_no_less_sure_than_its_clause_said() -> None:
    scars = replace(VAGUE, details=(Detail(QUESTION, "can-it-scar"),), confidence=0.9)
    (found,) = asked_in_all([scars], likely(("can-it-scar", 0.4)), LATER, KNOWN)
    assert found.confidence == 0.9
