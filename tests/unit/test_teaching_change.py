from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.treatments import About, Range
from teaching.change import BadChange, FactChange, NewSource, as_yaml, from_yaml, read_change
from tests.unit.teaching_project import examples, fact, question, sentence

FILE = Path("changes/one.yml")
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(st.lists(LINES, min_size=1, max_size=4), LINES)
@example(["no", "911", "~", "null", "- a: b # c", "2026-01-31", "#", '"', "\u2028x"], "[x")
def test_what_is_written_is_read(texts: list[str], note: str) -> None:
    change = examples(*texts, id="one", note=note)
    assert from_yaml(FILE, as_yaml(change).encode("utf-8")) == change


def test_a_sentence_is_read_with_all_it_has() -> None:
    change = sentence(
        id="three",
        entry="12e4567890123456",
        desk="A nurse, it says.",
        numbers={"weeks": 2},
        note="Plainer.",
    )
    text = as_yaml(change)
    assert from_yaml(FILE, text.encode("utf-8")) == change
    assert (change.taught_topic, change.examples) == ("providers", ())


def test_a_question_is_read_with_all_it_has() -> None:
    change = question(id="four", treatment="rolling", note="Asked twice.")
    assert from_yaml(FILE, as_yaml(change).encode("utf-8")) == change
    assert (change.taught_topic, change.examples) == ("definition", ())
    with pytest.raises(ValidationError, match="at least 5"):
        question(ways=("one", "two"))


def test_a_fact_is_read_with_all_it_has() -> None:
    change = fact(
        id="two",
        of_fact={
            "about": About(condition=("scars",)),
            "qualified_by": ("limits",),
            "numbers": {"weeks": 2, "length_mm": Range(min=0.5, max=3)},
            "source": "NEW-PAPER",
        },
        new_source=NewSource(id="NEW-PAPER", title="A: b", publisher="P", grade="trade"),
        treatment="rolling",
        examples=("is it soft",),
    )
    text = as_yaml(change)
    assert from_yaml(FILE, text.encode("utf-8")) == change
    assert 'make teach ARGS="apply two"' in text


def test_a_person_can_read_it() -> None:
    assert "kind: examples\ntopic: definition\nexamples:\n- what’s a ball\n" in as_yaml(
        examples("what’s a ball")
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: examples", "kind: other", "write `kind: examples`, `fact`, `sentence` or"),
        ("topic: definition", "topic: definitoin", r"one.yml:\d+: .*did you mean `definition`"),
        ("made_by: jane\n", "", "has no `made_by`"),
        ("note: ''", "nota: ''", "did you mean `note`"),
        ("examples:", "examples: [", "This is not YAML"),
    ],
)
def test_a_faulty_file_says_what_to_mend(old: str, new: str, expected: str) -> None:
    text = as_yaml(examples("what is it"))
    assert text.count(old) >= 1
    with pytest.raises(BadChange, match=expected):
        from_yaml(FILE, text.replace(old, new).encode("utf-8"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadChange, match=r"none\.yml cannot be read: No such file"):
        read_change(tmp_path / "none.yml")


def test_a_fact_needs_a_source() -> None:
    content = fact().model_dump()
    del content["fact"]["source"]
    with pytest.raises(ValidationError, match="source"):
        FactChange.model_validate(content)


@pytest.mark.parametrize("wrong", ["../up", "a/b", "A", ".x", "-"])
def test_an_id_can_name_no_file_elsewhere(wrong: str) -> None:
    with pytest.raises(ValidationError):
        examples("what is it", id=wrong)
