"""`python -m desk ask`."""

from pathlib import Path

import pytest

from tests.desk.command_line import CommandLine, command_line

NOBODY = "http://127.0.0.1:1"


@pytest.fixture
def terminal(tmp_path: Path) -> CommandLine:
    return command_line(tmp_path, RASA_URL=NOBODY)


def test_a_question_is_answered_without_rasa(terminal: CommandLine) -> None:
    result = terminal.run("ask", "does", "it", "hurt?", "--json")
    assert result.code == 0
    assert result.values["understood_by"] == "understood"
    (answer, *_) = result.values["answers"]
    assert answer["topic"] == "pain"
    assert {fact["id"] for fact in answer["facts"]}
    assert all(fact["source"]["title"] for fact in answer["facts"])


def test_an_answer_can_be_read(terminal: CommandLine) -> None:
    values = terminal.run("ask", "does it hurt?", "--json").values
    text = terminal.run("ask", "does it hurt?").out
    assert values["answers"][0]["title"] in text
    assert values["answers"][0]["facts"][0]["text"] in text
    assert "not reviewed" in text


def test_a_warning_sign_comes_first_with_rasa_or_without(terminal: CommandLine) -> None:
    result = terminal.run("ask", "my throat is swelling and I cannot breathe", "--json")
    assert result.values["understood_by"] == "sign"
    assert result.values["answers"][0]["topic"] == "emergency"
    assert result.errors == ""


@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_a_text_that_will_not_do_is_said(terminal: CommandLine, text: str) -> None:
    result = terminal.run("ask", text)
    assert (result.code, result.out) == (1, "")
    assert result.errors


def test_faulty_knowledge_is_said_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "clinic.yml").write_text("name: [")
    result = command_line(tmp_path, RASA_URL=NOBODY, KNOWLEDGE_FOLDER=tmp_path).run("ask", "pain?")
    assert result.code == 1
    assert "clinic.yml" in result.errors or "treatments.yml" in result.errors


def test_without_a_model_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = command_line(tmp_path, RASA_URL=NOBODY, MODEL=tmp_path).run("ask", "pain?")
    assert (result.code, result.out) == (1, "")
    assert "rasa train" in result.errors
