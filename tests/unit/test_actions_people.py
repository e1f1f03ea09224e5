from actions.answer import Answer
from actions.composing import Draft
from actions.people import compose_handoff, compose_personal_advice
from knowledge import DEFAULT_FOLDER, load
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def known_advice() -> str:
    """The first thing that the sources have for whoever asks for advice."""
    return Draft(Question("personal_advice"), SoFar(), knowledge()).facts[0]


def advice(*circumstances: str) -> Answer:
    details = tuple(Detail("circumstance", each) for each in circumstances)
    return compose_personal_advice(
        Draft(Question("personal_advice", details), SoFar(), knowledge())
    )


def test_a_person_is_named_as_far_as_the_profile_goes() -> None:
    known = knowledge("phone: +1 202 555 0143")
    answer = compose_handoff(Draft(Question("handoff"), SoFar(), known))
    assert [line.phrase for line in answer.sentences] == ["handoff", "reach"]


def test_who_wants_a_clinician_is_not_sent_to_the_desk_alone() -> None:
    asked = Question("handoff", (Detail("question", "speak-to-a-clinician"),))
    answer = compose_handoff(Draft(asked, SoFar(), load(DEFAULT_FOLDER)))
    assert answer.sentences[0].phrase == "handoff_clinician"


def test_no_advice_is_given_and_no_medicine_is_changed() -> None:
    answer = advice()
    first = known_advice()
    assert [line.phrase or line.fact for line in answer.sentences] == [
        "personal_advice",
        first,
        "personal_advice_medicine",
        "personal_advice_ask",
    ]
    assert answer.buttons[0].id.startswith("handoff")
    assert "don't change or stop a medicine" in answer.text
    assert answer.parts == 1


def test_what_the_sources_say_of_a_thing_named_is_shown_but_no_advice() -> None:
    one = advice("hiccups")
    assert [line.phrase or line.fact for line in one.sentences] == [
        "personal_advice",
        "care-hiccups",
        "personal_advice_medicine",
        "personal_advice_ask",
    ]
    both = advice("hiccups", "bumps")
    assert [line.fact for line in both.sentences if line.bullet] == ["care-hiccups", "care-bumps"]
