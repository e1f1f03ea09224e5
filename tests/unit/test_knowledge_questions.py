"""The particular questions: their shape, what the check refuses, and what is withheld."""

from pathlib import Path

import pytest
from small_knowledge import QUESTIONS, TREATMENTS, edited, line_of, write_folder

from knowledge import DEFAULT_FOLDER, KnowledgeError, load
from knowledge.question_checks import plain_words


def refusal(tmp_path: Path, questions: str) -> str:
    with pytest.raises(KnowledgeError) as refused:
        load(write_folder(tmp_path / "small", questions=questions))
    return "\n".join(map(str, refused.value.problems))


def test_a_question_has_its_place_and_its_facts(tmp_path: Path) -> None:
    knowledge = load(write_folder(tmp_path / "small", questions=QUESTIONS))

    asked = knowledge.questions["what-it-means"]
    assert (asked.treatment, asked.topic, asked.facts) == ("rolling", "definition", ("what-it-is",))
    assert not asked.is_gap


def test_a_question_without_a_fact_is_a_known_gap(tmp_path: Path) -> None:
    knowledge = load(write_folder(tmp_path / "small", questions=QUESTIONS))

    assert knowledge.questions["rolling-or-tumbling"].is_gap


@pytest.mark.parametrize(
    ("old", "new", "marker", "said"),
    [
        ("facts: [what-it-is]", "facts: [what-is]", "facts: [what-is]", "There is no fact `what-"),
        ("near: [what-it-is]", "near: [nowhere]", "near: [nowhere]", "There is no fact `nowhere`"),
        ("  rolling:\n", "  rollin:\n", "  rollin:", "did you mean `rolling`?"),
        ("    definition:", "    definitions:", "    definitions:", "did you mean `definition`?"),
        (
            "          - meaning of rolling\n",
            "          - Rolling or tumbling?\n",
            "          - rolling or tumbling",
            "stands under `what-it-means`, too",
        ),
        (
            "          - meaning of rolling\n",
            "",
            "        examples:",
            "`questions > rolling > definition > what-it-means > examples` has 4 of 5 entries",
        ),
        (
            "near: [what-it-is]",
            "clinic_part: price",
            "clinic_part: price",
            "did you mean `prices`?",
        ),
        (
            "    definition:\n",
            "    pain:\n      what-it-means: {name: a, examples: [a, b, c, d, e]}\n"
            "    definition:\n",
            "      what-it-means:\n",
            "stands here and on line",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, marker: str, said: str
) -> None:
    text = edited(old, new, QUESTIONS)

    found = refusal(tmp_path, text)

    assert said in found
    assert f"questions.yml:{line_of(marker, text)}: " in found


def test_a_fact_that_only_a_question_uses_is_used(tmp_path: Path) -> None:
    treatments = edited("        facts: [what-it-is]\n", "", TREATMENTS)

    with pytest.raises(KnowledgeError, match="No answer uses the fact `what-it-is`"):
        load(write_folder(tmp_path / "small", treatments))
    assert load(write_folder(tmp_path / "small", treatments, QUESTIONS)).facts


def test_what_is_withheld_is_no_gap(tmp_path: Path) -> None:
    knowledge = load(write_folder(tmp_path / "small", questions=QUESTIONS)).only_reviewed()

    asked = knowledge.questions["what-it-means"]
    assert asked.is_withheld
    assert not asked.is_gap
    assert asked.facts == ()
    assert "what-it-is" in knowledge.withheld


def test_the_shipped_questions_are_many_and_honest() -> None:
    knowledge = load(DEFAULT_FOLDER)
    questions = knowledge.questions.values()

    assert len(questions) >= 350
    assert sum(each.is_gap for each in questions) >= 60
    assert all(len(each.examples) >= 5 for each in questions)


def test_no_example_is_written_twice() -> None:
    knowledge = load(DEFAULT_FOLDER)
    words = [plain_words(e) for each in knowledge.questions.values() for e in each.examples]

    assert len(words) == len(set(words))
