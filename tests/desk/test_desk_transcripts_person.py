import pytest

from desk.transcripts.person import Told, told_of
from tests.gateway_under_test import live_knowledge
from understanding.so_far import SoFar
from understanding.understood import Detail, Other


@pytest.mark.parametrize(
    ("detail", "kind", "words"),
    [
        (Detail("circumstance", "pregnancy"), "Reason for care", "pregnancy"),
        (Detail("condition", "keloids", negated=True), "Condition", "not: keloids"),
        (Detail("body_area", "gone_area"), "Place on the body", "gone area"),
        (Detail("age", 41.0), "Age", "41 years"),
        (Detail("days_since", 3.0), "Last session", "3 days before it was told"),
        (Detail("event_wedding", 20.0), "Date to keep", "wedding, 20 days after it was told"),
        (
            *(Detail("planned_big_day", 30.0), "Date to keep"),
            "big day, a session 30 days before",
        ),
    ],
)
def test_what_was_told_is_said_in_words(detail: Detail, kind: str, words: str) -> None:
    held = SoFar(person=(detail,))
    assert told_of(held, live_knowledge().current()) == [Told(kind, words, None)]


def test_a_word_of_the_visitors_own_stands_beside() -> None:
    held = SoFar(person=(Detail("product", "retinol", said="Retin-A"),))
    [told] = told_of(held, live_knowledge().current())
    assert told.words.endswith(" (“Retin-A”)")


def test_harm_is_named_by_its_question() -> None:
    knowledge = live_knowledge().current()
    asked = next(iter(knowledge.questions.values()))
    [told] = told_of(SoFar(person=(Detail("harm", asked.id),)), knowledge)
    assert told.words.casefold() == asked.name.casefold()
    assert told_of(SoFar(person=(Detail("harm", "gone"),)), knowledge)[0].words == "gone"


def test_each_is_said_of_whom_it_is_and_once() -> None:
    scars = Detail("condition", "acne_scars")
    held = SoFar(
        person=(scars, scars),
        whom="son",
        others=(Other("me", (scars, Detail("condition", "acne_scars", of="aunt"))),),
    )
    whom = [each.whom for each in told_of(held, live_knowledge().current())]
    assert whom == ["son", None, "aunt"]
