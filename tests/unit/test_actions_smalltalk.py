import pytest

from actions.composing import Draft, treatment_names
from actions.smalltalk import compose_smalltalk, starters
from tests.unit.two_treatments import knowledge
from understanding.kinds import EVENT, SINCE, SMALLTALK
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def said(kind: str | None) -> str | None:
    details = (Detail(SMALLTALK, kind),) if kind else ()
    answer = compose_smalltalk(Draft(Question("smalltalk", details), SoFar(), knowledge()))
    return answer.sentences[0].phrase


@pytest.mark.parametrize(
    "kind",
    [
        "greeting",
        "thanks",
        "goodbye",
        "farewell",
        "wish",
        "leaving",
        "joke",
        "may_ask",
        "robot",
        "help",
        "acknowledgement",
        "insult",
        "declined",
    ],
)
def test_each_kind_has_its_own_words(kind: str) -> None:
    assert said(kind) == f"smalltalk_{kind}"


def test_an_unknown_kind_gets_the_usual_words() -> None:
    assert said("riddle") == "smalltalk_default"
    assert said(None) == "smalltalk_default"


def test_it_says_that_it_is_a_machine() -> None:
    robot = Question("smalltalk", (Detail(SMALLTALK, "robot"),))
    text = compose_smalltalk(Draft(robot, SoFar(), knowledge())).text
    assert "automated assistant, not a person" in text


def test_a_conversation_without_a_subject_is_offered_some() -> None:
    greeting = Question("smalltalk", (Detail(SMALLTALK, "greeting"),))
    answer = compose_smalltalk(Draft(greeting, SoFar(), knowledge()))
    assert answer.buttons == starters(knowledge())
    assert len(answer.buttons) == 3


def test_all_treatments_are_named() -> None:
    assert treatment_names(knowledge()) == "rolling and peeling"


def test_what_only_takes_note_comes_last() -> None:
    details = (Detail(SMALLTALK, "acknowledgement"), Detail(SMALLTALK, "goodbye"))
    answer = compose_smalltalk(Draft(Question("smalltalk", details), SoFar(), knowledge()))
    assert answer.sentences[0].phrase == "smalltalk_goodbye"


def left(kind: str, so_far: SoFar) -> str:
    question = Question("smalltalk", (Detail(SMALLTALK, kind),))
    return compose_smalltalk(Draft(question, so_far, knowledge())).text


def test_whoever_leaves_is_wished_well_for_what_they_told() -> None:
    wedding = SoFar(person=(Detail(f"{EVENT}wedding", 40.0),))
    assert left("goodbye", wedding).endswith("All the best for your wedding.")
    assert "wedding" not in left("thanks", wedding)
    assert left("farewell", SoFar(person=(Detail(SINCE, 2.0),))).endswith("heals well.")
    assert left("goodbye", SoFar(person=(Detail(SINCE, 90.0),))) == left("goodbye", SoFar())


def test_thanks_after_a_warning_sign_are_no_occasion_to_offer_more() -> None:
    text = left("thanks", SoFar(sign="today"))
    assert text.endswith("I hope that it is better soon.")
    assert "?" not in text
    assert "better" not in left("thanks", SoFar(sign="self_harm"))


def test_who_is_on_the_way_to_be_seen_is_asked_nothing() -> None:
    text = left("acknowledgement", SoFar(alarm="today", sign="today"))
    assert "Being seen comes first" in text
    assert "Being seen" not in left("acknowledgement", SoFar(sign="today"))


def test_nobody_in_despair_takes_note_or_leaves_without_the_number() -> None:
    known = knowledge()
    for since, kind in ((1, "acknowledgement"), (2, "goodbye")):
        so_far = SoFar(alarm="self_harm", sign="self_harm", since_alarm=since)
        question = Question("smalltalk", (Detail(SMALLTALK, kind),))
        answer = compose_smalltalk(Draft(question, so_far, known))
        assert answer.said == ("alarm_stands_self_harm",)
