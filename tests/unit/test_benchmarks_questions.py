"""The counting of `benchmarks.questions`."""

import pytest

from benchmarks.questions import Asked, Found, intent_examples, read_asked, report

ASKED = Asked("can i shave", "aftercare", ("shaving", "razors"), "story")


def found(question: str | None, *offered: str) -> Found:
    return Found(ASKED, ("aftercare",), question, offered)


def test_right_wrong_and_offered() -> None:
    assert found("shaving").is_right
    assert found("razors").is_right
    assert found("washing", "shaving").is_wrong
    assert found("washing", "shaving").is_near
    assert not found(None).is_wrong


def test_a_message_that_asks_no_known_question_is_wrong_with_any() -> None:
    asked = Asked("who won", "out_of_scope", (), "any")
    assert Found(asked, ("pain",), "does-it-hurt", ()).is_wrong
    assert not Found(asked, ("out_of_scope",), None, ()).is_right


def test_the_report_counts_by_form() -> None:
    text = report([found("shaving"), found(None, "shaving")], with_misses=True)
    assert "| story | 2 | 0.500 | 1.000 | 1.000 | 0.000 |" in text
    assert "| can i shave | ('shaving', 'razors') | None |" in text


def test_a_file_of_questions_is_read() -> None:
    assert read_asked("- {text: a, topic: pain}\n") == [Asked("a", "pain", (), "any")]
    with pytest.raises(ValueError, match="need to be a list"):
        read_asked("- a\n")


def test_the_examples_of_the_intents_are_those_that_are_taught() -> None:
    taught = intent_examples()
    assert ("what is microneedling", "ask_definition") in taught
    assert any(label.startswith("ask_emergency/") for _, label in taught)
