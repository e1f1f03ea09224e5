"""What a message tells more than it asks."""

from dataclasses import replace

from knowledge import DEFAULT_FOLDER, load
from understanding.kinds import DETAIL, EVENT, HARM, QUESTION, QUIET, SINCE, TOLD
from understanding.so_far import SoFar
from understanding.telling import as_told
from understanding.understood import Detail, Question, Understood

SHIPPED = load(DEFAULT_FOLDER)
SO_FAR = SoFar(topic="suitability", said=("asked.with-diabetes",))
DIABETES = Question("suitability", (Detail(QUESTION, "with-diabetes"),), "my sugar is good")
HARMED = Detail(HARM, "harm-dark-marks-since")


def told(question: Question, so_far: SoFar, *person: Detail, only_tells: bool = True) -> Question:
    understood = Understood((question,), person=person, only_tells=only_tells)
    return as_told(question, understood, so_far, SHIPPED)


def test_more_of_the_last_question_is_told_not_asked_again() -> None:
    assert told(DIABETES, SO_FAR).ids(TOLD) == (DETAIL,)
    assert told(DIABETES, SO_FAR, only_tells=False) == DIABETES
    assert told(DIABETES, replace(SO_FAR, topic="pain")) == DIABETES
    assert told(DIABETES, replace(SO_FAR, said=())) == DIABETES


def test_only_what_is_new_goes_with_it() -> None:
    belly = Detail("body_area", "abdomen")
    so_far = replace(SO_FAR, person=(Detail("circumstance", "diabetes"),))
    found = told(DIABETES, so_far, belly, Detail("circumstance", "diabetes"))
    assert found.details == (belly, Detail(TOLD, DETAIL))


def test_an_event_is_answered_unless_something_particular_is_asked() -> None:
    wedding = Detail(f"{EVENT}wedding", 35.0)
    assert told(Question("results"), SoFar(), wedding).ids(TOLD) == (EVENT,)
    asks = Question("results", (Detail(QUESTION, "when-results-show"),))
    assert told(asks, SoFar(), wedding, only_tells=False) == asks
    assert told(Question("cost"), SoFar(), wedding).topic == "cost"


def test_after_harm_it_is_asked_what_to_do() -> None:
    so_far = SoFar(topic="side_effects", person=(HARMED,))
    for question in (Question("side_effects"), Question("results", (), "is it permanent")):
        found = told(question, so_far, only_tells=False)
        assert (found.topic, found.ids(TOLD)) == ("side_effects", ("harm",))
    report = Question("side_effects", (Detail(QUESTION, "where-to-report-harm"),), "report it")
    assert told(report, so_far, only_tells=False) == report


def test_in_the_first_days_nobody_is_harmed_for_good() -> None:
    afraid = Question("side_effects", (Detail(QUESTION, "harm-ruined-my-skin"),))
    fresh = SoFar(person=(Detail(SINCE, 2.0),))
    assert told(afraid, fresh).ids(TOLD) == ("after_effect",)
    assert told(afraid, SoFar(person=(Detail(SINCE, 90.0),))).ids(QUESTION) == afraid.ids(QUESTION)


def test_what_is_quiet_is_noted_of_the_reason_for_care_that_was_told() -> None:
    so_far = SoFar(topic="suitability", person=(Detail("circumstance", "rosacea"),))
    found = told(Question("downtime", (), "quiet since last spring"), so_far)
    assert found.details == (Detail("circumstance", "rosacea"), Detail(TOLD, QUIET))
    asked = Question("downtime", (), "is it quiet now?")
    assert told(asked, so_far, only_tells=False) == asked
    assert told(Question("downtime", (), "quiet since last spring"), SoFar()).topic == "downtime"


def test_a_count_of_months_is_asked_of_the_reason_for_care_that_was_told() -> None:
    so_far = SoFar(topic="suitability", person=(Detail("circumstance", "isotretinoin"),))
    found = told(Question("sessions", (), "6 months from may then"), so_far, only_tells=False)
    assert found.details == so_far.person


def test_a_thing_that_is_named_is_asked_of_the_care_after_a_session() -> None:
    henna = Question("out_of_scope", (Detail("product", "henna"),), "henna ok")
    had = (Detail(SINCE, 3.0),)
    assert told(henna, SoFar(person=had), only_tells=False).topic == "aftercare"
    assert told(henna, SoFar(topic="preparation"), only_tells=False).topic == "preparation"
    assert told(henna, SoFar(), only_tells=False) == henna
    long = replace(henna, words="my aunt wants to sell me henna, where can she open a shop")
    assert told(long, SoFar(person=had), only_tells=False) == long


def test_the_day_of_a_session_alone_is_answered_by_what_is_usual() -> None:
    had = Detail(SINCE, 1.0)
    assert told(Question("unclear", (), "had it yesterday"), SoFar(), had).ids(TOLD) == (
        "after_effect",
    )
    asks = Question("cost", (), "had it yesterday. what do i owe")
    assert told(asks, SoFar(), had, only_tells=False) == asks


def test_a_reason_for_care_that_is_only_told_is_answered_as_one() -> None:
    pill = Question("out_of_scope", (Detail("circumstance", "statins"),), "i take crestor")
    assert told(pill, SoFar()).topic == "suitability"
    assert told(pill, SoFar(), only_tells=False) == pill
