from actions.answering import COMPOSERS, answer, answer_all
from actions.emergency import SIGN
from actions.question import Context, Detail, Question
from knowledge import TOPICS
from tests.unit.two_treatments import knowledge

KNOWN = knowledge()


def topics(*questions: Question) -> list[str]:
    return [each.topic for each in answer_all(questions, Context(), KNOWN).answers]


def test_every_topic_is_answered_under_its_own_name() -> None:
    for topic in TOPICS:
        said = answer(Question(topic), Context(), KNOWN)
        assert said.topic == topic
        assert said.text
    assert set(COMPOSERS) <= set(TOPICS)


def test_two_questions_get_two_answers_in_order() -> None:
    assert topics(Question("pain"), Question("definition")) == ["pain", "definition"]


def test_questions_of_one_topic_are_answered_together() -> None:
    first = Question("conditions", (Detail("condition", "spots"),))
    second = Question("conditions", (Detail("condition", "dents"),))
    reply = answer_all([first, second], Context(), KNOWN)
    assert len(reply.answers) == 1
    assert {"use-spots", "use-dents"} <= set(reply.answers[0].facts)


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
    context = Context(topic="needle_depth")
    follow = Question("follow_up", (Detail("depth", 5.0),))
    reply = answer_all([follow, Question("pain")], context, KNOWN)
    assert [each.topic for each in reply.answers] == ["needle_depth", "pain"]
    assert (reply.context.topic, reply.context.depth) == ("pain", 5.0)


def test_a_treatment_is_remembered() -> None:
    peeling = Question("definition", (Detail("treatment", "peeling"),))
    reply = answer_all([peeling], Context(), KNOWN)
    again = answer_all([Question("definition")], reply.context, KNOWN)
    assert again.answers[0].facts == ("peeling-what",)
