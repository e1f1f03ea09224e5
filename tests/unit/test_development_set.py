"""The development set is large enough, and nothing in it was trained on."""

import re
from pathlib import Path

import pytest
import yaml

from knowledge import DEFAULT_FOLDER, TOPICS, load

ROOT = Path(__file__).parent.parent.parent
DEVELOPMENT = ROOT / "tests" / "development"
MIN_QUESTIONS, MIN_PER_TOPIC, MIN_OUT_OF_SCOPE, MIN_SIGNS = 300, 12, 60, 80


def bare(text: str) -> str:
    """The words alone: what differs only in capitals, signs and spaces counts as the same."""
    return " ".join(re.sub(r"[^a-z0-9 ]", "", text.lower()).split())


@pytest.fixture(scope="module")
def questions() -> dict[str, list[str]]:
    content: dict[str, list[str]] = yaml.load(
        (DEVELOPMENT / "questions.yml").read_bytes(), yaml.CSafeLoader
    )
    return content


@pytest.fixture(scope="module")
def examples() -> set[str]:
    files = [
        yaml.load(each.read_bytes(), yaml.CSafeLoader) for each in (ROOT / "data").rglob("*.yml")
    ]
    lists = [each for file in files for each in file.get("nlu", ())]
    # Of two messages the second one is what is learned from.
    lines = [line.split(" || ")[-1] for each in lists for line in each["examples"].splitlines()]
    lines += [e for each in load(DEFAULT_FOLDER).questions.values() for e in each.examples]
    return {bare(line.strip().removeprefix("- ")) for line in lines if line.strip()}


def test_every_topic_has_enough_questions(questions: dict[str, list[str]]) -> None:
    missing = set(TOPICS) - {"unclear", *questions}
    assert missing == set(), f"give it {MIN_PER_TOPIC} questions in tests/development/questions.yml"
    assert set(questions) <= set(TOPICS)
    assert sum(map(len, questions.values())) >= MIN_QUESTIONS
    assert min(map(len, questions.values())) >= MIN_PER_TOPIC
    assert len(questions["out_of_scope"]) >= MIN_OUT_OF_SCOPE


def test_no_question_was_trained_on(questions: dict[str, list[str]], examples: set[str]) -> None:
    asked = {bare(question) for listed in questions.values() for question in listed} - {""}
    assert len(examples) > 10_000
    assert asked.isdisjoint(examples)


def test_there_are_enough_signs_and_look_alikes() -> None:
    signs = yaml.load((DEVELOPMENT / "warning_signs.yml").read_bytes(), yaml.CSafeLoader)
    assert len(signs["emergency_now"]) + len(signs["today"]) >= MIN_SIGNS
    assert len(signs["benign"]) >= MIN_SIGNS


def test_there_are_enough_stories_of_one_length() -> None:
    stories: list[str] = yaml.safe_load((DEVELOPMENT / "stories.yml").read_text("utf-8"))
    assert len(set(stories)) >= 20
    assert [len(each) for each in stories if not 600 <= len(each) <= 900] == []
