import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import DEFAULT_FOLDER, KnowledgeError
from knowledge.safety import LevelName
from knowledge.treatments import About, Range
from teaching import files
from teaching.change import FactChange, NewSource
from teaching.files import bare, example_lists
from tests.unit.small_knowledge import QUESTIONS, TREATMENTS, edited
from tests.unit.teaching_project import NLU, fact, question, sentence


def with_examples(
    text: str, intent: str, new: list[str], level: LevelName = "emergency_now"
) -> str:
    return files.with_examples(text.encode(), intent, new, level).decode()


def with_fact(text: str, change: FactChange) -> str:
    return files.with_fact(text.encode(), change).decode()


def examples_by_intent(text: str) -> dict[str, tuple[str, ...]]:
    return {intent: examples for intent, _, examples in example_lists(text.encode())}


def test_examples_go_to_the_end_of_their_intent() -> None:
    expected = NLU.replace("rolling\n\n", "rolling\n      - a ball\n      - the ball?\n\n")
    assert with_examples(NLU, "ask_definition", ["a ball", "the ball?"]) == expected


@pytest.mark.parametrize("end", ["\n", "", "\n# the end\n"])
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
    with pytest.raises(KnowledgeError):
        with_examples(text, "ask_pain", ["it"])


@pytest.mark.parametrize("level", ["emergency_now", "today"])
def test_a_sign_goes_to_the_list_of_its_level(level: LevelName) -> None:
    entry = "  - intent: ask_emergency\n    metadata: {{level: {}}}\n    examples: |\n      - {}\n"
    text = "nlu:\n" + entry.format("today", "a") + "\n" + entry.format("emergency_now", "b")
    result = with_examples(text, "ask_emergency", ["more"], level)
    assert ("ask_emergency", level, ("a" if level == "today" else "b", "more")) in example_lists(
        result.encode()
    )
    assert result.replace("      - more\n", "") == text


def test_capitals_and_signs_make_no_difference() -> None:
    assert bare("  What's IT,  then?! ") == bare("whats it then")
    assert bare("¿?!") == ""


SHIPPED = (DEFAULT_FOLDER / "treatments.yml").read_text("utf-8")
PAPER = NewSource(id="PAPER", title="On: balls", publisher="Us", date="2021", grade="trade")


def added(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line.startswith(("+", "-"))]


def test_a_fact_goes_behind_the_others_and_into_its_topic() -> None:
    assert added(TREATMENTS, with_fact(TREATMENTS, fact(id="one"))) == [
        "+   # From change one",
        "+   - id: soft-ball",
        "+     text: The ball is soft.",
        "+     source: LEAFLET",
        "+     review: unreviewed",
        "-         facts: [what-it-is]",
        "+         facts: [what-it-is, soft-ball]",
    ]


def test_a_fact_with_all_it_can_have() -> None:
    change = fact(
        text="Two: of 3.5 to 10 mm.",
        of_fact={
            "source": "PAPER",
            "about": About(condition=("scars",), provider=("nurse",)),
            "qualified_by": ("limits",),
            "numbers": {"n": 2, "length_mm": Range(min=3.5, max=10)},
        },
        new_source=PAPER,
    )
    lines = added(TREATMENTS, with_fact(TREATMENTS, change))
    for expected in (
        "+   PAPER:",
        "+     title: 'On: balls'",
        "+     date: 2021",
        "+     text: 'Two: of 3.5 to 10 mm.'",
        "+     about: {condition: [scars], provider: [nurse]}",
        "+     qualified_by: [limits]",
        "+     numbers: {n: 2, length_mm: {min: 3.5, max: 10}}",
    ):
        assert expected in lines


@pytest.mark.parametrize(
    "answer",
    [
        "facts:\n          - what-it-is\n          # the last\n          - limits\n",
        "related: [pain]\n        facts: []\n",
        "related: [pain]\n",
        "facts: [what-it-is,\n          limits]  # two\n",
    ],
)
def test_a_topic_is_added_to_however_it_is_written(answer: str) -> None:
    text = edited("facts: [what-it-is]\n        related: [pain]\n", answer)
    topics = yaml.safe_load(with_fact(text, fact()))["treatments"]["rolling"]["topics"]
    assert topics["definition"]["facts"][-1] == "soft-ball"


