from typing import get_args

import pytest

from actions.emergency import (
    answer_level,
    answer_sign,
    compose_check,
    compose_emergency_question,
    levels_of,
)
from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import AfterName, LevelName
from tests.unit.two_treatments import knowledge
from understanding.kinds import AFTER, SIGN
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign

SHIPPED = load(DEFAULT_FOLDER)


@pytest.mark.parametrize("level", ["emergency_now", "today", "self_harm"])
def test_a_sign_is_answered_by_the_wording_of_its_level_and_nothing_else(level: LevelName) -> None:
    known = knowledge("phone: +1 202 555 0143\nemergency_number: 112")
    answer = answer_level(level, known)
    expected = known.safety.answer(level, emergency_number="112", clinic_contact="+1 202 555 0143")
    assert tuple(line.text for line in answer.sentences) == expected
    assert {line.phrase for line in answer.sentences} == {f"safety.{level}"}
    assert (answer.topic, answer.facts, answer.buttons) == ("emergency", (), ())


def test_a_blank_profile_still_gets_an_answer() -> None:
    text = answer_level("emergency_now", knowledge()).text
    assert knowledge().safety.emergency_number_when_blank in text
    assert "None" not in text


def test_the_most_serious_of_several_signs_counts() -> None:
    question = Question("emergency", (Detail(SIGN, "today"), Detail(SIGN, "emergency_now")))
    answer = compose_emergency_question(question, SoFar(), knowledge())
    assert answer.sentences[0].phrase == "safety.emergency_now"


def test_an_emergency_without_a_known_sign_says_when_to_call() -> None:
    answer = compose_emergency_question(Question("emergency"), SoFar(), knowledge())
    assert answer.sentences[0].phrase == "safety.today"


def test_signs_are_found_in_their_level() -> None:
    safety = knowledge().safety
    sign = next(iter(safety.levels["today"].signs))
    assert levels_of(sign, safety) == ("today",)
    assert levels_of("no_such_sign", safety) == ()


def test_a_language_adds_its_own_line_with_the_number_first() -> None:
    answer = answer_sign(
        Sign("emergency_now", "emergency_now", "pattern", language="es"),
        SHIPPED,
    )
    assert answer.sign == "emergency_now"
    assert answer.text.startswith("Llame ahora al ")


def test_a_check_asks_and_one_of_its_buttons_is_the_alarm() -> None:
    answer = compose_check(Sign("today", "pus", "meaning"), knowledge())
    assert answer.sign == "check"
    assert "now?" in answer.text
    assert [button.id for button in answer.buttons] == [
        "emergency.warning_sign.today",
        "smalltalk.smalltalk.checked",
    ]


def test_a_check_of_self_harm_asks_whether_somebody_is_safe() -> None:
    answer = compose_check(Sign("self_harm", "self_harm", "meaning"), knowledge())
    assert "safe" in answer.text
    assert answer.buttons[0].id == "emergency.warning_sign.self_harm"
    assert answer.buttons[1].id == "smalltalk.smalltalk.safe"


OF_DESPAIR = {"not_alone", "safe"}


@pytest.mark.parametrize("after", sorted(set(get_args(AfterName)) - OF_DESPAIR))
@pytest.mark.parametrize("level", ["emergency_now", "today"])
def test_what_is_said_after_a_sign_has_its_own_wording(after: AfterName, level: LevelName) -> None:
    asked = Question("emergency", (Detail(SIGN, level), Detail(AFTER, after)))
    answer = compose_emergency_question(asked, SoFar(), SHIPPED)
    wording = SHIPPED.safety.levels[level].after[after]
    assert len(answer.sentences) == len(wording)
    assert answer.text != answer_level(level, SHIPPED).text
    assert answer.sign == (None if after in ("going", "better") else level)


@pytest.mark.parametrize("after", sorted(OF_DESPAIR))
def test_whoever_is_looked_after_reads_no_alarm_and_the_number_stays(after: AfterName) -> None:
    asked = Question("emergency", (Detail(SIGN, "self_harm"), Detail(AFTER, after)))
    answer = compose_emergency_question(asked, SoFar(), SHIPPED)
    assert answer.sign is None
    assert answer.text.startswith("I am ")
    assert "at any hour" in answer.text
    assert "now, or go to" not in answer.text


def test_what_has_no_wording_of_its_own_is_answered_by_that_of_its_level() -> None:
    asked = Question("emergency", (Detail(SIGN, "self_harm"), Detail(AFTER, "wait")))
    answer = compose_emergency_question(asked, SoFar(), SHIPPED)
    assert answer == answer_level("self_harm", SHIPPED)
