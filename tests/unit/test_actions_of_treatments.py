"""Answers on two treatments, of which the second is the one of `docs/knowledge.md`."""

from dataclasses import replace

import pytest
from documented import write_as_documented

from actions.answer import Answer
from actions.answering import answer, answer_all
from actions.parts import MOST_WORDS
from knowledge import Knowledge, load
from understanding.kinds import CLINIC_PART, DETAIL, HARM, HERE, QUESTION, REFERS, TOLD
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

PEEL, FIRST = Detail("treatment", "fruit_acid_peel"), Detail("treatment", "microneedling")
MELASMA, SCARS = Detail("condition", "melasma"), Detail("condition", "acne_scars")
PREGNANT = Detail("circumstance", "pregnancy")
THINNERS = Detail("circumstance", "blood_thinners")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return load(write_as_documented(tmp_path_factory.mktemp("documented")))


def phrases(said: Answer) -> list[str | None]:
    return [line.phrase for line in said.sentences if line.phrase is not None]


def test_for_a_condition_both_are_told_of_and_neither_is_called_better(two: Knowledge) -> None:
    said = answer(Question("comparison", (PEEL, FIRST, MELASMA)), SoFar(), two)
    assert said.sentences[0].phrase == "not_compared"
    assert said.facts[:2] == ("peel-melasma", "melasma-perhaps-with-medicine")
    assert "melasma-not-authorized" in said.facts, "what qualifies a fact stands beside it"
    assert {each["id"] for each in said.cited} >= {"SOME-LEAFLET"}


def test_side_by_side_a_reason_for_care_is_said_of_each_before_any_use(two: Knowledge) -> None:
    asked = Question("comparison", (PEEL, FIRST, MELASMA, PREGNANT))
    said = answer(asked, SoFar(), two)
    assert said.facts[:2] == ("peel-pregnancy", "suit-pregnancy")
    assert "peel-melasma" in said.facts
    before = SoFar(person=(THINNERS,), said=("suit-blood-thinners",))
    said = answer(Question("comparison", (PEEL, FIRST, MELASMA)), before, two)
    assert "with fruit acid peel" in said.sentences[0].text
    assert said.facts[0] == "suit-blood-thinners"


def test_what_is_to_be_treated_is_no_reason_for_care_side_by_side(two: Knowledge) -> None:
    both = (MELASMA, Detail("circumstance", "melasma"))
    said = answer(Question("comparison", (PEEL, FIRST, *both)), SoFar(), two)
    assert phrases(said)[:1] == ["not_compared"]
    assert "products_uncovered" not in phrases(said)


def test_of_what_one_is_not_known_for_that_is_said_by_its_name(two: Knowledge) -> None:
    said = answer(Question("comparison", (FIRST, PEEL, SCARS)), SoFar(), two)
    assert "condition-acne-scars" in said.facts
    assert "No source here covers fruit acid peel for acne scars" in said.text


def test_without_a_condition_each_is_described_and_then_what_both_have(two: Knowledge) -> None:
    said = answer(Question("comparison", (PEEL, FIRST)), SoFar(), two)
    assert said.facts[:2] == ("peel-what-it-is", "definition-needling")
    more = answer(Question("comparison", (PEEL, FIRST), part=2), SoFar(), two)
    assert "peel-stings" in (*said.facts, *more.facts)
    by_source = Detail(QUESTION, "peel-or-needling")
    compared = answer(Question("comparison", (PEEL, FIRST, by_source)), SoFar(), two)
    assert compared.facts[0] == "alternative-to-laser-and-deep-peels"
    assert {"peel-what-it-is", "definition-needling"} <= set(compared.facts)


def test_do_you_treat_this_names_every_treatment_that_is_listed_for_it(two: Knowledge) -> None:
    asked = Question("conditions", (MELASMA, Detail(HERE, "asked")))
    said = answer(asked, SoFar(), two)
    assert said.facts[0] == "peel-melasma"
    assert "condition_unknown" not in phrases(said)
    dark = answer(Question("conditions", (Detail("condition", "hyperpigmentation"),)), SoFar(), two)
    assert dark.facts[0] == "condition-hyperpigmentation"
    assert dark.facts[-1] == "peel-dark-spots"
    every = answer(Question("conditions"), SoFar(), two)
    assert {"peel-dark-spots", "condition-thin-skin"} <= set(every.facts)