def test_a_topic_without_an_answer_gets_one() -> None:
    topics = yaml.safe_load(with_fact(TREATMENTS, fact(topics=("pain",))))["treatments"]
    assert topics["rolling"]["topics"]["pain"] == {"facts": ["soft-ball"]}


@settings(max_examples=10)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_any_sentence_can_be_written(text: str) -> None:
    text = " ".join(text.split()) or "x"
    result = with_fact(TREATMENTS, fact(text=text))
    assert yaml.load(result, Loader=yaml.BaseLoader)["facts"][-1]["text"] == text


def test_what_the_assistant_is_measured_by_is_not_learnt() -> None:
    folder = DEFAULT_FOLDER.parent / "tests" / "development"
    learnt = example_lists((DEFAULT_FOLDER.parent / files.NLU_FILE).read_bytes())
    measured = {
        bare(question)
        for name in ("questions.yml", "warning_signs.yml")
        for questions in yaml.load((folder / name).read_bytes(), yaml.CSafeLoader).values()
        for question in questions
    }
    both = {text for _, _, texts in learnt for text in texts if bare(text) in measured}
    # It was both before anybody looked.
    assert both <= {"i cant breathe properly"}, "say it in other words"


def test_a_sentence_changes_its_own_lines_alone_and_is_unreviewed() -> None:
    text = edited(
        "    about: {treatment_type: [light]}\n", "    about: {treatment_type: [light]} # x\n"
    )
    change = sentence(
        fact="light-length",
        text="A light ball reaches 2 mm: no more.",
        desk="Two millimetres.",
        numbers={"mm": 2.0},
    )
    result = files.with_sentence(text.encode(), change).decode()
    assert [
        line for line in difflib.ndiff(text.splitlines(), result.splitlines()) if line[0] in "+-"
    ] == [
        "-     text: A light ball reaches 0.5 to 3.0 mm.",
        "+     text: 'A light ball reaches 2 mm: no more.'",
        "-     review: {by: Jane Doe RN, on: 2026-01-31}",
        "+     review: unreviewed",
        "-     numbers: {needle_length_mm: {min: 0.5, max: 3}}",
        "+     numbers: {mm: 2}",
        "+     desk: Two millimetres.",
    ]
    bare_again = files.with_sentence(
        result.encode(),
        change.model_copy(update={"text": "It is light.", "desk": "", "numbers": {}}),
    ).decode()
    fields = yaml.safe_load(bare_again)["facts"][2]
    assert fields.keys() == {"id", "text", "source", "review", "about"}


def test_a_new_sentence_loses_the_word_that_the_old_one_answered_with() -> None:
    opening = "    as_answer: 'It is light: a light ball reaches 0.5 to 3.0 mm.'\n"
    text = edited("to 3.0 mm.\n", f"to 3.0 mm.\n{opening}")
    old = sentence(fact="light-length", text="A light ball reaches 0.5 to 3.0 mm.", desk="Far.")
    assert opening in files.with_sentence(text.encode(), old).decode()
    new = old.model_copy(update={"text": "A light ball hardly reaches 0.5 to 3.0 mm."})
    assert "as_answer" not in files.with_sentence(text.encode(), new).decode()


ADDED = """\
      # From change far
      how-far:
        name: how far it rolls
        examples:
          - how far
          - how far does it roll
          - far?
          - does it roll far
          - rolls how far
        facts: [what-it-is]
"""


def test_a_question_goes_to_the_end_of_its_topic() -> None:
    more = "\n    pain:\n      # of this\n      x:\n        name: a\n"
    result = files.with_question((QUESTIONS + more).encode(), question(id="far"), "rolling")
    assert result.decode() == QUESTIONS + ADDED + more
    without = files.with_question(QUESTIONS.encode(), question(id="far", facts=()), "rolling")
    assert without.decode() == QUESTIONS + ADDED.replace("        facts: [what-it-is]\n", "")


@pytest.mark.parametrize("text", ["questions: {}\n", QUESTIONS, "# none yet\nquestions:\n"])
def test_a_question_may_be_the_first_of_its_topic(text: str) -> None:
    result = files.with_question(text.encode(), question(topic="pain"), "rolling").decode()
    asked = yaml.safe_load(result)["questions"]["rolling"]["pain"]
    assert asked["how-far"]["examples"] == list(question().ways)
    assert result.startswith(text[:9])
