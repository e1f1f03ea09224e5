from dataclasses import replace

import pytest

from actions.answer import Answer
from actions.answering import answer_all
from actions.emergency import word_to_help
from knowledge.safety import LevelName
from tests.unit.two_treatments import knowledge
from understanding.kinds import SIGN
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

KNOWN = knowledge()
HICCUPS = Detail("circumstance", "hiccups")


def reply(question: Question, so_far: SoFar, *person: Detail) -> tuple[Answer, SoFar]:
    made = answer_all(Understood((question,), person=person), so_far, KNOWN)
    return made.answers[0], made.so_far


def told(answer: Answer) -> list[str | None]:
    return [line.phrase or line.fact for line in answer.sentences]


def test_a_reason_for_care_comes_before_what_leads_to_the_treatment() -> None:
    first, after = reply(Question("benefits"), SoFar(), HICCUPS)
    assert told(first)[:2] == ["caution", "care-hiccups"]
    assert "AGENCY" in [source["id"] for source in first.cited]
    unlike, after = reply(Question("pain"), after)
    assert "caution_again" not in told(unlike)
    second, _ = reply(Question("sessions"), after)
    assert "caution" not in told(second)


def test_it_is_named_shortly_right_after_it_was_the_subject() -> None:
    subject, after = reply(Question("suitability", (HICCUPS,)), SoFar(), HICCUPS)
    assert "care-hiccups" in told(subject)
    again, after = reply(Question("benefits"), after)
    assert told(again)[0] == "caution_again"
    at_once, _ = reply(Question("benefits"), after)
    assert "caution_again" not in told(at_once)


def test_what_was_ruled_out_is_no_reason_any_more() -> None:
    so_far = SoFar(person=(HICCUPS,))
    plain, _ = reply(Question("benefits"), so_far, Detail("circumstance", "hiccups", negated=True))
    assert "caution" not in told(plain)


@pytest.mark.parametrize("level", ["emergency_now", "today", "self_harm"])
def test_after_a_warning_sign_that_comes_first(level: str) -> None:
    so_far = SoFar.from_json({"alarm": level})
    answer, after = reply(Question("benefits"), so_far)
    assert told(answer)[0] == f"alarm_stands_{level}"
    elsewhere, _ = reply(Question("benefits"), after)
    assert "alarm_stands_" not in str(told(elsewhere))
    for _ in range(2):
        answer, after = reply(Question("handoff"), after)
        assert told(answer)[0] == f"alarm_stands_{level}"
    assert "alarm_stands_" not in str(told(reply(Question("handoff"), after)[0]))


def test_a_sign_that_was_looked_at_is_not_come_back_to() -> None:
    so_far = SoFar(alarm="today", sign="today", person=(Detail(SIGN, "fever"), HICCUPS))
    asked = Understood((Question("handoff"),), over="seen")
    made = answer_all(asked, so_far, KNOWN)
    assert told(made.answers[0])[0] == "smalltalk_seen"
    assert "alarm_stands_today" not in told(made.answers[0])
    held = made.so_far
    assert (held.alarm, held.sign, held.person) == (None, None, (HICCUPS,))
    mistaken = answer_all(replace(asked, over="mistaken"), so_far, KNOWN)
    assert {"smalltalk_seen", "alarm_stands_today"}.isdisjoint(told(mistaken.answers[0]))


@pytest.mark.parametrize("level", ["today", "emergency_now"])
def test_whoever_has_help_is_not_sent_for_it_again(level: LevelName) -> None:
    so_far = SoFar(alarm=level, sign=level)
    asked = Understood((Question("handoff"),), over="in_care")
    made = answer_all(asked, so_far, KNOWN)
    assert made.answers[0].sentences[0] == word_to_help(level, KNOWN)
    assert f"alarm_stands_{level}" not in told(made.answers[0])
    # The alarm stands, for what may be asked of it next: whether it can wait after all.
    assert (made.so_far.alarm, made.so_far.sign) == (level, level)
