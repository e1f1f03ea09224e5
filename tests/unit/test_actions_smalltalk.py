import pytest

from actions.question import Context, Detail, Question
from actions.smalltalk import KIND, compose_smalltalk, kind_said, starters, treatment_names
from tests.unit.two_treatments import knowledge


def said(kind: str | None) -> str | None:
    details = (Detail(KIND, kind),) if kind else ()
    answer = compose_smalltalk(Question("smalltalk", details), Context(), knowledge())
    return answer.sentences[0].phrase


@pytest.mark.parametrize(
    "kind",
    ["greeting", "thanks", "goodbye", "robot", "help", "acknowledgement", "insult", "declined"],
)
def test_each_kind_has_its_own_words(kind: str) -> None:
    assert said(kind) == f"smalltalk_{kind}"


def test_an_unknown_kind_gets_the_usual_words() -> None:
    assert said("riddle") == "smalltalk_default"
    assert said(None) == "smalltalk_default"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi there!", "greeting"),
        ("good morning, thanks for your help", "help"),
        ("thank you so much", "thanks"),
        ("ok thanks bye", "thanks"),
        ("bye now", "goodbye"),
        ("Am I talking to a robot?", "robot"),
        ("what can you do", "help"),
        ("ok", "acknowledgement"),
        ("you are useless", "insult"),
        ("how\u2019s it going", "how_are_you"),
        ("purple", None),
        ("hits", None),
    ],
)
def test_the_words_of_a_message_say_which_kind_it_is(text: str, kind: str | None) -> None:
    assert kind_said(text) == kind


def test_it_says_that_it_is_a_machine() -> None:
    robot = Question("smalltalk", (Detail(KIND, "robot"),))
    text = compose_smalltalk(robot, Context(), knowledge()).text
    assert "automated assistant, not a person" in text


def test_a_conversation_without_a_subject_is_offered_some() -> None:
    greeting = Question("smalltalk", (Detail(KIND, "greeting"),))
    answer = compose_smalltalk(greeting, Context(), knowledge())
    assert answer.buttons == starters(knowledge())
    assert len(answer.buttons) == 3


def test_all_treatments_are_named() -> None:
    assert treatment_names(knowledge()) == "rolling and peeling"
