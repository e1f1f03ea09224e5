import pytest

from knowledge import DEFAULT_FOLDER, load
from language.clauses import whole_of
from understanding.kinds import HARM, QUESTION
from understanding.of_harm import is_over, of_harm, says_no_more
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

SHIPPED = load(DEFAULT_FOLDER)
DARK = "harm-dark-marks-since"


@pytest.mark.parametrize(
    "said", ["after half a year they faded", "the marks have all gone away", "it did fade"]
)
def test_harm_that_has_passed_is_told_as_over(said: str) -> None:
    assert is_over(said)


@pytest.mark.parametrize("said", ["will they fade", "the marks never went away", "it is still red"])
def test_harm_that_stays_is_not_over(said: str) -> None:
    assert not is_over(said)


def asked(said: str, harm: str = DARK, topic: str = "results") -> tuple[str, ...]:
    text = prepared(SHIPPED).texts.read(said)
    so_far = SoFar(person=(Detail(HARM, harm),))
    particular = {whole_of(each): () for each in text.sentences} | {text.whole: ()}
    questions = [Question(topic, words=said)]
    return tuple(
        id_
        for each in of_harm(text, questions, particular, so_far, SHIPPED)
        for id_ in each.ids(QUESTION)
    )


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("now what do i use on it", "harm-can-it-be-repaired"),
        ("what would help", "harm-can-it-be-repaired"),
        ("could they be gone by christmas", "how-long-dark-marks-last"),
        ("its permanent or no", "side-effects-permanent"),
        ("having it done again by a surgeon, does that mend it", "another-session-evens-out"),
        ("would one more session make it worse", "another-session-evens-out"),
    ],
)
def test_after_harm_it_is_the_harm_that_is_asked_of(said: str, question: str) -> None:
    assert asked(said) == (question,)


def test_what_is_no_matter_of_color_is_not_said_of_dark_marks() -> None:
    assert asked("can it be better by june", "harm-new-scars-since") == ("harm-can-it-be-repaired",)


@pytest.mark.parametrize("topic", ["cost", "booking", "pain"])
def test_what_is_asked_of_the_clinic_stays(topic: str) -> None:
    assert asked("what does one more session do to my budget, more or less", topic=topic) == ()


def test_harm_of_no_kind_takes_nothing_from_what_was_told() -> None:
    assert says_no_more(SHIPPED.questions["harm-ruined-my-skin"], SHIPPED)
    assert not says_no_more(SHIPPED.questions[DARK], SHIPPED)