def test_an_answer_behind_what_another_treatment_is_listed_for_opens_with_no_word(
    two: Knowledge,
) -> None:
    said = answer(
        Question("conditions", (MELASMA, Detail(QUESTION, "helps-melasma"))), SoFar(), two
    )
    assert said.facts[0] == "peel-melasma"
    fact = two.facts["melasma-perhaps-with-medicine"]
    assert fact.as_answer is not None
    assert fact.as_answer not in said.text
    assert fact.text in said.text


def test_what_another_treatment_is_listed_for_makes_room_for_itself(two: Knowledge) -> None:
    conditions = (Detail("condition", "thin_skin"), Detail("condition", "hyperpigmentation"))
    said = answer(Question("conditions", conditions), SoFar(), two)
    assert len(said.text.split()) <= MOST_WORDS
    assert said.facts[-1] == "peel-dark-spots"
    assert set(two.with_qualifiers(said.facts)) == set(said.facts)


@pytest.mark.parametrize(
    "asked",
    [
        Question("suitability", (PREGNANT,)),
        Question("suitability", (PREGNANT, Detail(QUESTION, "while-pregnant"))),
        Question("conditions", (Detail("condition", "hyperpigmentation"),)),
    ],
)
def test_what_made_room_for_another_treatment_waits_behind_more(
    two: Knowledge, asked: Question
) -> None:
    alone = replace(two, treatments={"microneedling": two.treatments["microneedling"]})

    def of_all_parts(knowledge: Knowledge) -> set[str]:
        parts = answer(asked, SoFar(), knowledge).parts
        each = (replace(asked, part=n) for n in range(1, parts + 1))
        return {id_ for one in each for id_ in answer(one, SoFar(), knowledge).facts}

    said = answer(asked, SoFar(), two)
    assert len(said.text.split()) <= MOST_WORDS
    assert said.facts[-1] in ("peel-pregnancy", "peel-dark-spots")
    assert of_all_parts(two) >= of_all_parts(alone)


def test_of_a_treatment_that_is_spoken_of_no_other_is_told(two: Knowledge) -> None:
    by_name = answer(Question("conditions", (MELASMA, FIRST)), SoFar(), two)
    assert "peel-melasma" not in by_name.facts
    by_it = answer(Question("conditions", (MELASMA, Detail(REFERS, "it")), "x"), SoFar(), two)
    assert by_it.treatment == "microneedling"
    remembered = answer(Question("pain"), SoFar(treatment="fruit_acid_peel"), two)
    assert remembered.facts == ("peel-stings",)


def test_a_reason_for_care_has_what_each_treatment_says_of_it(two: Knowledge) -> None:
    said = answer(Question("suitability", (PREGNANT,)), SoFar(), two)
    assert "suit-pregnancy" in said.facts
    assert said.facts[-1] == "peel-pregnancy"
    of_peel = answer(Question("suitability", (PREGNANT, PEEL)), SoFar(), two)
    assert of_peel.facts == ("peel-pregnancy",)


def test_whoever_turns_to_another_treatment_reads_of_its_own_reasons(two: Knowledge) -> None:
    first = Understood((Question("suitability", (FIRST, PREGNANT)),), person=(PREGNANT,))
    so_far = answer_all(first, SoFar(), two).so_far
    said = answer_all(Understood((Question("pain", (PEEL,)),)), so_far, two).answers[0]
    assert said.sentences[0].phrase == "caution"
    assert said.facts == ("peel-pregnancy", "peel-stings")


def test_what_is_known_of_it_beside_one_is_no_gap_of_all_sources(two: Knowledge) -> None:
    asked = Question("suitability", (PEEL, Detail("circumstance", "isotretinoin")))
    said = answer(asked, SoFar(), two)
    assert phrases(said)[0] == "products_uncovered"
    assert said.lacks == "gap"


def test_a_peel_is_not_answered_with_needles(two: Knowledge) -> None:
    said = answer(Question("needle_depth", (PEEL,)), SoFar(), two)
    assert (said.facts, said.lacks) == ((), "gap")
    by_question = Detail(QUESTION, "lengths-there-are")
    assert answer(Question("needle_depth", (PEEL, by_question)), SoFar(), two).facts == ()
    pressed = Question("needle_depth", (by_question,))
    kept = answer(pressed, SoFar(treatment="fruit_acid_peel"), two)
    assert kept.treatment == "microneedling", "a button under the first one's answer"


