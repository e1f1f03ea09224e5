from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from actions.answering import answer_all
from knowledge import TOPICS, Knowledge
from understanding.so_far import SoFar
from understanding.understood import Understood
from web.desk.keyword_reading import MOST_TOPICS, NOT_GUESSED, KeywordReading

DEVELOPMENT = Path(__file__).parent.parent / "development" / "questions.yml"
SHIPPED = knowledge.load(knowledge.DEFAULT_FOLDER)
READING = KeywordReading(SHIPPED)


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return SHIPPED


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("does it hurt", "pain"),
        ("price", "cost"),
        ("where can I park", "booking"),
        ("can i have it with keloids", "suitability"),
        ("stretch marks", "conditions"),
        ("is 1 mm medical", "needle_depth"),
        ("peel or this", "comparison"),
        ("apointment on saturday", "booking"),
    ],
)
def test_words_lead_to_the_topic(text: str, topic: str) -> None:
    assert READING.topics(text)[0] == topic


def test_the_right_topic_is_among_those_found_for_most_questions() -> None:
    asked = yaml.safe_load(DEVELOPMENT.read_text())
    pairs = [(t, q) for t, questions in asked.items() if t not in NOT_GUESSED for q in questions]
    found = [(topic, READING.topics(question)) for topic, question in pairs]
    first = sum(topics[:1] == (topic,) for topic, topics in found) / len(pairs)
    among = sum(topic in topics for topic, topics in found) / len(pairs)
    assert first >= 0.5
    assert among >= 0.7


@pytest.mark.parametrize("text", ["", "?!", "xyzzy", "日本"])
def test_where_nothing_is_known_the_question_is_unclear(text: str) -> None:
    assert READING.topics(text) == ()
    assert [question.topic for question in READING.questions(text)] == ["unclear"]


def test_details_reach_the_question(shipped: Knowledge) -> None:
    question = READING.questions("is it used for stretch marks?")[0]
    assert question.ids("condition") == ("stretch_marks",)
    question = next(
        q for q in READING.questions("can she do 0.5 to 1 mm") if q.topic == "needle_depth"
    )
    (length,) = question.depths()
    assert not isinstance(length, float)
    assert (length.min, length.max) == (0.5, 1)


def test_a_word_that_is_still_being_typed_counts_where_it_can_only_be_one() -> None:
    assert READING.topics("moisturi")[0] == "aftercare"
    assert READING.topics("zzmoisturi") == ()


def test_every_topic_has_words_but_those_that_are_not_guessed() -> None:
    assert set(READING._topics) == set(TOPICS) - NOT_GUESSED


@given(st.text(max_size=200))
def test_any_text_can_be_answered(text: str) -> None:
    questions = READING.questions(text)
    assert 1 <= len(questions) <= MOST_TOPICS
    reply = answer_all(Understood(questions), SoFar(), SHIPPED)
    assert all(answer.text for answer in reply.answers)
