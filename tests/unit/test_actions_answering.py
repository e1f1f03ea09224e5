from typing import get_args

from actions.answering import COMPOSERS, answer, answer_all
from knowledge import DEFAULT_FOLDER, TOPICS, load
from knowledge.topics import Family
from tests.unit.two_treatments import knowledge
from understanding.kinds import CLINIC_PART, QUESTION, SIGN
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

KNOWN = knowledge()


def topics(*questions: Question) -> list[str]:
    return [each.topic for each in answer_all(Understood(questions), SoFar(), KNOWN).answers]


def test_every_topic_is_answered_under_its_own_name() -> None:
    for topic in TOPICS:
        said = answer(Question(topic), SoFar(), KNOWN)
        assert said.topic == topic
        assert said.text
    assert set(COMPOSERS) == set(get_args(Family)) - {"emergency", "unclear"}


def test_two_questions_get_two_answers_in_order() -> None:
    assert topics(Question("pain"), Question("definition")) == ["pain", "definition"]


def test_questions_of_one_topic_are_answered_together() -> None:
    first = Question("conditions", (Detail("condition", "spots"),))
    second = Question("conditions", (Detail("condition", "dents"),))
    reply = answer_all(
        Understood((first, second)),
        SoFar(),
        KNOWN,
    )
    assert len(reply.answers) == 1
    assert {"use-spots", "use-dents"} <= set(reply.answers[0].facts)


def test_what_the_clinic_left_blank_is_owned_up_to_once_in_a_reply() -> None:
    prices, hours = Detail(CLINIC_PART, "prices"), Detail(CLINIC_PART, "hours")
    one = Question("cost", (Detail(QUESTION, "price-by-area"), prices))
    other = Question("cost", (Detail(QUESTION, "price-of-a-course"), prices))
    replied = answer_all(
        Understood((one, other, Question("booking", (hours,)))), SoFar(), load(DEFAULT_FOLDER)
    )
    assert [each.topic for each in replied.answers] == ["cost", "booking"]
    # What else was asked is named, so that nobody waits for it.
    assert [line.phrase for line in replied.answers[0].sentences][:2] == [
        "clinic_blank",
        "blank_too",
    ]
    assert "what a course or package costs" in replied.answers[0].text


def test_what_stands_above_is_not_said_again_in_the_same_reply() -> None:
    shipped = load(DEFAULT_FOLDER)
    who = Question("providers", (Detail(QUESTION, "who-does-it"),))
    nurse = Question("providers", (Detail(QUESTION, "can-a-nurse-or-technician-do-it"),))
    first, second = answer_all(Understood((who, nurse)), SoFar(), shipped).answers
    alone = answer(nurse, SoFar(), shipped)
    assert second.facts[0] == alone.facts[0]
    assert set(alone.facts[1:]) & set(first.facts)
    assert not set(second.facts[1:]) & set(first.facts)


def test_a_gap_is_owned_up_to_also_where_its_nearest_fact_was_just_said() -> None:
    shipped = load(DEFAULT_FOLDER)
    hurts = Question("pain", (Detail(QUESTION, "does-it-hurt"),))
    tattoo = Question("pain", (Detail(QUESTION, "worse-than-a-tattoo"),))
    first, second = answer_all(Understood((hurts, tattoo)), SoFar(), shipped).answers
    assert set(second.facts) <= set(first.facts)
    assert second.lacks == "gap"
    # One matter that was read as two questions is answered once.
    same = Question("pain", (Detail(QUESTION, "does-it-hurt"), Detail("body_area", "face")))
    assert len(answer_all(Understood((hurts, same)), SoFar(), shipped).answers) == 1


def test_no_more_than_three_are_answered() -> None:
    asked = [Question(topic) for topic in ("pain", "definition", "types", "results")]
    assert len(topics(*asked)) == 3


def test_a_greeting_beside_a_question_is_passed_over() -> None:
    assert topics(Question("smalltalk"), Question("pain")) == ["pain"]
    assert topics(Question("unclear"), Question("pain")) == ["pain"]
    assert topics(Question("smalltalk"), Question("unclear")) == ["smalltalk"]


def test_an_emergency_is_answered_alone() -> None:
    sign = Question("emergency", (Detail(SIGN, "emergency_now"),))
    assert topics(Question("pain"), sign) == ["emergency"]


def test_what_a_follow_up_means_is_worked_out_before_answers_are_joined() -> None:
    context = SoFar(topic="needle_depth")
    follow = Question("follow_up", (Detail("depth", 5.0),))
    reply = answer_all(
        Understood((follow, Question("pain"))),
        context,
        KNOWN,
    )
    assert [each.topic for each in reply.answers] == ["needle_depth", "pain"]
    assert (reply.so_far.topic, reply.so_far.depth) == ("pain", 5.0)


def test_a_treatment_is_remembered() -> None:
    peeling = Question("definition", (Detail("treatment", "peeling"),))
    reply = answer_all(Understood((peeling,)), SoFar(), KNOWN)
    again = answer_all(Understood((Question("definition"),)), reply.so_far, KNOWN)
    assert again.answers[0].facts == ("peeling-what",)
