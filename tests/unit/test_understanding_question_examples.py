"""What `data/questions/` shows of the particular questions."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.question_examples import QuestionExample, in_order, question_example

FOLDER = Path(__file__).parents[2] / "data" / "questions"
LARGEST = 400_000
"""Bytes of a file that can still be read and compared."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(DEFAULT_FOLDER)


@pytest.fixture(scope="module")
def lists() -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob("*.yml"))
    return [e for file in files for e in yaml.load(file.read_bytes(), yaml.CSafeLoader)["nlu"]]


def examples(lists: list[dict[str, Any]]) -> list[QuestionExample]:
    shown = [
        question_example(line.removeprefix("- "), {"intent": each["metadata"]})
        for each in lists
        for line in each["examples"].splitlines()
    ]
    return [each for each in shown if each is not None]


def test_an_example_of_an_intent_alone_is_none_of_a_question() -> None:
    assert question_example("does it hurt", None) is None
    assert question_example("does it hurt", {"intent": {"level": "today"}}) is None


def test_a_message_that_leans_stands_behind_the_one_before() -> None:
    told = {"intent": {"question": "on-the-lips", "leans": True}}
    assert question_example("does it hurt || and the lips", told) == QuestionExample(
        "on-the-lips", "does it hurt and the lips", leans=True
    )


@pytest.mark.parametrize(
    ("text", "leans"), [("and the lips", True), ("does it hurt || and the lips", False)]
)
def test_a_message_without_the_one_before_is_refused(text: str, leans: bool) -> None:
    with pytest.raises(ValueError, match="on-the-lips"):
        question_example(text, {"intent": {"question": "on-the-lips", "leans": leans}})


def test_the_order_is_that_of_the_questions_whichever_file_comes_first() -> None:
    pain = [QuestionExample("pain", "ouch", leans=True), QuestionExample("pain", "it hurts?")]
    cost = [QuestionExample("cost", "how much"), QuestionExample("cost", "price")]
    wanted = [pain[1], pain[0], *cost]
    assert in_order([*pain, *cost], ["pain", "cost"]) == wanted
    assert in_order([*cost, *pain], ["pain", "cost"]) == wanted
    assert in_order([*cost, *pain], ["cost"]) == cost


def test_each_topic_has_a_file_of_its_own_that_is_not_too_large(knowledge: Knowledge) -> None:
    for file in FOLDER.glob("*.yml"):
        assert file.stat().st_size < LARGEST, file.name
        shown = yaml.load(file.read_bytes(), yaml.CSafeLoader)["nlu"]
        assert {each["intent"] for each in shown} == {f"ask_{file.stem}"}, file.name


def test_every_example_is_of_a_question_that_there_is(
    lists: list[dict[str, Any]], knowledge: Knowledge
) -> None:
    for each in lists:
        question = knowledge.questions[each["metadata"]["question"]]
        assert each["intent"] == f"ask_{question.topic}", question.id


def test_nearly_every_question_is_asked_in_more_ways_alone_and_leaning(
    lists: list[dict[str, Any]], knowledge: Knowledge
) -> None:
    """A question that is added does without at first."""
    counts = Counter((each.question, each.leans) for each in examples(lists))
    few = [id_ for id_ in knowledge.questions if counts[id_, False] < 5 or counts[id_, True] < 2]
    assert len(few) < len(knowledge.questions) / 20


def test_no_example_shows_two_questions(lists: list[dict[str, Any]], knowledge: Knowledge) -> None:
    own = [(e.casefold(), each.id) for each in knowledge.questions.values() for e in each.examples]
    shown = own + [(each.text.casefold(), each.question) for each in examples(lists)]
    counts = Counter(text for text, _ in shown)
    assert [text for text, count in counts.items() if count > 1] == []
