import pytest

from knowledge import DEFAULT_FOLDER, load
from understanding.about_last import WHY
from understanding.kinds import OF_LAST, QUESTION
from understanding.of_care_told import asked_of_care
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

SHIPPED = load(DEFAULT_FOLDER)


def asked(words: str, *named: Detail, topic: str = "suitability") -> object:
    so_far = SoFar(topic=topic, details=named, person=named)
    found = asked_of_care(Question("results", (), words), so_far, SHIPPED)
    return next(iter(found.named(QUESTION) + found.named(OF_LAST)), None)


ISOTRETINOIN = Detail("circumstance", "isotretinoin")
NURSING = Detail("circumstance", "breastfeeding")
KELOIDS = Detail("circumstance", "keloids")


@pytest.mark.parametrize(
    ("words", "named", "question"),
    [
        ("and how long after", ISOTRETINOIN, "how-long-after-isotretinoin"),
        ("how many months after that then", ISOTRETINOIN, "how-long-after-isotretinoin"),
        ("ok so how long do i wait once i am off it", ISOTRETINOIN, "how-long-after-isotretinoin"),
        ("how long after", NURSING, "after-weaning"),
        ("so what's the soonest then", NURSING, "after-weaning"),
        ("when's the earliest i could have it", NURSING, "after-weaning"),
        ("how long after", Detail("other_treatment", "botox"), "after-botox-or-filler"),
        ("but why would the chest matter for the face", KELOIDS, "why-keloids-count"),
        ("why does it even matter", Detail("circumstance", "fake_tan"), WHY),
    ],
)
def test_few_words_are_asked_of_what_was_spoken_of(
    words: str, named: Detail, question: str
) -> None:
    assert asked(words, named) == question


@pytest.mark.parametrize(
    "words",
    ["how long after can i wash my face", "when can i run after a session", "how long", "why"],
)
def test_what_says_more_is_no_question_of_it(words: str) -> None:
    assert asked(words, ISOTRETINOIN) is None


def test_the_soonest_after_a_price_is_a_day_for_a_visit() -> None:
    assert asked("so when's the soonest then", NURSING, topic="cost") is None


def test_a_reason_that_is_asked_for_by_its_name_stays() -> None:
    named = (Detail(QUESTION, "why-age-22"),)
    question = Question("suitability", named, "why does my age matter")
    so_far = SoFar(topic="suitability", details=(KELOIDS,))
    assert asked_of_care(question, so_far, SHIPPED) == question
