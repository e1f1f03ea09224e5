"""What a message tells of the visitor."""

from datetime import date

import pytest

from knowledge import DEFAULT_FOLDER, load
from understanding.kinds import AGE, EVENT, PLANNED, SINCE
from understanding.personal import says_of_somebody, told_of
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.understood import Detail

TEXTS = prepared(load(DEFAULT_FOLDER)).texts
WEDDING = f"{EVENT}wedding"


def told(said: str, so_far: SoFar | None = None) -> tuple[Detail, ...]:
    return told_of(TEXTS.read(said), so_far or SoFar(), date(2026, 11, 29))


def test_age_place_and_times_are_told() -> None:
    assert Detail(AGE, 71.0) in told("i'm 71")
    assert Detail("body_area", "hips") in told("theyre on my hips")
    assert told("my wedding is in 5 weeks") == (Detail(WEDDING, 35.0),)
    assert told("had microneedling 2 days ago") == (Detail(SINCE, 2.0),)


def test_a_reason_for_care_that_is_told_as_well_as_denied_is_told() -> None:
    found = told("no keloids on my face but i had keloids on my chest")
    keloids = [each for each in found if each.value == "keloids"]
    assert [each.negated for each in keloids] == [False]


@pytest.mark.parametrize(
    ("said", "is_of_face"),
    [
        ("cheap rings of metal aside, i break out in a rash from jewelry", False),
        ("my watch gives me an itchy rash", False),
        ("there is a rash on my left arm", False),
        ("i have a rash", True),
        ("i got a rash from earrings and it is on my cheeks, too", True),
    ],
)
def test_a_rash_from_what_is_worn_or_elsewhere_is_none_on_the_face(
    said: str, is_of_face: bool
) -> None:
    assert any(each.value == "face_rash" for each in told(said)) is is_of_face


def test_what_stands_beside_a_figure_that_is_put_right_is_told_as_well() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 35.0),))
    said = "it's 4 weeks not 5, and i came off accutane 2 weeks ago"
    found = {each.kind: each.value for each in told(said, so_far)}
    assert (found[WEDDING], found["ago_isotretinoin"]) == (28.0, 14.0)


def test_a_time_alone_corrects_that_of_the_event_told_before() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 49.0),))
    assert told("sorry, its in 5 weeks", so_far) == (Detail(WEDDING, 35.0),)
    assert told("it's 5 weeks, they moved it. is that too late?", so_far) == (
        Detail(WEDDING, 35.0),
    )
    assert told("in 5 weeks") == ()
    assert told("how many can i have in 5 weeks?", so_far) == ()


def test_a_session_that_is_thought_of_is_no_new_date_of_the_event() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 49.0),))
    said = "so that would be 3 weeks before the wedding, is that enough?"
    assert told(said, so_far) == (Detail(f"{PLANNED}wedding", 21.0),)


def test_an_event_is_of_whoever_has_it() -> None:
    assert told("my brother's wedding is in 5 weeks") == (Detail(WEDDING, 35.0, of="brother"),)
    assert told("my brother says my wedding is in 5 weeks") == (Detail(WEDDING, 35.0),)
    so_far = SoFar(person=(Detail(WEDDING, 49.0, of="brother"),))
    assert told("the wedding is in 6 weeks", so_far) == (Detail(WEDDING, 42.0, of="brother"),)


def test_a_statement_has_the_words_of_whoever_tells() -> None:
    assert says_of_somebody("my sugar is good")
    assert says_of_somebody("day 2 and still red")
    assert not says_of_somebody("stretch marks")


def test_what_else_was_done_is_no_session() -> None:
    assert SINCE not in {each.kind for each in told("had lip filler 3 weeks ago. needling ok?")}
    assert SINCE not in {each.kind for each in told("off accutane for good since 2 months ago")}


def test_what_comes_before_the_event_is_counted_back_from_it() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 49.0),))
    said = "there's also a rehearsal dinner 3 days before the wedding"
    assert told(said, so_far) == (Detail(f"{EVENT}event", 46.0),)
    assert told(said) == ()
