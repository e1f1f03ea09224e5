"""Particular questions: answered by their facts, by the clinic's profile, or as a gap by name."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_knowledge import QUESTIONS, TREATMENTS, edited, write_folder

from actions.answer import Answer
from actions.answering import answer, answer_all
from actions.buttons import payload, pressed
from knowledge import DEFAULT_FOLDER, Knowledge, load
from knowledge.clinic import ClinicProfile
from knowledge.matching import is_of_harm
from knowledge.questions import KnownQuestion
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign, Understood

ASKED = Question("definition", (Detail(QUESTION, "what-it-means"),))
GAP = Question("definition", (Detail(QUESTION, "rolling-or-tumbling"),))


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load(write_folder(tmp_path / "small", questions=QUESTIONS))


def ids(said: Answer) -> list[str]:
    return [button.id for button in said.buttons]


def test_its_first_fact_comes_first_and_its_qualifier_beside_it(knowledge: Knowledge) -> None:
    said = answer(ASKED, SoFar(), knowledge)

    assert said.facts == ("what-it-is", "limits")


def test_a_gap_is_said_by_name_with_what_is_near_and_the_front_desk(knowledge: Knowledge) -> None:
    said = answer(GAP, SoFar(), knowledge)

    assert said.text.startswith("No source here says how it differs from tumbling. Rolling means")
    assert said.sentences[-1].phrase == "reach_unknown"
    assert ids(said)[0] == "handoff"


def test_what_nobody_has_released_is_no_gap(knowledge: Knowledge) -> None:
    said = answer(ASKED, SoFar(), knowledge.only_reviewed())

    assert said.text.startswith("The clinic has not released its answer on what rolling means yet")
    assert "No source" not in said.text


def test_the_clinics_own_line_comes_before_any_fact(tmp_path: Path) -> None:
    questions = edited("near: [what-it-is]", "clinic_part: parking", QUESTIONS)
    knowledge = load(write_folder(tmp_path / "small", questions=questions))
    filled = replace(knowledge, clinic=ClinicProfile(parking="Tumblers park behind the house."))

    assert answer(GAP, SoFar(), filled).text == "Tumblers park behind the house."
    assert answer(GAP, SoFar(), knowledge).text.startswith("I don't have anything on parking.")


def test_at_most_three_sentences_and_the_rest_behind_more(tmp_path: Path) -> None:
    facts = "".join(
        f"  - id: more-{number}\n    text: Rolling has detail {word}.\n    source: LEAFLET\n"
        for number, word in enumerate(["alpha", "beta", "gamma"])
    )
    knowledge = load(
        write_folder(
            tmp_path / "small",
            edited("treatments:\n", f"{facts}treatments:\n", TREATMENTS),
            edited("facts: [what-it-is]", "facts: [what-it-is, more-0, more-1, more-2]", QUESTIONS),
        )
    )

    first = answer(ASKED, SoFar(), knowledge)
    assert first.facts == ("what-it-is", "limits", "more-0")
    assert ids(first)[0] == "more.definition.2.question.what-it-means"
    second = answer(pressed(ids(first)[0]), SoFar(), knowledge)
    assert second.facts == ("more-1", "more-2")


def test_another_question_that_may_be_meant_is_a_button_that_works(knowledge: Knowledge) -> None:
    asked = ASKED.with_details([Detail(OTHER_QUESTION, "rolling-or-tumbling")])

    (button, *_) = answer(asked, SoFar(), knowledge).buttons

    assert button.id == "definition.question.rolling-or-tumbling"
    assert button.title == "How it differs from tumbling"
    assert payload(button.id) == '/ask_definition{"question": "rolling-or-tumbling"}'
    assert answer(pressed(button.id), SoFar(), knowledge) == answer(GAP, SoFar(), knowledge)


def test_where_the_topic_has_nothing_on_what_is_named_the_likeliest_is_answered() -> None:
    known = load(DEFAULT_FOLDER)
    details = (
        Detail("condition", "other_scars"),
        Detail(OTHER_QUESTION, "helps-scar-on-body"),
    )
    asked = Question("conditions", details, confidence=0.4)
    first = known.questions["helps-scar-on-body"].facts[0]
    assert answer(asked, SoFar(), known).facts[0] == first
    # Several things are looked up one by one.
    several = replace(asked, details=(*details, Detail("condition", "stretch_marks")))
    assert first not in answer(several, SoFar(), known).facts[:1]


def test_a_gap_in_advice_says_what_is_nearest_before_whom_to_ask() -> None:
    known = load(DEFAULT_FOLDER)
    gaps = [q for q in known.questions.values() if q.topic == "personal_advice" and q.near]
    for gap in gaps:
        said = answer(Question(gap.topic, (Detail(QUESTION, gap.id),)), SoFar(), known)
        assert [line.fact or line.phrase for line in said.sentences[:2]] == ["gap", gap.near[0]]
    assert gaps


def test_behind_a_gap_what_was_said_of_something_else_is_said_again(knowledge: Knowledge) -> None:
    heard = ("what-it-is", "limits")
    said = answer(GAP, SoFar(said=heard), knowledge)
    assert said.facts[:1] == ("what-it-is",)
    again = answer(GAP, SoFar(said=(*heard, "asked.rolling-or-tumbling")), knowledge)
    # Asked once more, the gap alone would leave them with nothing.
    assert again.facts[:1] == ("what-it-is",)
    assert again.sentences[0].phrase == "gap"


def test_only_the_first_fact_of_a_question_is_said_as_an_answer(tmp_path: Path) -> None:
    text = edited(
        "is rolled over the skin.\n",
        "is rolled over the skin.\n    as_answer: >-\n      Shortly: rolling means that a soft "
        "ball is rolled over the skin.\n",
    )
    known = load(write_folder(tmp_path / "answering", text, QUESTIONS))
    assert answer(ASKED, SoFar(), known).text.startswith("Shortly: rolling means")
    assert "Shortly:" not in answer(GAP, SoFar(), known).text
    assert "Shortly:" not in answer(Question("definition"), SoFar(), known).text
    again = SoFar(said=("asked.what-it-means", "what-it-is"))
    assert "Shortly:" not in answer(ASKED, again, known).text


def test_harm_is_not_guessed() -> None:
    known = load(DEFAULT_FOLDER)
    harm = next(each for each in known.questions.values() if is_of_harm(each, known))
    asked = Question("side_effects", (Detail(OTHER_QUESTION, harm.id),), confidence=0.9)
    assert harm.facts[0] not in answer(asked, SoFar(), known).facts


def test_a_fact_on_another_reason_for_care_than_is_named_waits() -> None:
    known = load(DEFAULT_FOLDER)
    named = Detail("circumstance", "radiotherapy")
    asked = Question("suitability", (Detail(QUESTION, "with-chemo-or-radiation"), named))
    assert answer(asked, SoFar(), known).facts[0] == "suit-radiotherapy"


def test_two_questions_of_one_topic_get_an_answer_each(knowledge: Knowledge) -> None:
    reply = answer_all(Understood((ASKED, GAP)), SoFar(), knowledge)

    assert len(reply.answers) == 2


def test_a_question_that_is_no_more_is_answered_by_its_topic(knowledge: Knowledge) -> None:
    old = Question("definition", (Detail(QUESTION, "long-gone"),))

    assert answer(old, SoFar(), knowledge) == answer(Question("definition"), SoFar(), knowledge)


def test_who_wants_a_person_gets_every_way_to_one(knowledge: Knowledge) -> None:
    reach = KnownQuestion("reach", "rolling", "handoff", "how to reach", (), clinic_part="phone")
    known = replace(knowledge, questions={"reach": reach})

    said = answer(Question("handoff", (Detail(QUESTION, "reach"),)), SoFar(), known)

    assert said.text == answer(Question("handoff"), SoFar(), known).text
    assert said.text.startswith(known.phrases.render("handoff"))


@pytest.mark.parametrize(("question", "topics"), [(ASKED, 2), (Question("definition"), 1)])
def test_beside_a_doubt_about_self_harm_only_a_sure_question_is_answered(
    knowledge: Knowledge, question: Question, topics: int
) -> None:
    check = Sign("self_harm", "self_harm", "meaning", 0.5)
    answers = answer_all(Understood((question,), check=check), SoFar(), knowledge).answers
    assert len(answers) == topics
    assert answers[-1].sign == "check"


def test_a_reason_for_care_that_is_named_comes_first_and_what_nobody_knows_last() -> None:
    shipped = load(DEFAULT_FOLDER)
    named = [Detail(QUESTION, "melasma-getting-worse"), Detail("circumstance", "pregnancy")]
    asked = Question("suitability", (*named, Detail("circumstance", "methotrexate")))
    told = answer(asked, SoFar(), shipped).sentences
    assert [line.fact or line.phrase for line in told[:2]] == ["suit-pregnancy", "gap"]
    unknown = next(line.text for line in told if line.phrase == "nothing_on_taken")
    assert "methotrexate" in unknown
    assert "whoever prescribed it" in unknown
