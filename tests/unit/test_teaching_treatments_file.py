import difflib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge import DEFAULT_FOLDER
from knowledge.treatments import About, Span
from teaching.change import NewSource
from teaching.treatments_file import with_fact
from teaching.yaml_text import CannotInsert
from tests.unit.small_knowledge import TREATMENTS, edited
from tests.unit.teaching_project import fact

SHIPPED = (DEFAULT_FOLDER / "treatments.yml").read_bytes().decode("utf-8")
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
            "numbers": {"n": 2, "length_mm": Span(min=3.5, max=10)},
        },
        new_source=PAPER,
    )
    lines = added(TREATMENTS, with_fact(TREATMENTS, change))
    for expected in (
        "+   PAPER:",
        '+     title: "On: balls"',
        "+     date: 2021",
        '+     text: "Two: of 3.5 to 10 mm."',
        "+     about: {condition: [scars], provider: [nurse]}",
        "+     qualified_by: [limits]",
        "+     numbers: {n: 2, length_mm: {min: 3.5, max: 10}}",
    ):
        assert expected in lines


@pytest.mark.parametrize(("topic", "ends"), [("suitability", "\n"), ("cost", "\r\n")])
def test_every_other_byte_of_the_shipped_file_stays(topic: str, ends: str) -> None:
    text = SHIPPED.replace("\n", ends)
    change = fact(
        topics=(topic, "definition"), new_source=PAPER, of_fact={"source": "PAPER"}, id="one"
    )
    result = with_fact(text, change)
    removed = [line for line in added(text, result) if line.startswith("-")]
    assert len(removed) <= 2
    assert max(map(len, result.splitlines())) <= max(120, *map(len, text.splitlines()))
    assert result.count("\r") == (result.count("\n") if ends == "\r\n" else 0)
    topics = yaml.safe_load(result)["treatments"]["microneedling"]["topics"]
    assert topics[topic]["facts"][-1] == topics["definition"]["facts"][-1] == "soft-ball"


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


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_any_sentence_can_be_written(text: str) -> None:
    text = " ".join(text.split()) or "x"
    result = with_fact(TREATMENTS, fact(text=text))
    assert yaml.load(result, Loader=yaml.BaseLoader)["facts"][-1]["text"] == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("treatments:\n  rolling:", "treatments:\n  other:"),
        ("    topics:\n", "    topix:\n"),
    ],
)
def test_what_is_not_there_cannot_be_added_to(old: str, new: str) -> None:
    with pytest.raises(CannotInsert):
        with_fact(edited(old, new), fact(treatment="rolling"))


def test_lists_in_brackets_are_left_to_a_person() -> None:
    with pytest.raises(CannotInsert, match="facts"):
        with_fact("sources: {}\nfacts: []\ntreatments: {}\n", fact())
