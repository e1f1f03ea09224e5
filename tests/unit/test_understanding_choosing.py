from collections.abc import Mapping

import pytest

from knowledge import DEFAULT_FOLDER, load
from language.clauses import Stretch
from language.text import Text, TextReader
from understanding.choosing import (
    MOST_QUESTIONS,
    MOST_STRETCHES,
    Part,
    hold_all,
    questions_of,
    stretches_of,
)
from understanding.intent_model import RankedIntent
from understanding.model import Thresholds

READER = TextReader(load(DEFAULT_FOLDER))


def chosen(message: str, topics: Mapping[str, tuple[str, float]]) -> list[str]:
    """The topics asked, where each stretch holding one of the words means its topic."""
    text = READER.read(message)
    rankings = {stretch: [ranked(text, stretch, topics)] for stretch in stretches_of(text)}
    return [part.intent.name for part in questions_of(text, rankings, Thresholds())]


def ranked(text: Text, stretch: Stretch, topics: Mapping[str, tuple[str, float]]) -> RankedIntent:
    words = text.of(stretch)
    found = [topic for word, topic in topics.items() if word in words]
    return RankedIntent(*found[0]) if found else RankedIntent("unclear", 0.1)


HURT, MUCH, HELLO = ("pain", 0.9), ("cost", 0.8), ("smalltalk", 0.9)


def test_two_different_questions_are_both_asked_in_their_order() -> None:
    topics = {"hurt": HURT, "much": MUCH}
    assert chosen("does it hurt and how much is it", topics) == ["pain", "cost"]
    assert chosen("How much is it? Does it hurt?", topics) == ["cost", "pain"]


def test_two_parts_of_one_meaning_are_one_question() -> None:
    assert chosen("does it hurt and is it painful", {"hurt": HURT, "painful": HURT}) == ["pain"]


@pytest.mark.parametrize("sure", [0.19, 0.29])
def test_a_part_that_is_not_sure_does_not_count(sure: float) -> None:
    topics = {"hurt": HURT, "much": ("cost", sure)}
    assert chosen("does it hurt and how much is it", topics) == ["pain"]


def test_a_sentence_needs_less_than_a_clause() -> None:
    topics = {"hurt": HURT, "much": ("cost", 0.25)}
    assert chosen("Does it hurt? How much is it?", {"Does": HURT, **topics}) == ["pain", "cost"]


def test_background_is_no_question() -> None:
    topics = {"scars": ("conditions", 0.9), "much": MUCH}
    assert chosen("My sister has scars. How much is it?", topics) == ["conditions"]


def test_what_tells_rather_than_asks_is_background_beside_a_plain_question() -> None:
    text = READER.read("Booked for Saturday! How do I get ready? Pain too.")
    topics = {"Booked": ("booking", 0.9), "ready": ("preparation", 0.9), "Pain": HURT}
    rankings = {stretch: [ranked(text, stretch, topics)] for stretch in stretches_of(text)}
    booked = next(each for each in rankings if text.of(each).rstrip("!") == "Booked for Saturday")
    for asking, others in ((0.1, []), (0.9, ["booking"])):
        parts = questions_of(text, rankings, Thresholds(), {booked: asking})
        assert [part.intent.name for part in parts] == [*others, "preparation", "pain"]


def test_a_greeting_beside_a_question_is_left_out() -> None:
    assert chosen("Hello there! How much is it?", {"Hello": HELLO, "much": MUCH}) == ["cost"]
    assert chosen("Hello there!", {"Hello": HELLO}) == ["smalltalk"]


def test_what_is_not_ours_stays_so_whatever_its_end_resembles() -> None:
    topics = {"lash": ("out_of_scope", 0.9), "last": ("results", 0.7)}
    assert chosen("about lash extensions, how long do they last", topics) == ["out_of_scope"]


def test_of_many_the_first_are_answered() -> None:
    words = ["hurt", "work", "cost", "last", "bleed"]
    message = " ".join(f"Does it {word}?" for word in words)
    topics = {word: (word, 0.9) for word in words}
    assert chosen(message, topics) == words[:MOST_QUESTIONS]


def test_what_is_ranked_is_bounded_and_never_twice() -> None:
    text = READER.read(
        "does it hurt and how much is it and is it safe, also do you open late? " * 20
    )
    stretches = stretches_of(text)
    assert len(stretches) == MOST_STRETCHES == len(set(stretches))
    assert stretches[0] == text.whole


def test_a_remark_beside_two_questions_of_one_topic_may_be_left_out() -> None:
    def part(start: int, end: int, confidence: float) -> Part:
        return Part(Stretch(start, end), True, [RankedIntent("sessions", confidence)], True)

    apart = [part(0, 10, 0.9), part(11, 20, 0.9)]
    assert hold_all(apart, [part(0, 20, 0.9)])
    assert hold_all(apart, [part(0, 20, 0.9), part(21, 30, 0.3)])
    assert not hold_all(apart, [part(0, 20, 0.9), part(21, 30, 0.9)])
    assert not hold_all([], [part(0, 20, 0.9)])
