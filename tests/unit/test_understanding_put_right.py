import pytest

from knowledge import DEFAULT_FOLDER, load
from language.entities import Entity
from understanding.kinds import AGO, EVENT, QUESTION, TOLD, WAS
from understanding.put_right import corrects, put_right, swaps
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

SHIPPED = load(DEFAULT_FOLDER)
ASKED = SoFar(
    topic="conditions",
    words="will it do anything for burn scars",
    details=(Detail("body_area", "cheeks"), Detail(QUESTION, "helps-burn-scars")),
)
SCARS = Detail("condition", "acne_scars")


@pytest.mark.parametrize(
    "said",
    [
        "let me correct that, it was my left cheek",
        "oops, it is in three weeks",
        "i lied, we fly on the 4th",
        "they're from acne, not burns",
        "no no, the lenses come out",
        "scratch that, it was my aunt",
    ],
)
def test_what_puts_something_right_is_recognized(said: str) -> None:
    assert corrects(said, ASKED)


@pytest.mark.parametrize(
    "said",
    [
        "it is red, not swollen",
        "no, how long is it red",
        "is it for burns, not for acne",
        "i am at home, not sure if that counts",
        "thank you",
    ],
)
def test_what_tells_or_asks_something_else_puts_nothing_right(said: str) -> None:
    assert not corrects(said, ASKED)


def test_nothing_is_put_right_before_anything_was_said() -> None:
    assert not corrects("let me correct that", SoFar())


def understood(words: str, *person: Detail) -> Understood:
    asked = Question("smalltalk", (), words)
    return Understood((asked,), person=person, tone="corrected", words=words)


def test_the_last_question_is_asked_anew_of_what_is_right() -> None:
    message = understood("they're from acne, not burns", SCARS)
    found = put_right(message.questions, message, ASKED, SHIPPED)
    assert found == (Question("conditions", (Detail("body_area", "cheeks"), SCARS)),)
    assert put_right(found, message, ASKED, SHIPPED) == found


def test_a_cause_alone_makes_scars_that_were_spoken_of_acne_scars() -> None:
    message = understood("they are from acne, not burns")
    assert SCARS in put_right(message.questions, message, ASKED, SHIPPED)[0].details


def test_a_new_time_of_an_event_is_counted_anew() -> None:
    message = understood("i lied, it is in 4 weeks", Detail(f"{EVENT}wedding", 28.0))
    assert put_right(message.questions, message, ASKED, SHIPPED)[0].details == (
        Detail(TOLD, EVENT),
    )


def test_what_changes_nothing_stays_small_talk() -> None:
    message = understood("no no, the lenses come out")
    assert put_right(message.questions, message, ASKED, SHIPPED) == message.questions


def test_a_figure_is_put_right_also_where_something_is_asked_beside() -> None:
    off = Detail(f"{AGO}isotretinoin", 90.0, said="3 months")
    held = SoFar(topic="downtime", person=(off,))
    assert corrects("it's 5 months not 3, is it ok then", held)
    told = Detail(off.kind, 150.0, said="5 months"), Detail(WAS, "3 months", said="5 months")
    message = understood("it's 5 months not 3, is it ok then", *told)
    (question,) = put_right(message.questions, message, held, SHIPPED)
    assert question.topic == "suitability"
    assert question.ids("question") == ("how-long-after-isotretinoin",)


def test_one_reason_for_care_stands_in_place_of_another() -> None:
    pacemaker = Detail("circumstance", "pacemaker")
    held = SoFar(topic="suitability", details=(pacemaker,), person=(pacemaker,))
    here = Entity("circumstance", "pacemaker", 4, 13, "pacemaker", negated=True)
    other = Entity("circumstance", "stent", 20, 25, "stent")
    assert swaps((here, other), held)
    assert not swaps((here,), held)
    message = understood("not a pacemaker, a stent", Detail("circumstance", "stent"))
    (question,) = put_right(message.questions, message, held, SHIPPED)
    assert question.ids("circumstance") == ("stent",)


def test_a_length_is_put_right() -> None:
    held = SoFar(topic="needle_depth", depth=1.5)
    message = understood("it was 1.0 not 1.5")
    (question,) = put_right(message.questions, message, held, SHIPPED)
    assert question == Question("needle_depth", (Detail("depth", 1.0),), "it was 1.0 not 1.5")
