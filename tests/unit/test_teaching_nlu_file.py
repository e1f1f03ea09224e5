import pytest
from hypothesis import given
from hypothesis import strategies as st

from teaching.nlu_file import bare, examples_by_intent, with_examples
from teaching.yaml_text import CannotInsert
from tests.unit.teaching_project import NLU


def test_examples_go_to_the_end_of_their_intent() -> None:
    expected = NLU.replace("rolling\n\n", "rolling\n      - a ball\n      - the ball?\n\n")
    assert with_examples(NLU, "ask_definition", ["a ball", "the ball?"]) == expected


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n", "\n# the end\n"])
def test_examples_go_to_the_last_intent_however_the_file_ends(end: str) -> None:
    text = NLU.rstrip("\n") + end
    result = with_examples(text, "ask_emergency", ["more"])
    assert "      - what is an emergency\n      - more\n" in result
    assert result.replace("      - more\n", "").rstrip("\n") == text.rstrip("\n")


def test_line_breaks_of_windows_stay() -> None:
    result = with_examples(NLU.replace("\n", "\r\n"), "ask_needle_depth", ["more"])
    assert "- how deep does it go\r\n      - more\r\n" in result
    assert "\n" not in result.replace("\r\n", "")


@given(
    st.sampled_from(["ask_definition", "ask_needle_depth", "ask_emergency"]),
    st.lists(
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(lambda t: f"a{t}"),
        min_size=1,
        max_size=3,
    ),
)
def test_nothing_else_changes(intent: str, new: list[str]) -> None:
    result = with_examples(NLU, intent, new)
    before = examples_by_intent(NLU)
    assert examples_by_intent(result) == {**before, intent: (*before[intent], *new)}
    lines = result.splitlines(keepends=True)
    for text in new:
        lines.remove(f"      - {text}\n")
    assert "".join(lines) == NLU


def test_no_examples_change_nothing() -> None:
    assert with_examples(NLU, "ask_definition", []) == NLU


@pytest.mark.parametrize(
    "text",
    [NLU, "version: 1\n", "nlu:\n  - intent: ask_pain\n    examples: [a]\n", "- a\n", "a: ["],
)
def test_where_there_is_no_list_it_says_so(text: str) -> None:
    with pytest.raises(CannotInsert):
        with_examples(text, "ask_pain", ["it"])


def test_an_example_that_breaks_the_list_is_refused() -> None:
    with pytest.raises(CannotInsert, match="without harm"):
        with_examples(NLU, "ask_definition", ["one\n      - two"])


def test_capitals_and_signs_make_no_difference() -> None:
    assert bare("  What's IT,  then?! ") == bare("whats it then")
    assert bare("¿?!") == ""
