"""A conversation that was kept, as a file that testers play once they have read it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from actions.buttons import payload
from desk.transcripts.conversation_file import conversation_file, pressed_id
from desk.transcripts.store import KeptExchange
from knowledge import KnowledgeError
from tests.conversations.conversation import Conversation, Turn, load
from tests.records.kept_turns import NOON


def came(said: str, topic: str = "pain", *facts: str) -> SimpleNamespace:
    return SimpleNamespace(said=said, topic=topic, facts=list(facts))


def turn(asked: str, *answers: SimpleNamespace, is_button: bool = False) -> KeptExchange:
    answers = answers or (came("It can sting."),)
    return KeptExchange(1, "ann", NOON, asked, is_button, 40, "v1", None, answers)


def checked(folder: Path, text: str) -> Conversation:
    """The file as it is once somebody has deleted the marks."""
    path = folder / "saved.yml"
    kept = [line for line in text.splitlines(keepends=True) if "not_checked_yet: true" not in line]
    path.write_text("".join(kept), "utf-8")
    return load(path)


TURNS = [
    turn("does it hurt, and\nthe price?", came("A\nb.", "pain", "f1", "f2"), came("C.", "cost")),
    turn('/ask_conditions{"condition": "stretch_marks"}', is_button=True),
    turn('/ask_pain{"part": "2"}', is_button=True),
]


def test_it_has_what_was_said_and_what_came(tmp_path: Path) -> None:
    text = conversation_file("Ours", TURNS)
    assert "    # came: A b.\n    # came: C.\n" in text
    conversation = checked(tmp_path, text)
    assert conversation.title == "Ours"
    assert conversation.turns == (
        Turn(says=TURNS[0].asked, topics=("pain", "cost"), shows=("f1", "f2")),
        Turn(presses="conditions.condition.stretch_marks", topics=("pain",)),
        Turn(presses="more.pain.2", topics=("pain",)),
    )


def test_it_is_refused_at_each_turn_until_somebody_has_checked_it(tmp_path: Path) -> None:
    path = tmp_path / "saved.yml"
    path.write_text(conversation_file("Ours", TURNS), "utf-8")
    marks = [
        number
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "not_checked_yet: true" in line
    ]
    with pytest.raises(KnowledgeError) as refused:
        load(path)
    assert [problem.line for problem in refused.value.problems] == marks
    assert len(marks) == len(TURNS)
    assert "not checked yet" in str(refused.value)
    assert "delete this line" in str(refused.value)


def test_what_cannot_be_pressed_any_more_is_left_out() -> None:
    text = conversation_file("Ours", [turn("hi"), turn("/ask_pain{", is_button=True)])
    assert len(yaml.safe_load(text)["turns"]) == 1
    assert "# Left out" in text


@pytest.mark.parametrize(
    "id_", ["pain", "needle_depth.depth.500-1000", "more.pain.2.body_area.face", "a.b.c.b.d"]
)
def test_a_button_is_found_again(id_: str) -> None:
    assert pressed_id(payload(id_)) == id_


@given(st.text(), st.text())
@example("\x85", "\u2028- x: y")
def test_no_words_break_the_file(asked: str, said: str) -> None:
    text = conversation_file("Ours", [turn(asked, came(said, "pain")), turn("next")])
    first, second = yaml.safe_load(text)["turns"]
    expected = {"says": asked, "topics": ["pain"], "not_checked_yet": True}
    assert first == expected
    assert second["says"] == "next"