def test_whether_it_suits_anybody_lists_its_reasons_for_care(two: Knowledge) -> None:
    assert answer(Question("suitability", (PEEL,)), SoFar(), two).facts == ("peel-pregnancy",)


def test_what_is_done_here_names_both_where_the_clinic_has_no_list(two: Knowledge) -> None:
    asked = Question("booking", (Detail(CLINIC_PART, "services"),))
    said = answer(asked, SoFar(), two)
    assert said.lacks == "blank"
    assert "micro-needling and fruit acid peel" in said.text


def test_two_of_one_topic_are_both_answered(two: Knowledge) -> None:
    asked = Understood((Question("pain", (PEEL,)), Question("pain", (FIRST,))))
    of_peel, of_first = answer_all(asked, SoFar(), two).answers
    assert (of_peel.treatment, of_first.treatment) == ("fruit_acid_peel", "microneedling")


def test_harm_by_a_treatment_without_advice_of_its_own_is_to_be_seen_by_a_doctor(
    two: Knowledge,
) -> None:
    told = Question("side_effects", (PEEL, Detail(TOLD, HARM)))
    harmed = Understood((told,), person=(Detail(HARM, HARM),))
    (said,) = answer_all(harmed, SoFar(), two).answers
    assert said.treatment == "fruit_acid_peel"
    assert phrases(said) == ["told_harm"]
    assert said.facts[:2] == ("harm-have-it-seen", "harm-tell-clinic")


def test_a_gap_of_one_treatment_names_it_where_another_speaks_of_the_same(two: Knowledge) -> None:
    lupus = Detail("circumstance", "autoimmune_disease")
    told = Question("suitability", (lupus, Detail(TOLD, DETAIL)))
    said = answer(told, SoFar(treatment="fruit_acid_peel"), two)
    assert "nothing_on" not in phrases(said)
    assert "with fruit acid peel" in said.text
    several = answer(Question("suitability", (PEEL, lupus, THINNERS)), SoFar(), two)
    assert phrases(several).count("products_uncovered") == 2


def test_a_reason_told_of_the_first_is_not_dropped_in_silence_before_another(
    two: Knowledge,
) -> None:
    told = Understood((Question("suitability", (THINNERS,)),), person=(THINNERS,))
    so_far = answer_all(told, SoFar(), two).so_far
    reply = answer_all(Understood((Question("suitability", (PEEL,)),)), so_far, two)
    first = reply.answers[0].sentences[0]
    assert first.phrase == "products_uncovered"
    assert "fruit acid peel" in first.text
    assert "peel-pregnancy" in reply.answers[0].facts
    later = answer_all(Understood((Question("booking", (PEEL,)),)), reply.so_far, two)
    assert "products_uncovered" not in phrases(later.answers[0]), "said a moment ago"


@pytest.mark.parametrize("topic", ["unclear", "out_of_scope"])
def test_a_treatment_named_in_what_was_not_understood_is_remembered(
    two: Knowledge, topic: str
) -> None:
    so_far = answer_all(Understood((Question(topic, (PEEL,)),)), SoFar(), two).so_far
    assert so_far.treatment == "fruit_acid_peel"
    assert answer_all(Understood((Question("pain"),)), so_far, two).answers[0].facts == (
        "peel-stings",
    )
    both = answer_all(Understood((Question(topic, (FIRST, PEEL)),)), SoFar(), two).so_far
    assert both.treatment is None


def test_of_several_questions_on_both_whom_they_suit_comes_first_and_none_is_cut_off(
    two: Knowledge,
) -> None:
    topics = ("pain", "downtime", "suitability")
    asked = tuple(Question(t, (of, PREGNANT)) for t in topics for of in (PEEL, FIRST))
    said = answer_all(Understood(asked), SoFar(), two).answers
    assert [each.topic for each in said[:4]] == ["suitability", "suitability", "pain", "pain"]
    assert [each.treatment for each in said[:2]] == ["fruit_acid_peel", "microneedling"]
    assert said[-1].topic == "downtime"
    assert said[2].facts == ("peel-stings",), "the reason for care is said already"


def test_questions_on_one_treatment_stay_in_their_order(two: Knowledge) -> None:
    asked = tuple(Question(topic, (FIRST,)) for topic in ("pain", "cost", "suitability", "results"))
    said = answer_all(Understood(asked), SoFar(), two).answers
    assert [each.topic for each in said] == ["pain", "cost", "suitability"]
