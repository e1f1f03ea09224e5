"""The clinic's own lines: what they may say, and to which questions."""

from pathlib import Path

import pytest
from small_knowledge import QUESTIONS, write_folder

from actions.answer import Answer
from actions.answering import answer
from knowledge import KnowledgeError, load
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

LINE = "Here we say it is a ball."


def loaded(folder: Path, *lines: str, questions: str = QUESTIONS) -> Answer:
    """The answer to the gap, or to the question of the first line."""
    write_folder(folder, questions=questions)
    (folder / "clinic.yml").write_text("\n".join(("own_lines:", *lines)), "utf-8")
    id_ = lines[0].partition(":")[0].strip() if lines else "rolling-or-tumbling"
    known = load(folder)
    topic = known.questions[id_].topic
    return answer(Question(topic, (Detail(QUESTION, id_),)), SoFar(), known)


@pytest.mark.parametrize("id_", ["what-it-means", "rolling-or-tumbling"])
def test_the_line_comes_first_and_alone(tmp_path: Path, id_: str) -> None:
    said = loaded(tmp_path / "k", f"  {id_}: {LINE}")

    assert (said.text, said.facts, said.lacks, said.asked) == (LINE, (), None, id_)


def test_a_reason_for_care_still_follows(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("    definition:\n", "    suitability:\n")

    said = loaded(tmp_path / "k", f"  what-it-means: {LINE}", questions=questions)

    assert said.text.startswith(LINE)
    assert "what-it-is" in said.facts


def test_without_a_line_a_gap_is_a_gap(tmp_path: Path) -> None:
    assert loaded(tmp_path / "k").lacks == "gap"


def test_a_question_with_a_line_is_no_gap_and_not_withheld(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "k", questions=QUESTIONS)
    (folder / "clinic.yml").write_text(f"own_lines:\n  what-it-means: {LINE}\n", "utf-8")

    known = load(folder).only_reviewed().questions

    assert not known["what-it-means"].is_withheld
    assert known["rolling-or-tumbling"].is_gap


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("  what-it-mean: It is a ball.", "no question `what-it-mean`"),
        ("  what-it-means: it is a ball", "not a whole sentence"),
        ("  what-it-means: Stop your accutane before you come.", "about a medicine"),
        ("  what-it-means: We guarantee it.", "promises"),
        ("  what-it-means: " + "word " * 61 + "end.", "more than 60 words"),
    ],
)
def test_a_line_that_may_not_stand_is_refused_with_its_place(
    tmp_path: Path, line: str, what: str
) -> None:
    with pytest.raises(KnowledgeError) as refused:
        loaded(tmp_path / "k", line)

    assert what in str(refused.value)
    assert "clinic.yml:2:" in str(refused.value)


def test_whom_to_call_cannot_be_replaced(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("    definition:\n", "    emergency:\n")

    with pytest.raises(KnowledgeError, match="warning signs"):
        loaded(tmp_path / "k", f"  what-it-means: {LINE}", questions=questions)
